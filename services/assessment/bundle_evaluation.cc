#include "services/assessment/bundle_evaluation.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "common/base/date.h"
#include "common/status/status_macros.h"
#include "services/assessment/diagnosis_rows.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/evidence_bundle.h"
#include "services/assessment/fact_words.h"
#include "services/assessment/tri_state.h"
#include "services/assessment/verdict_builder.h"

namespace kam::assessment {
namespace {

constexpr int kNoModelVersion = 0;
constexpr char kRefusedObservation[] = "OBSERVATION_REFUSED";
constexpr char kRefusedEvidence[] = "EVIDENCE_REFUSED";

using Observations = google::protobuf::RepeatedPtrField<v1::ObservationVersion>;

// Evaluates the models on one bundle, those first that others build on. Used
// once.
class BundleEvaluation {
 public:
  BundleEvaluation(const v1::EvidenceBundle& bundle, const ModelPolicy& policy,
                   absl::CivilDay as_of)
      : bundle_(bundle), policy_(policy), as_of_(as_of) {
    contacts_ = bundle.contacts();
    *contacts_.mutable_completeness() = bundle.completeness();
  }

  std::vector<v1::Verdict> Run() && {
    TakeFeeds(Judge(v1::MODEL_CUSTOMER_AUDIT, AuditEvidence()));
    Add(Judge(v1::MODEL_CONTACT_COVERAGE, CoverageEvidence()));
    Add(Judge(v1::MODEL_SELLING_LEVEL, SellingEvidence()));
    Add(Judge(v1::MODEL_PHASES, PhaseEvidence()));
    Add(Judge(v1::MODEL_BUY_SELL_LEVEL, HierarchyEvidence()));
    Add(Judge(v1::MODEL_PARTNERSHIP_INDICATORS, ScorecardEvidence(feeds_)));
    Add(Judge(v1::MODEL_CUSTOMER_AUDIT, SecondAuditEvidence()));
    Add(Judge(v1::MODEL_NEXT_PHASE, GapEvidence()));
    Add(Judge(v1::MODEL_READINESS, ReadinessEvidence()));
    Add(Judge(v1::MODEL_PITFALLS, PitfallEvidence()));
    Add(Judge(v1::MODEL_CHECKLISTS, ChecklistEvidence()));
    std::sort(verdicts_.begin(), verdicts_.end(),
              [](const v1::Verdict& a, const v1::Verdict& b) {
                return a.model() < b.model();
              });
    return std::move(verdicts_);
  }

 private:
  v1::Evidence Begin(std::initializer_list<v1::Model> read = {},
                     const Observations& feeds = {}) const {
    v1::Evidence evidence;
    evidence.set_subject(bundle_.account());
    auto add = [&](const Observations& observations) {
      for (const v1::ObservationVersion& one : observations) {
        if (std::find(read.begin(), read.end(), one.observation().model()) !=
            read.end()) {
          *evidence.add_observations() = one;
        }
      }
    };
    add(bundle_.observations());
    add(feeds);
    return evidence;
  }

  // A model's verdict; what it refuses is left out.
  v1::Verdict Judge(v1::Model model, v1::Evidence evidence) const {
    auto verdict = Evaluate(model, evidence, policy_, as_of_);
    if (verdict.ok()) return *std::move(verdict);
    std::vector<std::string> refused = DropRefused(model, &evidence);
    verdict = Evaluate(model, evidence, policy_, as_of_);
    if (!verdict.ok()) {
      VerdictBuilder builder(model, kNoModelVersion, evidence, policy_, as_of_);
      builder.verdict().set_status(type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
      builder.verdict().set_status_reason(kRefusedEvidence);
      return std::move(builder).Build();
    }
    v1::VerdictFlag* flag = verdict->add_flags();
    flag->set_code(kRefusedObservation);
    flag->set_severity(type::v1::SEVERITY_INFO);
    flag->set_detail("An observation has no meaning to the model.");
    for (std::string& name : refused) *flag->add_evidence() = std::move(name);
    std::sort(verdict->mutable_flags()->pointer_begin(),
              verdict->mutable_flags()->pointer_end(),
              [](const v1::VerdictFlag* a, const v1::VerdictFlag* b) {
                return a->code() < b->code();
              });
    return *std::move(verdict);
  }

  // Removes the observations that the model refuses by themselves; returns
  // their names in order.
  std::vector<std::string> DropRefused(v1::Model model,
                                       v1::Evidence* evidence) const {
    std::set<std::string> refused;
    Observations kept;
    for (v1::ObservationVersion& one : *evidence->mutable_observations()) {
      v1::Evidence alone;
      *alone.add_observations() = one;
      if (Evaluate(model, alone, policy_, as_of_).ok()) {
        *kept.Add() = std::move(one);
      } else {
        refused.insert(one.observation().name());
      }
    }
    *evidence->mutable_observations() = std::move(kept);
    return {refused.begin(), refused.end()};
  }

  void Add(v1::Verdict verdict) { verdicts_.push_back(std::move(verdict)); }

  const v1::Verdict* Of(v1::Model model) const {
    return FindVerdict(verdicts_, model);
  }

  // What the latest valid audit says to other models, in the customer's name.
  void TakeFeeds(const v1::Verdict& audits) {
    const v1::AuditResult& result = audits.customer_audit();
    for (const v1::AuditFeed& feed : result.feeds()) {
      v1::Observation* one = feeds_.Add()->mutable_observation();
      one->set_model(feed.model());
      one->set_dimension(feed.dimension());
      if (feed.model() == v1::MODEL_PHASES) {
        one->set_key(feed.value());
      } else {
        one->set_state(FromWord<type::v1::TriState>(feed.value()));
      }
      *one->mutable_observed_on() = result.latest_valid_on();
      one->set_source_class(v1::SOURCE_CLASS_CUSTOMER);
      *one->mutable_source() = feed.source();
    }
  }

  v1::Evidence AuditEvidence() const {
    v1::Evidence evidence = Begin();
    v1::AuditFacts* facts = evidence.mutable_customer_audit();
    *facts = bundle_.customer_audit();
    *facts->mutable_audits() = bundle_.audits();
    return evidence;
  }

  // The same with what we think of ourselves, but for what the audit itself
  // told (A-22b).
  v1::Evidence SecondAuditEvidence() const {
    v1::Evidence evidence = AuditEvidence();
    v1::AuditFacts* facts = evidence.mutable_customer_audit();
    const v1::Verdict own =
        Judge(v1::MODEL_PARTNERSHIP_INDICATORS, ScorecardEvidence({}));
    if (own.status() != type::v1::VERDICT_STATUS_INSUFFICIENT_DATA) {
      facts->set_scorecard_band(own.partnership_indicators().low());
    }
    const v1::Verdict* phases = Of(v1::MODEL_PHASES);
    if (phases->status() != type::v1::VERDICT_STATUS_INSUFFICIENT_DATA) {
      facts->set_demonstrated_phase(phases->phases().demonstrated());
    }
    return evidence;
  }

  v1::Evidence CoverageEvidence() const {
    v1::Evidence evidence = Begin();
    *evidence.mutable_contact_coverage() = contacts_;
    return evidence;
  }

  v1::Evidence SellingEvidence() const {
    v1::Evidence evidence = Begin();
    *evidence.mutable_selling_level() = contacts_;
    return evidence;
  }

  v1::PhaseFacts PhaseRecords() const {
    v1::PhaseFacts facts = bundle_.phases();
    if (bundle_.has_contacts()) *facts.mutable_contacts() = contacts_;
    *facts.mutable_completeness() = bundle_.completeness();
    return facts;
  }

  v1::Evidence PhaseEvidence() const {
    v1::Evidence evidence = Begin({v1::MODEL_PHASES}, feeds_);
    v1::PhaseFacts* facts = evidence.mutable_phases();
    *facts = PhaseRecords();
    *facts->mutable_previous_values() = bundle_.earlier().phase_values();
    return evidence;
  }

  v1::Evidence GapEvidence() const {
    v1::Evidence evidence = Begin({v1::MODEL_PHASES}, feeds_);
    *evidence.mutable_next_phase()->mutable_phases() = PhaseRecords();
    return evidence;
  }

  v1::Evidence HierarchyEvidence() const {
    v1::Evidence evidence = Begin({v1::MODEL_BUY_SELL_LEVEL});
    v1::HierarchyFacts* facts = evidence.mutable_buy_sell_level();
    *facts = bundle_.buy_sell_level();
    *facts->mutable_completeness() = bundle_.completeness();
    if (bundle_.has_contacts()) *facts->mutable_contacts() = contacts_;
    *facts->mutable_audits() = bundle_.audits();
    *facts->mutable_targets() = bundle_.phases().targets();
    if (bundle_.earlier().has_buy_sell_level()) {
      facts->set_previous_level(bundle_.earlier().buy_sell_level());
    }
    return evidence;
  }

  v1::Evidence ScorecardEvidence(const Observations& feeds) const {
    v1::Evidence evidence = Begin({v1::MODEL_PARTNERSHIP_INDICATORS}, feeds);
    v1::ScorecardFacts* facts = evidence.mutable_partnership_indicators();
    *facts = bundle_.partnership_indicators();
    *facts->mutable_completeness() = bundle_.completeness();
    if (bundle_.has_contacts()) *facts->mutable_contacts() = contacts_;
    if (!feeds.empty() || feeds_.empty()) {
      *facts->mutable_audits() = bundle_.audits();
    }
    if (bundle_.earlier().has_scorecard()) {
      *facts->mutable_previous() = bundle_.earlier().scorecard();
    }
    return evidence;
  }

  v1::Evidence ReadinessEvidence() const {
    v1::Evidence evidence = Begin();
    v1::ReadinessFacts* facts = evidence.mutable_readiness();
    *facts = bundle_.readiness();
    *facts->mutable_completeness() = bundle_.completeness();
    const v1::Verdict* phases = Of(v1::MODEL_PHASES);
    if (phases->has_phases()) {
      facts->mutable_phase()->set_demonstrated(phases->phases().demonstrated());
      facts->mutable_phase()->set_status(phases->status());
      // A case for a phase that is reached is made; what comes next is judged.
      if (facts->target() <= phases->phases().demonstrated()) {
        facts->clear_target();
      }
    }
    const v1::RowValue pay =
        JudgePay(bundle_.pay(), policy_.values().program_diagnosis());
    if (pay != v1::ROW_VALUE_UNSPECIFIED) {
      facts->set_pay_beyond_selling(Known(pay != v1::ROW_VALUE_SELLING));
    }
    const v1::AuditPosition position =
        Of(v1::MODEL_CUSTOMER_AUDIT)->customer_audit().position();
    if (position != v1::AUDIT_POSITION_UNSPECIFIED) {
      facts->set_called_supplier(
          Known(position == v1::AUDIT_POSITION_SUPPLIER));
    }
    return evidence;
  }

  v1::Evidence PitfallEvidence() const {
    v1::Evidence evidence = Begin();
    v1::PitfallFacts* facts = evidence.mutable_pitfalls();
    *facts = bundle_.pitfalls();
    *facts->mutable_completeness() = bundle_.completeness();
    if (bundle_.has_contacts()) *facts->mutable_contacts() = contacts_;
    const v1::AuditResult& audits =
        Of(v1::MODEL_CUSTOMER_AUDIT)->customer_audit();
    if (audits.has_due_on()) facts->set_audit_overdue(Known(audits.overdue()));
    const v1::Verdict* phases = Of(v1::MODEL_PHASES);
    if (phases->status() != type::v1::VERDICT_STATUS_INSUFFICIENT_DATA) {
      facts->set_demonstrated(phases->phases().demonstrated());
    }
    if (bundle_.earlier().has_demonstrated()) {
      facts->set_previous_demonstrated(bundle_.earlier().demonstrated());
    }
    *facts->mutable_readiness() = bundle_.earlier().readiness();
    return evidence;
  }

  v1::Evidence ChecklistEvidence() const {
    v1::Evidence evidence = Begin({v1::MODEL_CHECKLISTS});
    v1::ChecklistFacts* facts = evidence.mutable_checklists();
    *facts = bundle_.checklists();
    *facts->mutable_completeness() = bundle_.completeness();
    if (bundle_.has_contacts()) *facts->mutable_contacts() = contacts_;
    *facts->mutable_assignments() = bundle_.phases().assignments();
    *facts->mutable_initiatives() = bundle_.phases().initiatives();
    *facts->mutable_plans() = bundle_.phases().plans();
    *facts->mutable_targets() = bundle_.phases().targets();
    *facts->mutable_activities() = bundle_.pitfalls().activities();
    *facts->mutable_readings() = bundle_.buy_sell_level().readings();
    facts->set_area_skills_covered(bundle_.readiness().area_skills_covered());
    return evidence;
  }

  const v1::EvidenceBundle& bundle_;
  const ModelPolicy& policy_;
  const absl::CivilDay as_of_;
  // The bundle's, with what is complete.
  v1::ContactCoverageFacts contacts_;
  Observations feeds_;
  std::vector<v1::Verdict> verdicts_;
};

}  // namespace

void MarkUnseen(
    const google::protobuf::RepeatedPtrField<v1::UnseenSource>& sources,
    std::vector<v1::Verdict>& verdicts) {
  std::set<std::string> unseen;
  for (const v1::UnseenSource& one : sources) unseen.insert(one.service());
  for (v1::Verdict& verdict : verdicts) {
    for (v1::MissingEvidence& missing : *verdict.mutable_missing()) {
      if (unseen.contains(missing.owner_service())) {
        missing.set_why(v1::MISSING_REASON_UNAVAILABLE);
      }
    }
  }
}

absl::StatusOr<std::vector<v1::Verdict>> EvaluateBundle(
    const v1::EvidenceBundle& bundle, const ModelPolicy& policy) {
  ASSIGN_OR_RETURN(const absl::CivilDay as_of, DayFromProto(bundle.as_of()));
  std::vector<v1::Verdict> verdicts =
      BundleEvaluation(bundle, policy, as_of).Run();
  MarkUnseen(bundle.unseen(), verdicts);
  return verdicts;
}

}  // namespace kam::assessment
