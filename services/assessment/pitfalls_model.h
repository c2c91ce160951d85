#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// The pitfalls (4.k): those that one store or one model can tell are taken as
// their owner told them, those that need more are judged here. The value is the
// gravest found. INVALID_ARGUMENT names codes that are none of the owner's, and
// what is wrong with the facts.
absl::StatusOr<v1::Verdict> EvaluatePitfalls(const v1::Evidence& evidence,
                                             const ModelPolicy& policy,
                                             absl::CivilDay as_of);

// Whether `code` is a pitfall that `service` tells alone.
bool IsOwnersPitfall(absl::string_view code, absl::string_view service);

}  // namespace kam::assessment
