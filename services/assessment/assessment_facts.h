#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "kam/assessment/v1/assessment_facts.pb.h"

namespace kam::assessment {

// Returns the observations on or before `day` that were not retracted, newest
// day first, then by name, up to 1 MiB of them. The store's state and the
// account are left to the caller.
v1::AssessmentFacts AssembleAssessmentFacts(
    std::vector<v1::Observation> observations, absl::CivilDay day);

// Returns the same in a line.
v1::AccountEvidenceSummary SummarizeObservations(
    std::vector<v1::Observation> observations, absl::CivilDay day);

}  // namespace kam::assessment
