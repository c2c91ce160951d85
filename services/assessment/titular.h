#pragma once

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/phase_model.pb.h"
#include "kam/assessment/v1/record_facts.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// Fills the titular fields of `result` from titles and from the phase that the
// result states already (4.a.6, A-14). Notes in `violations` activities without
// a day and members that occur twice.
void JudgeTitles(const v1::TitleFacts& titles, const ModelPolicy& policy,
                 absl::CivilDay as_of, v1::PhaseResult& result,
                 Violations& violations);

}  // namespace kam::assessment
