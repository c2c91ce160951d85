#include "services/assessment/indicator_derivation.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/money.h"
#include "services/assessment/audit_reading.h"
#include "services/assessment/contact_network.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr char kIndicators[] = "evidence.partnership_indicators.";
constexpr char kActionsPath[] = "evidence.partnership_indicators.actions";
constexpr char kAgreementsPath[] = "evidence.partnership_indicators.agreements";
constexpr char kContactsPath[] = "evidence.partnership_indicators.contacts";
constexpr char kAuditsPath[] = "evidence.partnership_indicators.audits";
constexpr char kIssuesPath[] = "evidence.partnership_indicators.issues";
constexpr char kObjectivesPath[] = "evidence.partnership_indicators.objectives";
constexpr char kOffersPath[] = "evidence.partnership_indicators.offers";

template <typename Record>
void AddSource(const Record& record, Sources& sources) {
  if (record.has_source()) sources.push_back(&record.source());
}

// Reads the facts of each rule; each method is one rule.
class IndicatorRules {
 public:
  IndicatorRules(const v1::ScorecardFacts& facts, const v1::Policy& policy,
                 absl::CivilDay as_of, Violations& violations)
      : facts_(facts),
        policy_(policy.partnership_indicators()),
        coverage_(policy.contact_coverage()),
        as_of_(as_of),
        violations_(violations) {}

  DerivedState JointActionPlans() {
    DerivedState derived{.state = NotListed(Lists(v1::RECORD_LIST_ACTIONS)),
                         .sources = {}};
    for (const v1::PlanActionFact* action :
         InForce(facts_.actions(), kActionsPath, as_of_, violations_)) {
      if (!action->customer_owned()) continue;
      derived.state = kPresent;
      AddSource(*action, derived.sources);
    }
    return derived;
  }

  DerivedState RollingAgreement() {
    const auto current =
        InForce(facts_.agreements(), kAgreementsPath, as_of_, violations_);
    if (current.empty()) return {};
    const bool rolls = std::any_of(
        current.begin(), current.end(), [](const v1::AgreementFact* one) {
          return one->auto_renews() || !one->has_ends_on();
        });
    return {.state = Known(rolls), .sources = SourcesOf(current)};
  }

  // Whom we meet is our own doing: a level that we do not know is not covered.
  DerivedState MultiLevelRelationships() {
    if (!facts_.has_contacts()) return {};
    const size_t noted = violations_.size();
    CheckContactFacts(facts_.contacts(), kContactsPath, violations_);
    if (violations_.size() > noted) return {};
    const ContactNetwork network(facts_.contacts(), coverage_, as_of_);
    return {.state = Known(network.CoveredLevels() ==
                           static_cast<int>(std::size(kDecisionLevels))),
            .sources = {}};
  }

  DerivedState MoreSalesAndProfits() {
    const v1::TradeComparison& trade = facts_.trade();
    DerivedState derived;
    derived.state =
        AllOf({Grew(trade.has_revenue(), trade.revenue(), "revenue",
                    trade.has_prior_revenue(), trade.prior_revenue()),
               Grew(trade.has_profit(), trade.profit(), "profit",
                    trade.has_prior_profit(), trade.prior_profit())});
    if (currencies_.size() > 1) {
      violations_.Add(absl::StrCat(kIndicators, "trade"),
                      "must be in one currency", "MIXED_CURRENCIES");
    }
    AddSource(trade, derived.sources);
    return derived;
  }

  DerivedState NoNastySurprises() {
    DerivedState calm;
    DerivedState surprised;
    for (const Audit& audit :
         ReadAudits(facts_.audits(), kAuditsPath, as_of_, violations_)) {
      if (!audit.valid || !InWindow(audit.held_on) || !audit.AnsweredIssues()) {
        continue;
      }
      DerivedState& found = audit.surprises > 0 ? surprised : calm;
      found.state = audit.surprises > 0 ? kAbsent : kPresent;
      AddSource(*audit.fact, found.sources);
    }
    for (int i = 0; i < facts_.issues_size(); ++i) {
      const v1::IssueFact& issue = facts_.issues(i);
      const auto day = RequiredDay(issue.opened_on(),
                                   {kIssuesPath, i, "opened_on"}, violations_);
      if (issue.severity() < 0) {
        violations_.Add(FieldPath{kIssuesPath, i, "severity"}.ToString(),
                        "must not be negative", "OUT_OF_RANGE");
      }
      const bool is_grave =
          issue.severity() >= 1 && issue.severity() <= policy_.grave_severity();
      if (!day.has_value() || !InWindow(*day) || !is_grave ||
          issue.announced()) {
        continue;
      }
      surprised.state = kAbsent;
      AddSource(issue, surprised.sources);
    }
    return surprised.state == kAbsent ? surprised : calm;
  }

  DerivedState UnderstandFutureStrategy() {
    const bool is_complete = Lists(v1::RECORD_LIST_OBJECTIVES);
    DerivedState derived;
    TriState short_term = NotListed(is_complete);
    TriState long_term = short_term;
    for (int i = 0; i < facts_.objectives_size(); ++i) {
      const v1::CustomerObjectiveFact& objective = facts_.objectives(i);
      const auto day =
          RequiredDay(objective.recorded_on(),
                      {kObjectivesPath, i, "recorded_on"}, violations_);
      if (!day.has_value() || !InWindow(*day) ||
          objective.horizon() == v1::OBJECTIVE_HORIZON_UNSPECIFIED) {
        continue;
      }
      (objective.horizon() == v1::OBJECTIVE_HORIZON_SHORT ? short_term
                                                          : long_term) =
          kPresent;
      AddSource(objective, derived.sources);
    }
    derived.state = AllOf({short_term, long_term});
    return derived;
  }

  DerivedState AcceptNewProducts() {
    DerivedState offered;
    DerivedState bought;
    for (int i = 0; i < facts_.offers_size(); ++i) {
      const v1::OfferFact& offer = facts_.offers(i);
      const auto offered_on =
          RequiredDay(offer.first_offered_on(),
                      {kOffersPath, i, "first_offered_on"}, violations_);
      const auto bought_on =
          OptionalDay(offer.first_bought_on(),
                      {kOffersPath, i, "first_bought_on"}, violations_);
      if (!offered_on.has_value() || !InWindow(*offered_on)) continue;
      const bool is_bought = bought_on.has_value() && *bought_on <= as_of_;
      DerivedState& found = is_bought ? bought : offered;
      found.state = Known(is_bought);
      AddSource(offer, found.sources);
    }
    return bought.state == kPresent ? bought : offered;
  }

 private:
  bool InWindow(absl::CivilDay day) const {
    return InLastMonths(day, as_of_, policy_.window_months());
  }
  bool Lists(v1::RecordList list) const {
    return IsComplete(facts_.completeness(), list, as_of_);
  }

  std::optional<Amount> Read(bool is_given, const google::type::Money& money,
                             absl::string_view field) {
    if (!is_given) return {};
    const auto amount = AmountFromProto(money);
    if (!amount.ok()) {
      violations_.Add(absl::StrCat(kIndicators, "trade.", field),
                      "must be an amount of at most four decimals",
                      "INVALID_MONEY");
      return {};
    }
    currencies_.insert(money.currency_code());
    return *amount;
  }

  TriState Grew(bool has_now, const google::type::Money& now,
                absl::string_view field, bool has_before,
                const google::type::Money& before) {
    const auto amount = Read(has_now, now, field);
    const auto prior = Read(has_before, before, absl::StrCat("prior_", field));
    if (!amount.has_value() || !prior.has_value()) return kUnknown;
    return Known(*amount > *prior);
  }

  const v1::ScorecardFacts& facts_;
  const v1::ScorecardPolicy& policy_;
  const v1::ContactCoveragePolicy& coverage_;
  absl::CivilDay as_of_;
  Violations& violations_;
  std::set<std::string> currencies_;
};

}  // namespace

DerivedIndicators DeriveIndicators(const v1::ScorecardFacts& facts,
                                   const v1::Policy& policy,
                                   absl::CivilDay as_of,
                                   Violations& violations) {
  IndicatorRules rules(facts, policy, as_of, violations);
  DerivedIndicators derived;
  derived.states["joint_action_plans"] = rules.JointActionPlans();
  derived.states["rolling_agreement"] = rules.RollingAgreement();
  derived.states["multi_level_relationships"] = rules.MultiLevelRelationships();
  derived.states["more_sales_and_profits"] = rules.MoreSalesAndProfits();
  derived.states["no_nasty_surprises"] = rules.NoNastySurprises();
  derived.states["understand_future_strategy"] =
      rules.UnderstandFutureStrategy();
  derived.states["accept_new_products"] = rules.AcceptNewProducts();
  return derived;
}

void DeriveTrend(const ObservedList& ratings, const v1::ScorecardPolicy& policy,
                 absl::CivilDay as_of, DerivedIndicators& derived) {
  std::map<absl::CivilDay, std::set<int64_t>> days;
  for (const Observed& rating : ratings) {
    if (rating.unknown || !InLastDays(rating.day, as_of, policy.trend_days())) {
      continue;
    }
    days[rating.day].insert(rating.value);
  }
  for (auto it = days.begin(); it != days.end();) {
    it = it->second.size() > 1 ? days.erase(it) : std::next(it);
  }
  DerivedState& state = derived.states["price_resistance_drops"];
  if (days.empty()) return;
  const auto& [earliest, first] = *days.begin();
  const auto& [latest, last] = *days.rbegin();
  if (latest - earliest < policy.trend_distance_days()) return;
  state.state = Known(*last.begin() < *first.begin());
  for (const Observed& rating : ratings) {
    const bool decides =
        !rating.unknown && (rating.day == earliest || rating.day == latest);
    if (!decides || rating.posted == nullptr) continue;
    v1::SourceReference& source = derived.ratings.emplace_back();
    source.set_service("assessment");
    source.set_name(rating.posted->name());
    state.sources.push_back(&source);
  }
}

}  // namespace kam::assessment
