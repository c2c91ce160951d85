#pragma once

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/contact_model.pb.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// How far the customer's levels are covered (4.h.3). INVALID_ARGUMENT names
// what is wrong with the facts.
absl::StatusOr<v1::Verdict> EvaluateContactCoverage(
    const v1::Evidence& evidence, const ModelPolicy& policy,
    absl::CivilDay as_of);

// At which levels we sell (4.h.4); errors as above.
absl::StatusOr<v1::Verdict> EvaluateSellingLevel(const v1::Evidence& evidence,
                                                 const ModelPolicy& policy,
                                                 absl::CivilDay as_of);

// Notes a share of purchasing above the whole.
void CheckSellingLevelPolicy(const v1::SellingLevelPolicy& policy,
                             Violations& violations);

}  // namespace kam::assessment
