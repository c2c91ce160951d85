#pragma once

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// The panels that are counted and never scored: the shifts of the seller's role
// (S2-11), the elements of the change (S3-03), which records tell before people
// do, and the questions on the relationship (S3-04). The value is always
// NOT_SCORED; how certain it is tells how much is known. INVALID_ARGUMENT names
// what is wrong with the facts.
absl::StatusOr<v1::Verdict> EvaluateChecklists(const v1::Evidence& evidence,
                                               const ModelPolicy& policy,
                                               absl::CivilDay as_of);

}  // namespace kam::assessment
