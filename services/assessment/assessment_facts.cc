#include "services/assessment/assessment_facts.h"

#include <algorithm>
#include <utility>

#include "common/base/date.h"
#include "services/assessment/audit_record.h"
#include "services/assessment/readiness_case.h"

namespace kam::assessment {
namespace {

// An answer must stay well below the 4 MiB that gRPC carries, and leave room
// for the other sections of a view.
constexpr size_t kMostBytes = size_t{1} << 20;

// Those that count on `day`, newest day first, then by name.
std::vector<std::pair<absl::CivilDay, v1::Observation*>> CountedOn(
    std::vector<v1::Observation>& observations, absl::CivilDay day) {
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
  return counted;
}

}  // namespace

v1::AssessmentFacts AssembleAssessmentFacts(AccountRecords records,
                                            absl::CivilDay day) {
  v1::AssessmentFacts facts;
  size_t bytes = 0;
  for (const auto& [seen, observation] : CountedOn(records.observations, day)) {
    bytes += observation->ByteSizeLong();
    if (bytes > kMostBytes) {
      facts.set_observations_truncated(true);
      break;
    }
    *facts.add_observations() = std::move(*observation);
  }
  bytes = 0;
  for (v1::Audit& audit : HeldBy(std::move(records.audits), day)) {
    bytes += audit.ByteSizeLong();
    if (bytes > kMostBytes) {
      facts.set_audits_truncated(true);
      break;
    }
    *facts.add_audits() = std::move(audit);
  }
  for (v1::ReadinessCase& one :
       StatedBy(std::move(records.readiness_cases), day)) {
    *facts.add_readiness_cases() = std::move(one);
  }
  return facts;
}

v1::AccountEvidenceSummary SummarizeObservations(
    std::vector<v1::Observation> observations, absl::CivilDay day) {
  v1::AccountEvidenceSummary summary;
  const auto counted = CountedOn(observations, day);
  summary.set_observations(static_cast<int>(counted.size()));
  if (!counted.empty()) {
    *summary.mutable_last_observed_on() = ToProto(counted.front().first);
  }
  return summary;
}

}  // namespace kam::assessment
