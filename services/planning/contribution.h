#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/planning/v1/contribution.pb.h"
#include "services/planning/record_checks.h"

namespace kam::planning {

// Adds to `violations` what is wrong with a contribution beyond the options of
// its fields: no purpose, records of other accounts, a delivery after
// `latest_day`.
void ValidateContribution(const v1::Contribution& contribution,
                          absl::CivilDay latest_day, Violations& violations);

// OK while the contribution may change; FAILED_PRECONDITION,
// CONTRIBUTION_CONFIRMED, once the customer has confirmed it.
absl::Status CheckMayChange(const v1::Contribution& contribution);

// Records that the customer confirms it. FAILED_PRECONDITION: NOT_DELIVERED,
// CONTRIBUTION_CONFIRMED; INVALID_ARGUMENT for a contact of another account;
// StepDay's errors.
absl::Status ConfirmContribution(const v1::ConfirmContributionRequest& request,
                                 const StepDays& days,
                                 v1::Contribution& contribution);

// Returns the contribution as it stood on `day`.
v1::Contribution ContributionOn(v1::Contribution contribution,
                                absl::CivilDay day);

}  // namespace kam::planning
