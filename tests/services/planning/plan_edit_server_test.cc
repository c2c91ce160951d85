#include <set>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "tests/services/planning/planning_harness.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/proto_matchers.h"

// A plan edited one item at a time, by several at once, and what it refuses.

namespace kam::planning::plan_edit_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::kFailedCall;
using kam::testing::kInvalidCall;
using ::testing::ElementsAre;
using ::testing::SizeIs;

class PlanEditTest : public PlanningServiceTest {
 protected:
  Answer<v1::ActionEdit> Add(const std::string& action,
                             const std::string& more = "") {
    return Call(&Stub::AddAction, std::string("plan: '") + kPlan +
                                      "' action { " + action + " } " + more);
  }

  std::string Of(const std::string& id) {
    return std::string("plan: '") + kPlan + "' action_id: '" + id + "' ";
  }
};

// The fields that a bad request is told are wrong.
std::vector<std::string> WrongFields(const grpc::Status& status) {
  std::vector<std::string> fields;
  const auto detail = kam::testing::DetailOf<google::rpc::BadRequest>(status);
  for (const auto& violation : detail.field_violations())
    fields.push_back(violation.field());
  return fields;
}

TEST_F(PlanEditTest, AnActionWithoutAnOwnerIsOneClearError) {
  HavePlan();
  const v1::Plan before = Plan();
  const auto answer = Add("id: 'a1' text: 'Call'");
  EXPECT_THAT(answer.status, GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
  EXPECT_THAT(WrongFields(answer.status), ElementsAre("action.owner"));
  EXPECT_THAT(Add("id: 'a1' text: 'Call' owner {}").status,
              GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
  EXPECT_THAT(Plan(), EqualsProto(before));
}

TEST_F(PlanEditTest, ADueDateBeforeThePlanIsOneClearError) {
  HavePlan(On("starts_on", 11, 15));
  const v1::Plan before = Plan();
  const std::string action =
      "id: 'a1' text: 'Call' owner { member: 'programs/p/members/ann' } ";
  const auto answer = Add(action + On("due_on", 11, 14));
  EXPECT_THAT(answer.status, GrpcStatusIs(kInvalidCall, "DUE_BEFORE_PLAN"));
  EXPECT_THAT(WrongFields(answer.status),
              ElementsAre("plan.actions[0].due_on"));
  EXPECT_THAT(Plan(), EqualsProto(before));
  EXPECT_THAT(Add(action + On("due_on", 11, 15)).status, GrpcIsOk());
}

TEST_F(PlanEditTest, APlanThatDoesNotSaySoStartsToday) {
  const auto answer = Call(
      &Stub::CreatePlan,
      std::string("parent: '") + kAccount +
          "' plan { kind: PLAN_KIND_PROJECT actions { id: 'a1' text: 'Call' "
          "owner { member: 'programs/p/members/ann' } " +
          On("due_on", 11, 30) + " } }");
  EXPECT_THAT(answer.status, GrpcStatusIs(kInvalidCall, "DUE_BEFORE_PLAN"));
  HavePlan();
  EXPECT_THAT(Plan().starts_on(), EqualsProto("year: 2013 month: 12 day: 1"));
  // Replacing the document does not forget it.
  ASSERT_THAT(Call(&Stub::UpdatePlan, std::string("plan { name: '") + kPlan +
                                          "' kind: PLAN_KIND_PROJECT } "
                                          "update_mask { paths: '*' }")
                  .status,
              GrpcIsOk());
  EXPECT_EQ(Plan().starts_on().month(), 12);
}

TEST_F(PlanEditTest, AThousandActionsAreOneClearErrorAndNothingIsLost) {
  HavePlan("actions { " + AnAction("kept") + "}");
  const v1::Plan before = Plan();
  v1::UpdatePlanRequest request;
  request.mutable_plan()->set_name(kPlan);
  for (int i = 0; i < 1000; ++i) {
    *request.mutable_plan()->add_actions() =
        kam::testing::ParseProto<v1::Action>(AnAction("a" + std::to_string(i)));
  }
  const auto answer = Send(&Stub::UpdatePlan, request);
  EXPECT_THAT(answer.status, GrpcStatusIs(kInvalidCall, "TOO_MANY_ITEMS"));
  EXPECT_THAT(WrongFields(answer.status), ElementsAre("plan.actions"));
  EXPECT_THAT(Plan(), EqualsProto(before));
}

TEST_F(PlanEditTest, AFullPlanTakesNoMore) {
  v1::CreatePlanRequest request;
  request.set_parent(kAccount);
  request.set_plan_id("one");
  request.mutable_plan()->set_kind(v1::PLAN_KIND_PROJECT);
  for (int i = 0; i < kMostItems; ++i) {
    *request.mutable_plan()->add_actions() =
        kam::testing::ParseProto<v1::Action>(AnAction("a" + std::to_string(i)));
  }
  ASSERT_THAT(Send(&Stub::CreatePlan, request).status, GrpcIsOk());
  EXPECT_THAT(Add(AnAction("more")).status,
              GrpcStatusIs(kFailedCall, "PLAN_FULL"));
  ASSERT_THAT(Call(&Stub::RemoveAction, Of("a7")).status, GrpcIsOk());
  EXPECT_THAT(Add(AnAction("more")).status, GrpcIsOk());
  EXPECT_EQ(Plan().actions_size(), kMostItems);
}

TEST_F(PlanEditTest, AStaleEtagIsOneClearErrorAndNothingIsLost) {
  HavePlan();
  const std::string stale = "etag: '" + Plan().etag() + "'";
  const auto first = Add(AnAction("first"), stale);
  ASSERT_THAT(first.status, GrpcIsOk());
  EXPECT_EQ(first.value.etag(), Plan().etag());
  EXPECT_THAT(Add(AnAction("second"), stale).status,
              GrpcStatusIs(grpc::StatusCode::ABORTED, "ETAG_MISMATCH"));
  ASSERT_THAT(
      Add(AnAction("second"), "etag: '" + first.value.etag() + "'").status,
      GrpcIsOk());
  EXPECT_EQ(Plan().actions_size(), 2);
}

TEST_F(PlanEditTest, TwoEditorsDoNotOverwriteEachOther) {
  HavePlan("actions { " + AnAction("a1") + "} actions { " + AnAction("a2") +
           "}");
  // Both read the plan; each edits its own action without an etag.
  ASSERT_THAT(
      Call(&Stub::UpdateAction, std::string("plan: '") + kPlan +
                                    "' action { id: 'a1' text: 'Write' }")
          .status,
      GrpcIsOk());
  ASSERT_THAT(Call(&Stub::ReassignAction,
                   Of("a2") + "owner { member: 'programs/p/members/bob' }")
                  .status,
              GrpcIsOk());
  const v1::Plan plan = Plan();
  EXPECT_EQ(plan.actions(0).text(), "Write");
  EXPECT_EQ(plan.actions(0).owner().member(), "programs/p/members/ann");
  EXPECT_EQ(plan.actions(1).owner().member(), "programs/p/members/bob");
}

TEST_F(PlanEditTest, ManyEditorsLoseNothing) {
  HavePlan();
  constexpr int kEditors = 8;
  constexpr int kEach = 10;
  std::vector<std::thread> editors;
  for (int editor = 0; editor < kEditors; ++editor) {
    editors.emplace_back([&, editor] {
      for (int i = 0; i < kEach; ++i) {
        v1::AddActionRequest request;
        request.set_plan(kPlan);
        *request.mutable_action() = kam::testing::ParseProto<v1::Action>(
            AnAction("e" + std::to_string(editor) + "-" + std::to_string(i)));
        EXPECT_THAT(Send(&Stub::AddAction, request).status, GrpcIsOk());
      }
    });
  }
  for (std::thread& editor : editors) editor.join();
  std::set<std::string> ids;
  for (const v1::Plan plan = Plan(); const v1::Action& action : plan.actions())
    ids.insert(action.id());
  EXPECT_THAT(ids, SizeIs(kEditors * kEach));
}

TEST_F(PlanEditTest, AnEditIsRepeatable) {
  HavePlan();
  const std::string id = "request_id: '8c9f3f3e-3a55-4b7e-9f0d-0d7a3d1f2c11'";
  const std::string action =
      "text: 'Call' owner { member: 'programs/p/members/ann' }";
  const auto first = Add(action, id);
  ASSERT_THAT(first.status, GrpcIsOk());
  EXPECT_THAT(first.value.action().id(), SizeIs(36));
  EXPECT_THAT(Add(action, id).value, EqualsProto(first.value));
  EXPECT_EQ(Plan().actions_size(), 1);
}

TEST_F(PlanEditTest, AnActionGoesThroughItsStates) {
  HavePlan("actions { " + AnAction("a1") + "}");
  const auto done =
      Call(&Stub::CompleteAction, Of("a1") + "outcome: 'They agreed'");
  ASSERT_THAT(done.status, GrpcIsOk());
  EXPECT_EQ(done.value.action().state(), v1::ACTION_STATE_DONE);
  EXPECT_EQ(Facts().open_actions(), 0);
  EXPECT_THAT(Call(&Stub::CompleteAction, Of("a1")).status,
              GrpcStatusIs(kFailedCall, "WRONG_STATE"));
  ASSERT_THAT(Call(&Stub::ReopenAction, Of("a1")).status, GrpcIsOk());
  ASSERT_THAT(Call(&Stub::CancelAction, Of("a1") + "outcome: 'x'").status,
              GrpcIsOk());
  EXPECT_THAT(Call(&Stub::CancelAction, Of("a1")).status,
              GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
  EXPECT_EQ(Plan().actions(0).state(), v1::ACTION_STATE_CANCELLED);
  // An update of the document moves no action.
  ASSERT_THAT(Call(&Stub::UpdatePlan,
                   std::string("plan { name: '") + kPlan + "' actions { " +
                       AnAction("a1", "state: ACTION_STATE_DONE") + "} }")
                  .status,
              GrpcIsOk());
  EXPECT_EQ(Plan().actions(0).state(), v1::ACTION_STATE_CANCELLED);
  EXPECT_THAT(Call(&Stub::RemoveAction, Of("a9")).status,
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND, "NOT_FOUND"));
}

TEST_F(PlanEditTest, AnActionIsHeldToThePlan) {
  HavePlan();
  EXPECT_THAT(Add(AnAction("a1", "intention_ids: 'i9'")).status,
              GrpcStatusIs(kInvalidCall, "INVALID_REFERENCE"));
  EXPECT_THAT(Add(AnAction("A 1")).status,
              GrpcStatusIs(kInvalidCall, "INVALID_ID"));
  ASSERT_THAT(Add(AnAction("a1")).status, GrpcIsOk());
  EXPECT_THAT(Add(AnAction("a1")).status,
              GrpcStatusIs(grpc::StatusCode::ALREADY_EXISTS, "ALREADY_EXISTS"));
  EXPECT_THAT(Call(&Stub::UpdateAction,
                   std::string("plan: '") + kPlan +
                       "' action { id: 'a1' } update_mask { paths: 'owner' }")
                  .status,
              GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
  EXPECT_EQ(Plan().actions_size(), 1);
}

TEST_F(PlanEditTest, OtherItemsAreEditedOneAtATime) {
  HavePlan();
  const std::string plan = std::string("plan: '") + kPlan + "' ";
  const auto added =
      Call(&Stub::AddPlanItem,
           plan +
               "item { intention { category: INTENTION_CATEGORY_ADD_VALUE "
               "text: 'Shorter delivery' } }");
  ASSERT_THAT(added.status, GrpcIsOk());
  const std::string id = added.value.item().intention().id();
  EXPECT_THAT(id, SizeIs(36));
  EXPECT_EQ(added.value.etag(), Plan().etag());
  ASSERT_THAT(Call(&Stub::UpdatePlanItem,
                   plan + "item { intention { id: '" + id +
                       "' category: INTENTION_CATEGORY_IMPROVE_BUSINESS "
                       "text: 'Fewer returns' } }")
                  .status,
              GrpcIsOk());
  EXPECT_EQ(Plan().intentions(0).text(), "Fewer returns");
  ASSERT_THAT(Add(AnAction("a1", "intention_ids: '" + id + "'")).status,
              GrpcIsOk());
  const std::string key = plan + "key { intention_id: '" + id + "' }";
  EXPECT_THAT(Call(&Stub::RemovePlanItem, key).status,
              GrpcStatusIs(kFailedCall, "ITEM_IN_USE"));
  ASSERT_THAT(Call(&Stub::RemoveAction, Of("a1")).status, GrpcIsOk());
  EXPECT_THAT(Call(&Stub::RemovePlanItem, key).status, GrpcIsOk());
  EXPECT_EQ(Plan().intentions_size(), 0);
  EXPECT_THAT(Call(&Stub::AddPlanItem, plan + "item { intention {} }").status,
              GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
}

TEST_F(PlanEditTest, ASupersededPlanIsNoLongerEdited) {
  HavePlan("actions { " + AnAction("a1") + "}");
  ASSERT_THAT(Call(&Stub::RevisePlan,
                   std::string("name: '") + kPlan + "' plan_id: 'two'")
                  .status,
              GrpcIsOk());
  const std::string two = std::string("name: '") + kAccount + "/plans/two' ";
  EXPECT_THAT(Call(&Stub::ActivatePlan, two).status,
              GrpcStatusIs(kFailedCall, "ANOTHER_PLAN_ACTIVE"));
  const auto active = Call(&Stub::ActivatePlan, two + "supersede: true");
  ASSERT_THAT(active.status, GrpcIsOk());
  EXPECT_EQ(active.value.version(), 2);
  EXPECT_EQ(active.value.revises(), kPlan);
  EXPECT_EQ(active.value.actions_size(), 1);
  EXPECT_THAT(Call(&Stub::CompleteAction, Of("a1")).status,
              GrpcStatusIs(kFailedCall, "PLAN_SUPERSEDED"));
  EXPECT_THAT(Call(&Stub::CompleteAction,
                   "plan: 'programs/p/accounts/a/plans/three' action_id: 'x'")
                  .status,
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND, "NOT_FOUND"));
}

TEST_F(PlanEditTest, AReviewAndAReaderAreAdded) {
  HavePlan();
  const std::string name = std::string("name: '") + kPlan + "' ";
  const auto reviewed =
      Call(&Stub::ReviewPlan, name + "review { " + On("held_on", 11, 30) +
                                  "reviewer: 'programs/p/members/ann' }");
  ASSERT_THAT(reviewed.status, GrpcIsOk());
  EXPECT_EQ(reviewed.value.reviews_size(), 1);
  EXPECT_THAT(
      Call(&Stub::ReviewPlan, name + "review { " + On("held_on", 12, 5) +
                                  "reviewer: 'programs/p/members/ann' }")
          .status,
      GrpcStatusIs(kInvalidCall, "DATE_IN_FUTURE"));
  const std::string share = name + "members: 'programs/p/members/bob'";
  ASSERT_THAT(Call(&Stub::SharePlan, share).status, GrpcIsOk());
  EXPECT_EQ(Call(&Stub::SharePlan, share).value.shared_with_size(), 1);
  EXPECT_THAT(
      Call(&Stub::SharePlan, name + "members: 'programs/q/members/b'").status,
      GrpcStatusIs(kInvalidCall, "INVALID_REFERENCE"));
}

}  // namespace
}  // namespace kam::planning::plan_edit_server_test
