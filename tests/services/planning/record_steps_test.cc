#include <string>

#include "gmock/gmock.h"
#include "tests/services/planning/planning_harness.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/proto_matchers.h"

// The steps by which the records of planning move, and what they refuse.

namespace kam::planning::record_steps_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::kFailedCall;
using kam::testing::kInvalidCall;

using RecordStepsTest = PlanningServiceTest;

TEST_F(RecordStepsTest, SharesThatDoNotSumAreOneClearError) {
  const std::string in = std::string("parent: '") + kAccount + "' ";
  EXPECT_THAT(Call(&Stub::CreateInitiative,
                   in + "initiative { display_name: 'x' "
                        "funding { supplier_bps: 5000 customer_bps: 4000 } }")
                  .status,
              GrpcStatusIs(kInvalidCall, "FUNDING_NOT_WHOLE"));
  const std::string name =
      Have(&Stub::CreateInitiative, "initiative",
           "display_name: 'x' funding { supplier_bps: 5000 }");
  EXPECT_THAT(
      Call(&Stub::UpdateInitiative, "initiative { name: '" + name +
                                        "' funding { supplier_bps: 5000 "
                                        "customer_bps: 5001 } }")
          .status,
      GrpcStatusIs(kInvalidCall, "FUNDING_NOT_WHOLE"));
  EXPECT_THAT(Step(&Stub::GetInitiative, name).value.funding(),
              EqualsProto("supplier_bps: 5000"));
}

TEST_F(RecordStepsTest, AnInitiativeMovesBySteps) {
  const std::string name = Have(&Stub::CreateInitiative, "initiative",
                                "display_name: 'x' "
                                "state: INITIATIVE_STATE_COMPLETED");
  EXPECT_EQ(Step(&Stub::GetInitiative, name).value.state(),
            v1::INITIATIVE_STATE_PROPOSED);
  EXPECT_THAT(Step(&Stub::CompleteInitiative, name).status,
              GrpcStatusIs(kFailedCall, "WRONG_STATE"));
  EXPECT_THAT(
      Step(&Stub::StartInitiative, name, On("started_on", 12, 9)).status,
      GrpcStatusIs(kInvalidCall, "DATE_IN_FUTURE"));
  ASSERT_THAT(
      Step(&Stub::StartInitiative, name, On("started_on", 11, 1)).status,
      GrpcIsOk());
  EXPECT_THAT(Step(&Stub::StopInitiative, name).status,
              GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
  const auto ended = Step(&Stub::CompleteInitiative, name);
  ASSERT_THAT(ended.status, GrpcIsOk());
  EXPECT_THAT(ended.value.ended_on(),
              EqualsProto("year: 2013 month: 12 day: 1"));
}

TEST_F(RecordStepsTest, ListsShowOneState) {
  const std::string first =
      Have(&Stub::CreateInitiative, "initiative", "display_name: 'x'");
  Have(&Stub::CreateInitiative, "initiative", "display_name: 'y'");
  ASSERT_THAT(Step(&Stub::StartInitiative, first).status, GrpcIsOk());
  const auto active =
      Call(&Stub::ListInitiatives, std::string("parent: '") + kAccount +
                                       "' state: INITIATIVE_STATE_ACTIVE");
  ASSERT_EQ(active.value.initiatives_size(), 1);
  EXPECT_EQ(active.value.initiatives(0).name(), first);
}

TEST_F(RecordStepsTest, WhatTheCustomerConfirmedNoLongerChanges) {
  const std::string name =
      Have(&Stub::CreateContribution, "contribution",
           "display_name: 'x' issue: 'programs/p/accounts/a/issues/late'");
  const std::string joe = "contact: 'programs/p/accounts/a/contacts/joe'";
  EXPECT_THAT(Step(&Stub::ConfirmContribution, name, joe).status,
              GrpcStatusIs(kFailedCall, "NOT_DELIVERED"));
  ASSERT_THAT(
      Call(&Stub::UpdateContribution, "contribution { name: '" + name + "' " +
                                          On("delivered_on", 11, 1) + "}")
          .status,
      GrpcIsOk());
  ASSERT_THAT(Step(&Stub::ConfirmContribution, name, joe).status, GrpcIsOk());
  EXPECT_THAT(Call(&Stub::UpdateContribution,
                   "contribution { name: '" + name + "' display_name: 'y' }")
                  .status,
              GrpcStatusIs(kFailedCall, "CONTRIBUTION_CONFIRMED"));
}

TEST_F(RecordStepsTest, ASkippedStageIsOneClearErrorAndNothingIsLost) {
  const std::string name =
      Have(&Stub::CreateOpportunity, "opportunity",
           "display_name: 'x' stage: OPPORTUNITY_STAGE_REVIEW");
  const auto before = Step(&Stub::GetOpportunity, name).value;
  EXPECT_EQ(before.stage(), v1::OPPORTUNITY_STAGE_PRESALES);
  EXPECT_THAT(Step(&Stub::MoveOpportunity, name,
                   "stage: OPPORTUNITY_STAGE_IMPLEMENTATION_DELIVERY")
                  .status,
              GrpcStatusIs(kFailedCall, "STAGE_SKIPPED"));
  v1::MoveOpportunityRequest unknown;
  unknown.set_name(name);
  unknown.set_stage(static_cast<v1::OpportunityStage>(99));
  EXPECT_THAT(Send(&Stub::MoveOpportunity, unknown).status,
              GrpcStatusIs(kInvalidCall, "UNKNOWN_ENUM_VALUE"));
  EXPECT_THAT(Step(&Stub::GetOpportunity, name).value, EqualsProto(before));
}

TEST_F(RecordStepsTest, AnOpportunityFollowsAnExploitedOne) {
  const std::string first =
      Have(&Stub::CreateOpportunity, "opportunity", "display_name: 'x'");
  const std::string next = std::string("parent: '") + kAccount +
                           "' opportunity { display_name: 'y' follows: '" +
                           first + "' }";
  EXPECT_THAT(Call(&Stub::CreateOpportunity, next).status,
              GrpcStatusIs(kFailedCall, "NOT_EXPLOITED"));
  for (const char* stage : {"CONTRACT_NEGOTIATION", "IMPLEMENTATION_DELIVERY",
                            "REVIEW", "EXPLOITATION"}) {
    ASSERT_THAT(Step(&Stub::MoveOpportunity, first,
                     std::string("stage: OPPORTUNITY_STAGE_") + stage)
                    .status,
                GrpcIsOk());
  }
  const auto followed = Call(&Stub::CreateOpportunity, next);
  ASSERT_THAT(followed.status, GrpcIsOk());
  EXPECT_EQ(followed.value.stage(), v1::OPPORTUNITY_STAGE_PRESALES);
  EXPECT_THAT(
      Call(&Stub::UpdateOpportunity,
           "opportunity { name: '" + followed.value.name() +
               "' follows: 'programs/p/accounts/a/opportunities/other' }")
          .status,
      GrpcStatusIs(kInvalidCall, "IMMUTABLE_FIELD"));
}

TEST_F(RecordStepsTest, ACommitmentMovesBySteps) {
  const std::string name =
      Have(&Stub::CreateCommitment, "commitment",
           "display_name: 'x' type: COMMITMENT_TYPE_DISCOUNT "
           "department: 'programs/p/departments/supply' " +
               On("promised_on", 11, 1));
  EXPECT_THAT(Step(&Stub::DeliverCommitment, name).status,
              GrpcStatusIs(kFailedCall, "WRONG_STATE"));
  EXPECT_THAT(Step(&Stub::BlockCommitment, name).status,
              GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
  ASSERT_THAT(Step(&Stub::BlockCommitment, name, "reason: 'No stock'").status,
              GrpcIsOk());
  ASSERT_THAT(Step(&Stub::AcceptCommitment, name).status, GrpcIsOk());
  const auto delivered = Step(&Stub::DeliverCommitment, name);
  ASSERT_THAT(delivered.status, GrpcIsOk());
  EXPECT_EQ(delivered.value.state_history_size(), 4);
  EXPECT_EQ(delivered.value.state_history(1).reason(), "No stock");
  EXPECT_THAT(Step(&Stub::WithdrawCommitment, name).status,
              GrpcStatusIs(kFailedCall, "WRONG_STATE"));
}

TEST_F(RecordStepsTest, ARequirementIsAcknowledgedAndMet) {
  const std::string name =
      Have(&Stub::CreateRequirement, "requirement",
           "need: 'Room for wheels' " + On("recorded_on", 11, 1));
  const std::string supply = "department: 'programs/p/departments/supply'";
  ASSERT_THAT(Step(&Stub::AcknowledgeRequirement, name, supply).status,
              GrpcIsOk());
  EXPECT_THAT(Step(&Stub::AcknowledgeRequirement, name, supply).status,
              GrpcStatusIs(kFailedCall, "ALREADY_ACKNOWLEDGED"));
  ASSERT_THAT(
      Step(&Stub::MeetRequirement, name, "solution: 'Narrow pallets'").status,
      GrpcIsOk());
  EXPECT_THAT(Step(&Stub::MeetRequirement, name, "solution: 'x'").status,
              GrpcStatusIs(kFailedCall, "ALREADY_MET"));
}

}  // namespace
}  // namespace kam::planning::record_steps_test
