#include "services/team/team_server.h"

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"
#include "tests/testing/service_harness.h"

namespace kam::team::team_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::ParseProto;
using ::testing::ElementsAre;

constexpr char kAccount[] = "programs/p/accounts/a";

class TeamServerTest : public ::testing::Test {
 protected:
  TeamServerTest() : harness_("team", MakeTeamService) { Connect(); }

  void Connect() { stub_ = v1::TeamService::NewStub(harness_.channel()); }

  grpc::Status CreateMember(const std::string& id, const std::string& text,
                            v1::Member* created) {
    v1::CreateMemberRequest request;
    request.set_parent("programs/p");
    request.set_member_id(id);
    *request.mutable_member() = ParseProto<v1::Member>(text);
    grpc::ClientContext context;
    return stub_->CreateMember(&context, request, created);
  }

  void HaveMember(const std::string& id, const std::string& text) {
    v1::Member created;
    ASSERT_THAT(CreateMember(id, text, &created), GrpcIsOk());
  }

  grpc::Status Assign(const std::string& account, const std::string& id,
                      const std::string& text) {
    v1::CreateAssignmentRequest request;
    request.set_parent("programs/p/accounts/" + account);
    request.set_assignment_id(id);
    *request.mutable_assignment() = ParseProto<v1::Assignment>(text);
    grpc::ClientContext context;
    v1::Assignment created;
    return stub_->CreateAssignment(&context, request, &created);
  }

  v1::TeamFacts Facts(const std::string& more = "") {
    auto request = ParseProto<v1::GetTeamFactsRequest>(more);
    request.set_account(kAccount);
    grpc::ClientContext context;
    v1::TeamFacts facts;
    EXPECT_THAT(stub_->GetTeamFacts(&context, request, &facts), GrpcIsOk());
    return facts;
  }

  // Ann leads the accounts a and b; Bob supports a.
  void HaveTeam() {
    HaveMember("ann",
               "display_name: 'Ann' positions { title: 'Manager' "
               "reports_to: 'programs/p/members/cid' }");
    HaveMember("bob", "display_name: 'Bob'");
    HaveMember("cid",
               "display_name: 'Cid' positions { grade: GRADE_DIRECTOR }");
    const std::string lead =
        "member: 'programs/p/members/ann' lead: true "
        "role: ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER "
        "starts_on { year: 2013 month: 1 day: 1 }";
    ASSERT_THAT(Assign("a", "ann", lead), GrpcIsOk());
    ASSERT_THAT(Assign("b", "ann", lead), GrpcIsOk());
    ASSERT_THAT(Assign("a", "bob",
                       "member: 'programs/p/members/bob' "
                       "role: ASSIGNMENT_ROLE_SUPPORT "
                       "starts_on { year: 2013 month: 1 day: 1 }"),
                GrpcIsOk());
  }

  kam::testing::ServiceHarness harness_;
  std::unique_ptr<v1::TeamService::Stub> stub_;
};

TEST_F(TeamServerTest, MemberIsReadAsItWasCreated) {
  v1::Member created;
  ASSERT_THAT(
      CreateMember("ann", "display_name: 'Ann' email: 'a@x.org'", &created),
      GrpcIsOk());
  EXPECT_EQ(created.name(), "programs/p/members/ann");
  EXPECT_NE(created.etag(), "");
  v1::GetMemberRequest request;
  request.set_name(created.name());
  grpc::ClientContext context;
  v1::Member read;
  ASSERT_THAT(stub_->GetMember(&context, request, &read), GrpcIsOk());
  EXPECT_THAT(read, EqualsProto(created));
}

TEST_F(TeamServerTest, MemberThatIsWrongIsRefusedWithEveryField) {
  v1::Member created;
  EXPECT_THAT(
      CreateMember("ann", "", &created),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "MISSING_FIELD"));
  const grpc::Status status =
      CreateMember("ann",
                   "display_name: 'Ann' "
                   "positions { reports_to: 'programs/p/members/ann' } "
                   "positions { reports_to: 'bob' }",
                   &created);
  EXPECT_THAT(status, GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT,
                                   "INVALID_FIELDS"));
  EXPECT_EQ(kam::testing::DetailOf<google::rpc::BadRequest>(status)
                .field_violations_size(),
            3);
}

TEST_F(TeamServerTest, AssignmentMayNotChangeItsMember) {
  HaveTeam();
  v1::UpdateAssignmentRequest request;
  *request.mutable_assignment() = ParseProto<v1::Assignment>(
      "name: 'programs/p/accounts/a/assignments/ann' "
      "member: 'programs/p/members/bob'");
  grpc::ClientContext context;
  v1::Assignment updated;
  EXPECT_THAT(
      stub_->UpdateAssignment(&context, request, &updated),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "IMMUTABLE_FIELD"));
}

TEST_F(TeamServerTest, AssignmentsAreListedOfOneMember) {
  HaveTeam();
  v1::ListAssignmentsRequest request;
  request.set_parent(kAccount);
  request.set_member("programs/p/members/bob");
  grpc::ClientContext context;
  v1::ListAssignmentsResponse response;
  ASSERT_THAT(stub_->ListAssignments(&context, request, &response), GrpcIsOk());
  ASSERT_EQ(response.assignments_size(), 1);
  EXPECT_EQ(response.assignments(0).name(),
            "programs/p/accounts/a/assignments/bob");
}

TEST_F(TeamServerTest, FactsHoldTheTeamAfterARestartToo) {
  HaveTeam();
  const v1::TeamFacts before = Facts();
  ASSERT_EQ(before.members_size(), 2);
  EXPECT_EQ(before.members(0).display_name(), "Ann");
  EXPECT_EQ(before.members(0).manager_grade(), type::v1::GRADE_DIRECTOR);
  EXPECT_EQ(before.members(1).display_name(), "Bob");
  EXPECT_EQ(before.accounts_of_lead(), 2);
  EXPECT_EQ(before.store().revision(), 6);
  EXPECT_THAT(before.as_of(), EqualsProto("year: 2013 month: 12 day: 1"));
  harness_.Restart();
  Connect();
  EXPECT_THAT(Facts(), EqualsProto(before));
}

TEST_F(TeamServerTest, FactsOfAPastStateCountWhatWasKnownThen) {
  harness_.clock().Advance(absl::Seconds(10));
  HaveTeam();
  harness_.clock().Advance(absl::Hours(1));
  const std::string then = "read_time { seconds: 1385902800 }";  // 13:00
  v1::DeleteAssignmentRequest remove;
  remove.set_name("programs/p/accounts/b/assignments/ann");
  grpc::ClientContext context;
  google::protobuf::Empty nothing;
  harness_.clock().Advance(absl::Hours(1));
  ASSERT_THAT(stub_->DeleteAssignment(&context, remove, &nothing), GrpcIsOk());
  EXPECT_EQ(Facts().accounts_of_lead(), 1);
  EXPECT_EQ(Facts(then).accounts_of_lead(), 2);
  EXPECT_EQ(Facts(then).store().revision(), 6);
}

TEST_F(TeamServerTest, FactsOfAnAccountWithoutRecordsAreEmpty) {
  const v1::TeamFacts facts = Facts();
  EXPECT_EQ(facts.account(), kAccount);
  EXPECT_EQ(facts.members_size(), 0);
  EXPECT_FALSE(facts.ever_assigned());
}

TEST_F(TeamServerTest, ProgramFactsCountLeadsOrTellOfAccounts) {
  HaveTeam();
  v1::GetProgramFactsRequest request;
  request.set_program("programs/p");
  v1::ProgramFacts whole;
  {
    grpc::ClientContext context;
    ASSERT_THAT(stub_->GetProgramFacts(&context, request, &whole), GrpcIsOk());
  }
  EXPECT_EQ(whole.leads(), 1);
  EXPECT_EQ(whole.led_accounts(), 2);
  request.add_accounts("programs/p/accounts/b");
  request.add_accounts("programs/p/accounts/none");
  v1::ProgramFacts lines;
  {
    grpc::ClientContext context;
    ASSERT_THAT(stub_->GetProgramFacts(&context, request, &lines), GrpcIsOk());
  }
  EXPECT_THAT(lines.accounts(),
              ElementsAre(EqualsProto(R"pb(account: "programs/p/accounts/b"
                                           lead: "programs/p/members/ann"
                                           lead_display_name: "Ann"
                                           members: 1
                                           team_form: TEAM_FORM_ALONE)pb"),
                          EqualsProto(R"pb(account: "programs/p/accounts/none"
                                           team_form: TEAM_FORM_UNKNOWN)pb")));
  request.add_accounts("programs/q/accounts/b");
  grpc::ClientContext context;
  EXPECT_THAT(
      stub_->GetProgramFacts(&context, request, &lines),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_REFERENCE"));
}

TEST_F(TeamServerTest, S3_18_ChangesOfAMemberAreKept) {
  HaveMember("ann", "display_name: 'Ann' positions { title: 'Seller' }");
  v1::UpdateMemberRequest update;
  *update.mutable_member() = ParseProto<v1::Member>(
      "name: 'programs/p/members/ann' positions { title: 'Seller' } "
      "positions { title: 'Account manager' "
      "starts_on { year: 2013 month: 12 day: 1 } }");
  {
    grpc::ClientContext context;
    v1::Member updated;
    ASSERT_THAT(stub_->UpdateMember(&context, update, &updated), GrpcIsOk());
  }
  v1::ListTeamChangesRequest request;
  request.set_name("programs/p/members/ann");
  grpc::ClientContext context;
  v1::ListTeamChangesResponse response;
  ASSERT_THAT(stub_->ListTeamChanges(&context, request, &response), GrpcIsOk());
  ASSERT_EQ(response.changes_size(), 2);
  EXPECT_EQ(response.changes(0).kind(), type::v1::CHANGE_KIND_UPDATED);
  EXPECT_EQ(response.changes(0).member().positions_size(), 2);
  EXPECT_EQ(response.changes(1).kind(), type::v1::CHANGE_KIND_CREATED);
  EXPECT_EQ(response.changes(1).member().positions_size(), 1);
}

TEST_F(TeamServerTest, WatchOfAnAccountShowsItsAssignments) {
  HaveTeam();
  v1::WatchTeamChangesRequest request;
  request.set_parent(kAccount);
  request.set_stop_when_caught_up(true);
  grpc::ClientContext context;
  auto reader = stub_->WatchTeamChanges(&context, request);
  v1::WatchTeamChangesResponse response;
  std::vector<std::string> names;
  while (reader->Read(&response)) {
    for (const auto& change : response.changes()) {
      names.push_back(change.assignment().name());
    }
  }
  EXPECT_THAT(reader->Finish(), GrpcIsOk());
  EXPECT_THAT(names, ElementsAre("programs/p/accounts/a/assignments/ann",
                                 "programs/p/accounts/a/assignments/bob"));
  EXPECT_NE(response.resume_token(), "");
}

}  // namespace
}  // namespace kam::team::team_server_test
