#pragma once

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/policy.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// Returns what the customer says when asked (models.md 4.e): the verdict's
// value is what the mark of the latest valid audit amounts to. INVALID_ARGUMENT
// names every field of the evidence that is wrong.
absl::StatusOr<v1::Verdict> EvaluateAudits(const v1::Evidence& evidence,
                                           const ModelPolicy& policy,
                                           absl::CivilDay as_of);

// Notes bands whose marks do not rise.
void CheckAuditPolicy(const v1::AuditPolicy& policy, Violations& violations);

}  // namespace kam::assessment
