#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/planning/v1/list_completeness.pb.h"

namespace kam::planning {

// Adds to `violations` what is wrong with a statement beyond the options of its
// fields: a member of another programme, a day after `latest_day`, complete
// through a day after it was said.
void ValidateListCompleteness(const v1::PlanningListCompleteness& statement,
                              absl::CivilDay latest_day,
                              Violations& violations);

// Whether a list is said to hold all there is on `day`.
bool IsComplete(const std::vector<v1::PlanningListCompleteness>& statements,
                v1::PlanningList list, absl::CivilDay day);

}  // namespace kam::planning
