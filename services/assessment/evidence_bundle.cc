#include "services/assessment/evidence_bundle.h"

#include <utility>

#include "common/base/date.h"
#include "common/base/digest.h"
#include "services/assessment/account_evidence.h"
#include "services/assessment/canonical_bytes.h"
#include "services/assessment/planning_evidence.h"
#include "services/assessment/team_evidence.h"
#include "services/assessment/tri_state.h"

namespace kam::assessment {
namespace {

void AddState(const char* service, const type::v1::StoreRevision& store,
              v1::EvidenceBundle* bundle) {
  v1::EvidenceSource* source = bundle->add_sources();
  source->set_service(service);
  *source->mutable_store() = store;
}

void AddStates(const BundleParts& parts, v1::EvidenceBundle* bundle) {
  if (parts.account_facts.has_value()) {
    AddState("account", parts.account_facts->store(), bundle);
  }
  AddState("assessment", parts.own_store, bundle);
  if (parts.planning_facts.has_value()) {
    AddState("planning", parts.planning_facts->store(), bundle);
  }
  if (parts.team_facts.has_value()) {
    AddState("team", parts.team_facts->store(), bundle);
  }
}

void AddProgram(const ProgramSlice& program, v1::EvidenceBundle* bundle) {
  bundle->mutable_phases()->mutable_titles()->set_program_name(
      program.display_name);
  if (program.key_accounts.has_value()) {
    bundle->mutable_readiness()->set_key_accounts(*program.key_accounts);
  }
}

void AddCase(const v1::ReadinessCase& stated, v1::ReadinessFacts* readiness) {
  readiness->set_target(stated.target());
  readiness->set_headcount_funded(stated.headcount_funded());
  readiness->set_joint_data_systems(stated.joint_data_systems());
  if (stated.has_business_case()) {
    *readiness->mutable_business_case() = stated.business_case();
  }
}

// Planning tells its pitfalls as of a key account; of another one they are as
// grave as usual.
void EaseForOtherAccounts(v1::PitfallFacts* pitfalls) {
  if (pitfalls->key_account() != kAbsent) return;
  for (v1::OwnerAnswer& answer : *pitfalls->mutable_answers()) {
    if (answer.service() != "planning") continue;
    for (v1::OwnerFlag& flag : *answer.mutable_flags()) flag.clear_severity();
  }
}

void KeepReadiness(const v1::Verdict& verdict, v1::EarlierVerdicts* earlier) {
  const v1::ReadinessResult& result = verdict.readiness();
  if (result.verdict() != v1::READINESS_VERDICT_READY) return;
  v1::ReadinessOnFile* kept = nullptr;
  for (v1::ReadinessOnFile& one : *earlier->mutable_readiness()) {
    if (one.target() == result.target()) kept = &one;
  }
  if (kept == nullptr) kept = earlier->add_readiness();
  kept->set_verdict(result.verdict());
  kept->set_target(result.target());
  *kept->mutable_assessed_on() = verdict.as_of();
}

void TakePhases(const v1::Verdict& verdict, v1::EarlierVerdicts* earlier) {
  earlier->set_demonstrated(verdict.phases().demonstrated());
  earlier->clear_phase_values();
  for (const v1::Finding& finding : verdict.findings()) {
    if (finding.dimension().empty()) continue;
    v1::DimensionValue* value = earlier->add_phase_values();
    value->set_dimension(finding.dimension());
    value->set_value(finding.chosen());
  }
}

void TakeScorecard(const v1::Verdict& verdict, const StoredBefore& before,
                   v1::EarlierVerdicts* earlier) {
  v1::PreviousScorecard* scorecard = earlier->mutable_scorecard();
  scorecard->Clear();
  *scorecard->mutable_template_() =
      before.indicators.has_value()
          ? *before.indicators
          : before.policy.partnership_indicators().template_();
  *scorecard->mutable_states() = verdict.partnership_indicators().states();
}

}  // namespace

v1::EvidenceBundle AssembleBundle(BundleParts parts) {
  v1::EvidenceBundle bundle;
  bundle.set_account(parts.account);
  *bundle.mutable_as_of() = ToProto(parts.as_of);
  AddStates(parts, &bundle);
  for (v1::UnseenSource& one : parts.unseen) {
    *bundle.add_unseen() = std::move(one);
  }
  for (v1::ObservationVersion& one : parts.observations) {
    *bundle.add_observations() = std::move(one);
  }
  for (v1::AuditFact& one : parts.audits) {
    *bundle.add_audits() = std::move(one);
  }
  const account::v1::AccountFacts* account =
      parts.account_facts.has_value() ? &*parts.account_facts : nullptr;
  if (account != nullptr) AddAccountEvidence(*account, parts.as_of, &bundle);
  if (parts.team_facts.has_value()) {
    AddTeamEvidence(*parts.team_facts, account, &bundle);
  }
  if (parts.planning_facts.has_value()) {
    AddPlanningEvidence(*parts.planning_facts, account, parts.as_of, &bundle);
  }
  // Without the customer's side nothing is known of who meets whom.
  if (account == nullptr) bundle.clear_contacts();
  if (parts.program.has_value()) AddProgram(*parts.program, &bundle);
  if (parts.readiness_case.has_value()) {
    AddCase(*parts.readiness_case, bundle.mutable_readiness());
  }
  if (parts.indicators.has_value()) {
    *bundle.mutable_partnership_indicators()->mutable_template_() =
        *std::move(parts.indicators);
  }
  EaseForOtherAccounts(bundle.mutable_pitfalls());
  return bundle;
}

std::string DigestOf(const v1::EvidenceBundle& bundle) {
  return Sha256(CanonicalBytes(bundle));
}

v1::EarlierVerdicts EarlierOf(const StoredBefore& before,
                              const std::vector<v1::Verdict>& verdicts) {
  v1::EarlierVerdicts earlier = before.earlier;
  for (const v1::Verdict& stored : before.assessment.verdicts()) {
    if (stored.model() == v1::MODEL_READINESS) KeepReadiness(stored, &earlier);
    const v1::Verdict* now = FindVerdict(verdicts, stored.model());
    if (now == nullptr || now->value() == stored.value()) continue;
    if (stored.model() == v1::MODEL_PHASES) {
      TakePhases(stored, &earlier);
    } else if (stored.model() == v1::MODEL_BUY_SELL_LEVEL) {
      earlier.set_buy_sell_level(stored.buy_sell_level().level());
    } else if (stored.model() == v1::MODEL_PARTNERSHIP_INDICATORS) {
      TakeScorecard(stored, before, &earlier);
    }
  }
  return earlier;
}

}  // namespace kam::assessment
