#pragma once

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/planning/v1/plan.pb.h"
#include "kam/planning/v1/plan_check.pb.h"
#include "services/planning/planning_policy.h"

namespace kam::planning {

// Number of checks; all weigh the same.
inline constexpr int kPlanChecks = 20;

// Returns whether `plan` is whole on `day`, with everything that keeps a check
// from holding; store, name and flags are left to the caller. Actions that were
// given up count for nothing. Without a `roster` (null) the three checks that
// need it (every action complete, an action of another, shared) are UNKNOWN,
// unless they fail whoever is on it.
v1::PlanCheckResult CheckPlan(const v1::Plan& plan, const v1::Roster* roster,
                              absl::CivilDay day, const PlanningValues& values);

// Adds to `violations` members of a roster that are not of the programme of the
// plan `name`.
void ValidateRoster(const std::string& name, const v1::Roster& roster,
                    Violations& violations);

}  // namespace kam::planning
