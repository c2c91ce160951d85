#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "kam/account/v1/account_facts.pb.h"
#include "kam/assessment/v1/assessment.pb.h"
#include "kam/assessment/v1/evidence_bundle.pb.h"
#include "kam/assessment/v1/policy.pb.h"
#include "kam/assessment/v1/readiness_case.pb.h"
#include "kam/planning/v1/planning_facts.pb.h"
#include "kam/team/v1/team_facts.pb.h"

namespace kam::assessment {

// What an account's bundle freezes of its programme.
struct ProgramSlice {
  std::string display_name;
  // Number of key accounts; absent when not known.
  std::optional<int> key_accounts;
};

// What the services answered about an account on a day, and what assessment
// keeps of it. Absent is a service that did not answer: `unseen` says why.
struct BundleParts {
  std::string account;
  absl::CivilDay as_of;
  std::optional<account::v1::AccountFacts> account_facts;
  std::optional<team::v1::TeamFacts> team_facts;
  std::optional<planning::v1::PlanningFacts> planning_facts;
  std::optional<ProgramSlice> program;
  std::vector<v1::ObservationVersion> observations;
  std::vector<v1::AuditFact> audits;
  // The latest; absent without one.
  std::optional<v1::ReadinessCase> readiness_case;
  // The indicators in force, when not the policy's.
  std::optional<v1::IndicatorTemplate> indicators;
  // The state of assessment's own store.
  type::v1::StoreRevision own_store;
  std::vector<v1::UnseenSource> unseen;
};

// Returns what the models are given, without what was said before. The order of
// records in the answers changes nothing but the order in the bundle's lists,
// which has no meaning.
v1::EvidenceBundle AssembleBundle(BundleParts parts);

// SHA-256 of a bundle, whatever the order of its lists.
std::string DigestOf(const v1::EvidenceBundle& bundle);

// The assessment before, with what its bundle knew of earlier ones and the
// policy that it was made under.
struct StoredBefore {
  v1::Assessment assessment;
  v1::EarlierVerdicts earlier;
  v1::Policy policy;
  // The indicators then, when not the policy's.
  std::optional<v1::IndicatorTemplate> indicators;
};

// Returns what was said before, for an account whose verdicts are now
// `verdicts`: of each model the stored verdict before when its value differs,
// else what that one knew of its own past.
v1::EarlierVerdicts EarlierOf(const StoredBefore& before,
                              const std::vector<v1::Verdict>& verdicts);

// Returns the verdict of a model; null when there is none.
template <typename Verdicts>
const v1::Verdict* FindVerdict(const Verdicts& verdicts, v1::Model model) {
  for (const v1::Verdict& one : verdicts) {
    if (one.model() == model) return &one;
  }
  return nullptr;
}

}  // namespace kam::assessment
