#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/planning/v1/development_objective.pb.h"
#include "kam/planning/v1/planning_facts.pb.h"

namespace kam::planning {

// Adds to `violations` what is wrong with an objective beyond the options of
// its fields: people and objectives of other programmes or accounts, evidence
// dated after `latest_day`.
void ValidateObjective(const v1::DevelopmentObjective& objective,
                       absl::CivilDay latest_day, Violations& violations);

// Returns how many of the objectives match one of the customer's (S2-18).
v1::ObjectiveAlignment AlignObjectives(
    const std::vector<v1::DevelopmentObjective>& objectives);

}  // namespace kam::planning
