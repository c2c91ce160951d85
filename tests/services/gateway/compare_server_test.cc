// Two views side by side: who is asked what, and what follows when one does not
// answer.

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/gateway/gateway_harness.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/matchers.h"

namespace kam::gateway::compare_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::ParseProto;

constexpr char kTwoTimes[] =
    "parent: 'programs/p' "
    "from { name: 'programs/p/accounts/a' "
    "as_of { year: 2013 month: 11 day: 1 } read_time { seconds: 7 } } "
    "to { name: 'programs/p/accounts/a' "
    "as_of { year: 2013 month: 11 day: 2 } } ";

class CompareServerTest : public GatewayTest {
 protected:
  CompareServerTest() {
    fakes_.assessment.facts.mutable_standing()->set_assessment(
        "programs/p/accounts/a/assessments/1");
    fakes_.assessment.comparison.add_shifts()->set_model(
        assessment::v1::MODEL_PHASES);
  }

  grpc::Status Compare(const std::string& text,
                       v1::CompareKeyAccountsResponse* response) {
    const auto request = ParseProto<v1::CompareKeyAccountsRequest>(text);
    grpc::ClientContext context;
    return stub_->CompareKeyAccounts(&context, request, response);
  }
};

TEST_F(CompareServerTest, EachServiceIsAskedOnceOfEachAccount) {
  v1::CompareKeyAccountsResponse both;
  ASSERT_THAT(Compare(kTwoTimes, &both), GrpcIsOk());
  EXPECT_EQ(fakes_.account.script.asked, 2);
  EXPECT_EQ(fakes_.team.script.asked, 2);
  EXPECT_EQ(fakes_.planning.script.asked, 2);
  EXPECT_EQ(fakes_.assessment.script.asked, 2);
  EXPECT_EQ(fakes_.assessment.compare_script.asked, 1);
  EXPECT_THAT(fakes_.assessment.compare_request, EqualsProto(R"pb(
                parent: "programs/p"
                from { name: "programs/p/accounts/a/assessments/1" }
                to { name: "programs/p/accounts/a/assessments/1" }
              )pb"));
  EXPECT_THAT(both.from().as_of(), EqualsProto("year: 2013 month: 11 day: 1"));
  EXPECT_EQ(both.from().read_time().seconds(), 7);
  EXPECT_THAT(both.to().as_of(), EqualsProto("year: 2013 month: 11 day: 2"));
  EXPECT_FALSE(both.to().has_read_time());
  EXPECT_EQ(both.sections_size(), 4);
  EXPECT_EQ(both.shifts_size(), 1);
}

TEST_F(CompareServerTest, WhatIsDownSaysSoAndTheRestIsCompared) {
  fakes_.team.script.behaviour = Behaviour::kRefuses;
  fakes_.assessment.compare_script.behaviour = Behaviour::kIsDown;
  v1::CompareKeyAccountsResponse both;
  ASSERT_THAT(Compare(kTwoTimes, &both), GrpcIsOk());
  EXPECT_EQ(both.sections(1).from().reason(), "ROLE_MISSING");
  EXPECT_EQ(both.sections(1).to().reason(), "ROLE_MISSING");
  EXPECT_EQ(both.sections(1).values_size(), 0);
  EXPECT_GT(both.sections(2).values_size(), 0);
  EXPECT_EQ(both.shifts_status().state(), v1::SectionStatus::STATE_UNAVAILABLE);
}

TEST_F(CompareServerTest, OnlyTheSectionsAskedForAreCompared) {
  v1::CompareKeyAccountsResponse both;
  ASSERT_THAT(Compare(absl::StrCat(kTwoTimes, "sections: SECTION_TEAM"), &both),
              GrpcIsOk());
  EXPECT_EQ(both.sections(3).from().state(),
            v1::SectionStatus::STATE_NOT_REQUESTED);
  EXPECT_EQ(fakes_.planning.script.asked, 0);
  EXPECT_EQ(fakes_.assessment.script.asked, 0);
  EXPECT_EQ(fakes_.assessment.compare_script.asked, 0);
}

TEST_F(CompareServerTest, TheAccountServiceDecidesTheCall) {
  fakes_.account.script.behaviour = Behaviour::kRefuses;
  v1::CompareKeyAccountsResponse both;
  EXPECT_THAT(
      Compare(kTwoTimes, &both),
      GrpcStatusIs(grpc::StatusCode::PERMISSION_DENIED, "ROLE_MISSING"));
}

TEST_F(CompareServerTest, MalformedRequestsAreRefusedUnasked) {
  v1::CompareKeyAccountsResponse both;
  EXPECT_THAT(
      Compare("parent: 'programs/p' from { name: 'programs/p/accounts/a' } "
              "to { name: 'programs/q/accounts/a' }",
              &both),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_REFERENCE"));
  EXPECT_THAT(
      Compare("parent: 'programs/p' from { name: 'programs/p/accounts/a' }",
              &both),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "MISSING_FIELD"));
  EXPECT_EQ(fakes_.account.script.asked, 0);
}

}  // namespace
}  // namespace kam::gateway::compare_server_test
