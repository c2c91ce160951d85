#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/planning/v1/initiative.pb.h"
#include "services/planning/record_checks.h"

namespace kam::planning {

// Adds to `violations` what is wrong with an initiative beyond the options of
// its fields: shares out of range or not summing to the whole
// (FUNDING_NOT_WHOLE), functions or tags told twice, negative amounts, people
// and records of other programmes or accounts, commitments dated after
// `latest_day`, an end before the beginning.
void ValidateInitiative(const v1::Initiative& initiative,
                        absl::CivilDay latest_day, Violations& violations);

// Begins a proposed initiative. FAILED_PRECONDITION, WRONG_STATE, otherwise;
// StepDay's errors.
absl::Status StartInitiative(const v1::StartInitiativeRequest& request,
                             const StepDays& days, v1::Initiative& initiative);

// Brings an active initiative to its end. Errors as above.
absl::Status CompleteInitiative(const v1::CompleteInitiativeRequest& request,
                                const StepDays& days,
                                v1::Initiative& initiative);

// Gives up a proposed or active initiative. Errors as above; INVALID_ARGUMENT
// without a reason.
absl::Status StopInitiative(const v1::StopInitiativeRequest& request,
                            const StepDays& days, v1::Initiative& initiative);

// Returns the initiative as it stood on `day`: what came later is left out.
v1::Initiative InitiativeOn(v1::Initiative initiative, absl::CivilDay day);

// Returns which of benefit, rationale, owner and the three costs an
// initiative's business case leaves out, by their fields' names; all of them
// without a case.
std::vector<std::string> MissingOfCase(const v1::Initiative& initiative);

}  // namespace kam::planning
