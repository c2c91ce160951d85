#include "services/planning/record_checks.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/resource/field_checks.h"
#include "common/status/status_macros.h"

namespace kam::planning {

void CheckPerson(absl::string_view field, const v1::Person& person,
                 RecordChecks& checks) {
  switch (person.person_case()) {
    case v1::Person::kMember:
      checks.Member(absl::StrCat(field, ".member"), person.member());
      break;
    case v1::Person::kContact:
      checks.Contact(absl::StrCat(field, ".contact"), person.contact());
      break;
    case v1::Person::PERSON_NOT_SET:
      checks.violations().Add(field, "must name a member or a contact",
                              "MISSING_FIELD");
  }
}

absl::StatusOr<google::type::Date> StepDay(const StepDays& days,
                                           absl::string_view field,
                                           const google::type::Date& given,
                                           const google::type::Date& earliest) {
  const absl::CivilDay first =
      DayFromProto(earliest).value_or(absl::CivilDay::min());
  ASSIGN_OR_RETURN(const absl::CivilDay day,
                   DayOr(given, std::max(days.today, first)));
  Violations violations;
  resource::CheckNotFuture(field, ToProto(day), days.latest, violations);
  resource::CheckSpan(field, earliest, ToProto(day), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  return ToProto(day);
}

bool IsBy(const google::type::Date& date, absl::CivilDay day) {
  const auto named = DayFromProto(date);
  return named.ok() && *named <= day;
}

absl::Status CheckReason(absl::string_view text) {
  Violations violations;
  resource::CheckNotBlank("reason", text, violations);
  return violations.ToStatus();
}

}  // namespace kam::planning
