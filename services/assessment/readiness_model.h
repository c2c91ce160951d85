#pragma once

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/readiness_model.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// Whether we are ready for the next phase, and whether it pays (4.i).
// INVALID_ARGUMENT names a target that is not above the phase shown, and what
// is wrong with the facts and the business case.
absl::StatusOr<v1::Verdict> EvaluateReadiness(const v1::Evidence& evidence,
                                              const ModelPolicy& policy,
                                              absl::CivilDay as_of);

// Notes items that are unknown or repeated, a pillar without an item for some
// target, grades that are not those of the targets 2 to 5 or that fall, and a
// share above the whole.
void CheckReadinessPolicy(const v1::ReadinessPolicy& policy,
                          Violations& violations);

}  // namespace kam::assessment
