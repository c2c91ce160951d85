#pragma once

#include <string>
#include <vector>

#include "kam/planning/v1/plan.pb.h"

namespace kam::planning {

// Returns the words of a positioning, of the position and of how we want to be
// perceived, by which two texts are equal.
std::vector<std::string> PositioningWords(const v1::Positioning& positioning);

// Returns 32 bytes that are the same for the same words; empty when there are
// none.
std::string PositioningDigest(const v1::Positioning& positioning);

}  // namespace kam::planning
