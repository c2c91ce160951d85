#pragma once

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "google/type/date.pb.h"
#include "kam/team/v1/assignment.pb.h"

namespace kam::team {

// Adds to `violations` what is wrong with an assignment beyond the options of
// its fields: a member of another programme, a dedication that is no share, an
// end before the start. Requires a well-formed name.
void ValidateAssignment(const v1::Assignment& assignment,
                        Violations& violations);

// Whether a span of days holds `day`; both its ends count, an absent one is
// open.
bool Holds(const google::type::Date& starts_on,
           const google::type::Date& ends_on, absl::CivilDay day);

// Whether a record that starts and ends, such as an assignment, is in force on
// `day`.
template <typename Record>
bool InForce(const Record& record, absl::CivilDay day) {
  return Holds(record.starts_on(), record.ends_on(), day);
}

// Whether the member answers for the account: leads its team, or is its key
// account manager.
bool IsLead(const v1::Assignment& assignment);

}  // namespace kam::team
