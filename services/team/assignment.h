#pragma once

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/team/v1/assignment.pb.h"

namespace kam::team {

// Adds to `violations` what is wrong with an assignment beyond the options of
// its fields: a member of another programme, a dedication that is no share, an
// end before the start. Requires a well-formed name.
void ValidateAssignment(const v1::Assignment& assignment,
                        Violations& violations);

// Whether the assignment is in force on `day`; both its ends count.
bool InForce(const v1::Assignment& assignment, absl::CivilDay day);

// Whether the member answers for the account: leads its team, or is its key
// account manager.
bool IsLead(const v1::Assignment& assignment);

}  // namespace kam::team
