#include "services/assessment/scorecard_model.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/ratio.h"
#include "services/assessment/indicator_derivation.h"
#include "services/assessment/indicator_template.h"
#include "services/assessment/observation_set.h"
#include "services/assessment/threshold.h"
#include "services/assessment/tri_state.h"
#include "services/assessment/verdict_builder.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr int kScorecardVersion = 1;
constexpr int64_t kHighestRating = 100;
constexpr char kRequirement[] = "S4-07";
constexpr char kToldPartner[] = "told_partner";
constexpr char kFacts[] = "evidence.partnership_indicators";

// By key, which points into a template or into what is said of it.
using States = absl::flat_hash_map<absl::string_view, TriState>;

std::string BandWord(v1::PartnershipBand band) {
  return v1::PartnershipBand_Name(band).substr(sizeof("PARTNERSHIP_BAND_") - 1);
}

// The indicators in order, and the ratings of price resistance last.
std::vector<Dimension> DimensionsOf(
    const std::vector<const v1::Indicator*>& indicators) {
  std::vector<Dimension> dimensions;
  dimensions.reserve(indicators.size() + 1);
  for (const v1::Indicator* one : indicators) {
    dimensions.push_back({.key = one->key(),
                          .owner = OwnerOf(*one),
                          .requirement_id = kRequirement,
                          .kind = ValueKind::kState,
                          .values = {}});
  }
  dimensions.push_back({.key = kPriceResistance,
                        .owner = "assessment",
                        .requirement_id = kRequirement,
                        .kind = ValueKind::kRating,
                        .values = {},
                        .low = 0,
                        .high = kHighestRating});
  return dimensions;
}

void Weigh(const v1::Indicator& indicator, TriState state, Score& score) {
  (state == kPresent  ? score.present
   : state == kAbsent ? score.absent
                      : score.unknown) += indicator.weight();
}

TriState StateOf(const States& states, absl::string_view key) {
  const auto found = states.find(key);
  return found == states.end() ? kUnknown : Stated(found->second);
}

// Returns how the indicators stood before; notes what is wrong.
States ReadPrevious(const v1::PreviousScorecard& previous, int least_active,
                    Violations& violations) {
  const std::string path = absl::StrCat(kFacts, ".previous");
  CheckTemplate(previous.template_(), least_active,
                absl::StrCat(path, ".template"), violations);
  absl::flat_hash_set<absl::string_view> keys;
  for (const v1::Indicator& one : previous.template_().indicators()) {
    keys.insert(one.key());
  }
  const std::string list = absl::StrCat(path, ".states");
  States states;
  for (int i = 0; i < previous.states_size(); ++i) {
    const v1::IndicatorState& one = previous.states(i);
    const FieldPath at{list, i, "key"};
    if (!keys.contains(one.key())) {
      violations.Add(at.ToString(), "must be an indicator of the template",
                     "UNKNOWN_DIMENSION");
    }
    if (!states.emplace(one.key(), one.state()).second) {
      violations.Add(at.ToString(), "must not occur twice",
                     "DUPLICATE_DIMENSION");
    }
  }
  return states;
}

// Fills a verdict on the indicators. Used once.
class ScorecardVerdict {
 public:
  ScorecardVerdict(const std::vector<const v1::Indicator*>& indicators,
                   const ObservationSet& observations,
                   const v1::ScorecardPolicy& policy, VerdictBuilder& builder)
      : indicators_(indicators),
        observations_(observations),
        policy_(policy),
        builder_(builder),
        result_(*builder.verdict().mutable_partnership_indicators()) {}

  void Fill() {
    FillFindings();
    FillBands();
    FillNextBand();
    FillFlags();
  }

  void Compare(const v1::IndicatorTemplate& previous, const States& before) {
    absl::flat_hash_map<absl::string_view, int> weights;
    for (const v1::Indicator& one : previous.indicators()) {
      if (one.active()) weights[one.key()] = one.weight();
    }
    Score now;
    Score then;
    bool same = true;
    std::vector<std::string> common;
    size_t active = 0;
    for (const v1::Indicator* one : indicators_) {
      if (!one->active()) continue;
      ++active;
      const auto found = weights.find(one->key());
      same = same && found != weights.end() && found->second == one->weight();
      if (found == weights.end()) continue;
      common.push_back(one->key());
      Weigh(*one, StateOf(states_, one->key()), now);
      Weigh(*one, StateOf(before, one->key()), then);
    }
    v1::ScorecardComparison& comparison = *result_.mutable_comparison();
    comparison.set_comparable(same && active == weights.size());
    std::sort(common.begin(), common.end());
    for (std::string& key : common) comparison.add_common_keys(std::move(key));
    if (now.total() == 0) return;
    comparison.set_low_bps(*BasisPoints(now.present, now.total()));
    comparison.set_previous_low_bps(*BasisPoints(then.present, then.total()));
  }

 private:
  void FillFindings() {
    for (size_t i = 0; i < indicators_.size(); ++i) {
      const v1::Indicator& indicator = *indicators_[i];
      if (!indicator.active()) continue;
      const Dimension& dimension = observations_.dimensions()[i];
      const Pick pick = observations_.PickFrom(i);
      const TriState state =
          pick.value.has_value() ? Known(*pick.value == 1) : kUnknown;
      states_[indicator.key()] = state;
      Weigh(indicator, state, score_);
      v1::IndicatorState& shown = *result_.add_states();
      shown.set_key(indicator.key());
      shown.set_state(state);
      builder_.AddStale(dimension, pick);
      if (state == kUnknown) {
        builder_.AddMissing(dimension, pick);
        continue;
      }
      v1::Finding& finding = builder_.AddFinding(dimension, pick);
      finding.set_rule("INDICATOR");
      finding.set_effect(state == kPresent ? "COUNTS_FOR" : "COUNTS_AGAINST");
      finding.set_detail(indicator.text());
    }
    const size_t ratings = indicators_.size();
    builder_.AddStale(observations_.dimensions()[ratings],
                      observations_.PickFrom(ratings));
  }

  void FillBands() {
    const int64_t high = score_.present + score_.unknown;
    const int64_t total = score_.total();
    result_.set_low(PartnershipBandOf(score_.present, total, policy_));
    result_.set_high(PartnershipBandOf(high, total, policy_));
    result_.set_present_weight(score_.present);
    result_.set_absent_weight(score_.absent);
    result_.set_unknown_weight(score_.unknown);
    result_.set_low_bps(*BasisPoints(score_.present, total));
    result_.set_high_bps(*BasisPoints(high, total));
    v1::Verdict& verdict = builder_.verdict();
    verdict.set_value(BandWord(result_.low()));
    verdict.mutable_bounds()->set_low(BandWord(result_.low()));
    verdict.mutable_bounds()->set_high(BandWord(result_.high()));
    constexpr int kTooWide =
        v1::PARTNERSHIP_BAND_PARTNER - v1::PARTNERSHIP_BAND_SUPPLIER;
    verdict.set_status(StatusOfWidth(result_.high() - result_.low(), kTooWide));
  }

  void FillNextBand() {
    if (result_.low() == v1::PARTNERSHIP_BAND_PARTNER) return;
    const auto next = static_cast<v1::PartnershipBand>(result_.low() + 1);
    const int64_t needed = WeightNeeded(score_, next, policy_);
    if (score_.unknown < needed) return;
    std::vector<const v1::Indicator*> unknown;
    for (const v1::Indicator* one : indicators_) {
      if (one->active() && StateOf(states_, one->key()) == kUnknown) {
        unknown.push_back(one);
      }
    }
    std::sort(unknown.begin(), unknown.end(),
              [](const v1::Indicator* a, const v1::Indicator* b) {
                return a->weight() != b->weight() ? a->weight() > b->weight()
                                                  : a->key() < b->key();
              });
    v1::NextBand& band = *result_.mutable_next_band();
    band.set_band(next);
    band.set_weight_needed(needed);
    v1::Change& change = *builder_.verdict().add_what_would_change();
    int64_t gained = 0;
    for (const v1::Indicator* one : unknown) {
      if (gained >= needed) break;
      gained += one->weight();
      band.add_indicators(one->key());
      v1::ChangeStep& step = *change.add_steps();
      step.set_dimension(one->key());
      step.set_to_at_least("PRESENT");
    }
    change.set_result(BandWord(
        PartnershipBandOf(score_.present + gained, score_.total(), policy_)));
  }

  void FillFlags() {
    if (result_.low() == v1::PARTNERSHIP_BAND_PARTNER &&
        StateOf(states_, kToldPartner) == kAbsent) {
      builder_.AddFlag("ONE_SIDED", type::v1::SEVERITY_WARN, "S4-06",
                       "The indicators are a partner's, but the customer does "
                       "not call us one.",
                       {kToldPartner});
    }
  }

  const std::vector<const v1::Indicator*>& indicators_;
  const ObservationSet& observations_;
  const v1::ScorecardPolicy& policy_;
  VerdictBuilder& builder_;
  v1::ScorecardResult& result_;
  Score score_;
  // Of active indicators.
  States states_;
};

// Adds what records tell of the indicators that are not asserted.
void AddDerivedStates(const std::vector<const v1::Indicator*>& indicators,
                      const DerivedIndicators& derived,
                      ObservationSet& observations) {
  for (size_t i = 0; i < indicators.size(); ++i) {
    if (indicators[i]->kind() == v1::INDICATOR_KIND_ASSERTED) continue;
    const auto found = derived.states.find(indicators[i]->key());
    if (found == derived.states.end() || found->second.state == kUnknown) {
      continue;
    }
    observations.AddDerived(i, found->second.state == kPresent ? 1 : 0,
                            found->second.sources);
  }
}

}  // namespace

v1::PartnershipBand PartnershipBandOf(int64_t weight, int64_t total,
                                      const v1::ScorecardPolicy& policy) {
  if (IsAtLeast(weight, total, policy.partner_bps())) {
    return v1::PARTNERSHIP_BAND_PARTNER;
  }
  return IsAtLeast(weight, total, policy.developing_bps())
             ? v1::PARTNERSHIP_BAND_DEVELOPING
             : v1::PARTNERSHIP_BAND_SUPPLIER;
}

int64_t WeightNeeded(const Score& score, v1::PartnershipBand band,
                     const v1::ScorecardPolicy& policy) {
  const int64_t bps = band == v1::PARTNERSHIP_BAND_PARTNER
                          ? policy.partner_bps()
                          : policy.developing_bps();
  const int64_t part = bps * score.total();
  return (part + kBasisPointsOfWhole - 1) / kBasisPointsOfWhole - score.present;
}

absl::StatusOr<v1::Verdict> EvaluateScorecard(const v1::Evidence& evidence,
                                              const ModelPolicy& policy,
                                              absl::CivilDay as_of) {
  const v1::ScorecardPolicy& values = policy.values().partnership_indicators();
  const v1::ScorecardFacts& facts = evidence.partnership_indicators();
  const v1::IndicatorTemplate& indicators =
      facts.has_template_() ? facts.template_() : values.template_();
  constexpr auto kModel = v1::MODEL_PARTNERSHIP_INDICATORS;
  Violations violations;
  CheckTemplate(indicators, values.least_active(),
                absl::StrCat(kFacts, ".template"), violations);
  const std::vector<const v1::Indicator*> ordered = InOrder(indicators);
  const std::vector<Dimension> dimensions = DimensionsOf(ordered);
  ObservationSet observations =
      ReadObservations(evidence, kModel, dimensions, policy.values().evidence(),
                       as_of, violations);
  DerivedIndicators derived =
      DeriveIndicators(facts, policy.values(), as_of, violations);
  States before;
  if (facts.has_previous()) {
    before = ReadPrevious(facts.previous(), values.least_active(), violations);
  }
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;

  DeriveTrend(observations.Of(ordered.size()), values, as_of, derived);
  AddDerivedStates(ordered, derived, observations);
  VerdictBuilder builder(kModel, kScorecardVersion, evidence, policy, as_of);
  builder.verdict().mutable_partnership_indicators()->set_template_version(
      indicators.version());
  ScorecardVerdict verdict(ordered, observations, values, builder);
  verdict.Fill();
  if (facts.has_previous()) {
    verdict.Compare(facts.previous().template_(), before);
  }
  return std::move(builder).Build();
}

void CheckScorecardPolicy(const v1::ScorecardPolicy& policy,
                          Violations& violations) {
  constexpr char kPath[] = "policy.partnership_indicators";
  CheckTemplate(policy.template_(), policy.least_active(),
                absl::StrCat(kPath, ".template"), violations);
  if (policy.partner_bps() <= policy.developing_bps()) {
    violations.Add(absl::StrCat(kPath, ".partner_bps"),
                   "must be above developing_bps", "INVALID_POLICY");
  }
}

}  // namespace kam::assessment
