#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/date.h"
#include "common/base/ratio.h"
#include "services/assessment/contact_model.h"
#include "services/assessment/contact_network.h"
#include "services/assessment/derived_value.h"
#include "services/assessment/function_weights.h"
#include "services/assessment/observation_set.h"
#include "services/assessment/verdict_builder.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr int kSellingLevelVersion = 1;
constexpr char kRule[] = "SELLING_LEVEL";
constexpr char kWrongLevel[] = "S3-19";
constexpr char kPurchasingOnly[] = "S3-20";

// What the interactions of the window show.
struct Touched {
  FunctionWeights functions;
  std::vector<const v1::InteractionFact*> counted;
  bool has_instigator = false;
  bool has_unknown_level = false;
};

Touched ReadInteractions(const v1::ContactCoverageFacts& facts, int days,
                         absl::CivilDay as_of) {
  Touched touched;
  for (const v1::InteractionFact& one : facts.interactions()) {
    const auto day = DayFromProto(one.held_on());
    if (!day.ok() || !InLastDays(*day, as_of, days) ||
        !IsCommercial(one.type()) || !touched.functions.Add(one)) {
      continue;
    }
    touched.counted.push_back(&one);
    for (const v1::InteractionContact& contact : one.contacts()) {
      touched.has_instigator = touched.has_instigator ||
                               contact.level() == v1::DECISION_LEVEL_INSTIGATOR;
      touched.has_unknown_level =
          touched.has_unknown_level ||
          contact.level() == v1::DECISION_LEVEL_UNSPECIFIED;
    }
  }
  return touched;
}

std::string LabelOf(v1::SellingLevel level) {
  return std::string(
      absl::StripPrefix(v1::SellingLevel_Name(level), "SELLING_LEVEL_"));
}

// Fills a verdict on selling at the wrong level. Used once.
class SellingVerdict {
 public:
  SellingVerdict(const Touched& touched, const v1::SellingLevelPolicy& policy,
                 VerdictBuilder& builder)
      : touched_(touched), policy_(policy), builder_(builder) {
    const int64_t purchasing =
        touched.functions.Of(v1::CONTACT_FUNCTION_PURCHASING);
    is_purchasing_only_ = purchasing == touched.functions.total();
    is_share_too_high_ =
        CompareProducts(purchasing, policy.purchasing_denominator(),
                        policy.purchasing_numerator(),
                        touched.functions.total()) > 0;
    has_decision_function_ =
        touched.functions.Of(v1::CONTACT_FUNCTION_GENERAL_MANAGEMENT) > 0 ||
        touched.functions.Of(v1::CONTACT_FUNCTION_TECHNICAL) > 0;
  }

  void Fill() {
    FillCounts();
    if (touched_.functions.interactions() < policy_.least_interactions()) {
      v1::Verdict& verdict = builder_.verdict();
      verdict.set_status(type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
      verdict.set_status_reason("TOO_FEW_INTERACTIONS");
      verdict.set_value("INSUFFICIENT_DATA");
      verdict.mutable_bounds()->set_low(
          LabelOf(v1::SELLING_LEVEL_PURCHASING_ONLY));
      verdict.mutable_bounds()->set_high(
          LabelOf(v1::SELLING_LEVEL_RIGHT_LEVELS));
      builder_.AddMissing("INTERACTIONS", "account", kWrongLevel);
      return;
    }
    FillValue();
    FillClauses();
  }

 private:
  v1::SellingLevelResult& result() {
    return *builder_.verdict().mutable_selling_level();
  }

  // Whether an instigator was there, when a contact of unknown level was.
  TriState InstigatorTouched() const {
    if (touched_.has_instigator) return kPresent;
    return touched_.has_unknown_level ? kUnknown : kAbsent;
  }

  v1::SellingLevel LevelWith(bool has_instigator) const {
    if (is_purchasing_only_) return v1::SELLING_LEVEL_PURCHASING_ONLY;
    return is_share_too_high_ || !has_instigator || !has_decision_function_
               ? v1::SELLING_LEVEL_WRONG_LEVEL
               : v1::SELLING_LEVEL_RIGHT_LEVELS;
  }

  void FillCounts() {
    result().set_interactions(touched_.functions.interactions());
    for (int i = 1; i < v1::ContactFunction_ARRAYSIZE; ++i) {
      const auto function = static_cast<v1::ContactFunction>(i);
      const int64_t weight = touched_.functions.Of(function);
      if (weight == 0) continue;
      v1::FunctionShare& share = *result().add_functions();
      share.set_function(function);
      share.set_weight(weight);
      share.set_share_bps(*BasisPoints(weight, touched_.functions.total()));
    }
    result().set_instigator_touched(InstigatorTouched());
    result().set_decision_function_touched(Known(has_decision_function_));
  }

  void FillValue() {
    const v1::SellingLevel level = LevelWith(touched_.has_instigator);
    const v1::SellingLevel best = LevelWith(InstigatorTouched() != kAbsent);
    result().set_level(level);
    v1::Verdict& verdict = builder_.verdict();
    verdict.set_value(LabelOf(level));
    verdict.mutable_bounds()->set_low(LabelOf(level));
    verdict.mutable_bounds()->set_high(LabelOf(best));
    verdict.set_status(level == best ? type::v1::VERDICT_STATUS_DETERMINED
                                     : type::v1::VERDICT_STATUS_PROVISIONAL);
    if (level == v1::SELLING_LEVEL_PURCHASING_ONLY) {
      builder_.AddFlag("PURCHASING_ONLY", type::v1::SEVERITY_WARN,
                       kPurchasingOnly,
                       "Every interaction was with purchasing.");
    } else if (level == v1::SELLING_LEVEL_WRONG_LEVEL) {
      builder_.AddFlag("WRONG_LEVEL", type::v1::SEVERITY_WARN, kWrongLevel,
                       "Those who decide are hardly met.");
    }
  }

  // Each clause that fails is a finding of its own.
  void FillClauses() {
    const auto share =
        BasisPoints(touched_.functions.Of(v1::CONTACT_FUNCTION_PURCHASING),
                    touched_.functions.total());
    v1::Finding& of_share =
        builder_.AddClause("PURCHASING_SHARE", absl::StrCat(*share), kRule,
                           is_share_too_high_ ? "BINDING" : "SUPPORTS",
                           is_purchasing_only_ ? kPurchasingOnly : kWrongLevel);
    of_share.set_detail(absl::StrCat(
        "Purchasing has ", *share, " basis points of ",
        touched_.functions.interactions(), " commercial interactions."));
    AddSources(SourcesOf(touched_.counted), of_share.mutable_sources());
    AddTouched("INSTIGATOR_TOUCHED", InstigatorTouched(),
               "An instigator was met.", "No instigator was met.");
    AddTouched("DECISION_FUNCTION_TOUCHED", Known(has_decision_function_),
               "General management or a technical function was met.",
               "Neither general management nor a technical function was met.");
  }

  void AddTouched(const char* key, TriState touched, const char* yes,
                  const char* no) {
    if (touched == kUnknown) {
      builder_.AddMissing(key, "account", kWrongLevel);
      return;
    }
    const bool holds = touched == kPresent;
    builder_
        .AddClause(key, StateLabel(touched), kRule,
                   holds ? "SUPPORTS" : "BINDING", kWrongLevel)
        .set_detail(holds ? yes : no);
  }

  const Touched& touched_;
  const v1::SellingLevelPolicy& policy_;
  VerdictBuilder& builder_;
  bool is_purchasing_only_ = false;
  bool is_share_too_high_ = false;
  bool has_decision_function_ = false;
};

// Objectives that need a level of which no contact is covered.
void FillMismatches(const v1::ContactCoverageFacts& facts,
                    const ContactNetwork& network, VerdictBuilder& builder) {
  std::set<std::pair<std::string, v1::DecisionLevel>> mismatches;
  for (const v1::ObjectiveLevelFact& one : facts.objectives()) {
    const v1::DecisionLevel level = one.required_level();
    if (level != v1::DECISION_LEVEL_UNSPECIFIED &&
        v1::DecisionLevel_IsValid(level) && network.Of(level).covered.empty()) {
      mismatches.insert({one.objective(), level});
    }
  }
  std::set<std::string> objectives;
  for (const auto& [objective, level] : mismatches) {
    objectives.insert(objective);
    builder.AddFlag("OBJECTIVE_LEVEL_MISMATCH", type::v1::SEVERITY_WARN,
                    kWrongLevel,
                    absl::StrCat("No contact at the level ", LevelLabel(level),
                                 " is covered, which ", objective, " needs."),
                    {objective});
  }
  v1::SellingLevelResult& result = *builder.verdict().mutable_selling_level();
  for (const std::string& objective : objectives) {
    result.add_mismatched_objectives(objective);
  }
}

}  // namespace

absl::StatusOr<v1::Verdict> EvaluateSellingLevel(const v1::Evidence& evidence,
                                                 const ModelPolicy& policy,
                                                 absl::CivilDay as_of) {
  Violations violations;
  RefuseOtherModels(evidence, {}, violations);
  const v1::ContactCoverageFacts& facts = evidence.selling_level();
  CheckContactFacts(facts, "evidence.selling_level", violations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;

  const v1::SellingLevelPolicy& values = policy.values().selling_level();
  const Touched touched = ReadInteractions(facts, values.window_days(), as_of);
  VerdictBuilder builder(v1::MODEL_SELLING_LEVEL, kSellingLevelVersion,
                         evidence, policy, as_of);
  SellingVerdict(touched, values, builder).Fill();
  FillMismatches(
      facts, ContactNetwork(facts, policy.values().contact_coverage(), as_of),
      builder);
  return std::move(builder).Build();
}

void CheckSellingLevelPolicy(const v1::SellingLevelPolicy& policy,
                             Violations& violations) {
  if (policy.purchasing_denominator() >= policy.purchasing_numerator()) return;
  violations.Add("policy.selling_level.purchasing_denominator",
                 "must not be below purchasing_numerator", "INVALID_POLICY");
}

}  // namespace kam::assessment
