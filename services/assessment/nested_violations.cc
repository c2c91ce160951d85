#include "services/assessment/nested_violations.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace kam::assessment {

void AddNested(const absl::Status& status, absl::string_view from,
               absl::string_view to, Violations& violations) {
  if (status.ok()) return;
  const std::string reason = Reason(status);
  const auto details = GetBadRequest(status);
  if (!details.has_value()) {
    violations.Add(to, status.message(), reason);
    return;
  }
  for (const auto& one : details->field_violations()) {
    const absl::string_view field = one.field();
    violations.Add(absl::StartsWith(field, from)
                       ? absl::StrCat(to, field.substr(from.size()))
                       : std::string(field),
                   one.description(), reason);
  }
}

}  // namespace kam::assessment
