#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "kam/planning/v1/planning_facts.pb.h"
#include "services/planning/planning_policy.h"

namespace kam::planning {

// Returns whether an account is developed by fits and starts on `day` (S3-15,
// the gaps in which no opportunity was open, and those that were closed
// without review and exploitation. The opportunities may be all of the
// account's, with their later moves.
v1::StopStart FindStopStart(const std::vector<v1::Opportunity>& opportunities,
                            absl::CivilDay day, const PlanningValues& values);

}  // namespace kam::planning
