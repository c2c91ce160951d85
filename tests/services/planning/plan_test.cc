#include "services/planning/plan.h"

#include <string>

#include "common/base/date.h"
#include "gtest/gtest.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::planning::plan_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::kToday;
using kam::testing::ParseProto;
using kam::testing::StatusIs;

v1::Plan APlan(const std::string& more) {
  return ParseProto<v1::Plan>(
      R"pb(name: "programs/p/accounts/a/plans/one"
           kind: PLAN_KIND_BESPOKE_ACCOUNT)pb"
      " " +
      more);
}

absl::Status Validate(const v1::Plan& plan) {
  Violations violations;
  ValidatePlan(plan, kToday, violations);
  return violations.ToStatus();
}

TEST(Plan, AnEmptyOneIsIncompleteAndNotWrong) {
  EXPECT_THAT(Validate(APlan("")), IsOk());
}

TEST(Plan, AWholeOneIsValid) {
  EXPECT_THAT(Validate(APlan(R"pb(
                co_authors { member: "programs/p/members/ann" }
                co_authors { contact: "programs/p/accounts/a/contacts/joe" }
                horizon_months: 24
                positioning {
                  position: "First choice in the north"
                  objectives: "programs/p/accounts/a/objectives/grow"
                }
                answers {
                  question: KAM_QUESTION_LONG_TERM_GOAL
                  text: "Sole supplier"
                  owner: "programs/p/members/ann"
                  answered_on { year: 2013 month: 12 day: 1 }
                }
                swot { strengths { id: "s1" text: "Service" } }
                intentions {
                  id: "i1"
                  category: INTENTION_CATEGORY_ADD_VALUE
                  text: "Shorter delivery"
                }
                critical_success_factors { id: "f1" text: "Stock" }
                actions {
                  id: "a1"
                  text: "Agree on stock levels"
                  owner { contact: "programs/p/accounts/a/contacts/joe" }
                  due_on { year: 2014 month: 1 day: 31 }
                  intention_ids: "i1"
                  success_factor_ids: "f1"
                  addresses: "programs/p/accounts/a/issues/late"
                }
                profit_target: "programs/p/accounts/a/targets/profit"
                reviews {
                  held_on { year: 2013 month: 11 day: 1 }
                  reviewer: "programs/p/members/ann"
                }
                reviews {
                  held_on { year: 2013 month: 11 day: 1 }
                  reviewer: "programs/p/members/bob"
                }
                shared_with: "programs/p/members/bob"
              )pb")),
              IsOk());
}

TEST(Plan, S4_17_AnActionHasAnOwner) {
  EXPECT_THAT(Validate(APlan(R"pb(actions {
                                    id: "a1"
                                    text: "Call"
                                    owner {}
                                  })pb")),
              StatusIs(absl::StatusCode::kInvalidArgument, "MISSING_FIELD"));
}

TEST(Plan, IdsAreUsedOnce) {
  EXPECT_THAT(Validate(APlan(R"pb(
                intentions { id: "i1" text: "One" }
                intentions { id: "i1" text: "Two" }
              )pb")),
              HasReason("DUPLICATE"));
  EXPECT_THAT(Validate(APlan(R"pb(swot {
                                    strengths { id: "s1" text: "Service" }
                                    threats { id: "s1" text: "Price" }
                                  })pb")),
              HasReason("DUPLICATE"));
  EXPECT_THAT(Validate(APlan(
                  R"pb(critical_success_factors { id: "A b" text: "x" })pb")),
              HasReason("INVALID_ID"));
}

TEST(Plan, ActionsServeWhatTheSamePlanHolds) {
  const std::string owner = R"pb(owner { member: "programs/p/members/ann" })pb";
  EXPECT_THAT(Validate(APlan("actions { id: 'a1' text: 'Call' " + owner +
                             " intention_ids: 'i9' }")),
              HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(Validate(APlan("actions { id: 'a1' text: 'Call' " + owner +
                             " success_factor_ids: 'f9' }")),
              HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(Validate(APlan("actions { id: 'a1' text: 'Call' " + owner +
                             " addresses: 'programs/q/accounts/a' }")),
              HasReason("INVALID_REFERENCE"));
}

TEST(Plan, AnOpenActionHasNoClosingDay) {
  const std::string action =
      "id: 'a1' text: 'Call' owner { member: 'programs/p/members/ann' } "
      "closed_on { year: 2013 month: 11 day: 1 } ";
  EXPECT_THAT(Validate(APlan("actions { " + action + "}")),
              HasReason("INVALID_STATE"));
  EXPECT_THAT(
      Validate(APlan("actions { " + action + "state: ACTION_STATE_DONE }")),
      IsOk());
}

TEST(Plan, S2_03_AQuestionIsAnsweredOnce) {
  const std::string answer =
      "answers { question: KAM_QUESTION_FIVE_YEARS_ON text: 'Yes' "
      "owner: 'programs/p/members/ann' "
      "answered_on { year: 2013 month: 11 day: 1 } } ";
  EXPECT_THAT(Validate(APlan(answer)), IsOk());
  EXPECT_THAT(Validate(APlan(answer + answer)), HasReason("DUPLICATE"));
}

TEST(Plan, S3_06_AnIntelligenceQuestionIsAnsweredOnce) {
  const std::string answer =
      "intelligence { question: INTELLIGENCE_QUESTION_BUSINESS text: 'Bikes' "
      "answered_on { year: 2013 month: 11 day: 1 } } ";
  EXPECT_THAT(Validate(APlan(answer)), IsOk());
  EXPECT_THAT(Validate(APlan(answer + answer)), HasReason("DUPLICATE"));
}

TEST(Plan, EvidenceOfTheFutureIsRefused) {
  EXPECT_THAT(Validate(APlan(R"pb(reviews {
                                    held_on { year: 2013 month: 12 day: 2 }
                                    reviewer: "programs/p/members/ann"
                                  })pb")),
              HasReason("DATE_IN_FUTURE"));
  EXPECT_THAT(Validate(APlan(R"pb(intelligence {
                                    question: INTELLIGENCE_QUESTION_BUSINESS
                                    answered_on { year: 2014 month: 1 day: 1 }
                                  })pb")),
              HasReason("DATE_IN_FUTURE"));
}

TEST(Plan, ReviewsStandInOrder) {
  EXPECT_THAT(Validate(APlan(R"pb(
                reviews { held_on { year: 2013 month: 11 day: 2 } }
                reviews { held_on { year: 2013 month: 11 day: 1 } }
              )pb")),
              HasReason("OUT_OF_ORDER"));
}

TEST(Plan, RefersToItsOwnAccountAndProgramme) {
  EXPECT_THAT(Validate(APlan(
                  R"pb(profit_target: "programs/p/accounts/b/targets/t")pb")),
              HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(Validate(APlan(R"pb(shared_with: "programs/q/members/ann")pb")),
              HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(
      Validate(APlan(R"pb(co_authors {
                            contact: "programs/p/accounts/b/contacts/joe"
                          })pb")),
      HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(Validate(APlan(R"pb(positioning {
                                    objectives: "programs/p/objectives/x"
                                  })pb")),
              HasReason("INVALID_REFERENCE"));
}

TEST(Plan, AnOpenActionIsNotDueBeforeThePlan) {
  const std::string plan =
      "starts_on { year: 2013 month: 12 day: 1 } actions { id: 'a1' "
      "text: 'Call' owner { member: 'programs/p/members/ann' } ";
  const std::string before = "due_on { year: 2013 month: 11 day: 30 } ";
  EXPECT_THAT(Validate(APlan(plan + before + "}")),
              StatusIs(absl::StatusCode::kInvalidArgument, "DUE_BEFORE_PLAN"));
  EXPECT_THAT(
      Validate(APlan(plan + "due_on { year: 2013 month: 12 day: 1 } }")),
      IsOk());
  // What is done may have been due before.
  EXPECT_THAT(Validate(APlan(plan + before + "state: ACTION_STATE_DONE }")),
              IsOk());
}

TEST(Plan, AThousandActionsAreOneError) {
  v1::Plan plan = APlan("");
  for (int i = 0; i < 1000; ++i) plan.add_actions()->set_id("UPPER");
  Violations violations;
  ValidatePlan(plan, kToday, violations);
  EXPECT_EQ(violations.size(), 1u);
  EXPECT_THAT(violations.ToStatus(),
              StatusIs(absl::StatusCode::kInvalidArgument, "TOO_MANY_ITEMS"));
}

TEST(Plan, HorizonIsAtMostTwentyYears) {
  EXPECT_THAT(Validate(APlan("horizon_months: 240")), IsOk());
  EXPECT_THAT(Validate(APlan("horizon_months: 241")),
              HasReason("INVALID_HORIZON"));
  EXPECT_THAT(Validate(APlan("horizon_months: -1")),
              HasReason("INVALID_HORIZON"));
}

TEST(Plan, AllThatIsWrongIsTold) {
  Violations violations;
  ValidatePlan(APlan("horizon_months: -1 shared_with: 'ann' "
                     "intentions { id: 'UPPER' text: 'x' }"),
               kToday, violations);
  EXPECT_EQ(violations.size(), 3u);
}

TEST(Plan, OnlyADraftIsActivated) {
  v1::Plan plan = APlan("state: PLAN_STATE_DRAFT");
  ASSERT_THAT(Activate(ToProto(kToday), plan), IsOk());
  EXPECT_EQ(plan.state(), v1::PLAN_STATE_ACTIVE);
  EXPECT_EQ(plan.activated_on().day(), 1);
  EXPECT_THAT(
      Activate(ToProto(kToday), plan),
      StatusIs(absl::StatusCode::kFailedPrecondition, "PLAN_NOT_DRAFT"));
}

TEST(Plan, ASupersededOneNoLongerChanges) {
  v1::Plan plan = APlan("state: PLAN_STATE_ACTIVE");
  EXPECT_THAT(CheckMayChange(plan), IsOk());
  Supersede(ToProto(kToday), plan);
  EXPECT_THAT(
      CheckMayChange(plan),
      StatusIs(absl::StatusCode::kFailedPrecondition, "PLAN_SUPERSEDED"));
}

TEST(Plan, IsInForceFromActivationUntilSuperseded) {
  v1::Plan plan = APlan("state: PLAN_STATE_DRAFT");
  EXPECT_FALSE(InForce(plan, kToday));
  ASSERT_THAT(Activate(ToProto(kToday), plan), IsOk());
  EXPECT_FALSE(InForce(plan, kToday - 1));
  EXPECT_TRUE(InForce(plan, kToday));
  Supersede(ToProto(kToday + 10), plan);
  EXPECT_TRUE(InForce(plan, kToday + 9));
  EXPECT_FALSE(InForce(plan, kToday + 10));
}

}  // namespace
}  // namespace kam::planning::plan_test
