#pragma once

namespace kam::kamctl {

// A plan as people write it, to begin with: JSON of kam.planning.v1.Plan.
extern const char kPlanExample[];

}  // namespace kam::kamctl
