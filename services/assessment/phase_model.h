#pragma once

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/model_policy.h"
#include "services/assessment/observation_set.h"
#include "services/assessment/phase_ladder.h"

namespace kam::assessment {

// Returns the phase of a relationship (models.md 4.a): the verdict's value is
// the phase that is demonstrated, its upper bound the ceiling. INVALID_ARGUMENT
// names every field of the evidence that is wrong.
absl::StatusOr<v1::Verdict> EvaluatePhases(const v1::Evidence& evidence,
                                           const ModelPolicy& policy,
                                           absl::CivilDay as_of);

// What was picked for every dimension of the phases.
struct PhaseEvidence {
  std::vector<Pick> picks;
  PhaseValues values;
};

// Returns what `observations`, a set over PhaseDimensions(), say of every
// dimension; PERCEPTION and EXIT_COST as A-13 has it. Points into the set.
PhaseEvidence PickPhaseValues(const ObservationSet& observations);

}  // namespace kam::assessment
