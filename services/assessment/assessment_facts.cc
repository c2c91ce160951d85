#include "services/assessment/assessment_facts.h"

#include <algorithm>
#include <utility>

#include "common/base/date.h"

namespace kam::assessment {

v1::AssessmentFacts AssembleAssessmentFacts(
    std::vector<v1::Observation> observations, absl::CivilDay day) {
  std::vector<std::pair<absl::CivilDay, v1::Observation*>> counted;
  for (v1::Observation& observation : observations) {
    const auto seen = DayFromProto(observation.observed_on());
    if (observation.retracted() || !seen.ok() || *seen > day) continue;
    counted.emplace_back(*seen, &observation);
  }
  std::sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first > b.first;
    return a.second->name() < b.second->name();
  });
  v1::AssessmentFacts facts;
  for (auto& [seen, observation] : counted) {
    *facts.add_observations() = std::move(*observation);
  }
  return facts;
}

v1::AccountEvidenceSummary SummarizeObservations(
    std::vector<v1::Observation> observations, absl::CivilDay day) {
  const v1::AssessmentFacts facts =
      AssembleAssessmentFacts(std::move(observations), day);
  v1::AccountEvidenceSummary summary;
  summary.set_observations(facts.observations_size());
  if (!facts.observations().empty()) {
    *summary.mutable_last_observed_on() = facts.observations(0).observed_on();
  }
  return summary;
}

}  // namespace kam::assessment
