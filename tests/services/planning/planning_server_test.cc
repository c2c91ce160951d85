#include "services/planning/planning_server.h"

#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"
#include "tests/testing/service_harness.h"

namespace kam::planning::planning_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::ParseProto;

constexpr char kAccount[] = "programs/p/accounts/a";

class PlanningServerTest : public ::testing::Test {
 protected:
  PlanningServerTest() : harness_("planning", MakePlanningService) {
    Connect();
  }

  void Connect() { stub_ = v1::PlanningService::NewStub(harness_.channel()); }

  grpc::Status Create(const std::string& id, const std::string& text,
                      v1::Plan* plan) {
    v1::CreatePlanRequest request;
    request.set_parent(kAccount);
    request.set_plan_id(id);
    *request.mutable_plan() = ParseProto<v1::Plan>(text);
    grpc::ClientContext context;
    return stub_->CreatePlan(&context, request, plan);
  }

  void HavePlan(const std::string& id, const std::string& more = "") {
    v1::Plan plan;
    ASSERT_THAT(Create(id, "kind: PLAN_KIND_BESPOKE_ACCOUNT " + more, &plan),
                GrpcIsOk());
  }

  grpc::Status Activate(const std::string& id, const std::string& more,
                        v1::Plan* plan) {
    auto request = ParseProto<v1::ActivatePlanRequest>(more);
    request.set_name(std::string(kAccount) + "/plans/" + id);
    grpc::ClientContext context;
    return stub_->ActivatePlan(&context, request, plan);
  }

  grpc::Status Update(const std::string& id, const std::string& text,
                      v1::Plan* plan) {
    v1::UpdatePlanRequest request;
    *request.mutable_plan() = ParseProto<v1::Plan>(text);
    request.mutable_plan()->set_name(std::string(kAccount) + "/plans/" + id);
    grpc::ClientContext context;
    return stub_->UpdatePlan(&context, request, plan);
  }

  v1::PlanningFacts Facts(const std::string& more = "") {
    auto request = ParseProto<v1::GetPlanningFactsRequest>(more);
    request.set_account(kAccount);
    grpc::ClientContext context;
    v1::PlanningFacts facts;
    EXPECT_THAT(stub_->GetPlanningFacts(&context, request, &facts), GrpcIsOk());
    return facts;
  }

  kam::testing::ServiceHarness harness_;
  std::unique_ptr<v1::PlanningService::Stub> stub_;
};

TEST_F(PlanningServerTest, ANewPlanIsADraftWhateverItSays) {
  v1::Plan plan;
  ASSERT_THAT(Create("one",
                     "kind: PLAN_KIND_PROJECT state: PLAN_STATE_ACTIVE "
                     "activated_on { year: 2013 month: 1 day: 1 }",
                     &plan),
              GrpcIsOk());
  EXPECT_EQ(plan.state(), v1::PLAN_STATE_DRAFT);
  EXPECT_FALSE(plan.has_activated_on());
  const v1::PlanningFacts facts = Facts();
  EXPECT_EQ(facts.draft_plans(), 1);
  EXPECT_FALSE(facts.has_active_plan());
}

TEST_F(PlanningServerTest, AnActionWithoutAnOwnerIsRefused) {
  v1::Plan plan;
  EXPECT_THAT(
      Create("one",
             "kind: PLAN_KIND_PROJECT "
             "actions { id: 'a1' text: 'Call' }",
             &plan),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "MISSING_FIELD"));
}

TEST_F(PlanningServerTest, AReviewOfTheFutureIsRefusedOnCreateAndUpdate) {
  const std::string review =
      "reviews { held_on { year: 2013 month: 12 day: 3 } "
      "reviewer: 'programs/p/members/ann' }";
  v1::Plan plan;
  EXPECT_THAT(
      Create("one", "kind: PLAN_KIND_PROJECT " + review, &plan),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "DATE_IN_FUTURE"));
  HavePlan("two");
  EXPECT_THAT(
      Update("two", review, &plan),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "DATE_IN_FUTURE"));
}

TEST_F(PlanningServerTest, OnePlanOfAnAccountIsActive) {
  HavePlan("one");
  HavePlan("two");
  v1::Plan plan;
  ASSERT_THAT(Activate("one", "", &plan), GrpcIsOk());
  EXPECT_EQ(plan.state(), v1::PLAN_STATE_ACTIVE);
  EXPECT_THAT(plan.activated_on(), EqualsProto("year: 2013 month: 12 day: 1"));
  EXPECT_THAT(Activate("two", "", &plan),
              GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION,
                           "ANOTHER_PLAN_ACTIVE"));
  ASSERT_THAT(Activate("two", "supersede: true", &plan), GrpcIsOk());
  EXPECT_EQ(Facts().active_plan().name(), "programs/p/accounts/a/plans/two");
  EXPECT_THAT(
      Activate("one", "supersede: true", &plan),
      GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "PLAN_NOT_DRAFT"));
  EXPECT_EQ(Facts().active_plan().name(), "programs/p/accounts/a/plans/two");
}

TEST_F(PlanningServerTest, APlanIsActivatedFromTheDayThatIsGiven) {
  HavePlan("one");
  HavePlan("two");
  v1::Plan plan;
  EXPECT_THAT(
      Activate("one", "activated_on { year: 2013 month: 12 day: 3 }", &plan),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "DATE_IN_FUTURE"));
  ASSERT_THAT(
      Activate("one", "activated_on { year: 2013 month: 6 day: 1 }", &plan),
      GrpcIsOk());
  EXPECT_THAT(plan.activated_on(), EqualsProto("year: 2013 month: 6 day: 1"));
  // Of no day two plans are in force.
  EXPECT_THAT(
      Activate("two",
               "supersede: true "
               "activated_on { year: 2013 month: 5 day: 31 }",
               &plan),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "DATES_REVERSED"));
  EXPECT_EQ(Facts().active_plan().name(), "programs/p/accounts/a/plans/one");
  ASSERT_THAT(Activate("two",
                       "supersede: true "
                       "activated_on { year: 2013 month: 9 day: 1 }",
                       &plan),
              GrpcIsOk());
  EXPECT_EQ(Facts().active_plan().name(), "programs/p/accounts/a/plans/two");
}

TEST_F(PlanningServerTest, ASupersededPlanNoLongerChanges) {
  HavePlan("one");
  HavePlan("two");
  v1::Plan plan;
  ASSERT_THAT(Activate("one", "", &plan), GrpcIsOk());
  ASSERT_THAT(Update("one", "title: 'Growth'", &plan), GrpcIsOk());
  ASSERT_THAT(Activate("two", "supersede: true", &plan), GrpcIsOk());
  EXPECT_THAT(
      Update("one", "title: 'Late'", &plan),
      GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "PLAN_SUPERSEDED"));
}

TEST_F(PlanningServerTest, AStaleEtagIsRefused) {
  HavePlan("one");
  v1::Plan plan;
  ASSERT_THAT(Update("one", "title: 'First'", &plan), GrpcIsOk());
  const std::string fresh = plan.etag();
  ASSERT_THAT(Update("one", "title: 'Second'", &plan), GrpcIsOk());
  v1::ActivatePlanRequest stale;
  stale.set_etag(fresh);
  EXPECT_THAT(Activate("one", stale.ShortDebugString(), &plan),
              GrpcStatusIs(grpc::StatusCode::ABORTED, "ETAG_MISMATCH"));
}

TEST_F(PlanningServerTest, ActivationIsRepeatable) {
  HavePlan("one");
  v1::Plan first;
  v1::Plan again;
  const std::string request =
      "request_id: '8c9f3f3e-3a55-4b7e-9f0d-0d7a3d1f2c11'";
  ASSERT_THAT(Activate("one", request, &first), GrpcIsOk());
  ASSERT_THAT(Activate("one", request, &again), GrpcIsOk());
  EXPECT_THAT(again, EqualsProto(first));
}

TEST_F(PlanningServerTest, FactsHoldThePlanAfterARestartToo) {
  HavePlan("one",
           "starts_on { year: 2013 month: 1 day: 1 } "
           "actions { id: 'late' text: 'Call' "
           "owner { member: 'programs/p/members/ann' } "
           "due_on { year: 2013 month: 11 day: 1 } } "
           "actions { id: 'next' text: 'Visit' "
           "owner { contact: 'programs/p/accounts/a/contacts/joe' } "
           "due_on { year: 2013 month: 12 day: 24 } }");
  v1::Plan plan;
  ASSERT_THAT(Activate("one", "", &plan), GrpcIsOk());
  const v1::PlanningFacts before = Facts();
  EXPECT_THAT(before.active_plan(), EqualsProto(plan));
  EXPECT_THAT(before.overdue_action_ids(), ::testing::ElementsAre("late"));
  EXPECT_EQ(before.next_due_action().id(), "next");
  harness_.Restart();
  Connect();
  EXPECT_THAT(Facts(), EqualsProto(before));
}

TEST_F(PlanningServerTest, ProgramFactsHaveALinePerAccount) {
  HavePlan("one");
  v1::Plan plan;
  ASSERT_THAT(Activate("one", "", &plan), GrpcIsOk());
  v1::GetProgramFactsRequest request;
  request.set_program("programs/p");
  request.add_accounts(kAccount);
  request.add_accounts("programs/p/accounts/b");
  grpc::ClientContext context;
  v1::ProgramFacts facts;
  ASSERT_THAT(stub_->GetProgramFacts(&context, request, &facts), GrpcIsOk());
  ASSERT_EQ(facts.accounts_size(), 2);
  EXPECT_EQ(facts.accounts(0).active_plan(), plan.name());
  EXPECT_EQ(facts.accounts(1).account(), "programs/p/accounts/b");
  EXPECT_EQ(facts.accounts(1).active_plan(), "");
}

TEST_F(PlanningServerTest, AFeedShowsTheWholeCommitOfAnActivation) {
  HavePlan("one");
  HavePlan("two");
  v1::Plan plan;
  ASSERT_THAT(Activate("one", "", &plan), GrpcIsOk());
  ASSERT_THAT(Activate("two", "supersede: true", &plan), GrpcIsOk());
  v1::ListPlanningChangesRequest request;
  request.set_name("programs/p/accounts/a/plans/one");
  grpc::ClientContext context;
  v1::ListPlanningChangesResponse response;
  ASSERT_THAT(stub_->ListPlanningChanges(&context, request, &response),
              GrpcIsOk());
  ASSERT_EQ(response.changes_size(), 3);
  EXPECT_EQ(response.changes(0).plan().state(), v1::PLAN_STATE_SUPERSEDED);
  EXPECT_EQ(response.changes(0).revision(), 4);
}

}  // namespace
}  // namespace kam::planning::planning_server_test
