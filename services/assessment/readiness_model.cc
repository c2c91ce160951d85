#include "services/assessment/readiness_model.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/money.h"
#include "services/assessment/business_case.h"
#include "services/assessment/gap_model.h"
#include "services/assessment/observation_set.h"
#include "services/assessment/phase_scale.h"
#include "services/assessment/readiness_items.h"
#include "services/assessment/threshold.h"
#include "services/assessment/verdict_builder.h"

namespace kam::assessment {
namespace {

constexpr int kReadinessVersion = 1;
constexpr char kPortfolio[] = "S0-22";
constexpr v1::ReadinessPillar kPillars[] = {v1::READINESS_PILLAR_STRUCTURE,
                                            v1::READINESS_PILLAR_EQUIPMENT,
                                            v1::READINESS_PILLAR_CULTURE};

std::string LabelOf(v1::ReadinessVerdict verdict) {
  return std::string(absl::StripPrefix(v1::ReadinessVerdict_Name(verdict),
                                       "READINESS_VERDICT_"));
}

// The verdict on what is known, or on a completion of it.
v1::ReadinessVerdict Decide(const ReadinessStates& states,
                            const CaseOutcome& outcome,
                            const v1::ReadinessPolicy& policy, int target) {
  if (!outcome.missing.empty()) return v1::READINESS_VERDICT_CASE_NOT_MADE;
  if (*outcome.net <= 0) return v1::READINESS_VERDICT_NOT_JUSTIFIED;
  bool is_open = false;
  bool is_failing = !FindBlockers(states, policy, target).empty();
  for (const v1::ReadinessPillar pillar : kPillars) {
    const auto standing =
        JudgePillar(states, policy, target, pillar).standing();
    is_open = is_open || standing == v1::PILLAR_STANDING_OPEN;
    is_failing = is_failing || standing == v1::PILLAR_STANDING_FAIL;
  }
  if (is_failing) return v1::READINESS_VERDICT_NOT_READY;
  return is_open ? v1::READINESS_VERDICT_CONDITIONALLY_READY
                 : v1::READINESS_VERDICT_READY;
}

const char* StayReason(v1::ReadinessVerdict verdict) {
  switch (verdict) {
    case v1::READINESS_VERDICT_CASE_NOT_MADE:
      return "Nobody has stated what the further phase would bring and cost.";
    case v1::READINESS_VERDICT_NOT_JUSTIFIED:
      return "The further phase costs more than it brings.";
    case v1::READINESS_VERDICT_NOT_READY:
    case v1::READINESS_VERDICT_CONDITIONALLY_READY:
      return "The further phase asks for what is not there yet.";
    case v1::READINESS_VERDICT_INSUFFICIENT_DATA:
      return "Where the relationship stands is not known.";
    default:
      return "Each phase costs more than the one before, and few relationships "
             "need the last.";
  }
}

struct Blocker {
  const char* code;
  const char* requirement_id;
  const char* detail;
};

constexpr Blocker kBlockers[] = {
    {"CUSTOMER_UNWILLING", "S0-19",
     "The customer is not willing to be a partner."},
    {"NO_EXECUTIVE_SPONSOR", "S2-22",
     "No sponsor of director's grade is active."},
    {"UNWILLING_TO_CHANGE", "S0-20",
     "No executive has signed that established processes may change."},
};

// Fills a verdict on readiness. Used once.
class ReadinessFiller {
 public:
  ReadinessFiller(const v1::ReadinessFacts& facts,
                  const v1::ReadinessPolicy& policy, const CaseOutcome& outcome,
                  VerdictBuilder& builder)
      : facts_(facts), policy_(policy), outcome_(outcome), builder_(builder) {}

  void FillUnknownPhase() {
    SetVerdict(v1::READINESS_VERDICT_INSUFFICIENT_DATA);
    verdict().set_status(type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
    verdict().set_status_reason("PHASE_UNKNOWN");
    builder_.AddMissing("PHASE", "assessment", "S0-11");
    FillCase();
    FillPortfolio();
  }

  void FillSustain() {
    SetVerdict(v1::READINESS_VERDICT_SUSTAIN);
    verdict().set_status(facts_.phase().status());
    FillPortfolio();
  }

  void Fill(const ReadinessStates& states, int target) {
    result().set_target(target);
    const auto decided = Decide(states, outcome_, policy_, target);
    SetVerdict(decided);
    const auto worst =
        Decide(states.Completed(false), outcome_, policy_, target);
    const auto best = Decide(states.Completed(true), outcome_, policy_, target);
    verdict().mutable_bounds()->set_low(LabelOf(worst));
    verdict().mutable_bounds()->set_high(LabelOf(best));
    const bool is_open =
        worst != best ||
        facts_.phase().status() == type::v1::VERDICT_STATUS_PROVISIONAL;
    verdict().set_status(is_open ? type::v1::VERDICT_STATUS_PROVISIONAL
                                 : type::v1::VERDICT_STATUS_DETERMINED);
    for (const v1::ReadinessPillar pillar : kPillars) {
      FillPillar(JudgePillar(states, policy_, target, pillar));
    }
    FillCustomer(states, target);
    FillCase();
    FillBlockers(FindBlockers(states, policy_, target));
    FillPortfolio();
  }

 private:
  v1::Verdict& verdict() { return builder_.verdict(); }
  v1::ReadinessResult& result() { return *verdict().mutable_readiness(); }

  void SetVerdict(v1::ReadinessVerdict value) {
    result().set_verdict(value);
    result().set_stay_reason(StayReason(value));
    verdict().set_value(LabelOf(value));
    verdict().mutable_bounds()->set_low(LabelOf(value));
    verdict().mutable_bounds()->set_high(LabelOf(value));
  }

  void FillPillar(v1::PillarResult pillar) {
    const absl::string_view name = absl::StripPrefix(
        v1::ReadinessPillar_Name(pillar.pillar()), "READINESS_PILLAR_");
    for (const v1::ItemStanding& item : pillar.items()) {
      const std::string key = ItemLabel(item.item());
      const ItemOrigin origin = OriginOf(item.item());
      if (item.state() == kUnknown) {
        builder_.AddMissing(key, origin.owner, origin.requirement_id);
        continue;
      }
      const bool holds = item.state() == kPresent;
      builder_.AddClause(key, StateLabel(item.state()), name,
                         holds ? "SUPPORTS" : "BINDING", origin.requirement_id);
    }
    *result().add_pillars() = std::move(pillar);
  }

  void FillCustomer(const ReadinessStates& states, int target) {
    if (!states.willingness.has_value()) {
      builder_.AddMissing("C8", "account", "C8");
    } else {
      builder_.AddClause(
          "C8", absl::StrCat(*states.willingness), "CUSTOMER_UNWILLING",
          *states.willingness <= policy_.unwilling_rating() ? "BINDING"
                                                            : "SUPPORTS",
          "C8");
    }
    if (target != kLastPhase) return;
    if (states.called_supplier == kUnknown) {
      builder_.AddMissing("p9", "assessment", "S4-09");
      return;
    }
    const bool is_supplier = states.called_supplier == kPresent;
    builder_.AddClause("p9", is_supplier ? "SUPPLIER" : "NOT_SUPPLIER",
                       "CUSTOMER_UNWILLING",
                       is_supplier ? "BINDING" : "SUPPORTS", "S4-09");
  }

  void FillCase() {
    v1::CaseResult& filled = *result().mutable_business_case();
    filled.set_horizon_months(outcome_.horizon_months);
    for (const std::string& field : outcome_.missing) {
      filled.add_missing(field);
      builder_.AddMissing(field, "assessment",
                          field == "annual_benefit" ||
                                  field == "benefit_rationale" ||
                                  field == "benefit_owner"
                              ? "S0-19"
                              : "S0-18");
    }
    if (!outcome_.net.has_value()) return;
    const Amount net = Amount::FromTenThousandths(*outcome_.net);
    *filled.mutable_net() = ToProto(net, outcome_.currency);
    if (outcome_.payback_months.has_value()) {
      filled.set_payback_months(*outcome_.payback_months);
    }
    builder_
        .AddClause("BUSINESS_CASE", FormatAmount(net), "BUSINESS_CASE",
                   net > Amount::Zero() ? "SUPPORTS" : "BINDING", "S0-19")
        .set_detail(absl::StrCat("Over ", outcome_.horizon_months,
                                 " months, in ", outcome_.currency, "."));
  }

  void FillBlockers(const std::vector<std::string>& codes) {
    for (const std::string& code : codes) {
      result().add_blockers(code);
      const auto* const blocker =
          std::find_if(std::begin(kBlockers), std::end(kBlockers),
                       [&](const Blocker& one) { return code == one.code; });
      builder_.AddFlag(code, type::v1::SEVERITY_WARN, blocker->requirement_id,
                       blocker->detail);
    }
  }

  // Few suppliers, and very few customers.
  void FillPortfolio() {
    if (!facts_.has_partnerships() || !facts_.has_key_accounts() ||
        facts_.partnerships() <= policy_.partnerships_allowed() ||
        !IsAbove(facts_.partnerships(), facts_.key_accounts(),
                 policy_.partnership_share_bps())) {
      return;
    }
    builder_.AddFlag(
        "TOO_MANY_PARTNERSHIPS", type::v1::SEVERITY_WARN, kPortfolio,
        absl::StrCat(facts_.partnerships(), " of ", facts_.key_accounts(),
                     " key accounts are in phase 5 or aimed at it."));
  }

  const v1::ReadinessFacts& facts_;
  const v1::ReadinessPolicy& policy_;
  const CaseOutcome& outcome_;
  VerdictBuilder& builder_;
};

void CheckPhase(const v1::ReadinessFacts& facts, Violations& violations) {
  const int demonstrated = facts.phase().demonstrated();
  if (facts.has_phase() &&
      (demonstrated < kFirstPhase || demonstrated > kLastPhase)) {
    violations.Add("evidence.readiness.phase.demonstrated",
                   absl::StrCat("must be from 1 to 5, not ", demonstrated),
                   "OUT_OF_RANGE");
    return;
  }
  if (facts.has_phase() &&
      facts.phase().status() == type::v1::VERDICT_STATUS_UNSPECIFIED) {
    violations.Add("evidence.readiness.phase.status", "must be given",
                   "MISSING_FIELD");
  }
  if (facts.has_target()) {
    CheckTarget(facts.target(), facts.has_phase() ? demonstrated : kFirstPhase,
                "evidence.readiness.target", violations);
  }
}

// The phase to be ready for; of the last phase, that one.
int TargetOf(const v1::ReadinessFacts& facts) {
  if (facts.has_target()) return facts.target();
  const int shown = std::max<int>(facts.phase().demonstrated(), kFirstPhase);
  return std::min(shown + 1, kLastPhase);
}

void CheckItems(const v1::ReadinessPolicy& policy, Violations& violations) {
  std::set<int> items;
  std::set<int> always;
  for (int i = 0; i < policy.items_size(); ++i) {
    const v1::ReadinessItemRule& rule = policy.items(i);
    const std::string path = absl::StrCat("policy.readiness.items[", i, "]");
    if (rule.item() == v1::READINESS_ITEM_UNSPECIFIED ||
        !v1::ReadinessItem_IsValid(rule.item()) ||
        !items.insert(rule.item()).second) {
      violations.Add(absl::StrCat(path, ".item"), "must be an item, each once",
                     "INVALID_POLICY");
    }
    if (rule.pillar() == v1::READINESS_PILLAR_UNSPECIFIED ||
        !v1::ReadinessPillar_IsValid(rule.pillar())) {
      violations.Add(absl::StrCat(path, ".pillar"), "must be a pillar",
                     "INVALID_POLICY");
    }
    if (rule.from_target() == kFirstPhase + 1) always.insert(rule.pillar());
  }
  if (always.size() < std::size(kPillars)) {
    violations.Add("policy.readiness.items",
                   "must have an item of each pillar for every target",
                   "INVALID_POLICY");
  }
}

}  // namespace

absl::StatusOr<v1::Verdict> EvaluateReadiness(const v1::Evidence& evidence,
                                              const ModelPolicy& policy,
                                              absl::CivilDay as_of) {
  Violations violations;
  RefuseOtherModels(evidence, {}, violations);
  const v1::ReadinessFacts& facts = evidence.readiness();
  const v1::ReadinessPolicy& values = policy.values().readiness();
  CheckPhase(facts, violations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;
  const int target = TargetOf(facts);
  const ReadinessStates states =
      ReadReadinessStates(facts, values, target, as_of, violations);
  const CaseOutcome outcome = ReadBusinessCase(
      facts.business_case(), values.horizon_months(), violations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;

  VerdictBuilder builder(v1::MODEL_READINESS, kReadinessVersion, evidence,
                         policy, as_of);
  ReadinessFiller filler(facts, values, outcome, builder);
  if (!facts.has_phase() ||
      facts.phase().status() == type::v1::VERDICT_STATUS_INSUFFICIENT_DATA) {
    filler.FillUnknownPhase();
  } else if (facts.phase().demonstrated() == kLastPhase) {
    filler.FillSustain();
  } else {
    filler.Fill(states, target);
  }
  return std::move(builder).Build();
}

void CheckReadinessPolicy(const v1::ReadinessPolicy& policy,
                          Violations& violations) {
  CheckItems(policy, violations);
  constexpr int kTargets = kLastPhase - kFirstPhase;
  bool is_ordered = policy.kam_grades_size() == kTargets;
  for (int i = 0; is_ordered && i < kTargets; ++i) {
    is_ordered = policy.kam_grades(i).target() == kFirstPhase + 1 + i &&
                 (i == 0 || policy.kam_grades(i).grade() >=
                                policy.kam_grades(i - 1).grade());
  }
  if (!is_ordered) {
    violations.Add("policy.readiness.kam_grades",
                   "must be those of the targets 2 to 5, none below the last",
                   "INVALID_POLICY");
  }
  if (policy.pass_denominator() < policy.pass_numerator()) {
    violations.Add("policy.readiness.pass_denominator",
                   "must not be below pass_numerator", "INVALID_POLICY");
  }
}

}  // namespace kam::assessment
