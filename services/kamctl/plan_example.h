#pragma once

#include <string>

namespace kam::kamctl {

// A plan as people write it, to begin with, for a programme such as
// "programs/europe": JSON of kam.planning.v1.Plan.
std::string PlanExample(const std::string& program);

}  // namespace kam::kamctl
