#include <set>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/services/planning/planning_harness.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/proto_matchers.h"

// Every record of planning under the standard methods and in the feed, the
// policy, and the past.

namespace kam::planning::records_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::kInvalidCall;
using ::testing::UnorderedElementsAre;

class RecordsServerTest : public PlanningServiceTest {
 protected:
  // Creates, reads, lists, changes, refuses a stale etag, and deletes one
  // record of a kind: `fields` as it is created, `change` as it is changed.
  template <typename Create, typename Record, typename Get, typename List,
            typename ListAnswer, typename Update, typename Delete>
  void GoesThroughTheStandardMethods(
      Method<Create, Record> create, Method<Get, Record> get,
      Method<List, ListAnswer> list, Method<Update, Record> update,
      Method<Delete, google::protobuf::Empty> remove, const std::string& field,
      const std::string& parent, const std::string& fields,
      const std::string& change) {
    SCOPED_TRACE(field);
    const std::string in = "parent: '" + parent + "' ";
    const auto created = Call(
        create, in + field + "_id: 'one' " + field + " { " + fields + " }");
    ASSERT_THAT(created.status, GrpcIsOk());
    const std::string name = created.value.name();
    EXPECT_EQ(name.rfind(parent + "/", 0), 0u);
    EXPECT_THAT(
        Call(create, in + field + "_id: 'one' " + field + " { " + fields + " }")
            .status,
        GrpcStatusIs(grpc::StatusCode::ALREADY_EXISTS));
    EXPECT_THAT(Call(create, in + field + " {}").status,
                GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
    EXPECT_THAT(Call(get, "name: '" + name + "'").value,
                EqualsProto(created.value));
    EXPECT_EQ(Call(list, in + "page_size: 1").value.ByteSizeLong() > 0, true);

    const auto changed =
        Call(update, field + " { name: '" + name + "' " + change + " }");
    ASSERT_THAT(changed.status, GrpcIsOk());
    EXPECT_NE(changed.value.etag(), created.value.etag());
    EXPECT_THAT(Call(update, field + " { name: '" + name + "' etag: '" +
                                 created.value.etag() + "' " + change + " }")
                    .status,
                GrpcStatusIs(grpc::StatusCode::ABORTED, "ETAG_MISMATCH"));
    EXPECT_THAT(Call(get, "name: '" + name + "'").value,
                EqualsProto(changed.value));
    ASSERT_THAT(Call(remove, "name: '" + name + "'").status, GrpcIsOk());
    EXPECT_THAT(Call(get, "name: '" + name + "'").status,
                GrpcStatusIs(grpc::StatusCode::NOT_FOUND));
    v1::ListPlanningChangesRequest trail;
    trail.set_name(name);
    EXPECT_EQ(Send(&Stub::ListPlanningChanges, trail).value.changes_size(), 3);
  }
};

TEST_F(RecordsServerTest, InitiativesGoThroughTheStandardMethods) {
  GoesThroughTheStandardMethods(
      &Stub::CreateInitiative, &Stub::GetInitiative, &Stub::ListInitiatives,
      &Stub::UpdateInitiative, &Stub::DeleteInitiative, "initiative", kAccount,
      "display_name: 'Joint warehouse'", "scope: 'The north'");
}

TEST_F(RecordsServerTest, ContributionsGoThroughTheStandardMethods) {
  GoesThroughTheStandardMethods(
      &Stub::CreateContribution, &Stub::GetContribution,
      &Stub::ListContributions, &Stub::UpdateContribution,
      &Stub::DeleteContribution, "contribution", kAccount,
      "display_name: 'Stock' issue: 'programs/p/accounts/a/issues/late'",
      "display_name: 'More stock'");
}

TEST_F(RecordsServerTest, ObjectivesGoThroughTheStandardMethods) {
  GoesThroughTheStandardMethods(
      &Stub::CreateDevelopmentObjective, &Stub::GetDevelopmentObjective,
      &Stub::ListDevelopmentObjectives, &Stub::UpdateDevelopmentObjective,
      &Stub::DeleteDevelopmentObjective, "development_objective", kAccount,
      "display_name: 'Known to all' "
      "category: OBJECTIVE_CATEGORY_PARTNER_IMAGE",
      "measure: 'Named by five of six'");
}

TEST_F(RecordsServerTest, OpportunitiesGoThroughTheStandardMethods) {
  GoesThroughTheStandardMethods(
      &Stub::CreateOpportunity, &Stub::GetOpportunity, &Stub::ListOpportunities,
      &Stub::UpdateOpportunity, &Stub::DeleteOpportunity, "opportunity",
      kAccount, "display_name: 'Winter wheels'",
      "owner: 'programs/p/members/ann'");
}

TEST_F(RecordsServerTest, CommitmentsGoThroughTheStandardMethods) {
  GoesThroughTheStandardMethods(
      &Stub::CreateCommitment, &Stub::GetCommitment, &Stub::ListCommitments,
      &Stub::UpdateCommitment, &Stub::DeleteCommitment, "commitment", kAccount,
      "display_name: 'Two days' type: COMMITMENT_TYPE_DELIVERY "
      "department: 'programs/p/departments/supply' " +
          On("promised_on", 11, 1),
      On("due_on", 12, 24));
}

TEST_F(RecordsServerTest, RequirementsGoThroughTheStandardMethods) {
  GoesThroughTheStandardMethods(
      &Stub::CreateRequirement, &Stub::GetRequirement, &Stub::ListRequirements,
      &Stub::UpdateRequirement, &Stub::DeleteRequirement, "requirement",
      kAccount, "need: 'Room for wheels' " + On("recorded_on", 11, 1),
      "requirement: 'Narrow pallets'");
}

TEST_F(RecordsServerTest, SetsGoThroughTheStandardMethods) {
  GoesThroughTheStandardMethods(
      &Stub::CreateAnnouncedSet, &Stub::GetAnnouncedSet,
      &Stub::ListAnnouncedSets, &Stub::UpdateAnnouncedSet,
      &Stub::DeleteAnnouncedSet, "announced_set", "programs/p",
      "accounts: 'programs/p/accounts/a' " + On("announced_on", 1, 1),
      "accounts: 'programs/p/accounts/b'");
  GoesThroughTheStandardMethods(
      &Stub::CreateServedSet, &Stub::GetServedSet, &Stub::ListServedSets,
      &Stub::UpdateServedSet, &Stub::DeleteServedSet, "served_set",
      "programs/p", On("served_on", 1, 1), "accounts: 'programs/p/accounts/b'");
}

TEST_F(RecordsServerTest, CompletenessGoesThroughTheStandardMethods) {
  GoesThroughTheStandardMethods(
      &Stub::CreatePlanningListCompleteness, &Stub::GetPlanningListCompleteness,
      &Stub::ListPlanningListCompletenesses,
      &Stub::UpdatePlanningListCompleteness,
      &Stub::DeletePlanningListCompleteness, "planning_list_completeness",
      kAccount,
      "list: PLANNING_LIST_PLANS declared_by: 'programs/p/members/ann' " +
          On("complete_through", 11, 1) + On("declared_on", 11, 1),
      On("declared_on", 11, 2));
}

TEST_F(RecordsServerTest, ThePolicyJudgesAndIsNamed) {
  const std::string name = "name: 'programs/p/planningPolicies/current' ";
  EXPECT_EQ(Call(&Stub::GetPlanningPolicy, name).value.version(), 0);
  EXPECT_THAT(
      Call(&Stub::UpdatePlanningPolicy, "planning_policy { " + name + "}")
          .status,
      GrpcStatusIs(grpc::StatusCode::NOT_FOUND));
  HavePlan();
  EXPECT_EQ(Facts().policy_version(), 0);
  EXPECT_FALSE(Flagged("STALE_PLAN"));
  const auto set = Call(&Stub::UpdatePlanningPolicy,
                        "planning_policy { " + name +
                            "plan_review_max_days: 7 } allow_missing: true");
  ASSERT_THAT(set.status, GrpcIsOk());
  EXPECT_EQ(set.value.version(), 1);
  EXPECT_TRUE(Flagged("STALE_PLAN", "as_of { year: 2013 month: 12 day: 9 }"));
  EXPECT_EQ(Facts().policy_version(), 1);
  EXPECT_EQ(Facts().plan_check().policy_version(), 1);
  EXPECT_EQ(Facts().friction().policy_version(), 1);
  EXPECT_THAT(Call(&Stub::UpdatePlanningPolicy,
                   "planning_policy { " + name + "plan_review_max_days: -1 }")
                  .status,
              GrpcStatusIs(kInvalidCall, "INVALID_POLICY"));
  EXPECT_THAT(Call(&Stub::UpdatePlanningPolicy,
                   "planning_policy { name: "
                   "'programs/p/planningPolicies/mine' } allow_missing: true")
                  .status,
              GrpcStatusIs(kInvalidCall, "INVALID_ID"));
}

TEST_F(RecordsServerTest, TheFeedOfAnAccountHoldsItsRecords) {
  HavePlan();
  Have(&Stub::CreateInitiative, "initiative", "display_name: 'x'");
  Have(&Stub::CreateOpportunity, "opportunity", "display_name: 'x'");
  Have(&Stub::CreateCommitment, "commitment",
       "display_name: 'x' type: COMMITMENT_TYPE_DISCOUNT "
       "department: 'programs/p/departments/supply' " +
           On("promised_on", 11, 1));
  Have(&Stub::CreateRequirement, "requirement",
       "need: 'x' " + On("recorded_on", 11, 1));
  v1::WatchPlanningChangesRequest request;
  request.set_parent(kAccount);
  request.set_stop_when_caught_up(true);
  grpc::ClientContext context;
  const auto stream = stub_->WatchPlanningChanges(&context, request);
  std::multiset<int> kinds;
  v1::WatchPlanningChangesResponse response;
  while (stream->Read(&response)) {
    for (const auto& change : response.changes())
      kinds.insert(change.resource_case());
  }
  EXPECT_THAT(stream->Finish(), GrpcIsOk());
  using Change = v1::PlanningChange;
  EXPECT_THAT(kinds,
              UnorderedElementsAre(Change::kPlan, Change::kInitiative,
                                   Change::kOpportunity, Change::kCommitment,
                                   Change::kRequirement));
}

TEST_F(RecordsServerTest, FrictionIsOfAnAccountOrOfTheProgramme) {
  for (const char* account : {"a", "b"}) {
    for (int i = 0; i < 2; ++i) {
      const auto made = Call(
          &Stub::CreateCommitment,
          std::string("parent: 'programs/p/accounts/") + account +
              "' commitment { display_name: 'x' type: COMMITMENT_TYPE_OTHER "
              "department: 'programs/p/departments/supply' " +
              On("promised_on", 11, 1) + "}");
      ASSERT_THAT(made.status, GrpcIsOk());
      if (i == 0 || account[0] == 'b') {
        ASSERT_THAT(Step(&Stub::BlockCommitment, made.value.name(),
                         "reason: 'No stock'")
                        .status,
                    GrpcIsOk());
      }
    }
  }
  auto blocked = [&](const std::string& parent) {
    const auto friction = Call(&Stub::GetFriction, "parent: '" + parent + "'");
    EXPECT_THAT(friction.status, GrpcIsOk());
    EXPECT_EQ(friction.value.parent(), parent);
    return friction.value.total().blocked();
  };
  EXPECT_EQ(blocked("programs/p/accounts/a"), 1);
  EXPECT_EQ(blocked("programs/p/accounts/b"), 2);
  EXPECT_EQ(blocked("programs/p"), 3);
  EXPECT_EQ(blocked("programs/q"), 0);
  EXPECT_THAT(Call(&Stub::GetFriction, "parent: 'x'").status,
              GrpcStatusIs(kInvalidCall, "INVALID_NAME"));
}

TEST_F(RecordsServerTest, ThePastIsReadAsItWas) {
  HavePlan();
  const auto then = harness_.clock().Now();
  harness_.clock().Advance(absl::Hours(24));
  const std::string name =
      Have(&Stub::CreateInitiative, "initiative", "display_name: 'x'");
  v1::GetPlanningFactsRequest request;
  request.set_account(kAccount);
  request.mutable_read_time()->set_seconds(absl::ToUnixSeconds(then) + 1);
  const auto past = Send(&Stub::GetPlanningFacts, request);
  ASSERT_THAT(past.status, GrpcIsOk());
  EXPECT_TRUE(past.value.has_active_plan());
  EXPECT_EQ(past.value.initiatives_size(), 0);
  EXPECT_EQ(past.value.positioning_shared(), kam::type::v1::TRI_STATE_UNKNOWN);
  EXPECT_EQ(Facts().initiatives_size(), 1);
}

}  // namespace
}  // namespace kam::planning::records_server_test
