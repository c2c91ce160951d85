#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/model.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// The models that can be evaluated, in the order of their numbers.
std::vector<v1::Model> EvaluatedModels();

// Returns what `model` says on the day `as_of`. The same evidence, in any order
// of its lists, gives the same bytes. INVALID_ARGUMENT names every field that
// is wrong: facts or observations of another model, an unknown dimension or
// value, a missing date.
absl::StatusOr<v1::Verdict> Evaluate(v1::Model model,
                                     const v1::Evidence& evidence,
                                     const ModelPolicy& policy,
                                     absl::CivilDay as_of);

}  // namespace kam::assessment
