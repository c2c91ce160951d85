#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "services/assessment/phase_ladder.h"

namespace kam::assessment {

// A dimension and the least of its values that suffices, nothing when none
// does.
struct NeededValue {
  size_t dimension;
  std::optional<int64_t> to;
};

// What a target takes (4.i, A-45, A-46): the gates, and as many of the
// candidates as breadth needs, any of them.
struct PhaseGap {
  std::vector<NeededValue> gates;
  std::vector<NeededValue> candidates;
  int breadth_needed = 0;
  // Of the dimensions known once the gates hold, and those that reach the
  // target.
  int known = 0;
  int reaching = 0;
};

// A fall to the value before that costs the phase shown.
struct PhaseFall {
  size_t dimension;
  int64_t to;
  int result;
};

// Returns what lies between `values` and `target`, a phase above the one that
// they show. Dimensions are in their order.
PhaseGap FindGap(const PhaseLadder& ladder, const PhaseValues& values,
                 int target);

// Returns the single falls that would lower what `values` show, in order.
std::vector<PhaseFall> FindFalls(const PhaseLadder& ladder,
                                 const PhaseValues& values);

}  // namespace kam::assessment
