#include "services/team/assignment.h"

#include <string>

#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"

namespace kam::team {

void ValidateAssignment(const v1::Assignment& assignment,
                        Violations& violations) {
  const auto program = resource::ProgramName::Of(assignment.name());
  if (program.ok() && !assignment.member().empty()) {
    resource::CheckReference(assignment.member(), resource::kMemberPattern,
                             program->ToString(), "assignment.member",
                             violations);
  }
  if (assignment.has_dedication_bps() &&
      (assignment.dedication_bps() < 0 ||
       assignment.dedication_bps() > 10'000)) {
    violations.Add("assignment.dedication_bps", "must be 0 to 10000",
                   "INVALID_SHARES");
  }
  if (!assignment.has_starts_on() || !assignment.has_ends_on()) return;
  const auto start = DayFromProto(assignment.starts_on());
  const auto end = DayFromProto(assignment.ends_on());
  if (start.ok() && end.ok() && *end < *start) {
    violations.Add("assignment.ends_on", "must not be before starts_on",
                   "INVALID_PERIOD");
  }
}

bool Holds(const google::type::Date& starts_on,
           const google::type::Date& ends_on, absl::CivilDay day) {
  const auto start = DayFromProto(starts_on);
  if (start.ok() && *start > day) return false;
  const auto end = DayFromProto(ends_on);
  return !end.ok() || *end >= day;
}

bool IsLead(const v1::Assignment& assignment) {
  return assignment.lead() ||
         assignment.role() == v1::ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER;
}

}  // namespace kam::team
