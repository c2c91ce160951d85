#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "kam/assessment/v1/assessment_facts.pb.h"

namespace kam::assessment {

// What is kept of an account.
struct AccountRecords {
  std::vector<v1::Observation> observations = {};
  std::vector<v1::Audit> audits = {};
  std::vector<v1::ReadinessCase> readiness_cases = {};
};

// Returns what was recorded by `day`: observations that were not retracted,
// newest day first, then by name, up to 1 MiB of them; audits that were
// completed, the latest first, without later amendments, up to 1 MiB of them;
// readiness cases, the latest first. The store's state, the account and what
// the programme has in force are left to the caller.
v1::AssessmentFacts AssembleAssessmentFacts(AccountRecords records,
                                            absl::CivilDay day);

// Returns the same in a line.
v1::AccountEvidenceSummary SummarizeObservations(
    std::vector<v1::Observation> observations, absl::CivilDay day);

}  // namespace kam::assessment
