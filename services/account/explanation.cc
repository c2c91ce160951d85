#include "services/account/explanation.h"

#include <string>

namespace kam::account {

v1::Explanation Explain(absl::string_view requirement_id,
                        absl::string_view sentence) {
  v1::Explanation explanation;
  explanation.set_requirement_id(std::string(requirement_id));
  explanation.set_sentence(std::string(sentence));
  return explanation;
}

kam::type::v1::Flag MakeFlag(absl::string_view code,
                             kam::type::v1::Severity severity,
                             absl::string_view requirement_id,
                             absl::string_view detail) {
  kam::type::v1::Flag flag;
  flag.set_code(std::string(code));
  flag.set_severity(severity);
  flag.set_detail(std::string(detail));
  flag.set_requirement_id(std::string(requirement_id));
  return flag;
}

}  // namespace kam::account
