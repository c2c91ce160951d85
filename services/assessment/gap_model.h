#pragma once

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/gap_model.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// What the next phase, or a higher one, takes (4.i); in phase 5, what would
// lose it. INVALID_ARGUMENT names a target that is not above the phase shown,
// and what is wrong with the facts and observations of the phases.
absl::StatusOr<v1::Verdict> EvaluateNextPhase(const v1::Evidence& evidence,
                                              const ModelPolicy& policy,
                                              absl::CivilDay as_of);

// Notes intentions that are not one for each dimension, in order.
void CheckNextPhasePolicy(const v1::NextPhasePolicy& policy,
                          Violations& violations);

// Notes a target that is not from phase 2 to 5, or not above `demonstrated`.
void CheckTarget(int target, int demonstrated, absl::string_view field,
                 Violations& violations);

}  // namespace kam::assessment
