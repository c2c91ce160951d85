#pragma once

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// What a programme's records warn of (4.j): what planning and team have judged
// is taken as they judged it, and what account says of single indices makes
// SERVICE_DECLINE. INVALID_ARGUMENT names counts that contradict one another
// and an account listed twice.
absl::StatusOr<v1::Verdict> EvaluateProgramFlags(const v1::Evidence& evidence,
                                                 const ModelPolicy& policy,
                                                 absl::CivilDay as_of);

}  // namespace kam::assessment
