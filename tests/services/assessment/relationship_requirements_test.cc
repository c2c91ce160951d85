// What the papers say of the buy-sell hierarchy, of contacts and of pitfalls,
// asked of the service: a test an item.

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/assessment/domain/audit_builder.h"
#include "tests/services/assessment/domain/contact_facts.h"
#include "tests/services/assessment/domain/evidence.h"
#include "tests/services/assessment/evaluation_requirements.h"

namespace kam::assessment::relationship_requirements_test {
namespace {

using kam::testing::ParseProto;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto kIssue = v1::CONTRIBUTION_PURPOSE_BUSINESS_ISSUE;
constexpr auto kStrategic = v1::CONTRIBUTION_PURPOSE_STRATEGIC_OBJECTIVE;

class RelationshipRequirements : public EvaluationRequirements {
 protected:
  v1::Verdict Place(const v1::HierarchyFacts& facts) {
    v1::Evidence evidence;
    *evidence.mutable_buy_sell_level() = facts;
    return Assess(v1::MODEL_BUY_SELL_LEVEL, evidence);
  }

  v1::Verdict Sell(const v1::ContactCoverageFacts& facts) {
    v1::Evidence evidence;
    *evidence.mutable_selling_level() = facts;
    return Assess(v1::MODEL_SELLING_LEVEL, evidence);
  }
};

// What shows levels 1 and 2.
v1::HierarchyFacts GoodService() {
  auto facts = ParseProto<v1::HierarchyFacts>(R"pb(
    conformance {
      delivered: 100
      conforming: 95
      starts_on { year: 2024 month: 5 day: 1 }
      ends_on { year: 2024 month: 5 day: 31 }
    }
    completeness {
      list: RECORD_LIST_CONTRIBUTIONS
      complete_through { year: 2024 month: 6 day: 30 }
    })pb");
  *facts.add_audits() = AuditBuilder("2024-06-01", "audit").Mark(8).fact();
  return facts;
}

v1::ContributionFact& Contribute(v1::HierarchyFacts& facts,
                                 v1::ContributionPurpose purpose,
                                 const char* name) {
  v1::ContributionFact& one = *facts.add_contributions();
  one = ParseProto<v1::ContributionFact>(
      "contributes_to: 'line stoppages' "
      "delivered_on { year: 2024 month: 3 day: 1 } "
      "confirmed_on { year: 2024 month: 4 day: 1 } "
      "source { service: 'planning' }");
  one.mutable_source()->set_name(name);
  one.set_purpose(purpose);
  return one;
}

// What shows level 4.
v1::HierarchyFacts AllyFacts() {
  v1::HierarchyFacts facts = GoodService();
  Contribute(facts, kIssue, "i");
  Contribute(facts, kStrategic, "s");
  AddMember(*facts.mutable_contacts(), "m");
  AddContact(*facts.mutable_contacts(), "c", v1::DECISION_LEVEL_INSTIGATOR);
  AddStrongPair(*facts.mutable_contacts(), "m", "c");
  return facts;
}

TEST_F(RelationshipRequirements, S2_10_GolfAloneCarriesNoRelationship) {
  v1::Evidence evidence;
  v1::ContactCoverageFacts& contacts =
      *evidence.mutable_pitfalls()->mutable_contacts();
  for (const int days_ago : {10, 20, 30}) {
    AddMeeting(contacts, days_ago, {"m"}).set_type(v1::INTERACTION_TYPE_SOCIAL);
  }
  EXPECT_THAT(CodesOf(Assess(v1::MODEL_PITFALLS, evidence)),
              Contains("PERSONALITY_RELIANCE"));
  AddMeeting(contacts, 40, {"m"});
  EXPECT_THAT(CodesOf(Assess(v1::MODEL_PITFALLS, evidence)), IsEmpty());
}

TEST_F(RelationshipRequirements, S2_15_FromProviderToAlly) {
  v1::HierarchyFacts facts = GoodService();
  EXPECT_EQ(Place(facts).buy_sell_level().stop(),
            v1::PROVIDER_STOP_COMMODITY_PROVIDER);
  Contribute(facts, kIssue, "i");
  facts.set_previous_level(2);
  const v1::HierarchyResult preferred = Place(facts).buy_sell_level();
  EXPECT_EQ(preferred.stop(), v1::PROVIDER_STOP_PREFERRED_SUPPLIER);
  EXPECT_EQ(preferred.direction(), v1::LEVEL_DIRECTION_UP);
  facts = AllyFacts();
  facts.set_previous_level(4);
  const v1::HierarchyResult ally = Place(facts).buy_sell_level();
  EXPECT_EQ(ally.stop(), v1::PROVIDER_STOP_STRATEGIC_ALLY);
  EXPECT_EQ(ally.direction(), v1::LEVEL_DIRECTION_SAME);
  facts.clear_contributions();
  EXPECT_EQ(Place(facts).buy_sell_level().direction(),
            v1::LEVEL_DIRECTION_DOWN);
}

TEST_F(RelationshipRequirements, S2_16_ContributionsThatTheCustomerConfirms) {
  v1::HierarchyFacts facts = GoodService();
  Contribute(facts, kIssue, "open").clear_confirmed_on();
  v1::Verdict verdict = Place(facts);
  EXPECT_EQ(verdict.value(), "2");
  EXPECT_EQ(verdict.bounds().high(), "3");
  Contribute(facts, kIssue, "confirmed");
  verdict = Place(facts);
  EXPECT_EQ(verdict.value(), "3");
  // It rests on what is confirmed alone.
  for (const v1::Finding& finding : verdict.findings()) {
    if (finding.key() != "BUSINESS_ISSUE_CONTRIBUTION") continue;
    ASSERT_EQ(finding.sources_size(), 1);
    EXPECT_EQ(finding.sources(0).name(), "confirmed");
  }
}

TEST_F(RelationshipRequirements, S2_23_FourRungsAndWhatIsAimedAt) {
  v1::HierarchyFacts facts = GoodService();
  facts.clear_audits();
  EXPECT_EQ(Place(facts).value(), "1");
  facts = GoodService();
  EXPECT_EQ(Place(facts).value(), "2");
  Contribute(facts, kIssue, "i");
  EXPECT_EQ(Place(facts).value(), "3");
  Contribute(facts, kStrategic, "s");
  facts.mutable_contacts();
  const v1::Verdict uncovered = Place(facts);
  EXPECT_EQ(uncovered.value(), "3");
  EXPECT_THAT(uncovered.buy_sell_level().binding(),
              ElementsAre("INSTIGATOR_COVERED"));
  const v1::HierarchyResult ally = Place(AllyFacts()).buy_sell_level();
  EXPECT_EQ(ally.level(), 4);
  const std::pair<const char*, const char*> rungs[] = {
      {"Deliver commodity that meets specifications",
       "Meeting revenue targets"},
      {"Deliver good product and service", "Meeting profit targets"},
      {"Contribute to business issues", "Become a preferred supplier"},
      {"Contribute to strategic issues", "Be a competitive leader"}};
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(ally.rungs(i).buy_side(), rungs[i].first);
    EXPECT_EQ(ally.rungs(i).sell_side_aim(), rungs[i].second);
  }
}

TEST_F(RelationshipRequirements, S2_24_WhatGoesWithALevel) {
  const char* const keys[] = {"competition", "price_sensitivity",
                              "feature_importance", "relationship_challenge"};
  auto corroborated = [&](std::initializer_list<int> ratings) {
    v1::Evidence evidence;
    *evidence.mutable_buy_sell_level() = AllyFacts();
    size_t i = 0;
    for (const int rating : ratings) {
      AddObservation(evidence, v1::MODEL_BUY_SELL_LEVEL, keys[i], keys[i],
                     "2024-06-01", v1::SOURCE_CLASS_SUPPLIER)
          .set_rating(rating);
      ++i;
    }
    const v1::Verdict verdict = Assess(v1::MODEL_BUY_SELL_LEVEL, evidence);
    // They are consequences: the level stays.
    EXPECT_EQ(verdict.value(), "4");
    EXPECT_EQ(!verdict.flags().empty(),
              verdict.buy_sell_level().corroboration() ==
                  v1::LEVEL_CORROBORATION_CONTRADICTED);
    return verdict.buy_sell_level().corroboration();
  };
  // At the top, all but the challenge are low.
  EXPECT_EQ(corroborated({1, 1, 1, 4}), v1::LEVEL_CORROBORATION_CORROBORATED);
  EXPECT_EQ(corroborated({2, 2, 2, 3}), v1::LEVEL_CORROBORATION_CORROBORATED);
  EXPECT_EQ(corroborated({1, 1}), v1::LEVEL_CORROBORATION_UNCORROBORATED);
  EXPECT_EQ(corroborated({3, 1, 1, 4}), v1::LEVEL_CORROBORATION_UNCORROBORATED);
  EXPECT_EQ(corroborated({4, 4}), v1::LEVEL_CORROBORATION_CONTRADICTED);
}

TEST_F(RelationshipRequirements, S2_25_AddedValueIsAnIndicator) {
  v1::Evidence evidence;
  AddObservation(evidence, v1::MODEL_PARTNERSHIP_INDICATORS, "o",
                 "evidence_value_roi", "2024-06-01", v1::SOURCE_CLASS_CUSTOMER)
      .set_state(type::v1::TRI_STATE_PRESENT);
  const v1::Verdict verdict =
      Assess(v1::MODEL_PARTNERSHIP_INDICATORS, evidence);
  EXPECT_EQ(ChosenOf(verdict, "evidence_value_roi"), "PRESENT");
  EXPECT_EQ(verdict.partnership_indicators().present_weight(), 1);
}

// Twelve meetings, the first of them with technical people.
v1::ContactCoverageFacts TwelveMeetings(int technical) {
  v1::ContactCoverageFacts facts;
  for (int n = 0; n < 12; ++n) {
    AddPresent(AddMeeting(facts, n, {"m"}), "c",
               n < technical ? v1::CONTACT_FUNCTION_TECHNICAL
                             : v1::CONTACT_FUNCTION_PURCHASING);
  }
  return facts;
}

TEST_F(RelationshipRequirements, S3_19_TenOfTwelveWithPurchasing) {
  const v1::Verdict verdict = Sell(TwelveMeetings(2));
  EXPECT_EQ(verdict.value(), "WRONG_LEVEL");
  EXPECT_EQ(verdict.selling_level().functions(0).share_bps(), 8'333);
  EXPECT_THAT(CodesOf(verdict), ElementsAre("WRONG_LEVEL"));
  // Those who decide are met, too.
  v1::ContactCoverageFacts facts = TwelveMeetings(4);
  facts.mutable_interactions(0)->mutable_contacts(0)->set_level(
      v1::DECISION_LEVEL_INSTIGATOR);
  EXPECT_EQ(Sell(facts).value(), "RIGHT_LEVELS");
}

TEST_F(RelationshipRequirements, S3_20_TwelveOfTwelveWithPurchasing) {
  const v1::Verdict verdict = Sell(TwelveMeetings(0));
  EXPECT_EQ(verdict.value(), "PURCHASING_ONLY");
  EXPECT_THAT(CodesOf(verdict), ElementsAre("PURCHASING_ONLY"));
}

}  // namespace
}  // namespace kam::assessment::relationship_requirements_test
