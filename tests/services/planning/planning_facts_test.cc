#include "services/planning/planning_facts.h"

#include <optional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/planning/whole_plan.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::planning::planning_facts_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::kDay;
using kam::testing::ParseProto;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Plan ActivePlan() {
  return ParseProto<v1::Plan>(R"pb(
    name: "programs/p/accounts/a/plans/two"
    state: PLAN_STATE_ACTIVE
    activated_on { year: 2013 month: 9 day: 1 }
    actions {
      id: "next"
      due_on { year: 2013 month: 11 day: 30 }
    }
    actions {
      id: "later"
      due_on { year: 2014 month: 1 day: 31 }
    }
    actions {
      id: "late"
      state: ACTION_STATE_OPEN
      due_on { year: 2013 month: 11 day: 29 }
    }
    actions {
      id: "latest"
      due_on { year: 2013 month: 10 day: 1 }
    }
    actions {
      id: "done"
      state: ACTION_STATE_DONE
      due_on { year: 2013 month: 10 day: 1 }
    }
    actions { id: "undated" }
    reviews { held_on { year: 2013 month: 10 day: 15 } }
    reviews { held_on { year: 2013 month: 12 day: 15 } }
  )pb");
}

// The facts of an account that has these plans and nothing else.
v1::PlanningFacts FactsOf(const std::vector<v1::Plan>& plans,
                          absl::CivilDay day = kDay) {
  AccountPlanning records;
  records.plans = plans;
  return AssemblePlanningFacts(records, day, PlanningValues(),
                               std::vector<std::string>());
}

std::vector<std::string> Codes(const v1::PlanningFacts& facts) {
  std::vector<std::string> codes;
  for (const auto& flag : facts.flags()) codes.push_back(flag.code());
  return codes;
}

TEST(PlanningFacts, TellWhatIsDueOfTheActivePlan) {
  const v1::PlanningFacts facts = FactsOf({ActivePlan()});
  EXPECT_THAT(facts.active_plan(), EqualsProto(ActivePlan()));
  EXPECT_EQ(facts.open_actions(), 5);
  EXPECT_THAT(facts.overdue_action_ids(), ElementsAre("latest", "late"));
  EXPECT_EQ(facts.next_due_action().id(), "next");
}

TEST(PlanningFacts, S2_14_ActivationCountsAsAReviewAndTheFutureDoesNot) {
  v1::Plan plan = ActivePlan();
  EXPECT_THAT(FactsOf({plan}).last_reviewed_on(),
              EqualsProto("year: 2013 month: 10 day: 15"));
  plan.clear_reviews();
  EXPECT_THAT(FactsOf({plan}).last_reviewed_on(),
              EqualsProto("year: 2013 month: 9 day: 1"));
}

TEST(PlanningFacts, S2_12_DraftsAreNoPlan) {
  const v1::PlanningFacts facts =
      FactsOf({ParseProto<v1::Plan>("state: PLAN_STATE_DRAFT"),
               ParseProto<v1::Plan>("state: PLAN_STATE_DRAFT")});
  EXPECT_EQ(facts.draft_plans(), 2);
  EXPECT_FALSE(facts.has_active_plan());
  EXPECT_FALSE(facts.has_plan_check());
  EXPECT_THAT(Codes(facts), ElementsAre("NO_PLAN"));
}

TEST(PlanningFacts, APastDayShowsThePlanOfThatDay) {
  const v1::Plan before = ParseProto<v1::Plan>(R"pb(
    name: "programs/p/accounts/a/plans/one"
    state: PLAN_STATE_SUPERSEDED
    activated_on { year: 2013 month: 1 day: 1 }
    superseded_on { year: 2013 month: 9 day: 1 }
  )pb");
  const std::vector<v1::Plan> plans = {before, ActivePlan()};
  EXPECT_EQ(FactsOf(plans, absl::CivilDay(2013, 8, 31)).active_plan().name(),
            before.name());
  EXPECT_EQ(FactsOf(plans, absl::CivilDay(2013, 9, 1)).active_plan().name(),
            ActivePlan().name());
  EXPECT_FALSE(FactsOf(plans, absl::CivilDay(2012, 12, 31)).has_active_plan());
}

TEST(PlanningFacts, APlanThatOthersShareIsGeneric) {
  AccountPlanning records;
  records.plans = {WholePlan()};
  auto facts = [&](const std::optional<std::vector<std::string>>& same) {
    return AssemblePlanningFacts(records, kWholePlanDay, PlanningValues(),
                                 same);
  };
  const auto none = facts(std::vector<std::string>());
  EXPECT_EQ(none.positioning_shared(), kam::type::v1::TRI_STATE_ABSENT);
  EXPECT_THAT(Codes(none), IsEmpty());
  EXPECT_EQ(none.plan_check().validity(), v1::PLAN_VALIDITY_UNDETERMINED);
  EXPECT_EQ(none.plan_check().plan(), WholePlan().name());
  const auto unknown = facts(std::nullopt);
  EXPECT_EQ(unknown.positioning_shared(), kam::type::v1::TRI_STATE_UNKNOWN);
  const auto shared = facts(std::vector<std::string>{"programs/p/accounts/b"});
  EXPECT_EQ(shared.positioning_shared(), kam::type::v1::TRI_STATE_PRESENT);
  EXPECT_THAT(Codes(shared), ElementsAre("GENERIC_POSITIONING"));
}

// Records with a day after the one asked for.
AccountPlanning LaterRecords() {
  AccountPlanning records;
  records.initiatives = {
      ParseProto<v1::Initiative>(
          R"pb(state: INITIATIVE_STATE_ACTIVE
               started_on { year: 2013 month: 10 day: 1 }
               tags: INITIATIVE_TAG_COST_CONSTRAINT)pb"),
      ParseProto<v1::Initiative>(
          R"pb(state: INITIATIVE_STATE_ACTIVE
               started_on { year: 2013 month: 11 day: 1 })pb"),
      ParseProto<v1::Initiative>(
          R"pb(state: INITIATIVE_STATE_ACTIVE
               started_on { year: 2013 month: 12 day: 1 })pb")};
  records.opportunities = {
      ParseProto<v1::Opportunity>("opened_on { year: 2013 month: 12 day: 1 }")};
  records.commitments = {
      ParseProto<v1::Commitment>("promised_on { year: 2013 month: 12 day: 1 } "
                                 "state: COMMITMENT_STATE_PROPOSED"),
      ParseProto<v1::Commitment>(R"pb(
        promised_on { year: 2013 month: 11 day: 1 }
        due_on { year: 2013 month: 11 day: 29 }
        state: COMMITMENT_STATE_BLOCKED
        state_history {
          state: COMMITMENT_STATE_PROPOSED
          moved_on { year: 2013 month: 11 day: 1 }
        }
        state_history {
          state: COMMITMENT_STATE_BLOCKED
          moved_on { year: 2013 month: 12 day: 1 }
        }
      )pb")};
  records.requirements = {ParseProto<v1::Requirement>(
      "recorded_on { year: 2013 month: 12 day: 1 }")};
  return records;
}

TEST(PlanningFacts, WhatCameLaterIsLeftOut) {
  const v1::PlanningFacts facts = AssemblePlanningFacts(
      LaterRecords(), kDay, PlanningValues(), std::nullopt);
  EXPECT_EQ(facts.initiatives(2).state(), v1::INITIATIVE_STATE_PROPOSED);
  EXPECT_EQ(facts.tagged_initiatives_bps(), 5000);
  EXPECT_EQ(facts.opportunities_size(), 0);
  ASSERT_EQ(facts.commitments_size(), 1);
  EXPECT_EQ(facts.commitments(0).state(), v1::COMMITMENT_STATE_PROPOSED);
  EXPECT_EQ(facts.friction().total().counted(), 0);
  EXPECT_EQ(facts.requirements_size(), 0);
  const v1::PlanningFacts next = AssemblePlanningFacts(
      LaterRecords(), kDay + 1, PlanningValues(), std::nullopt);
  EXPECT_EQ(next.friction().total().blocked(), 1);
  EXPECT_THAT(Codes(next),
              ElementsAre("NO_PLAN", "REQUIREMENT_UNACKNOWLEDGED"));
}

TEST(PlanningFacts, PanelsAreUnknownUntilTheListIsComplete) {
  AccountPlanning records;
  records.objectives = {ParseProto<v1::DevelopmentObjective>(
      "category: OBJECTIVE_CATEGORY_MARKET_FOCUS "
      "skills_aim: SKILLS_AIM_TEAM_PRODUCTIVITY")};
  auto panel = [&](int index) {
    return AssemblePlanningFacts(records, kDay, PlanningValues(), std::nullopt)
        .coverage(index);
  };
  EXPECT_EQ(panel(0).requirement_id(), "S3-06");
  EXPECT_EQ(panel(0).unknown_size(), 7);
  EXPECT_THAT(panel(1).present(), ElementsAre("TEAM_PRODUCTIVITY"));
  EXPECT_EQ(panel(1).unknown_size(), 3);
  EXPECT_THAT(panel(3).present(), ElementsAre("MARKET_FOCUS"));
  EXPECT_EQ(panel(3).unknown_size(), 7);
  records.completenesses = {ParseProto<v1::PlanningListCompleteness>(R"pb(
    list: PLANNING_LIST_DEVELOPMENT_OBJECTIVES
    complete_through { year: 2013 month: 11 day: 30 }
    declared_on { year: 2013 month: 11 day: 30 }
  )pb")};
  EXPECT_EQ(panel(3).absent_size(), 7);
  EXPECT_EQ(panel(3).unknown_size(), 0);
  // What a plan does not answer is not answered.
  records.plans = {WholePlan()};
  EXPECT_EQ(panel(0).absent_size(), 7);
}

TEST(PlanningFacts, TooManyCommitmentsLoseTheOldest) {
  v1::PlanningFacts facts;
  for (int day = 1; day <= 3; ++day) {
    v1::Commitment* commitment = facts.add_commitments();
    commitment->set_display_name(std::string(1000, 'x'));
    *commitment->mutable_promised_on() =
        ParseProto<google::type::Date>("year: 2013 month: 11");
    commitment->mutable_promised_on()->set_day(4 - day);
  }
  CutToSize(10000, facts);
  EXPECT_EQ(facts.commitments_size(), 3);
  EXPECT_FALSE(facts.commitments_incomplete());
  CutToSize(2500, facts);
  EXPECT_TRUE(facts.commitments_incomplete());
  ASSERT_EQ(facts.commitments_size(), 2);
  EXPECT_EQ(facts.commitments(0).promised_on().day(), 2);
  EXPECT_EQ(facts.commitments(1).promised_on().day(), 3);
}

TEST(PlanningFacts, SummaryCountsTheSame) {
  AccountPlanning records = LaterRecords();
  records.plans = {ActivePlan()};
  EXPECT_THAT(SummarizePlanning(records, kDay, PlanningValues()),
              EqualsProto(R"pb(
                active_plan: "programs/p/accounts/a/plans/two"
                last_reviewed_on { year: 2013 month: 10 day: 15 }
                open_actions: 5
                overdue_actions: 2
                next_due_on { year: 2013 month: 11 day: 30 }
                validity: PLAN_VALIDITY_NOT_VALID
                quality_bps: 500
                active_initiatives: 2
                open_commitments: 1
                overdue_commitments: 1
              )pb"));
  EXPECT_THAT(SummarizePlanning({}, kDay, PlanningValues()), EqualsProto(""));
}

}  // namespace
}  // namespace kam::planning::planning_facts_test
