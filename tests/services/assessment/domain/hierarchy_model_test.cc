// The buy-sell level (models.md 4.c): golden examples, thresholds, correlates,
// what is refused, properties.

#include "services/assessment/hierarchy_model.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/hierarchy_rungs.h"
#include "tests/services/assessment/domain/audit_builder.h"
#include "tests/services/assessment/domain/evidence.h"
#include "tests/services/assessment/domain/random_evidence.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::hierarchy_model_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::CivilDay kDay(2024, 6, 30);
constexpr auto kModel = v1::MODEL_BUY_SELL_LEVEL;
constexpr auto kDetermined = type::v1::VERDICT_STATUS_DETERMINED;
constexpr auto kProvisional = type::v1::VERDICT_STATUS_PROVISIONAL;
constexpr auto kInsufficient = type::v1::VERDICT_STATUS_INSUFFICIENT_DATA;

absl::StatusOr<v1::Verdict> Try(const v1::HierarchyFacts& facts) {
  v1::Evidence evidence;
  *evidence.mutable_buy_sell_level() = facts;
  return Evaluate(kModel, evidence, ModelPolicy::Default(), kDay);
}

v1::Verdict Judge(const v1::HierarchyFacts& facts) {
  const auto verdict = Try(facts);
  EXPECT_THAT(verdict, IsOk());
  return verdict.ok() ? *verdict : v1::Verdict();
}

std::vector<std::string> CodesOf(const v1::Verdict& verdict) {
  std::vector<std::string> codes;
  for (const v1::VerdictFlag& flag : verdict.flags()) {
    codes.push_back(flag.code());
  }
  return codes;
}

void AddConformance(v1::HierarchyFacts& facts, int conforming, int delivered) {
  auto& one = *facts.add_conformance();
  one = ParseProto<v1::ConformanceFact>(
      "starts_on { year: 2024 month: 5 day: 1 } "
      "ends_on { year: 2024 month: 5 day: 31 }");
  one.set_conforming(conforming);
  one.set_delivered(delivered);
}

void AddMark(v1::HierarchyFacts& facts, int mark,
             const char* day = "2024-06-01") {
  facts.clear_audits();
  *facts.add_audits() = AuditBuilder(day, "audit").Mark(mark).fact();
}

v1::ContributionFact& AddContribution(v1::HierarchyFacts& facts,
                                      v1::ContributionPurpose purpose,
                                      bool confirmed = true) {
  auto& one = *facts.add_contributions();
  one = ParseProto<v1::ContributionFact>(
      "contributes_to: 'line stoppages' "
      "delivered_on { year: 2024 month: 3 day: 1 }");
  one.set_purpose(purpose);
  if (confirmed) {
    one.mutable_confirmed_on()->set_year(2024);
    one.mutable_confirmed_on()->set_month(4);
    one.mutable_confirmed_on()->set_day(1);
  }
  return one;
}

void Complete(v1::HierarchyFacts& facts) {
  *facts.add_completeness() = ParseProto<v1::Completeness>(
      "list: RECORD_LIST_CONTRIBUTIONS "
      "complete_through { year: 2024 month: 6 day: 30 }");
}

// An instigator who met our member `times`, each on a day of its own.
void AddInstigator(v1::HierarchyFacts& facts, int times) {
  auto& contacts = *facts.mutable_contacts();
  contacts.clear_interactions();
  contacts.clear_contacts();
  contacts.clear_members();
  contacts.add_members()->set_member("m");
  auto& contact = *contacts.add_contacts();
  contact.set_contact("c");
  contact.set_level(v1::DECISION_LEVEL_INSTIGATOR);
  for (int i = 0; i < times; ++i) {
    auto& one = *contacts.add_interactions();
    one = ParseProto<v1::InteractionFact>(
        "type: INTERACTION_TYPE_MEETING two_way: true members: 'm' "
        "contacts { contact: 'c' level: DECISION_LEVEL_INSTIGATOR } "
        "held_on { year: 2024 month: 6 }");
    one.mutable_held_on()->set_day(i + 1);
  }
}

constexpr auto kIssue = v1::CONTRIBUTION_PURPOSE_BUSINESS_ISSUE;
constexpr auto kStrategic = v1::CONTRIBUTION_PURPOSE_STRATEGIC_OBJECTIVE;

TEST(HierarchyModel, S2_23_G_C1_to_G_C5) {
  v1::HierarchyFacts facts;
  AddConformance(facts, 95, 100);
  auto verdict = Judge(facts);
  EXPECT_EQ(verdict.value(), "1");  // G-C1
  EXPECT_EQ(verdict.bounds().high(), "4");
  EXPECT_EQ(verdict.status(), kInsufficient);
  v1::HierarchyFacts complete = facts;
  Complete(complete);
  verdict = Judge(complete);
  EXPECT_EQ(verdict.bounds().high(), "2");
  EXPECT_EQ(verdict.status(), kProvisional);
  AddMark(facts, 8);
  EXPECT_EQ(Judge(facts).value(), "2");  // G-C2
  AddContribution(facts, kIssue);
  verdict = Judge(facts);
  EXPECT_EQ(verdict.value(), "3");  // G-C3
  EXPECT_EQ(verdict.status(), kProvisional);
  AddContribution(facts, kStrategic);
  AddInstigator(facts, 1);
  verdict = Judge(facts);
  EXPECT_EQ(verdict.value(), "3");  // G-C4
  EXPECT_EQ(verdict.status(), kDetermined);
  EXPECT_THAT(verdict.buy_sell_level().binding(),
              ElementsAre("INSTIGATOR_COVERED"));
  AddInstigator(facts, 2);
  verdict = Judge(facts);
  EXPECT_EQ(verdict.value(), "4");
  EXPECT_THAT(verdict.buy_sell_level().binding(), IsEmpty());
  AddMark(facts, 5);
  verdict = Judge(facts);
  EXPECT_EQ(verdict.value(), "1");  // G-C5
  EXPECT_EQ(verdict.status(), kDetermined);
  EXPECT_THAT(verdict.buy_sell_level().binding(), ElementsAre("AUDIT_MARK"));
  EXPECT_EQ(verdict.buy_sell_level().rungs(3).sell_side_aim(),
            "Be a competitive leader");
}

type::v1::TriState StateOf(const v1::HierarchyFacts& facts, int level) {
  return Judge(facts).buy_sell_level().rungs(level - 1).state();
}

TEST(HierarchyModel, LevelOneIsConformanceOrNoSpecificationFailure) {
  v1::HierarchyFacts facts;
  EXPECT_EQ(StateOf(facts, 1), type::v1::TRI_STATE_UNKNOWN);
  EXPECT_EQ(Judge(facts).value(), "NONE");
  AddConformance(facts, 949, 1'000);
  EXPECT_EQ(StateOf(facts, 1), type::v1::TRI_STATE_UNKNOWN);
  AuditBuilder audit("2023-06-30", "a");
  v1::AuditAnswer& answer = audit.Answer("p3", "late");
  answer.set_specification_failure(true);
  *facts.add_audits() = audit.fact();
  EXPECT_EQ(StateOf(facts, 1), type::v1::TRI_STATE_ABSENT);
  EXPECT_EQ(Judge(facts).bounds().high(), "NONE");
  answer.set_specification_failure(false);
  *facts.mutable_audits(0) = audit.fact();
  EXPECT_EQ(StateOf(facts, 1), type::v1::TRI_STATE_PRESENT);
  // A day older than twelve months says nothing.
  facts.mutable_audits(0)->mutable_held_on()->set_day(29);
  EXPECT_EQ(StateOf(facts, 1), type::v1::TRI_STATE_UNKNOWN);
  facts.clear_conformance();
  AddConformance(facts, 0, 0);
  EXPECT_EQ(StateOf(facts, 1), type::v1::TRI_STATE_UNKNOWN);
  // Periods are placed by their last day, and added up.
  AddConformance(facts, 95, 100);
  EXPECT_EQ(StateOf(facts, 1), type::v1::TRI_STATE_PRESENT);
  AddConformance(facts, 94, 100);
  EXPECT_EQ(StateOf(facts, 1), type::v1::TRI_STATE_UNKNOWN);
  auto& old = *facts.mutable_conformance(2);
  old.mutable_starts_on()->set_year(2023);
  *old.mutable_ends_on() =
      ParseProto<google::type::Date>("year: 2023 month: 6 day: 29");
  EXPECT_EQ(StateOf(facts, 1), type::v1::TRI_STATE_PRESENT);
  old.mutable_ends_on()->set_day(30);
  EXPECT_EQ(StateOf(facts, 1), type::v1::TRI_STATE_UNKNOWN);
}

TEST(HierarchyModel, LevelTwoIsAMarkOfSevenAndNoDecline) {
  v1::HierarchyFacts facts;
  AddMark(facts, 7);
  EXPECT_EQ(StateOf(facts, 2), type::v1::TRI_STATE_PRESENT);
  auto read = [&](int day, int value, int revision) {
    auto& one = *facts.add_readings();
    one = ParseProto<v1::ServiceIndexReading>(
        "index: SERVICE_INDEX_RELIABILITY read_on { year: 2024 month: 6 }");
    one.mutable_read_on()->set_day(day);
    one.set_value(value);
    one.set_revision(revision);
  };
  read(1, 90, 1);
  read(2, 80, 1);
  EXPECT_EQ(StateOf(facts, 2), type::v1::TRI_STATE_PRESENT);
  read(3, 70, 1);
  EXPECT_EQ(StateOf(facts, 2), type::v1::TRI_STATE_ABSENT);
  read(3, 80, 2);  // A later revision: equal is no fall.
  EXPECT_EQ(StateOf(facts, 2), type::v1::TRI_STATE_PRESENT);
  AddMark(facts, 6);
  EXPECT_EQ(StateOf(facts, 2), type::v1::TRI_STATE_ABSENT);
  facts.clear_audits();
  EXPECT_EQ(StateOf(facts, 2), type::v1::TRI_STATE_UNKNOWN);
}

TEST(HierarchyModel, S2_16_AContributionCountsWhenItIsConfirmed) {
  v1::HierarchyFacts facts;
  EXPECT_EQ(StateOf(facts, 3), type::v1::TRI_STATE_UNKNOWN);
  Complete(facts);
  EXPECT_EQ(StateOf(facts, 3), type::v1::TRI_STATE_ABSENT);
  AddContribution(facts, kIssue, false);
  EXPECT_EQ(StateOf(facts, 3), type::v1::TRI_STATE_UNKNOWN);
  auto& one = AddContribution(facts, kIssue);
  EXPECT_EQ(StateOf(facts, 3), type::v1::TRI_STATE_PRESENT);
  // Another purpose does not serve.
  EXPECT_EQ(StateOf(facts, 4), type::v1::TRI_STATE_ABSENT);
  // Confirmed after the day, delivered outside of the window.
  *one.mutable_confirmed_on() =
      ParseProto<google::type::Date>("year: 2024 month: 7 day: 1");
  EXPECT_EQ(StateOf(facts, 3), type::v1::TRI_STATE_UNKNOWN);
  one.mutable_confirmed_on()->set_year(2023);
  facts.mutable_contributions()->DeleteSubrange(0, 1);
  auto& left = *facts.mutable_contributions(0);
  *left.mutable_delivered_on() =
      ParseProto<google::type::Date>("year: 2023 month: 6 day: 30");
  EXPECT_EQ(StateOf(facts, 3), type::v1::TRI_STATE_PRESENT);
  left.mutable_delivered_on()->set_day(29);
  EXPECT_EQ(StateOf(facts, 3), type::v1::TRI_STATE_ABSENT);
}

TEST(HierarchyModel, AnInstigatorWhomWeDoNotKnowIsNotCovered) {
  v1::HierarchyFacts facts;
  AddContribution(facts, kStrategic);
  EXPECT_EQ(StateOf(facts, 4), type::v1::TRI_STATE_UNKNOWN);
  facts.mutable_contacts();
  EXPECT_EQ(StateOf(facts, 4), type::v1::TRI_STATE_ABSENT);
}

v1::LevelCorroboration Corroborated(std::vector<int> ratings, int level) {
  Correlates correlates;
  for (size_t i = 0; i < ratings.size(); ++i) {
    if (ratings[i] > 0) correlates[i] = ratings[i];
  }
  return Corroborate(correlates, level,
                     ModelPolicy::Default().values().buy_sell_level());
}

TEST(HierarchyModel, S2_24_CorrelatesGoWithTheLevel) {
  constexpr auto kAgrees = v1::LEVEL_CORROBORATION_CORROBORATED;
  constexpr auto kOpen = v1::LEVEL_CORROBORATION_UNCORROBORATED;
  constexpr auto kContradicts = v1::LEVEL_CORROBORATION_CONTRADICTED;
  EXPECT_EQ(Corroborated({1, 1, 1, 4}, 4), kAgrees);
  EXPECT_EQ(Corroborated({2, 2, 2, 3}, 4), kAgrees);
  EXPECT_EQ(Corroborated({1, 1, 1, 0}, 4), kAgrees);
  EXPECT_EQ(Corroborated({1, 1, 0, 0}, 4), kOpen);
  EXPECT_EQ(Corroborated({3, 1, 1, 4}, 4), kOpen);
  EXPECT_EQ(Corroborated({3, 3, 1, 4}, 4), kContradicts);
  EXPECT_EQ(Corroborated({4, 4, 0, 0}, 4), kContradicts);
  EXPECT_EQ(Corroborated({4, 4, 4, 1}, 1), kAgrees);
  EXPECT_EQ(Corroborated({4, 4, 4, 4}, 0), v1::LEVEL_CORROBORATION_NOT_CHECKED);
}

TEST(HierarchyModel, S2_24_ContradictionIsPointedOutAndChangesNothing) {
  v1::Evidence evidence;
  auto& facts = *evidence.mutable_buy_sell_level();
  AddConformance(facts, 95, 100);
  AddMark(facts, 8);
  AddContribution(facts, kIssue);
  AddContribution(facts, kStrategic);
  AddInstigator(facts, 2);
  for (const char* key : {"competition", "price_sensitivity"}) {
    AddObservation(evidence, kModel, key, key, "2024-06-01",
                   v1::SOURCE_CLASS_SUPPLIER)
        .set_rating(4);
  }
  const auto verdict = Evaluate(kModel, evidence, ModelPolicy::Default(), kDay);
  ASSERT_THAT(verdict, IsOk());
  EXPECT_EQ(verdict->value(), "4");
  EXPECT_THAT(CodesOf(*verdict), ElementsAre("LEVEL_CONTRADICTED"));
  for (const int rating : {0, 5}) {
    evidence.mutable_observations(0)->mutable_observation()->set_rating(rating);
    EXPECT_THAT(
        Evaluate(kModel, evidence, ModelPolicy::Default(), kDay),
        HasMessage(HasSubstr("evidence.observations[0].observation.rating")));
  }
}

TEST(HierarchyModel, S2_19_ProfitIsTheAimFromLevelTwo) {
  v1::HierarchyFacts facts;
  AddConformance(facts, 95, 100);
  auto& revenue = *facts.add_targets();
  revenue = ParseProto<v1::TargetFact>(
      "measure: TARGET_MEASURE_REVENUE "
      "starts_on { year: 2024 month: 1 day: 1 }");
  EXPECT_THAT(CodesOf(Judge(facts)), IsEmpty());
  AddMark(facts, 7);
  EXPECT_THAT(CodesOf(Judge(facts)), ElementsAre("AIM_BEHIND"));
  *facts.mutable_designated_on() =
      ParseProto<google::type::Date>("year: 2024 month: 6 day: 30");
  EXPECT_THAT(CodesOf(Judge(facts)),
              ElementsAre("AIM_BEHIND", "NO_PROFIT_TARGET"));
  for (const auto measure :
       {v1::TARGET_MEASURE_PROFIT_AMOUNT, v1::TARGET_MEASURE_MARGIN_BPS,
        v1::TARGET_MEASURE_PROFIT_AND_GROWTH}) {
    v1::HierarchyFacts both = facts;
    *both.add_targets() = facts.targets(0);
    both.mutable_targets(1)->set_measure(measure);
    EXPECT_THAT(CodesOf(Judge(both)), IsEmpty());
    // No longer in force.
    *both.mutable_targets(1)->mutable_ends_on() =
        ParseProto<google::type::Date>("year: 2024 month: 6 day: 29");
    EXPECT_THAT(CodesOf(Judge(both)),
                ElementsAre("AIM_BEHIND", "NO_PROFIT_TARGET"));
  }
}

TEST(HierarchyModel, S2_15_FromProviderToAlly) {
  v1::HierarchyFacts facts;
  AddConformance(facts, 95, 100);
  facts.set_previous_level(0);
  auto result = Judge(facts).buy_sell_level();
  EXPECT_EQ(result.direction(), v1::LEVEL_DIRECTION_UP);
  EXPECT_EQ(result.stop(), v1::PROVIDER_STOP_COMMODITY_PROVIDER);
  AddMark(facts, 7);
  AddContribution(facts, kIssue);
  facts.set_previous_level(4);
  result = Judge(facts).buy_sell_level();
  EXPECT_EQ(result.direction(), v1::LEVEL_DIRECTION_DOWN);
  EXPECT_EQ(result.stop(), v1::PROVIDER_STOP_PREFERRED_SUPPLIER);
  facts.clear_previous_level();
  EXPECT_EQ(Judge(facts).buy_sell_level().direction(),
            v1::LEVEL_DIRECTION_UNSPECIFIED);
  facts.set_previous_level(5);
  EXPECT_THAT(Try(facts),
              HasMessage(HasSubstr("evidence.buy_sell_level.previous_level")));
}

TEST(HierarchyModel, RefusesByField) {
  v1::HierarchyFacts facts;
  AddConformance(facts, 101, 100);
  EXPECT_THAT(Try(facts), HasMessage(HasSubstr("conformance[0].conforming")));
  facts = {};
  AddContribution(facts, kIssue).clear_delivered_on();
  EXPECT_THAT(Try(facts),
              HasMessage(HasSubstr("contributions[0].delivered_on")));
  facts = {};
  AddContribution(facts, v1::CONTRIBUTION_PURPOSE_UNSPECIFIED);
  EXPECT_THAT(Try(facts), HasMessage(HasSubstr("contributions[0].purpose")));
  auto policy = [](const char* text) {
    return ModelPolicy::Resolve(ParseProto<v1::Policy>(absl::StrCat(
                                    "buy_sell_level { ", text, " }")))
        .status();
  };
  EXPECT_THAT(policy("agreeing_distance: 2"),
              HasMessage(HasSubstr("policy.buy_sell_level.agreeing_distance")));
  EXPECT_THAT(policy("rungs { level: 1 }"),
              HasMessage(HasSubstr("policy.buy_sell_level.rungs")));
}

TEST(HierarchyProperties, BoundsAreTheWorstAndTheBestCompletion) {
  RandomNumbers random(6);
  for (int i = 0; i < 20'000; ++i) {
    std::array<TriState, kRungs> states{};
    for (TriState& state : states) {
      state = static_cast<TriState>(1 + Below(random, 3));
    }
    std::array<TriState, kRungs> worst = states;
    std::array<TriState, kRungs> best = states;
    for (size_t k = 0; k < kRungs; ++k) {
      if (states[k] != kUnknown) continue;
      worst[k] = kAbsent;
      best[k] = kPresent;
    }
    ASSERT_EQ(Climb(states).low, Climb(worst).low);
    ASSERT_EQ(Climb(states).high, Climb(best).low);
    ASSERT_LE(Climb(states).low, Climb(states).high);
  }
}

}  // namespace
}  // namespace kam::assessment::hierarchy_model_test
