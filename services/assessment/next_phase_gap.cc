#include "services/assessment/next_phase_gap.h"

#include <algorithm>
#include <map>

namespace kam::assessment {
namespace {

// The least value of a dimension that reaches `phase`.
std::optional<int64_t> LeastReaching(const PhaseScale& scale, size_t dimension,
                                     int phase) {
  for (int64_t value = 0; value < scale.ValuesOf(dimension); ++value) {
    if (scale.RangeOf(dimension, value).high >= phase) return value;
  }
  return {};
}

// The open gates of the phases above the one shown, each with the highest
// phase that it gates up to the target.
std::map<size_t, int> OpenGates(const PhaseLadder& ladder,
                                const PhaseValues& values, int target) {
  std::map<size_t, int> open;
  for (int phase = ladder.Demonstrated(values) + 1; phase <= target; ++phase) {
    for (const size_t gate : ladder.OpenGates(values, phase)) {
      open[gate] = phase;
    }
  }
  return open;
}

}  // namespace

PhaseGap FindGap(const PhaseLadder& ladder, const PhaseValues& values,
                 int target) {
  PhaseGap gap;
  PhaseValues then = values;
  for (const auto& [dimension, phase] : OpenGates(ladder, values, target)) {
    const auto to = LeastReaching(ladder.scale(), dimension, phase);
    gap.gates.push_back({.dimension = dimension, .to = to});
    if (to.has_value()) then[dimension] = *to;
  }
  for (size_t i = 0; i < kPhaseDimensions; ++i) {
    const auto high = ladder.High(then, i);
    if (!high.has_value()) continue;
    ++gap.known;
    if (*high >= target) {
      ++gap.reaching;
      continue;
    }
    gap.candidates.push_back(
        {.dimension = i, .to = LeastReaching(ladder.scale(), i, target)});
  }
  while (!ladder.IsBroad(gap.reaching + gap.breadth_needed, gap.known)) {
    ++gap.breadth_needed;
  }
  return gap;
}

std::vector<PhaseFall> FindFalls(const PhaseLadder& ladder,
                                 const PhaseValues& values) {
  PhaseHighs highs = ladder.HighsOf(values);
  const int now = ladder.Demonstrated(highs);
  std::vector<PhaseFall> falls;
  for (size_t i = 0; i < kPhaseDimensions; ++i) {
    if (values[i] == kUnknownValue || values[i] == 0) continue;
    const int8_t kept = highs[i];
    highs[i] = ladder.scale().RangeOf(i, values[i] - 1).high;
    const int then = ladder.Demonstrated(highs);
    if (then < now) {
      falls.push_back({.dimension = i, .to = values[i] - 1, .result = then});
    }
    highs[i] = kept;
  }
  return falls;
}

}  // namespace kam::assessment
