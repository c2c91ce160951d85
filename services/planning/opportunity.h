#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/planning/v1/opportunity.pb.h"
#include "services/planning/record_checks.h"

namespace kam::planning {

// Adds to `violations` what is wrong with an opportunity beyond the options of
// its fields: people and opportunities of other programmes or accounts, opened
// after `latest_day`.
void ValidateOpportunity(const v1::Opportunity& opportunity,
                         absl::CivilDay latest_day, Violations& violations);

// Puts a new opportunity at PRESALES, opened on its day or `today`.
void OpenOpportunity(absl::CivilDay today, v1::Opportunity& opportunity);

// OK when a new opportunity may follow `earlier`: that is exploited, or was
// before it closed. FAILED_PRECONDITION, NOT_EXPLOITED, otherwise.
absl::Status CheckExploited(const v1::Opportunity& earlier);

// Moves an opportunity by the stage table (S3-16, A-60): one stage on; one
// stage back, with a reason (INVALID_ARGUMENT, MISSING_FIELD, when blank); LOST
// from the first two stages, CLOSED from the last three. FAILED_PRECONDITION,
// STAGE_SKIPPED, for every other move; StepDay's errors.
absl::Status MoveOpportunity(const v1::MoveOpportunityRequest& request,
                             const StepDays& days,
                             v1::Opportunity& opportunity);

// Whether an opportunity at this stage is open.
bool IsOpen(v1::OpportunityStage stage);

// Returns the opportunity as it stood on `day`, on which it was open or had
// been: later moves are left out.
v1::Opportunity OpportunityOn(v1::Opportunity opportunity, absl::CivilDay day);

}  // namespace kam::planning
