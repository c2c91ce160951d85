#include "services/team/flags.h"

#include <algorithm>
#include <tuple>

#include "common/base/date.h"

namespace kam::team {

void AddFlag(absl::string_view code, kam::type::v1::Severity severity,
             absl::string_view detail, absl::string_view requirement_id,
             Flags* flags) {
  kam::type::v1::Flag* flag = flags->Add();
  flag->set_code(std::string(code));
  flag->set_severity(severity);
  flag->set_detail(std::string(detail));
  flag->set_requirement_id(std::string(requirement_id));
}

void SortFlags(Flags* flags) {
  std::sort(flags->pointer_begin(), flags->pointer_end(),
            [](const kam::type::v1::Flag* a, const kam::type::v1::Flag* b) {
              return std::tie(a->code(), a->detail()) <
                     std::tie(b->code(), b->detail());
            });
}

std::string FormatDate(const google::type::Date& date) {
  const auto day = DayFromProto(date);
  return day.ok() ? FormatDay(*day) : "";
}

}  // namespace kam::team
