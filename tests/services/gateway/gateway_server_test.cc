#include "services/gateway/gateway_server.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "tests/services/gateway/gateway_harness.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::gateway::gateway_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::ParseProto;
using ::testing::ElementsAre;

constexpr char kView[] =
    "name: 'programs/p/accounts/a' "
    "as_of { year: 2013 month: 11 day: 30 }";

class GatewayServerTest : public GatewayTest {};

TEST_F(GatewayServerTest, AViewAsksEachServiceOnceOfTheSameDayAndTime) {
  v1::KeyAccountView view;
  ASSERT_THAT(View(std::string(kView) + " read_time { seconds: 9 }", &view),
              GrpcIsOk());
  EXPECT_EQ(view.team().accounts_of_lead(), 3);
  EXPECT_EQ(view.planning().plan().title(), "Growth");
  EXPECT_EQ(view.assessment().observations(0).note(), "They said so");
  EXPECT_THAT(view.read_time(), EqualsProto("seconds: 9"));
  const std::string question =
      "account: 'programs/p/accounts/a' "
      "as_of { year: 2013 month: 11 day: 30 } read_time { seconds: 9 }";
  EXPECT_THAT(fakes_.account.facts_request, EqualsProto(question));
  EXPECT_THAT(fakes_.team.facts_request, EqualsProto(question));
  EXPECT_THAT(fakes_.planning.facts_request, EqualsProto(question));
  EXPECT_THAT(fakes_.assessment.facts_request, EqualsProto(question));
  EXPECT_EQ(fakes_.account.script.asked, 1);
  EXPECT_EQ(fakes_.team.script.asked, 1);
  EXPECT_EQ(fakes_.planning.script.asked, 1);
  EXPECT_EQ(fakes_.planning.check_script.asked, 0);
  EXPECT_EQ(fakes_.assessment.script.asked, 1);
  EXPECT_EQ(fakes_.programs.script.asked, 0);
}

// A plan of which no check fails without a roster.
planning::v1::PlanCheckResult OpenCheck() {
  return ParseProto<planning::v1::PlanCheckResult>(R"pb(
    plan: "programs/p/accounts/a/plans/one"
    validity: PLAN_VALIDITY_UNDETERMINED
    satisfied: 17
    unknown: 3
  )pb");
}

TEST_F(GatewayServerTest, ThePlanIsCheckedWithTheTeamWhereThatDecides) {
  *fakes_.team.facts.add_members() = ParseProto<team::v1::AssignedMember>(
      "assignment { member: 'programs/p/members/ann' lead: true }");
  *fakes_.planning.facts.mutable_plan_check() = OpenCheck();
  fakes_.planning.check = ParseProto<planning::v1::PlanCheckResult>(
      "validity: PLAN_VALIDITY_VALID satisfied: 20 "
      "flags { code: 'LONE_HERO' }");
  v1::KeyAccountView view;
  ASSERT_THAT(View(std::string(kView) + " read_time { seconds: 9 }", &view),
              GrpcIsOk());
  EXPECT_THAT(view.planning().plan_check(),
              EqualsProto("validity: PLAN_VALIDITY_VALID satisfied: 20"));
  EXPECT_EQ(fakes_.planning.check_script.asked, 1);
  EXPECT_THAT(fakes_.planning.check_request, EqualsProto(R"pb(
                name: "programs/p/accounts/a/plans/one"
                as_of { year: 2013 month: 11 day: 30 }
                read_time { seconds: 9 }
                roster {
                  key_account_manager: "programs/p/members/ann"
                  members: "programs/p/members/ann"
                }
              )pb"));
}

TEST_F(GatewayServerTest, APlanWhoseSecondCheckFailsStaysUndetermined) {
  fakes_.team.facts.add_members()->mutable_assignment()->set_lead(true);
  *fakes_.planning.facts.mutable_plan_check() = OpenCheck();
  for (const Behaviour behaviour :
       {Behaviour::kIsDown, Behaviour::kHangs, Behaviour::kRefuses}) {
    fakes_.planning.check_script.behaviour = behaviour;
    v1::KeyAccountView view;
    ASSERT_THAT(View(kView, &view), GrpcIsOk());
    EXPECT_EQ(view.planning().status().state(), v1::SectionStatus::STATE_OK);
    EXPECT_EQ(view.planning().plan().title(), "Growth");
    EXPECT_THAT(view.planning().plan_check(), EqualsProto(OpenCheck()));
  }
  EXPECT_EQ(fakes_.planning.check_script.asked, 3);
}

TEST_F(GatewayServerTest, TodayIsTheProgrammesAndItsZoneIsAskedForOnce) {
  v1::KeyAccountView view;
  ASSERT_THAT(View("name: 'programs/p/accounts/a'", &view), GrpcIsOk());
  // Noon of the 1st in UTC is the 2nd in Auckland.
  EXPECT_THAT(view.as_of(), EqualsProto("year: 2013 month: 12 day: 2"));
  EXPECT_THAT(fakes_.team.facts_request.as_of(),
              EqualsProto("year: 2013 month: 12 day: 2"));
  ASSERT_THAT(View("name: 'programs/p/accounts/b'", &view), GrpcIsOk());
  EXPECT_EQ(fakes_.programs.script.asked, 1);
}

struct Expected {
  Behaviour behaviour;
  v1::SectionStatus::State state;
  grpc::StatusCode code;
  std::string reason;
};

const Expected kFailures[] = {
    {Behaviour::kIsDown, v1::SectionStatus::STATE_UNAVAILABLE,
     grpc::StatusCode::UNAVAILABLE, "DRAINING"},
    {Behaviour::kHangs, v1::SectionStatus::STATE_TIMED_OUT,
     grpc::StatusCode::DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED"},
    {Behaviour::kRefuses, v1::SectionStatus::STATE_REFUSED,
     grpc::StatusCode::PERMISSION_DENIED, "ROLE_MISSING"},
};

void ExpectStatus(const v1::SectionStatus& status, const Expected& expected) {
  EXPECT_EQ(status.state(), expected.state);
  EXPECT_EQ(status.code(), static_cast<int>(expected.code));
  EXPECT_EQ(status.reason(), expected.reason);
}

TEST_F(GatewayServerTest, WhatFailsLeavesItsSectionEmptyAndSaysWhy) {
  for (int i = 0; i < 3; ++i) {
    const Expected& team = kFailures[i];
    const Expected& planning = kFailures[(i + 1) % 3];
    const Expected& assessment = kFailures[(i + 2) % 3];
    fakes_.team.script.behaviour = team.behaviour;
    fakes_.planning.script.behaviour = planning.behaviour;
    fakes_.assessment.script.behaviour = assessment.behaviour;
    v1::KeyAccountView view;
    ASSERT_THAT(View(kView, &view), GrpcIsOk());
    EXPECT_EQ(view.account().status().state(), v1::SectionStatus::STATE_OK);
    ExpectStatus(view.team().status(), team);
    ExpectStatus(view.planning().status(), planning);
    ExpectStatus(view.assessment().status(), assessment);
    EXPECT_FALSE(view.planning().has_plan());
  }
}

TEST_F(GatewayServerTest, TheAccountServiceDecidesTheCall) {
  for (const Expected& failure : kFailures) {
    fakes_.account.script.behaviour = failure.behaviour;
    v1::KeyAccountView view;
    EXPECT_THAT(View(kView, &view), GrpcStatusIs(failure.code, failure.reason));
    v1::ListKeyAccountsResponse response;
    EXPECT_THAT(List("parent: 'programs/p'", &response),
                GrpcStatusIs(failure.code, failure.reason));
  }
}

TEST_F(GatewayServerTest, OnlyTheSectionsAskedForAreFetched) {
  v1::KeyAccountView view;
  ASSERT_THAT(View(std::string(kView) + " sections: SECTION_PLANNING", &view),
              GrpcIsOk());
  EXPECT_EQ(view.planning().plan().title(), "Growth");
  EXPECT_EQ(view.team().status().state(),
            v1::SectionStatus::STATE_NOT_REQUESTED);
  EXPECT_EQ(fakes_.team.script.asked, 0);
  EXPECT_EQ(fakes_.assessment.script.asked, 0);
}

TEST_F(GatewayServerTest, KeyAccountsArePagedAtOneCallPerServiceAndPage) {
  v1::ListKeyAccountsResponse first;
  ASSERT_THAT(List("parent: 'programs/p' page_size: 2", &first), GrpcIsOk());
  ASSERT_EQ(first.key_accounts_size(), 2);
  EXPECT_EQ(first.key_accounts(0).team().members(), 4);
  EXPECT_THAT(first.as_of(), EqualsProto("year: 2013 month: 12 day: 2"));
  EXPECT_THAT(fakes_.team.program_request,
              EqualsProto(R"pb(program: "programs/p"
                               as_of { year: 2013 month: 12 day: 2 }
                               accounts: "programs/p/accounts/a"
                               accounts: "programs/p/accounts/b")pb"));
  EXPECT_EQ(fakes_.account.script.asked, 1);
  EXPECT_EQ(fakes_.team.script.asked, 1);
  EXPECT_EQ(fakes_.planning.script.asked, 1);
  EXPECT_EQ(fakes_.assessment.script.asked, 1);
  v1::ListKeyAccountsResponse second;
  ASSERT_THAT(List("parent: 'programs/p' page_size: 2 page_token: '" +
                       first.next_page_token() + "'",
                   &second),
              GrpcIsOk());
  ASSERT_EQ(second.key_accounts_size(), 1);
  EXPECT_EQ(second.key_accounts(0).account(), "programs/p/accounts/c");
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_EQ(fakes_.account.script.asked, 2);
  EXPECT_EQ(fakes_.team.script.asked, 2);
  v1::ListKeyAccountsResponse other;
  EXPECT_THAT(
      List("parent: 'programs/q' page_token: '" + first.next_page_token() + "'",
           &other),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "PAGE_TOKEN_MISMATCH"));
}

TEST_F(GatewayServerTest, LaterPagesAskForTheDayAndStatesOfTheFirst) {
  fakes_.account.program_facts.mutable_read_time()->set_seconds(11);
  fakes_.team.program_facts.mutable_read_time()->set_seconds(12);
  v1::ListKeyAccountsResponse first;
  ASSERT_THAT(List("parent: 'programs/p' page_size: 2", &first), GrpcIsOk());
  EXPECT_THAT(fakes_.account.program_request,
              EqualsProto("program: 'programs/p' key_account_limit: 3 "
                          "show_profitability: true"));
  fakes_.account.program_facts.mutable_read_time()->set_seconds(21);
  fakes_.team.program_facts.mutable_read_time()->set_seconds(22);
  v1::ListKeyAccountsResponse second;
  ASSERT_THAT(List("parent: 'programs/p' page_size: 2 page_token: '" +
                       first.next_page_token() + "'",
                   &second),
              GrpcIsOk());
  EXPECT_THAT(fakes_.account.program_request,
              EqualsProto(R"pb(program: "programs/p"
                               as_of { year: 2013 month: 12 day: 2 }
                               read_time { seconds: 11 }
                               key_account_limit: 3
                               key_accounts_after: "programs/p/accounts/b"
                               show_profitability: true)pb"));
  EXPECT_THAT(fakes_.team.program_request,
              EqualsProto(R"pb(program: "programs/p"
                               as_of { year: 2013 month: 12 day: 2 }
                               read_time { seconds: 12 }
                               accounts: "programs/p/accounts/c")pb"));
}

TEST_F(GatewayServerTest, AListSaysWhichServiceDidNotAnswer) {
  fakes_.planning.script.behaviour = Behaviour::kRefuses;
  v1::ListKeyAccountsResponse response;
  ASSERT_THAT(List("parent: 'programs/p'", &response), GrpcIsOk());
  ASSERT_EQ(response.key_accounts_size(), 3);
  EXPECT_TRUE(response.key_accounts(0).has_team());
  EXPECT_FALSE(response.key_accounts(0).has_plan());
  EXPECT_EQ(response.planning_status().reason(), "ROLE_MISSING");
}

TEST_F(GatewayServerTest, MalformedRequestsAreRefusedUnasked) {
  v1::KeyAccountView view;
  EXPECT_THAT(View("name: 'accounts/a'", &view),
              GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_NAME"));
  EXPECT_THAT(View("name: 'programs/p/accounts/a' "
                   "as_of { year: 2013 month: 2 day: 30 }",
                   &view),
              GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_DATE"));
  EXPECT_THAT(
      View(std::string(kView) + " sections: 0", &view),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "UNKNOWN_ENUM_VALUE"));
  v1::ListKeyAccountsResponse response;
  EXPECT_THAT(
      List("parent: 'programs/p' page_size: -1", &response),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_PAGE_SIZE"));
  EXPECT_THAT(
      List("parent: 'programs/p' page_token: '!'", &response),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_PAGE_TOKEN"));
  EXPECT_EQ(fakes_.account.script.asked, 0);
}

TEST(GatewayServer, AnswersUnavailableUntilItIsConnected) {
  kam::testing::FakeClock clock;
  Backends backends;
  EXPECT_THAT(
      backends.ZoneOf(nullptr, "programs/p"),
      kam::testing::StatusIs(absl::StatusCode::kUnavailable, "NOT_READY"));
  EXPECT_THAT(
      backends.AskForKeyAccounts(nullptr, "programs/p", {}, 1),
      kam::testing::StatusIs(absl::StatusCode::kUnavailable, "NOT_READY"));
  EXPECT_THAT(
      backends
          .AskAboutAccount(nullptr, {"programs/p/accounts/a", Question()},
                           Asked())
          .account,
      kam::testing::StatusIs(absl::StatusCode::kUnavailable, "NOT_READY"));
}

}  // namespace
}  // namespace kam::gateway::gateway_server_test
