#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/plan.h"
#include "services/planning/plan_actions.h"
#include "services/planning/plan_items.h"
#include "tests/services/planning/whole_plan.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::planning::plan_edits_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using kam::testing::StatusIs;

constexpr StepDays kOnPlanDay{kWholePlanDay, kWholePlanDay};

TEST(PlanEdits, AnAddedActionIsOpenWhateverItSays) {
  v1::Plan plan = WholePlan();
  const auto added = AddAction(ParseProto<v1::Action>(R"pb(
                                 id: "a4"
                                 text: "Call"
                                 state: ACTION_STATE_DONE
                                 closed_on { year: 2013 month: 1 day: 1 }
                                 outcome: "x"
                               )pb"),
                               plan);
  ASSERT_THAT(added.status(), IsOk());
  EXPECT_THAT(*added, EqualsProto(R"pb(id: "a4"
                                       text: "Call"
                                       state: ACTION_STATE_OPEN)pb"));
  EXPECT_EQ(plan.actions_size(), 4);
}

TEST(PlanEdits, AnIdIsTakenOnce) {
  v1::Plan plan = WholePlan();
  EXPECT_THAT(AddAction(ParseProto<v1::Action>("id: 'a1'"), plan).status(),
              StatusIs(absl::StatusCode::kAlreadyExists, "ALREADY_EXISTS"));
  EXPECT_THAT(plan, EqualsProto(WholePlan()));
}

TEST(PlanEdits, AFullPlanTakesNoMoreActions) {
  v1::Plan plan = WholePlan();
  plan.clear_actions();
  for (int i = 0; i < kMostItems; ++i) {
    plan.add_actions()->set_id("a" + std::to_string(i));
  }
  EXPECT_THAT(AddAction(ParseProto<v1::Action>("id: 'more'"), plan).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition, "PLAN_FULL"));
  EXPECT_EQ(plan.actions_size(), kMostItems);
}

TEST(PlanEdits, AnUpdateChangesWhatTheMaskSays) {
  v1::Plan plan = WholePlan();
  const auto changed =
      UpdateAction(ParseProto<v1::UpdateActionRequest>(R"pb(
                     action {
                       id: "a2"
                       text: "Offer a monthly order"
                       state: ACTION_STATE_DONE
                     }
                     update_mask { paths: "text" paths: "state" }
                   )pb"),
                   plan);
  ASSERT_THAT(changed.status(), IsOk());
  v1::Plan wanted = WholePlan();
  wanted.mutable_actions(1)->set_text("Offer a monthly order");
  EXPECT_THAT(plan, EqualsProto(wanted));
  EXPECT_THAT(
      UpdateAction(ParseProto<v1::UpdateActionRequest>("action { id: 'a9' }"),
                   plan)
          .status(),
      StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST(PlanEdits, AnActionIsDoneOnce) {
  v1::Plan plan = WholePlan();
  auto request = ParseProto<v1::CompleteActionRequest>(
      "action_id: 'a1' outcome: 'Two weeks of stock'");
  const auto done = CompleteAction(request, kOnPlanDay, plan);
  ASSERT_THAT(done.status(), IsOk());
  EXPECT_EQ(done->state(), v1::ACTION_STATE_DONE);
  EXPECT_EQ(done->closed_on().day(), 30);
  EXPECT_EQ(done->outcome(), "Two weeks of stock");
  EXPECT_THAT(CompleteAction(request, kOnPlanDay, plan).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition, "WRONG_STATE"));
  request.set_action_id("a2");
  request.mutable_closed_on()->set_year(2013);
  request.mutable_closed_on()->set_month(12);
  request.mutable_closed_on()->set_day(1);
  EXPECT_THAT(CompleteAction(request, kOnPlanDay, plan).status(),
              HasReason("DATE_IN_FUTURE"));
  EXPECT_EQ(plan.actions(1).state(), v1::ACTION_STATE_UNSPECIFIED);
}

TEST(PlanEdits, WhatIsClosedOpensAgain) {
  v1::Plan plan = WholePlan();
  EXPECT_THAT(ReopenAction("a1", plan).status(), HasReason("WRONG_STATE"));
  ASSERT_THAT(CancelAction(ParseProto<v1::CancelActionRequest>(
                               "action_id: 'a1' outcome: 'No money'"),
                           kOnPlanDay, plan)
                  .status(),
              IsOk());
  EXPECT_EQ(plan.actions(0).state(), v1::ACTION_STATE_CANCELLED);
  const auto open = ReopenAction("a1", plan);
  ASSERT_THAT(open.status(), IsOk());
  EXPECT_FALSE(open->has_closed_on());
  EXPECT_EQ(open->outcome(), "");
}

TEST(PlanEdits, AnOpenActionGoesToSomeoneElse) {
  v1::Plan plan = WholePlan();
  const auto request = ParseProto<v1::ReassignActionRequest>(R"pb(
    action_id: "a1"
    owner { contact: "programs/p/accounts/a/contacts/joe" }
  )pb");
  ASSERT_THAT(ReassignAction(request, plan).status(), IsOk());
  EXPECT_EQ(OwnerName(plan.actions(0).owner()),
            "programs/p/accounts/a/contacts/joe");
  plan.mutable_actions(0)->set_state(v1::ACTION_STATE_DONE);
  EXPECT_THAT(ReassignAction(request, plan).status(), HasReason("WRONG_STATE"));
}

TEST(PlanEdits, ARemovedActionIsShownALastTime) {
  v1::Plan plan = WholePlan();
  const auto removed = RemoveAction("a2", plan);
  ASSERT_THAT(removed.status(), IsOk());
  EXPECT_THAT(*removed, EqualsProto(WholePlan().actions(1)));
  ASSERT_EQ(plan.actions_size(), 2);
  EXPECT_EQ(plan.actions(1).id(), "a3");
  EXPECT_THAT(RemoveAction("a2", plan).status(), HasReason("NOT_FOUND"));
}

// Each kind of item: added once, replaced, removed.
TEST(PlanEdits, EveryKindOfItemIsEditedAlike) {
  struct Case {
    const char* item;
    const char* other;
    const char* key;
  };
  const Case cases[] = {
      {"swot { quadrant: SWOT_QUADRANT_THREATS item { id: 'n' text: 'A' } }",
       "swot { quadrant: SWOT_QUADRANT_STRENGTHS item { id: 'n' text: 'B' } }",
       "swot_item_id: 'n'"},
      {"intention { id: 'n' text: 'A' }", "intention { id: 'n' text: 'B' }",
       "intention_id: 'n'"},
      {"success_factor { id: 'n' text: 'A' }",
       "success_factor { id: 'n' text: 'B' }", "success_factor_id: 'n'"},
      {"intelligence_answer { question: INTELLIGENCE_QUESTION_BUSINESS "
       "text: 'A' }",
       "intelligence_answer { question: INTELLIGENCE_QUESTION_BUSINESS "
       "text: 'B' }",
       "intelligence_question: INTELLIGENCE_QUESTION_BUSINESS"},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.item);
    const auto item = ParseProto<v1::PlanItem>(one.item);
    const auto other = ParseProto<v1::PlanItem>(one.other);
    const auto key = ParseProto<v1::PlanItemKey>(one.key);
    v1::Plan plan = WholePlan();
    EXPECT_THAT(UpdateItem(item, plan).status(), HasReason("NOT_FOUND"));
    EXPECT_THAT(RemoveItem(key, plan).status(), HasReason("NOT_FOUND"));
    EXPECT_THAT(plan, EqualsProto(WholePlan()));
    ASSERT_THAT(AddItem(item, plan).status(), IsOk());
    EXPECT_THAT(AddItem(other, plan).status(), HasReason("ALREADY_EXISTS"));
    ASSERT_THAT(UpdateItem(other, plan).status(), IsOk());
    const auto removed = RemoveItem(key, plan);
    ASSERT_THAT(removed.status(), IsOk());
    EXPECT_THAT(*removed, EqualsProto(other));
    EXPECT_THAT(plan, EqualsProto(WholePlan()));
  }
}

TEST(PlanEdits, AnAnsweredQuestionIsNotAnsweredAgain) {
  v1::Plan plan = WholePlan();
  const auto answer = ParseProto<v1::PlanItem>(
      "kam_answer { question: KAM_QUESTION_LONG_TERM_GOAL text: 'Second' }");
  EXPECT_THAT(AddItem(answer, plan).status(), HasReason("ALREADY_EXISTS"));
  ASSERT_THAT(UpdateItem(answer, plan).status(), IsOk());
  EXPECT_EQ(plan.answers(1).text(), "Second");
  ASSERT_THAT(RemoveItem(ParseProto<v1::PlanItemKey>(
                             "kam_question: KAM_QUESTION_LONG_TERM_GOAL"),
                         plan)
                  .status(),
              IsOk());
  EXPECT_EQ(plan.answers_size(), 2);
}

TEST(PlanEdits, WhatAnActionServesIsNotRemoved) {
  v1::Plan plan = WholePlan();
  EXPECT_THAT(
      RemoveItem(ParseProto<v1::PlanItemKey>("intention_id: 'i1'"), plan)
          .status(),
      StatusIs(absl::StatusCode::kFailedPrecondition, "ITEM_IN_USE"));
  EXPECT_THAT(
      RemoveItem(ParseProto<v1::PlanItemKey>("success_factor_id: 'f1'"), plan)
          .status(),
      HasReason("ITEM_IN_USE"));
  EXPECT_THAT(plan, EqualsProto(WholePlan()));
}

TEST(PlanEdits, NothingIsNoItem) {
  v1::Plan plan = WholePlan();
  EXPECT_THAT(AddItem({}, plan).status(), HasReason("MISSING_FIELD"));
  EXPECT_THAT(UpdateItem({}, plan).status(), HasReason("MISSING_FIELD"));
  EXPECT_THAT(RemoveItem({}, plan).status(), HasReason("MISSING_FIELD"));
}

TEST(PlanEdits, AnItemWithoutAnIdGetsOne) {
  auto item = ParseProto<v1::PlanItem>("intention { text: 'A' }");
  SetIdIfMissing("made", item);
  EXPECT_EQ(item.intention().id(), "made");
  SetIdIfMissing("again", item);
  EXPECT_EQ(item.intention().id(), "made");
}

TEST(PlanEdits, ReviewsAreKeptInOrder) {
  v1::Plan plan = WholePlan();
  AddReview(ParseProto<v1::Review>("held_on { year: 2013 month: 11 day: 2 }"),
            plan);
  AddReview(ParseProto<v1::Review>("held_on { year: 2013 month: 11 day: 1 }"),
            plan);
  EXPECT_EQ(plan.reviews(0).held_on().day(), 1);
  EXPECT_EQ(LastReviewed(plan, kWholePlanDay), absl::CivilDay(2013, 11, 2));
  EXPECT_EQ(LastReviewed(plan, absl::CivilDay(2013, 10, 1)),
            absl::CivilDay(2013, 9, 1));
}

TEST(PlanEdits, ARevisionBeginsWithoutReviewsAndReaders) {
  v1::Plan plan = WholePlan();
  plan.add_reviews();
  v1::Plan copy = CopyForRevision(plan);
  EXPECT_EQ(copy.revises(), plan.name());
  EXPECT_EQ(copy.actions_size(), 3);
  EXPECT_EQ(copy.reviews_size(), 0);
  EXPECT_EQ(copy.shared_with_size(), 0);
  BeginDraft(2, kWholePlanDay, copy);
  EXPECT_EQ(copy.state(), v1::PLAN_STATE_DRAFT);
  EXPECT_EQ(copy.version(), 2);
  EXPECT_EQ(copy.starts_on().month(), 1);
}

}  // namespace
}  // namespace kam::planning::plan_edits_test
