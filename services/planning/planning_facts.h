#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "kam/planning/v1/planning_facts.pb.h"

namespace kam::planning {

// Returns what is known of an account's plans on `day` out of all of them:
// the one in force, when it was last looked at, and what is due of it. The
// store's state and the account are left to the caller.
v1::PlanningFacts AssemblePlanningFacts(const std::vector<v1::Plan>& plans,
                                        absl::CivilDay day);

// Returns the same in a line.
v1::AccountPlanSummary SummarizePlans(const std::vector<v1::Plan>& plans,
                                      absl::CivilDay day);

}  // namespace kam::planning
