#include "services/planning/plan_check.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/planning/whole_plan.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::planning::plan_check_test {
namespace {

using kam::testing::HasReason;
using kam::testing::ParseProto;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Roster ARoster() {
  return ParseProto<v1::Roster>(R"pb(
    key_account_manager: "programs/p/members/ann"
    members: "programs/p/members/ann"
    members: "programs/p/members/bob"
  )pb");
}

v1::PlanCheckResult Check(const v1::Plan& plan,
                          absl::CivilDay day = kWholePlanDay) {
  const v1::Roster roster = ARoster();
  return CheckPlan(plan, &roster, day, PlanningValues());
}

// The checks that came out so, in their order.
std::vector<v1::PlanCheck> Those(const v1::PlanCheckResult& result,
                                 v1::CheckOutcome outcome) {
  std::vector<v1::PlanCheck> checks;
  for (const v1::PlanCheckLine& line : result.checks()) {
    if (line.outcome() == outcome) checks.push_back(line.check());
  }
  return checks;
}

std::vector<v1::PlanCheck> Failed(const v1::PlanCheckResult& result) {
  return Those(result, v1::CHECK_OUTCOME_FAILED);
}

// What keeps a check from holding: items, in order.
std::vector<std::string> Failures(const v1::PlanCheckResult& result,
                                  v1::PlanCheck check) {
  std::vector<std::string> items;
  for (const auto& failure : result.checks(check - 1).failures()) {
    items.push_back(failure.item());
  }
  return items;
}

TEST(PlanCheck, AWholePlanIsValid) {
  const v1::PlanCheckResult result = Check(WholePlan());
  EXPECT_THAT(Failed(result), IsEmpty());
  EXPECT_EQ(result.validity(), v1::PLAN_VALIDITY_VALID);
  EXPECT_EQ(result.satisfied(), 20);
  EXPECT_EQ(result.quality_bps(), 10000);
  EXPECT_EQ(result.quality_ceiling_bps(), 10000);
}

TEST(PlanCheck, AnEmptyPlanFailsAllTwenty) {
  const v1::PlanCheckResult result = Check(v1::Plan());
  EXPECT_EQ(Failed(result).size(), 20u);
  EXPECT_EQ(result.checks_size(), kPlanChecks);
  EXPECT_EQ(result.checks(19).check(), v1::PLAN_CHECK_SHARED);
  EXPECT_EQ(result.quality_bps(), 0);
  EXPECT_EQ(result.validity(), v1::PLAN_VALIDITY_NOT_VALID);
}

TEST(PlanCheck, WithoutARosterThreeChecksAreUnknown) {
  const v1::PlanCheckResult result =
      CheckPlan(WholePlan(), nullptr, kWholePlanDay, PlanningValues());
  EXPECT_THAT(
      Those(result, v1::CHECK_OUTCOME_UNKNOWN),
      ElementsAre(v1::PLAN_CHECK_ACTIONS_COMPLETE,
                  v1::PLAN_CHECK_ACTION_OF_ANOTHER, v1::PLAN_CHECK_SHARED));
  EXPECT_EQ(result.validity(), v1::PLAN_VALIDITY_UNDETERMINED);
  EXPECT_EQ(result.satisfied(), 17);
  EXPECT_EQ(result.unknown(), 3);
  EXPECT_EQ(result.quality_bps(), 8500);
  EXPECT_EQ(result.quality_ceiling_bps(), 10000);
}

TEST(PlanCheck, WhatNoRosterCouldMendFailsWithoutOne) {
  v1::Plan plan = WholePlan();
  plan.mutable_actions(0)->clear_due_on();
  plan.clear_shared_with();
  plan.clear_co_authors();
  const v1::PlanCheckResult result =
      CheckPlan(plan, nullptr, kWholePlanDay, PlanningValues());
  EXPECT_THAT(Failed(result), ElementsAre(v1::PLAN_CHECK_ACTIONS_COMPLETE,
                                          v1::PLAN_CHECK_SHARED));
}

TEST(PlanCheck, EachCheckNamesWhatItLacks) {
  struct Case {
    void (*spoil)(v1::Plan&);
    v1::PlanCheck check;
  };
  const Case cases[] = {
      {[](v1::Plan& p) { p.mutable_swot()->clear_strengths(); },
       v1::PLAN_CHECK_STRENGTHS},
      {[](v1::Plan& p) { p.mutable_swot()->clear_weaknesses(); },
       v1::PLAN_CHECK_WEAKNESSES},
      {[](v1::Plan& p) { p.mutable_swot()->clear_opportunities(); },
       v1::PLAN_CHECK_OPPORTUNITIES},
      {[](v1::Plan& p) { p.mutable_swot()->clear_threats(); },
       v1::PLAN_CHECK_THREATS},
      {[](v1::Plan& p) { p.mutable_answers()->DeleteSubrange(0, 1); },
       v1::PLAN_CHECK_ANSWER_AFTER_THIS_DEAL},
      {[](v1::Plan& p) { p.mutable_answers()->DeleteSubrange(1, 1); },
       v1::PLAN_CHECK_ANSWER_LONG_TERM_GOAL},
      {[](v1::Plan& p) { p.mutable_answers()->DeleteSubrange(2, 1); },
       v1::PLAN_CHECK_ANSWER_FIVE_YEARS_ON},
      {[](v1::Plan& p) {
         p.clear_positioning();
         p.mutable_positioning()->set_position(" ... ");
       },
       v1::PLAN_CHECK_POSITIONING},
      {[](v1::Plan& p) { p.clear_horizon_months(); }, v1::PLAN_CHECK_HORIZON},
      {[](v1::Plan& p) { p.clear_profit_target(); },
       v1::PLAN_CHECK_PROFIT_TARGET},
      {[](v1::Plan& p) { p.clear_activated_on(); }, v1::PLAN_CHECK_REVIEWED},
  };
  for (const Case& one : cases) {
    v1::Plan plan = WholePlan();
    one.spoil(plan);
    const v1::PlanCheckResult result = Check(plan);
    EXPECT_THAT(Failed(result), ElementsAre(one.check));
    EXPECT_THAT(Failures(result, one.check), ElementsAre(""));
    EXPECT_EQ(result.quality_bps(), 9500);
  }
}

TEST(PlanCheck, AnIntentionNeedsAnAction) {
  v1::Plan plan = WholePlan();
  plan.mutable_actions(1)->clear_intention_ids();
  EXPECT_THAT(Failures(Check(plan), v1::PLAN_CHECK_INTENTIONS_HAVE_ACTIONS),
              ElementsAre("i2"));
  // An action that was given up serves nothing.
  plan = WholePlan();
  plan.mutable_actions(2)->set_state(v1::ACTION_STATE_CANCELLED);
  EXPECT_THAT(Failures(Check(plan), v1::PLAN_CHECK_INTENTIONS_HAVE_ACTIONS),
              ElementsAre("i3"));
  plan = WholePlan();
  plan.mutable_actions(2)->set_state(v1::ACTION_STATE_DONE);
  EXPECT_THAT(Failed(Check(plan)), IsEmpty());
}

TEST(PlanCheck, EachCategoryNeedsAnIntention) {
  v1::Plan plan = WholePlan();
  for (v1::Intention& one : *plan.mutable_intentions()) {
    one.set_category(v1::INTENTION_CATEGORY_ADD_VALUE);
  }
  EXPECT_THAT(Failed(Check(plan)),
              ElementsAre(v1::PLAN_CHECK_INTENTION_IMPROVE_BUSINESS,
                          v1::PLAN_CHECK_INTENTION_DEVELOP_RELATIONSHIPS));
}

TEST(PlanCheck, AnActionNeedsTextDayAndAnOwnerOnTheRoster) {
  v1::Plan plan = WholePlan();
  plan.mutable_actions(0)->set_text(" -- ");
  plan.mutable_actions(1)->clear_due_on();
  plan.mutable_actions(2)->mutable_owner()->set_member(
      "programs/p/members/gone");
  EXPECT_THAT(Failures(Check(plan), v1::PLAN_CHECK_ACTIONS_COMPLETE),
              ElementsAre("a1", "a2", "a3"));
  // A contact of the customer's needs no place on the roster.
  plan = WholePlan();
  plan.mutable_actions(2)->mutable_owner()->set_contact(
      "programs/p/accounts/a/contacts/joe");
  EXPECT_THAT(Failed(Check(plan)), IsEmpty());
}

TEST(PlanCheck, SomeoneElseThanTheManagerOwnsAnAction) {
  v1::Plan plan = WholePlan();
  for (v1::Action& action : *plan.mutable_actions()) {
    action.mutable_owner()->set_member("programs/p/members/ann");
  }
  EXPECT_THAT(Failed(Check(plan)),
              ElementsAre(v1::PLAN_CHECK_ACTION_OF_ANOTHER));
}

TEST(PlanCheck, ASuccessFactorNeedsAnAction) {
  v1::Plan plan = WholePlan();
  plan.clear_critical_success_factors();
  EXPECT_THAT(Failed(Check(plan)),
              ElementsAre(v1::PLAN_CHECK_SUCCESS_FACTOR,
                          v1::PLAN_CHECK_SUCCESS_FACTORS_HAVE_ACTIONS));
  plan = WholePlan();
  plan.add_critical_success_factors()->set_id("f2");
  EXPECT_THAT(
      Failures(Check(plan), v1::PLAN_CHECK_SUCCESS_FACTORS_HAVE_ACTIONS),
      ElementsAre("f2"));
}

TEST(PlanCheck, AnAnswerIsOwnedAndDated) {
  v1::Plan plan = WholePlan();
  plan.mutable_answers(0)->clear_owner();
  plan.mutable_answers(1)->mutable_answered_on()->set_year(2014);
  EXPECT_THAT(Failed(Check(plan)),
              ElementsAre(v1::PLAN_CHECK_ANSWER_AFTER_THIS_DEAL,
                          v1::PLAN_CHECK_ANSWER_LONG_TERM_GOAL));
}

TEST(PlanCheck, AReviewLastsNinetyDays) {
  // Activated on 2013-09-01: ninety days later it is still fresh.
  EXPECT_THAT(Failed(Check(WholePlan(), absl::CivilDay(2013, 11, 30))),
              IsEmpty());
  const absl::CivilDay late(2013, 12, 1);
  EXPECT_THAT(Failed(Check(WholePlan(), late)),
              ElementsAre(v1::PLAN_CHECK_REVIEWED));
  v1::Plan plan = WholePlan();
  *plan.add_reviews() =
      ParseProto<v1::Review>("held_on { year: 2013 month: 10 day: 1 }");
  EXPECT_THAT(Failed(Check(plan, late)), IsEmpty());
  const v1::Roster roster = ARoster();
  PlanningValues values;
  values.plan_review_max_days = 60;
  EXPECT_THAT(Failed(CheckPlan(plan, &roster, late, values)),
              ElementsAre(v1::PLAN_CHECK_REVIEWED));
}

TEST(PlanCheck, WhoeverIsOnTheTeamHasThePlan) {
  v1::Plan plan = WholePlan();
  plan.clear_shared_with();
  EXPECT_THAT(Failures(Check(plan), v1::PLAN_CHECK_SHARED),
              ElementsAre("programs/p/members/bob"));
}

TEST(PlanCheck, ARosterIsOfTheProgramme) {
  Violations violations;
  v1::Roster roster = ARoster();
  roster.add_members("programs/q/members/eve");
  ValidateRoster("programs/p/accounts/a/plans/one", roster, violations);
  EXPECT_THAT(violations.ToStatus(), HasReason("INVALID_REFERENCE"));
}

}  // namespace
}  // namespace kam::planning::plan_check_test
