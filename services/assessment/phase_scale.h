#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "common/status/errors.h"
#include "kam/assessment/v1/phase_model.pb.h"
#include "services/assessment/observation_set.h"

namespace kam::assessment {

// The dimensions of the phases, M01 to M22, in order.
enum PhaseDimensionIndex : size_t {
  kApproach,
  kContactPattern,
  kTeamForm,
  kCoLocation,
  kInitiator,
  kJointActivity,
  kFunding,
  kOffering,
  kIntegration,
  kInformation,
  kKamAuthority,
  kKamSeniority,
  kKamBackground,
  kMeasures,
  kProfitabilityKnowledge,
  kHorizon,
  kPlans,
  kSeniorInvolvement,
  kPerception,
  kAgenda,
  kExitCost,
  kModelFlex,
};
inline constexpr size_t kPhaseDimensions = kModelFlex + 1;
inline constexpr int kFirstPhase = 1;
inline constexpr int kLastPhase = 5;

// Their keys, owners and values, from basic to advanced.
const std::vector<Dimension>& PhaseDimensions();

// Returns the position of `value` among the values of a dimension; it must be
// one of them.
int64_t PhaseValue(PhaseDimensionIndex dimension, const char* value);

// The phases that a value goes with, both included.
struct PhaseRange {
  int8_t low = 0;
  int8_t high = 0;
};

// What a policy says of dimensions and gates, ready for arithmetic. Immutable
// and thread-safe.
class PhaseScale {
 public:
  // The policy must be complete and sound: see CheckPhasePolicy.
  explicit PhaseScale(const v1::PhasePolicy& policy);

  PhaseRange RangeOf(size_t dimension, int64_t value) const {
    return ranges_[dimension][static_cast<size_t>(value)];
  }
  int ValuesOf(size_t dimension) const { return counts_[dimension]; }

  // The dimensions that must reach `phase`, in order; none for phase 1.
  const std::vector<size_t>& GatesOf(int phase) const {
    return gates_[static_cast<size_t>(phase)];
  }

 private:
  static constexpr size_t kMostValues = 5;

  std::array<std::array<PhaseRange, kMostValues>, kPhaseDimensions> ranges_;
  std::array<int, kPhaseDimensions> counts_;
  std::array<std::vector<size_t>, kLastPhase + 1> gates_;
};

// Notes dimensions, values and gates that are unknown, missing, repeated or out
// of order, intervals that are reversed or that decrease from one value to the
// next, and horizons and counts that contradict one another.
void CheckPhasePolicy(const v1::PhasePolicy& policy, Violations& violations);

}  // namespace kam::assessment
