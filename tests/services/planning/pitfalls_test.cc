#include "services/planning/pitfalls.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/positioning.h"
#include "tests/services/planning/whole_plan.h"
#include "tests/testing/parse_proto.h"

namespace kam::planning::pitfalls_test {
namespace {

using kam::testing::ParseProto;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> Pitfalls(const v1::Plan& plan,
                                  absl::CivilDay day = kWholePlanDay,
                                  const std::vector<std::string>& same = {}) {
  std::vector<std::string> codes;
  for (const auto& flag : FindPlanPitfalls(plan, same, day, PlanningValues()))
    codes.push_back(flag.code());
  return codes;
}

TEST(Pitfalls, AWholePlanHasNone) {
  EXPECT_THAT(Pitfalls(WholePlan()), IsEmpty());
}

TEST(Pitfalls, AnEmptyPlanIsGenericAndAimsAtNoProfit) {
  EXPECT_THAT(Pitfalls(v1::Plan()),
              ElementsAre("GENERIC_POSITIONING", "NO_PROFIT_TARGET",
                          "VALUE_PERCEPTION_MISSING"));
}

TEST(Pitfalls, APositioningOfElevenWordsIsGeneric) {
  v1::Plan plan = WholePlan();
  plan.mutable_positioning()->clear_perception();
  plan.mutable_positioning()->set_position(
      "one two three four five six seven eight nine ten eleven");
  EXPECT_THAT(Pitfalls(plan), ElementsAre("GENERIC_POSITIONING"));
  plan.mutable_positioning()->set_perception("- twelve -");
  EXPECT_THAT(Pitfalls(plan), IsEmpty());
}

TEST(Pitfalls, APositioningWithoutTheCustomersObjectivesIsGeneric) {
  v1::Plan plan = WholePlan();
  plan.mutable_positioning()->clear_objectives();
  EXPECT_THAT(Pitfalls(plan), ElementsAre("GENERIC_POSITIONING"));
}

TEST(Pitfalls, APositioningThatAnotherAccountHasIsGenericAndSaysWhose) {
  const auto flags = FindPlanPitfalls(WholePlan(), {"programs/p/accounts/b"},
                                      kWholePlanDay, PlanningValues());
  ASSERT_EQ(flags.size(), 1u);
  EXPECT_EQ(flags[0].code(), "GENERIC_POSITIONING");
  EXPECT_THAT(flags[0].detail(), HasSubstr("programs/p/accounts/b"));
}

TEST(Pitfalls, CaseAndPunctuationDoNotMakeAPositioningOfOnesOwn) {
  v1::Positioning one;
  one.set_position("The one supplier, for the North!");
  v1::Positioning other;
  other.set_position("the ONE supplier");
  other.set_perception("for the north");
  EXPECT_EQ(PositioningDigest(one), PositioningDigest(other));
  other.set_perception("for the south");
  EXPECT_NE(PositioningDigest(one), PositioningDigest(other));
  EXPECT_EQ(PositioningDigest(v1::Positioning()), "");
}

TEST(Pitfalls, TwoOpenActionsOfOneOwnerMakeALoneHero) {
  v1::Plan plan = WholePlan();
  plan.mutable_actions(1)->set_state(v1::ACTION_STATE_DONE);
  EXPECT_THAT(Pitfalls(plan), ElementsAre("LONE_HERO"));
  // One open action is no team work, and no heroism either.
  plan.mutable_actions(2)->set_state(v1::ACTION_STATE_DONE);
  EXPECT_THAT(Pitfalls(plan), IsEmpty());
}

TEST(Pitfalls, AStalePlanIsAnActiveOne) {
  const absl::CivilDay late(2013, 12, 1);
  EXPECT_THAT(Pitfalls(WholePlan(), late), ElementsAre("STALE_PLAN"));
  v1::Plan draft = WholePlan();
  draft.set_state(v1::PLAN_STATE_DRAFT);
  EXPECT_THAT(Pitfalls(draft, late), IsEmpty());
}

TEST(Pitfalls, ASuccessFactorWithoutActionIsNamed) {
  v1::Plan plan = WholePlan();
  plan.mutable_actions(0)->clear_success_factor_ids();
  const auto flags =
      FindPlanPitfalls(plan, {}, kWholePlanDay, PlanningValues());
  ASSERT_EQ(flags.size(), 1u);
  EXPECT_EQ(flags[0].code(), "CSF_WITHOUT_ACTION");
  EXPECT_THAT(flags[0].detail(), HasSubstr("f1"));
}

TEST(Pitfalls, UnacknowledgedRequirementsAreNamed) {
  v1::Requirement heard;
  heard.set_name("programs/p/accounts/a/requirements/heard");
  v1::Requirement understood;
  understood.set_name("programs/p/accounts/a/requirements/understood");
  understood.add_acknowledgements();
  const auto flags = FindUnacknowledged({heard, understood});
  ASSERT_EQ(flags.size(), 1u);
  EXPECT_THAT(flags[0].detail(), HasSubstr("requirements/heard."));
  EXPECT_THAT(FindUnacknowledged({understood}), IsEmpty());
}

}  // namespace
}  // namespace kam::planning::pitfalls_test
