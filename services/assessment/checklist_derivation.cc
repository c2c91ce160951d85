#include "services/assessment/checklist_derivation.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/date.h"
#include "services/assessment/contact_network.h"
#include "services/assessment/service_decline.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr char kChecklistContacts[] = "evidence.checklists.contacts";
constexpr char kChecklistAssignments[] = "evidence.checklists.assignments";
constexpr char kChecklistInitiatives[] = "evidence.checklists.initiatives";
constexpr char kChecklistPlans[] = "evidence.checklists.plans";
constexpr char kChecklistTargets[] = "evidence.checklists.targets";
constexpr char kChecklistActivities[] = "evidence.checklists.activities";
constexpr char kChecklistReadings[] = "evidence.checklists.readings";

bool IsTalk(const v1::InteractionFact& one) {
  return one.two_way() && one.type() != v1::INTERACTION_TYPE_ORDER &&
         one.type() != v1::INTERACTION_TYPE_SERVICE_TICKET;
}

bool IsOfProfit(v1::TargetMeasure measure) {
  return measure == v1::TARGET_MEASURE_PROFIT_AMOUNT ||
         measure == v1::TARGET_MEASURE_MARGIN_BPS ||
         measure == v1::TARGET_MEASURE_PROFIT_AND_GROWTH;
}

// The latest of some records: earlier ones show nothing more, and as they leave
// the window nothing changes.
class Latest {
 public:
  template <typename Record>
  void Take(const Record& record, absl::CivilDay day) {
    if (day_.has_value() && day < *day_) return;
    if (day_ != day) sources_.clear();
    day_ = day;
    if (record.has_source()) sources_.push_back(&record.source());
  }

  // PRESENT when there is one, else as the lists say.
  DerivedState Or(TriState none) const {
    if (!day_.has_value()) return {.state = none, .sources = {}};
    return {.state = kPresent, .sources = sources_};
  }

 private:
  std::optional<absl::CivilDay> day_;
  Sources sources_;
};

// Reads the facts of each element; each method is one element. Contacts must
// have been checked, and the network be theirs.
class ElementRules {
 public:
  ElementRules(const v1::ChecklistFacts& facts,
               const v1::ChecklistPolicy& policy, absl::CivilDay as_of,
               Violations& violations)
      : facts_(facts), policy_(policy), as_of_(as_of), violations_(violations) {
    CheckReadings(facts.readings(), kChecklistReadings, violations);
  }

  DerivedState CustomerRelations() const {
    return LatestInteraction(IsTalk).Or(
        NotListed(Lists(v1::RECORD_LIST_INTERACTIONS)));
  }

  DerivedState WholeBusiness() const {
    return {.state = Stated(facts_.business_understood()), .sources = {}};
  }

  DerivedState Profitability() {
    const auto targets =
        InForce(facts_.targets(), kChecklistTargets, as_of_, violations_);
    DerivedState derived{.state = NotListed(Lists(v1::RECORD_LIST_TARGETS)),
                         .sources = {}};
    std::vector<const v1::TargetFact*> of_profit;
    for (const v1::TargetFact* one : targets) {
      if (IsOfProfit(one->measure())) of_profit.push_back(one);
      if (one->measure() == v1::TARGET_MEASURE_UNSPECIFIED) {
        derived.state = kUnknown;
      }
    }
    if (of_profit.empty()) return derived;
    return {.state = kPresent, .sources = SourcesOf(of_profit)};
  }

  DerivedState NewSkills() const {
    return {.state = Stated(facts_.area_skills_covered()), .sources = {}};
  }

  DerivedState LongTermFocus() {
    const auto plans =
        InForce(facts_.plans(), kChecklistPlans, as_of_, violations_);
    if (plans.empty()) {
      return {.state = NotListed(Lists(v1::RECORD_LIST_PLANS)), .sources = {}};
    }
    TriState longest = kAbsent;
    for (const v1::PlanFact* plan : plans) {
      longest = AnyOf({longest, plan->has_horizon_months()
                                    ? Known(plan->horizon_months() >=
                                            policy_.long_term_months())
                                    : kUnknown});
    }
    return {.state = longest, .sources = SourcesOf(plans)};
  }

  // Whoever is assigned is known to the service; without anybody nothing is.
  DerivedState TeamWorking() {
    const auto assigned = InForce(facts_.assignments(), kChecklistAssignments,
                                  as_of_, violations_);
    if (assigned.empty()) return {};
    std::set<absl::string_view> disciplines;
    std::set<absl::string_view> undisclosed;
    for (const v1::AssignmentFact* one : assigned) {
      if (one->key_account_manager()) continue;
      (one->function().empty() ? undisclosed : disciplines)
          .insert(one->function().empty() ? one->member() : one->function());
    }
    const auto known = static_cast<int>(disciplines.size());
    const auto possible = known + static_cast<int>(undisclosed.size());
    DerivedState derived{.state = kUnknown, .sources = SourcesOf(assigned)};
    if (known >= policy_.disciplines()) derived.state = kPresent;
    if (possible < policy_.disciplines()) derived.state = kAbsent;
    return derived;
  }

  DerivedState CustomerLevels(const ContactNetwork& network) const {
    if (network.CoveredLevels() >= policy_.levels()) {
      return {.state = kPresent, .sources = {}};
    }
    const bool is_all = Lists(v1::RECORD_LIST_CONTACTS) &&
                        Lists(v1::RECORD_LIST_INTERACTIONS) &&
                        Unplaced(network).covered.empty();
    return {.state = NotListed(is_all), .sources = {}};
  }

  DerivedState DecisionStructure(const ContactNetwork& network) const {
    const bool is_mapped = std::all_of(
        std::begin(kDecisionLevels), std::end(kDecisionLevels),
        [&](v1::DecisionLevel level) { return network.Of(level).is_mapped; });
    if (is_mapped) return {.state = kPresent, .sources = {}};
    const bool is_all =
        Lists(v1::RECORD_LIST_CONTACTS) && !Unplaced(network).is_mapped;
    return {.state = NotListed(is_all), .sources = {}};
  }

  DerivedState CustomerCare() {
    Latest latest = LatestInteraction([](const v1::InteractionFact& one) {
      return one.type() == v1::INTERACTION_TYPE_CARE_VISIT;
    });
    for (int i = 0; i < facts_.activities_size(); ++i) {
      const v1::MemberActivity& one = facts_.activities(i);
      const auto day = RequiredDay(
          one.done_on(), {kChecklistActivities, i, "done_on"}, violations_);
      if (one.kind() == v1::ACTIVITY_KIND_CARE_REVIEW && InWindow(day)) {
        latest.Take(one, *day);
      }
    }
    for (const v1::ServiceIndexReading& one : facts_.readings()) {
      const auto day = DayFromProto(one.read_on());
      if (one.index() == v1::SERVICE_INDEX_SATISFACTION && day.ok() &&
          InWindow(*day)) {
        latest.Take(one, *day);
      }
    }
    return latest.Or(NotListed(Lists(v1::RECORD_LIST_INTERACTIONS) &&
                               Lists(v1::RECORD_LIST_ACTIVITIES)));
  }

  DerivedState CompleteSolutions() {
    std::vector<const v1::InitiativeFact*> made;
    bool all_known = Lists(v1::RECORD_LIST_INITIATIVES);
    for (const v1::InitiativeFact* one :
         InForce(facts_.initiatives(), kChecklistInitiatives, as_of_,
                 violations_)) {
      if (one->standing() != v1::INITIATIVE_STANDING_ACTIVE) continue;
      if (one->offering() == v1::INITIATIVE_OFFERING_TAILORED_OR_BESPOKE) {
        made.push_back(one);
      }
      all_known =
          all_known && one->offering() != v1::INITIATIVE_OFFERING_UNSPECIFIED;
    }
    if (made.empty()) return {.state = NotListed(all_known), .sources = {}};
    return {.state = kPresent, .sources = SourcesOf(made)};
  }

 private:
  bool Lists(v1::RecordList list) const {
    return IsComplete(facts_.completeness(), list, as_of_) ||
           IsComplete(facts_.contacts().completeness(), list, as_of_);
  }

  bool InWindow(std::optional<absl::CivilDay> day) const {
    return day.has_value() && InLastDays(*day, as_of_, policy_.window_days());
  }

  // Contacts whose level is not known: each may be of any.
  static const LevelCover& Unplaced(const ContactNetwork& network) {
    return network.Of(v1::DECISION_LEVEL_UNSPECIFIED);
  }

  template <typename Counts>
  Latest LatestInteraction(Counts counts) const {
    Latest latest;
    for (const v1::InteractionFact& one : facts_.contacts().interactions()) {
      const auto day = DayFromProto(one.held_on());
      if (counts(one) && day.ok() && InWindow(*day)) latest.Take(one, *day);
    }
    return latest;
  }

  const v1::ChecklistFacts& facts_;
  const v1::ChecklistPolicy& policy_;
  absl::CivilDay as_of_;
  Violations& violations_;
};

}  // namespace

std::array<DerivedState, kChangeElements> DeriveChangeElements(
    const v1::ChecklistFacts& facts, const v1::Policy& policy,
    absl::CivilDay as_of, Violations& violations) {
  CheckContactFacts(facts.contacts(), kChecklistContacts, violations);
  const ContactNetwork network(facts.contacts(), policy.contact_coverage(),
                               as_of);
  ElementRules rules(facts, policy.checklists(), as_of, violations);
  return {rules.CustomerRelations(),     rules.WholeBusiness(),
          rules.Profitability(),         rules.NewSkills(),
          rules.LongTermFocus(),         rules.TeamWorking(),
          rules.CustomerLevels(network), rules.DecisionStructure(network),
          rules.CustomerCare(),          rules.CompleteSolutions()};
}

}  // namespace kam::assessment
