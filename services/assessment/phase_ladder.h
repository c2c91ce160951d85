#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kam/assessment/v1/phase_model.pb.h"
#include "kam/type/v1/type.pb.h"
#include "services/assessment/phase_scale.h"

namespace kam::assessment {

// A value a dimension; kUnknownValue where none is known.
inline constexpr int64_t kUnknownValue = -1;
using PhaseValues = std::array<int64_t, kPhaseDimensions>;

// Returns values of which none is known.
PhaseValues NoPhaseValues();

// The last phase that each dimension's value goes with; 0 where it is unknown.
using PhaseHighs = std::array<int8_t, kPhaseDimensions>;

// Where a relationship stands between two phases.
struct PhasePosition {
  // What is shown, and what the unknowns still allow.
  int demonstrated = kFirstPhase;
  int ceiling = kFirstPhase;
  // What the gates alone would show, without breadth.
  int gate_reach = kFirstPhase;
  int known = 0;
};

// The rules of 4.a.4: gates, breadth and bounds. Immutable and thread-safe.
class PhaseLadder {
 public:
  // Keeps a pointer to the policy, which must be complete and outlive it.
  explicit PhaseLadder(const v1::PhasePolicy& policy);

  const PhaseScale& scale() const { return scale_; }

  // Returns where `values` stand.
  PhasePosition Climb(const PhaseValues& values) const;

  // Returns the phase that `values` show: Climb(values).demonstrated.
  int Demonstrated(const PhaseValues& values) const {
    return Demonstrated(HighsOf(values));
  }
  int Demonstrated(const PhaseHighs& highs) const;

  PhaseHighs HighsOf(const PhaseValues& values) const;

  // Returns the last phase that the value of a dimension goes with, nothing
  // when it is unknown; and the first.
  std::optional<int> High(const PhaseValues& values, size_t dimension) const;
  std::optional<int> Low(const PhaseValues& values, size_t dimension) const;

  // Returns the gates of `phase` that are unknown or do not reach it.
  std::vector<size_t> OpenGates(const PhaseValues& values, int phase) const;

  // Whether `reaching` of `all` dimensions are broad enough.
  bool IsBroad(int reaching, int all) const;

 private:
  int GateReach(const PhaseHighs& highs, bool unknown_passes) const;
  // The highest phase, from `phase` down, that enough of `all` dimensions
  // reach when those that are `unknown` would.
  int Narrow(const PhaseHighs& highs, int phase, int unknown, int all) const;

  const v1::PhasePolicy* policy_;
  PhaseScale scale_;
};

// Whether so few dimensions are known that no verdict is determined.
bool IsThin(const PhasePosition& position, const v1::PhasePolicy& policy);

// Returns how certain a verdict on `position` is.
type::v1::VerdictStatus StatusOf(const PhasePosition& position,
                                 const v1::PhasePolicy& policy);

// Returns the phase that most known intervals cover, the lower on a tie;
// nothing when none is known.
std::optional<int> BestFit(const PhaseLadder& ladder,
                           const PhaseValues& values);

// Returns the mean middle of the known intervals in hundredths, half up;
// nothing when none is known.
std::optional<int> Continuum(const PhaseLadder& ladder,
                             const PhaseValues& values);

// The least value that raises what is shown, changed alone.
struct PhaseRise {
  size_t dimension;
  int64_t to;
  int result;
};

// Returns those of every dimension that has one, in order.
std::vector<PhaseRise> FindRises(const PhaseLadder& ladder,
                                 const PhaseValues& values);

}  // namespace kam::assessment
