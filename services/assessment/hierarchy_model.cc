#include "services/assessment/hierarchy_model.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/assessment/hierarchy_rungs.h"
#include "services/assessment/observation_set.h"
#include "services/assessment/threshold.h"
#include "services/assessment/verdict_builder.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr int kHierarchyVersion = 1;
constexpr int kHighestCorrelate = 4;
// The only correlate that rises with the level.
constexpr size_t kChallenge = 3;

const std::vector<Dimension>& CorrelateDimensions() {
  static const auto* const dimensions = [] {
    auto* list = new std::vector<Dimension>;
    for (const char* key : {"competition", "price_sensitivity",
                            "feature_importance", "relationship_challenge"}) {
      list->push_back({.key = key,
                       .owner = "assessment",
                       .requirement_id = "S2-24",
                       .kind = ValueKind::kRating,
                       .values = {},
                       .low = 1,
                       .high = kHighestCorrelate});
    }
    return list;
  }();
  return *dimensions;
}

int Expected(size_t correlate, int level) {
  return correlate == kChallenge ? level : kHighestCorrelate + 1 - level;
}

v1::ProviderStop StopOf(int level) {
  if (level == 0) return v1::PROVIDER_STOP_UNSPECIFIED;
  if (level <= 2) return v1::PROVIDER_STOP_COMMODITY_PROVIDER;
  return level == 3 ? v1::PROVIDER_STOP_PREFERRED_SUPPLIER
                    : v1::PROVIDER_STOP_STRATEGIC_ALLY;
}

std::string LevelWord(int level) {
  return level == 0 ? "NONE" : absl::StrCat(level);
}

// What targets the account has on the day.
struct Aims {
  bool revenue = false;
  bool profit = false;
};

Aims ReadAims(const v1::HierarchyFacts& facts, absl::CivilDay as_of,
              Violations& violations) {
  Aims aims;
  for (const v1::TargetFact* target :
       InForce(facts.targets(), "evidence.buy_sell_level.targets", as_of,
               violations)) {
    switch (target->measure()) {
      case v1::TARGET_MEASURE_REVENUE:
        aims.revenue = true;
        break;
      case v1::TARGET_MEASURE_PROFIT_AMOUNT:
      case v1::TARGET_MEASURE_MARGIN_BPS:
      case v1::TARGET_MEASURE_PROFIT_AND_GROWTH:
        aims.profit = true;
        break;
      default:
        break;
    }
  }
  return aims;
}

// Fills a verdict on the level. Used once.
class HierarchyVerdict {
 public:
  HierarchyVerdict(const Rungs& rungs, const v1::HierarchyPolicy& policy,
                   VerdictBuilder& builder)
      : rungs_(rungs),
        policy_(policy),
        builder_(builder),
        result_(*builder.verdict().mutable_buy_sell_level()) {
    for (size_t i = 0; i < kRungs; ++i) states_[i] = rungs[i].State();
    bounds_ = Climb(states_);
  }

  void FillLevel() {
    v1::Verdict& verdict = builder_.verdict();
    verdict.set_value(LevelWord(bounds_.low));
    verdict.mutable_bounds()->set_low(LevelWord(bounds_.low));
    verdict.mutable_bounds()->set_high(LevelWord(bounds_.high));
    verdict.set_status(StatusOfWidth(bounds_.high - bounds_.low,
                                     policy_.insufficient_width()));
    result_.set_level(bounds_.low);
    result_.set_highest(bounds_.high);
    result_.set_stop(StopOf(bounds_.low));
    std::vector<const v1::RungText*> texts;
    for (const v1::RungText& text : policy_.rungs()) texts.push_back(&text);
    std::sort(texts.begin(), texts.end(), [](const auto* a, const auto* b) {
      return a->level() < b->level();
    });
    for (size_t i = 0; i < kRungs; ++i) {
      v1::RungResult& rung = *result_.add_rungs();
      rung.set_level(static_cast<int>(i) + 1);
      rung.set_state(states_[i]);
      rung.set_buy_side(texts[i]->buy_side());
      rung.set_sell_side_aim(texts[i]->sell_side_aim());
    }
    for (size_t i = 0; i < kRungs; ++i) FillRung(i);
  }

  void FillCorrelates(const ObservationSet& observations) {
    Correlates correlates;
    for (size_t i = 0; i < correlates.size(); ++i) {
      const Dimension& dimension = CorrelateDimensions()[i];
      const Pick pick = observations.PickFrom(i);
      builder_.AddStale(dimension, pick);
      if (pick.value.has_value()) {
        correlates[i] = static_cast<int>(*pick.value);
        v1::Finding& finding = builder_.AddFinding(dimension, pick);
        finding.set_rule("CORRELATE");
        finding.set_effect(EffectOf(i, *correlates[i]));
      } else {
        builder_.AddMissing(dimension, pick);
      }
      if (bounds_.low == 0) continue;
      v1::CorrelateResult& one = *result_.add_correlates();
      one.set_dimension(dimension.key);
      one.set_expected(Expected(i, bounds_.low));
      if (correlates[i].has_value()) one.set_observed(*correlates[i]);
    }
    result_.set_corroboration(Corroborate(correlates, bounds_.low, policy_));
    if (result_.corroboration() == v1::LEVEL_CORROBORATION_CONTRADICTED) {
      builder_.AddFlag("LEVEL_CONTRADICTED", type::v1::SEVERITY_WARN, "S2-24",
                       absl::StrCat("What goes with a level is far off what "
                                    "goes with level ",
                                    bounds_.low, "."));
    }
  }

  void FillAims(const Aims& aims, bool is_key_account) {
    if (bounds_.low >= policy_.profit_aim_level() && aims.revenue &&
        !aims.profit) {
      builder_.AddFlag("AIM_BEHIND", type::v1::SEVERITY_WARN, "S2-19",
                       "Revenue is aimed at where profit could be.");
    }
    if (is_key_account && !aims.profit) {
      builder_.AddFlag("NO_PROFIT_TARGET", type::v1::SEVERITY_VIOLATION,
                       "S2-19", "A key account has no target for profit.");
    }
  }

  void FillTrend(std::optional<int> previous) {
    if (!previous.has_value()) return;
    result_.set_previous_level(*previous);
    result_.set_direction(bounds_.low > *previous   ? v1::LEVEL_DIRECTION_UP
                          : bounds_.low < *previous ? v1::LEVEL_DIRECTION_DOWN
                                                    : v1::LEVEL_DIRECTION_SAME);
  }

 private:
  void FillRung(size_t rung) {
    const bool is_next = static_cast<int>(rung) == bounds_.low;
    for (const RungClause& clause : rungs_[rung].clauses) {
      const bool binds = is_next && clause.state != kPresent;
      if (binds) result_.add_binding(std::string(clause.key));
      if (clause.state == kUnknown) {
        builder_.AddMissing(clause.key, clause.owner, clause.requirement_id);
        continue;
      }
      v1::Finding& finding =
          builder_.AddClause(clause.key, StateLabel(clause.state),
                             absl::StrCat("LEVEL_", rung + 1),
                             binds                      ? "BINDING"
                             : clause.state == kPresent ? "SUPPORTS"
                                                        : "MISSES",
                             clause.requirement_id);
      AddSources(clause.sources, finding.mutable_sources());
    }
  }

  const char* EffectOf(size_t correlate, int rating) const {
    if (bounds_.low == 0) return "NOT_CHECKED";
    const int distance = std::abs(rating - Expected(correlate, bounds_.low));
    if (distance >= policy_.contradicting_distance()) return "CONTRADICTS";
    return distance <= policy_.agreeing_distance() ? "AGREES" : "DIFFERS";
  }

  const Rungs& rungs_;
  const v1::HierarchyPolicy& policy_;
  VerdictBuilder& builder_;
  v1::HierarchyResult& result_;
  std::array<TriState, kRungs> states_{};
  RungBounds bounds_;
};

}  // namespace

v1::LevelCorroboration Corroborate(const Correlates& correlates, int level,
                                   const v1::HierarchyPolicy& policy) {
  if (level == 0) return v1::LEVEL_CORROBORATION_NOT_CHECKED;
  int known = 0;
  int agreeing = 0;
  int contradicting = 0;
  for (size_t i = 0; i < correlates.size(); ++i) {
    if (!correlates[i].has_value()) continue;
    ++known;
    const int distance = std::abs(*correlates[i] - Expected(i, level));
    if (distance <= policy.agreeing_distance()) ++agreeing;
    if (distance >= policy.contradicting_distance()) ++contradicting;
  }
  if (contradicting >= policy.contradicting_ratings()) {
    return v1::LEVEL_CORROBORATION_CONTRADICTED;
  }
  return known >= policy.corroborating_ratings() && agreeing == known
             ? v1::LEVEL_CORROBORATION_CORROBORATED
             : v1::LEVEL_CORROBORATION_UNCORROBORATED;
}

absl::StatusOr<v1::Verdict> EvaluateHierarchy(const v1::Evidence& evidence,
                                              const ModelPolicy& policy,
                                              absl::CivilDay as_of) {
  const v1::HierarchyFacts& facts = evidence.buy_sell_level();
  Violations violations;
  const ObservationSet observations = ReadObservations(
      evidence, v1::MODEL_BUY_SELL_LEVEL, CorrelateDimensions(),
      policy.values().evidence(), as_of, violations);
  const Rungs rungs = ReadRungs(facts, policy.values(), as_of, violations);
  const Aims aims = ReadAims(facts, as_of, violations);
  const auto designated_on =
      OptionalDay(facts.designated_on(),
                  "evidence.buy_sell_level.designated_on", violations);
  std::optional<int> previous;
  if (facts.has_previous_level()) previous = facts.previous_level();
  if (previous.has_value() && (*previous < 0 || *previous > kRungs)) {
    violations.Add("evidence.buy_sell_level.previous_level",
                   "must be from 0 to 4", "OUT_OF_RANGE");
  }
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;

  VerdictBuilder builder(v1::MODEL_BUY_SELL_LEVEL, kHierarchyVersion, evidence,
                         policy, as_of);
  HierarchyVerdict verdict(rungs, policy.values().buy_sell_level(), builder);
  verdict.FillLevel();
  verdict.FillCorrelates(observations);
  verdict.FillAims(aims, designated_on.has_value() && *designated_on <= as_of);
  verdict.FillTrend(previous);
  return std::move(builder).Build();
}

void CheckHierarchyPolicy(const v1::HierarchyPolicy& policy,
                          Violations& violations) {
  constexpr char kReason[] = "INVALID_POLICY";
  std::array<int, kRungs> seen{};
  for (const v1::RungText& rung : policy.rungs()) {
    ++seen[static_cast<size_t>(rung.level() - 1)];
  }
  if (std::any_of(seen.begin(), seen.end(), [](int n) { return n != 1; })) {
    violations.Add("policy.buy_sell_level.rungs",
                   "must be the levels 1 to 4, each once", kReason);
  }
  if (policy.agreeing_distance() >= policy.contradicting_distance()) {
    violations.Add("policy.buy_sell_level.agreeing_distance",
                   "must be below contradicting_distance", kReason);
  }
}

}  // namespace kam::assessment
