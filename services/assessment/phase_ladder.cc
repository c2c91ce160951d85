#include "services/assessment/phase_ladder.h"

#include <algorithm>

#include "services/assessment/threshold.h"

namespace kam::assessment {
namespace {

// Number of known dimensions that reach `phase`; of phase 1, of all known ones.
int CountReaching(const PhaseHighs& highs, int phase) {
  return static_cast<int>(std::count_if(
      highs.begin(), highs.end(), [&](int8_t high) { return high >= phase; }));
}

}  // namespace

PhaseValues NoPhaseValues() {
  PhaseValues values;
  values.fill(kUnknownValue);
  return values;
}

PhaseLadder::PhaseLadder(const v1::PhasePolicy& policy)
    : policy_(&policy), scale_(policy) {}

std::optional<int> PhaseLadder::High(const PhaseValues& values,
                                     size_t dimension) const {
  if (values[dimension] == kUnknownValue) return {};
  return scale_.RangeOf(dimension, values[dimension]).high;
}

std::optional<int> PhaseLadder::Low(const PhaseValues& values,
                                    size_t dimension) const {
  if (values[dimension] == kUnknownValue) return {};
  return scale_.RangeOf(dimension, values[dimension]).low;
}

bool PhaseLadder::IsBroad(int reaching, int all) const {
  return IsAtLeast(reaching, all, policy_->breadth_bps());
}

PhaseHighs PhaseLadder::HighsOf(const PhaseValues& values) const {
  PhaseHighs highs{};
  for (size_t i = 0; i < kPhaseDimensions; ++i) {
    if (values[i] != kUnknownValue) {
      highs[i] = scale_.RangeOf(i, values[i]).high;
    }
  }
  return highs;
}

int PhaseLadder::GateReach(const PhaseHighs& highs, bool unknown_passes) const {
  int reach = kFirstPhase;
  for (int phase = kFirstPhase + 1; phase <= kLastPhase; ++phase) {
    const std::vector<size_t>& gates = scale_.GatesOf(phase);
    const bool holds =
        std::all_of(gates.begin(), gates.end(), [&](size_t dimension) {
          const int8_t high = highs[dimension];
          return high == 0 ? unknown_passes : high >= phase;
        });
    if (!holds) break;
    reach = phase;
  }
  return reach;
}

int PhaseLadder::Narrow(const PhaseHighs& highs, int phase, int unknown,
                        int all) const {
  while (phase > kFirstPhase &&
         !IsBroad(CountReaching(highs, phase) + unknown, all)) {
    --phase;
  }
  return phase;
}

PhasePosition PhaseLadder::Climb(const PhaseValues& values) const {
  const PhaseHighs highs = HighsOf(values);
  PhasePosition position;
  position.known = CountReaching(highs, kFirstPhase);
  const int all = static_cast<int>(kPhaseDimensions);
  position.gate_reach = GateReach(highs, /*unknown_passes=*/false);
  position.demonstrated = Narrow(highs, position.gate_reach, 0, position.known);
  position.ceiling =
      std::max(position.demonstrated,
               Narrow(highs, GateReach(highs, /*unknown_passes=*/true),
                      all - position.known, all));
  return position;
}

int PhaseLadder::Demonstrated(const PhaseHighs& highs) const {
  return Narrow(highs, GateReach(highs, /*unknown_passes=*/false), 0,
                CountReaching(highs, kFirstPhase));
}

std::vector<size_t> PhaseLadder::OpenGates(const PhaseValues& values,
                                           int phase) const {
  std::vector<size_t> open;
  for (const size_t dimension : scale_.GatesOf(phase)) {
    const auto high = High(values, dimension);
    if (!high.has_value() || *high < phase) open.push_back(dimension);
  }
  return open;
}

bool IsThin(const PhasePosition& position, const v1::PhasePolicy& policy) {
  return policy.thin_one_in() * position.known <
         static_cast<int>(kPhaseDimensions);
}

type::v1::VerdictStatus StatusOf(const PhasePosition& position,
                                 const v1::PhasePolicy& policy) {
  const auto status = StatusOfWidth(position.ceiling - position.demonstrated,
                                    policy.insufficient_width());
  return status == type::v1::VERDICT_STATUS_DETERMINED &&
                 IsThin(position, policy)
             ? type::v1::VERDICT_STATUS_PROVISIONAL
             : status;
}

std::optional<int> BestFit(const PhaseLadder& ladder,
                           const PhaseValues& values) {
  std::optional<int> best;
  int most = 0;
  for (int phase = kFirstPhase; phase <= kLastPhase; ++phase) {
    int covering = 0;
    for (size_t i = 0; i < kPhaseDimensions; ++i) {
      const auto high = ladder.High(values, i);
      if (high.has_value() && *high >= phase &&
          *ladder.Low(values, i) <= phase) {
        ++covering;
      }
    }
    if (covering <= most) continue;
    most = covering;
    best = phase;
  }
  return best;
}

std::optional<int> Continuum(const PhaseLadder& ladder,
                             const PhaseValues& values) {
  int sum = 0;
  int known = 0;
  for (size_t i = 0; i < kPhaseDimensions; ++i) {
    const auto high = ladder.High(values, i);
    if (!high.has_value()) continue;
    sum += *high + *ladder.Low(values, i);
    ++known;
  }
  if (known == 0) return {};
  // 100 * sum / (2 * known), half up.
  return (100 * sum + known) / (2 * known);
}

std::vector<PhaseRise> FindRises(const PhaseLadder& ladder,
                                 const PhaseValues& values) {
  PhaseHighs highs = ladder.HighsOf(values);
  const PhasePosition position = ladder.Climb(values);
  const int now = position.demonstrated;
  std::vector<PhaseRise> rises;
  if (now == kLastPhase) return rises;
  // Where gates are in the way, and not breadth, nothing else can raise; and no
  // single value opens two of them.
  std::vector<size_t> open;
  if (position.gate_reach == now) open = ladder.OpenGates(values, now + 1);
  if (open.size() > 1) return rises;
  for (size_t i = 0; i < kPhaseDimensions; ++i) {
    if (!open.empty() && open.front() != i) continue;
    const int8_t kept = highs[i];
    for (int64_t to = 0; to < ladder.scale().ValuesOf(i); ++to) {
      highs[i] = ladder.scale().RangeOf(i, to).high;
      const int then = ladder.Demonstrated(highs);
      if (then <= now) continue;
      rises.push_back({.dimension = i, .to = to, .result = then});
      break;
    }
    highs[i] = kept;
  }
  return rises;
}

}  // namespace kam::assessment
