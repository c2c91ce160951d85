#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/planning/v1/plan.pb.h"

namespace kam::planning {

// Adds to `violations` what is wrong with a plan beyond the options of its
// fields: ids that are malformed or used twice, items that point to nothing in
// the plan, questions answered twice, people of other programmes, evidence
// dated after `latest_day`. A plan that is merely incomplete is not wrong.
// Requires a well-formed name.
void ValidatePlan(const v1::Plan& plan, absl::CivilDay latest_day,
                  Violations& violations);

// Puts the draft `plan` in force on `day`. FAILED_PRECONDITION,
// PLAN_NOT_DRAFT, when it is not a draft.
absl::Status Activate(absl::CivilDay day, v1::Plan& plan);

// Ends the active `plan` on `day`, since another takes its place.
void Supersede(absl::CivilDay day, v1::Plan& plan);

// OK while the plan may change; FAILED_PRECONDITION, PLAN_SUPERSEDED, once
// another has taken its place.
absl::Status CheckMayChange(const v1::Plan& plan);

// Whether the plan was in force on `day`: from its activation until the day
// before another took its place.
bool InForce(const v1::Plan& plan, absl::CivilDay day);

}  // namespace kam::planning
