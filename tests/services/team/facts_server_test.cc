#include <string>

#include "gmock/gmock.h"
#include "tests/services/team/team_harness.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/proto_matchers.h"

// What the facts of accounts and programmes tell of their people. Named by the
// requirements' items.

namespace kam::team::facts_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::kInvalidCall;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using FactsServerTest = TeamServiceTest;

TEST_F(FactsServerTest, S0_06_SpanAndGradeOfTheLeadAreTold) {
  HaveMember("ann", "positions { grade: GRADE_SENIOR_EXECUTIVE }");
  for (const char* account : {"a", "b", "c"}) {
    ASSERT_THAT(Assign(account, "ann", "KEY_ACCOUNT_MANAGER").status,
                GrpcIsOk());
  }
  ASSERT_THAT(Assign("d", "ann", "SUPPORT").status, GrpcIsOk());
  EXPECT_EQ(Facts().accounts_of_lead(), 3);
  EXPECT_EQ(Facts().members(0).position().grade(),
            type::v1::GRADE_SENIOR_EXECUTIVE);
}

TEST_F(FactsServerTest, S0_07_ReportsAreCountedByDisciplineDownTheLine) {
  HaveMember("ann", "positions { reports_to: 'programs/p/members/top' }");
  HaveMember("top");
  ASSERT_THAT(Assign("a", "ann", "KEY_ACCOUNT_MANAGER").status, GrpcIsOk());
  auto reporting = [](const std::string& to, const std::string& function) {
    return "positions { " + Who(to, "reports_to") +
           "function: BUSINESS_FUNCTION_" + function + " }";
  };
  HaveMember("bob", reporting("ann", "LOGISTICS"));
  HaveMember("cid", reporting("bob", "LOGISTICS"));
  HaveMember("dan", reporting("bob", "FINANCE"));
  HaveMember("gone", reporting("ann", "FINANCE") +
                         " left_on { year: 2013 month: 12 day: 1 }");
  HaveMember("moved", reporting("ann", "FINANCE") + " positions { " +
                          Who("top", "reports_to") + On("starts_on") + "}");
  const auto expected = ElementsAre(
      EqualsProto("function: BUSINESS_FUNCTION_LOGISTICS "
                  "members: 2"),
      EqualsProto("function: BUSINESS_FUNCTION_FINANCE members: 1"));
  EXPECT_THAT(Facts().reports_of_lead(), expected);
  // The same from the history, once the present has moved on.
  harness_.clock().Advance(absl::Hours(2));
  Have(&Stub::DeleteMember, "name: 'programs/p/members/bob'");
  EXPECT_THAT(Facts().reports_of_lead(), IsEmpty());
  EXPECT_THAT(Facts("read_time { seconds: 1385902800 }").reports_of_lead(),
              expected);
}

TEST_F(FactsServerTest, M03_TeamFormFollowsTheAssignments) {
  EXPECT_EQ(Facts().team_form(), v1::TEAM_FORM_UNKNOWN);
  HaveMember("ann");
  ASSERT_THAT(Assign("a", "ann", "KEY_ACCOUNT_MANAGER",
                     "kind: ASSIGNMENT_KIND_PERMANENT dedication_bps: 10000")
                  .status,
              GrpcIsOk());
  EXPECT_EQ(Facts().team_form(), v1::TEAM_FORM_ALONE);
  HaveMember("bob", "positions { function: BUSINESS_FUNCTION_LOGISTICS }");
  HaveMember("cid", "positions { function: BUSINESS_FUNCTION_FINANCE }");
  ASSERT_THAT(Assign("a", "bob", "SUPPORT",
                     "kind: ASSIGNMENT_KIND_PERMANENT dedication_bps: 10000")
                  .status,
              GrpcIsOk());
  EXPECT_EQ(Facts().team_form(), v1::TEAM_FORM_ALONE_WITH_SUPPORT);
  ASSERT_THAT(Assign("a", "cid", "SPECIALIST",
                     "kind: ASSIGNMENT_KIND_PERMANENT dedication_bps: 5000")
                  .status,
              GrpcIsOk());
  EXPECT_EQ(Facts().team_form(), v1::TEAM_FORM_PERMANENT_MULTI);
  Have(&Stub::UpdateAssignment,
       "assignment { name: 'programs/p/accounts/a/assignments/cid-specialist' "
       "dedication_bps: 10000 }");
  EXPECT_EQ(Facts().team_form(), v1::TEAM_FORM_DEDICATED_PERMANENT_MULTI);
}

TEST_F(FactsServerTest, S1_R5_FunctionsOfTheTeamAreThoseOfTheDay) {
  HaveTeam();
  EXPECT_EQ(Facts().members(1).position().function(),
            v1::BUSINESS_FUNCTION_LOGISTICS);
  const v1::ProgramFacts lines =
      ProgramFacts("accounts: 'programs/p/accounts/a'");
  EXPECT_EQ(lines.accounts(0).functions(), 1);
  EXPECT_EQ(lines.accounts(0).team_form(), v1::TEAM_FORM_ALONE_WITH_SUPPORT);
}

TEST_F(FactsServerTest, S1_R7_AccountsPerManagerIsAnExactMean) {
  HaveMember("ann");
  HaveMember("bob");
  HaveMember("cid");
  for (const char* account : {"a", "b"}) {
    ASSERT_THAT(Assign(account, "ann", "KEY_ACCOUNT_MANAGER").status,
                GrpcIsOk());
  }
  ASSERT_THAT(Assign("c", "bob", "KEY_ACCOUNT_MANAGER").status, GrpcIsOk());
  ASSERT_THAT(Assign("a", "cid", "SUPPORT").status, GrpcIsOk());
  ASSERT_THAT(Assign("d", "cid", "DEVELOPMENT", "lead: true").status,
              GrpcIsOk());
  const v1::ProgramFacts facts = ProgramFacts();
  EXPECT_EQ(facts.leads(), 3);
  EXPECT_EQ(facts.led_accounts(), 4);
  EXPECT_EQ(facts.accounts_per_manager_hundredths(), 133);
  ASSERT_THAT(facts.managers(), SizeIs(3));
  EXPECT_EQ(facts.managers(0).display_name(), "ann");
  EXPECT_EQ(facts.managers(0).accounts(), 2);
  const v1::ProgramFacts before =
      ProgramFacts("as_of { year: 2012 month: 12 day: 31 }");
  EXPECT_EQ(before.leads(), 0);
  EXPECT_FALSE(before.has_accounts_per_manager_hundredths());
}

TEST_F(FactsServerTest, S1_R8_M14_PayOfManagersIsThatOfTheDay) {
  HaveMember("ann",
             "positions { pay { salary_bps: 5000 commission_bps: 5000 } } "
             "positions { pay { salary_bps: 8000 bonus_bps: 2000 "
             "bonus_bases: BONUS_BASIS_PLAN_QUALITY } " +
                 On("starts_on") + "}");
  ASSERT_THAT(Assign("a", "ann", "KEY_ACCOUNT_MANAGER").status, GrpcIsOk());
  EXPECT_THAT(ProgramFacts().managers(0).position().pay(),
              EqualsProto("salary_bps: 8000 bonus_bps: 2000 "
                          "bonus_bases: BONUS_BASIS_PLAN_QUALITY"));
  EXPECT_EQ(ProgramFacts("as_of { year: 2013 month: 5 day: 31 }")
                .managers(0)
                .position()
                .pay()
                .commission_bps(),
            5000);
}

TEST_F(FactsServerTest, S4_11_GradeOfWhoLedAnAuditCanBeAsked) {
  HaveMember("eve", "positions { grade: GRADE_SENIOR_EXECUTIVE }");
  const v1::TeamFacts facts = Facts(
      "members: 'programs/p/members/eve' "
      "members: 'programs/p/members/nobody'");
  ASSERT_THAT(facts.other_members(), SizeIs(2));
  EXPECT_EQ(facts.other_members(0).position().grade(),
            type::v1::GRADE_SENIOR_EXECUTIVE);
  EXPECT_FALSE(facts.other_members(1).resolved());
  EXPECT_THAT(Call(&Stub::GetTeamFacts,
                   "account: 'programs/p/accounts/a' "
                   "members: 'programs/q/members/eve'")
                  .status,
              GrpcStatusIs(kInvalidCall, "INVALID_REFERENCE"));
}

TEST_F(FactsServerTest, S4_18_LoneHeroIsATeamOfOne) {
  HaveMember("ann");
  ASSERT_THAT(Assign("a", "ann", "KEY_ACCOUNT_MANAGER").status, GrpcIsOk());
  const v1::ProgramFacts lines =
      ProgramFacts("accounts: 'programs/p/accounts/a'");
  EXPECT_EQ(lines.accounts(0).members(), 1);
  EXPECT_EQ(lines.accounts(0).team_form(), v1::TEAM_FORM_ALONE);
}

TEST_F(FactsServerTest, FactsOfTheProgramReadThePastToo) {
  HaveMember("ann");
  ASSERT_THAT(Assign("a", "ann", "KEY_ACCOUNT_MANAGER").status, GrpcIsOk());
  harness_.clock().Advance(absl::Hours(2));
  ASSERT_THAT(Assign("b", "ann", "KEY_ACCOUNT_MANAGER").status, GrpcIsOk());
  EXPECT_EQ(ProgramFacts().led_accounts(), 2);
  EXPECT_EQ(ProgramFacts("read_time { seconds: 1385902800 }").led_accounts(),
            1);
}

TEST_F(FactsServerTest, RecordsOfAllKindsAreInTheFeed) {
  HaveTeam();
  Rate("ann", "SELLING", 1);
  ASSERT_THAT(Record(&Stub::CreateSponsorship, "sponsorship",
                     Who("eve") + On("starts_on"))
                  .status,
              GrpcIsOk());
  v1::WatchTeamChangesRequest request;
  request.set_parent("programs/p");
  request.set_stop_when_caught_up(true);
  grpc::ClientContext context;
  auto reader = stub_->WatchTeamChanges(&context, request);
  v1::WatchTeamChangesResponse response;
  std::vector<int> kinds;
  while (reader->Read(&response)) {
    for (const auto& change : response.changes()) {
      kinds.push_back(change.resource_case());
    }
  }
  EXPECT_THAT(reader->Finish(), GrpcIsOk());
  EXPECT_THAT(kinds, SizeIs(6));
  EXPECT_THAT(kinds, Contains(v1::TeamChange::kSkillRating));
  EXPECT_THAT(kinds, Contains(v1::TeamChange::kSponsorship));
}

}  // namespace
}  // namespace kam::team::facts_server_test
