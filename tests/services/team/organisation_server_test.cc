#include <string>

#include "gmock/gmock.h"
#include "tests/services/team/team_harness.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/proto_matchers.h"

// How the supplier stands behind its programme, through the service. Named by
// the requirements' items.

namespace kam::team::organisation_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::kInvalidCall;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class OrganisationServerTest : public TeamServiceTest {
 protected:
  void HaveDepartment(const std::string& id) {
    Have(&Stub::CreateDepartment,
         "parent: 'programs/p' department_id: '" + id +
             "' department { display_name: 'D' required: true }");
  }

  // Says on the first of June whether a department understands and accepts.
  grpc::Status Say(const std::string& department, const std::string& more) {
    return Call(&Stub::CreateAlignmentStatement,
                "parent: 'programs/p/departments/" + department +
                    "' alignment_statement { stated_by: 'HR' " +
                    On("stated_on") + more + " }")
        .status;
  }

  grpc::Status Sign(const std::string& executive, const std::string& answer,
                    const std::string& more) {
    return Call(&Stub::CreateWillingnessStatement,
                "parent: 'programs/p' willingness_statement { " +
                    Who(executive, "executive") +
                    "processes: 'Order handling' "
                    "answer: WILLINGNESS_ANSWER_" +
                    answer + " " + more + " }")
        .status;
  }

  static constexpr char kBoth[] =
      "understands: TRI_STATE_PRESENT accepts: TRI_STATE_PRESENT";
};

TEST_F(OrganisationServerTest, AlignmentOfAnUnknownDepartmentIsRefused) {
  const grpc::Status status = Say("nowhere", kBoth);
  EXPECT_THAT(status, GrpcStatusIs(grpc::StatusCode::NOT_FOUND, "NOT_FOUND"));
  EXPECT_NE(status.error_message().find("programs/p/departments/nowhere"),
            std::string::npos);
  EXPECT_THAT(Facts().alignment().departments(), IsEmpty());
}

TEST_F(OrganisationServerTest, DepartmentWithStatementsIsNotDeletedBySurprise) {
  HaveDepartment("logistics");
  ASSERT_THAT(Say("logistics", kBoth), GrpcIsOk());
  EXPECT_THAT(
      Call(&Stub::DeleteDepartment, "name: 'programs/p/departments/logistics'")
          .status,
      GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "CHILDREN_EXIST"));
  EXPECT_THAT(Call(&Stub::DeleteDepartment,
                   "name: 'programs/p/departments/logistics' force: true")
                  .status,
              GrpcIsOk());
  EXPECT_EQ(ProgramFacts().alignment().value(), v1::ALIGNMENT_VALUE_UNKNOWN);
}

TEST_F(OrganisationServerTest, StatementsAreListedOfOneAccount) {
  HaveDepartment("logistics");
  ASSERT_THAT(Say("logistics", kBoth), GrpcIsOk());
  ASSERT_THAT(Say("logistics", "account: 'programs/p/accounts/a'"), GrpcIsOk());
  EXPECT_THAT(Say("logistics", "account: 'programs/q/accounts/a'"),
              GrpcStatusIs(kInvalidCall, "INVALID_REFERENCE"));
  EXPECT_THAT(Have(&Stub::ListAlignmentStatements,
                   "parent: 'programs/p/departments/logistics'")
                  .alignment_statements(),
              SizeIs(2));
  EXPECT_THAT(Have(&Stub::ListAlignmentStatements,
                   "parent: 'programs/p/departments/logistics' "
                   "account: 'programs/p/accounts/a'")
                  .alignment_statements(),
              SizeIs(1));
}

TEST_F(OrganisationServerTest, S1_08_EveryRequiredDepartmentMustBeAligned) {
  HaveDepartment("logistics");
  HaveDepartment("finance");
  ASSERT_THAT(Say("logistics", kBoth), GrpcIsOk());
  EXPECT_EQ(ProgramFacts().alignment().value(), v1::ALIGNMENT_VALUE_UNKNOWN);
  ASSERT_THAT(Say("finance", kBoth), GrpcIsOk());
  EXPECT_EQ(ProgramFacts().alignment().value(), v1::ALIGNMENT_VALUE_ALIGNED);
  EXPECT_EQ(Facts().alignment().value(), v1::ALIGNMENT_VALUE_ALIGNED);
  // Finance has never heard of what this account needs.
  ASSERT_THAT(Say("finance",
                  "account: 'programs/p/accounts/a' "
                  "understands: TRI_STATE_ABSENT"),
              GrpcIsOk());
  const v1::AlignmentVerdict verdict = Facts().alignment();
  EXPECT_EQ(verdict.value(), v1::ALIGNMENT_VALUE_MISALIGNED);
  EXPECT_THAT(verdict.binding(), ElementsAre("programs/p/departments/finance"));
  EXPECT_EQ(ProgramFacts().alignment().value(), v1::ALIGNMENT_VALUE_ALIGNED);
  EXPECT_EQ(Facts("as_of { year: 2013 month: 5 day: 31 }").alignment().value(),
            v1::ALIGNMENT_VALUE_UNKNOWN);
}

TEST_F(OrganisationServerTest, AlignmentOfAPastStateIsThatOfThen) {
  HaveDepartment("logistics");
  harness_.clock().Advance(absl::Hours(2));
  ASSERT_THAT(Say("logistics", kBoth), GrpcIsOk());
  const std::string before = "read_time { seconds: 1385902800 }";  // 13:00
  EXPECT_EQ(ProgramFacts().alignment().value(), v1::ALIGNMENT_VALUE_ALIGNED);
  EXPECT_EQ(ProgramFacts(before).alignment().value(),
            v1::ALIGNMENT_VALUE_UNKNOWN);
  EXPECT_EQ(Facts(before).alignment().value(), v1::ALIGNMENT_VALUE_UNKNOWN);
}

TEST_F(OrganisationServerTest, S4_15_InternalServiceIsRated) {
  HaveDepartment("logistics");
  ASSERT_THAT(Say("logistics", "service_rating: 2"), GrpcIsOk());
  EXPECT_EQ(Facts().alignment().departments(0).service_rating(), 2);
  EXPECT_THAT(Say("logistics", "service_rating: 6"),
              GrpcStatusIs(kInvalidCall, "VALUE_OUT_OF_RANGE"));
}

TEST_F(OrganisationServerTest, S0_20_ExecutivesSignWhatMayChange) {
  HaveMember("eve", "positions { grade: GRADE_DIRECTOR }");
  HaveMember("max", "positions { grade: GRADE_MANAGER }");
  const std::string may = "signed_on { year: 2013 month: 5 day: 1 } ";
  EXPECT_EQ(Facts().willing_to_change(), type::v1::TRI_STATE_UNKNOWN);
  // A manager's word does not count.
  ASSERT_THAT(Sign("max", "WILLING", On("signed_on")), GrpcIsOk());
  EXPECT_EQ(Facts().willing_to_change(), type::v1::TRI_STATE_UNKNOWN);
  ASSERT_THAT(Sign("eve", "WILLING", may), GrpcIsOk());
  EXPECT_EQ(Facts().willing_to_change(), type::v1::TRI_STATE_PRESENT);
  ASSERT_THAT(
      Sign("eve", "UNWILLING", may + "account: 'programs/p/accounts/a'"),
      GrpcIsOk());
  const v1::TeamFacts facts = Facts();
  EXPECT_EQ(facts.willing_to_change(), type::v1::TRI_STATE_ABSENT);
  ASSERT_THAT(facts.willingness(), SizeIs(3));
  EXPECT_FALSE(facts.willingness(0).counts());
  EXPECT_EQ(facts.willingness(1).executive().position().grade(),
            type::v1::GRADE_DIRECTOR);
  EXPECT_EQ(Have(&Stub::GetTeamFacts, "account: 'programs/p/accounts/b'")
                .willing_to_change(),
            type::v1::TRI_STATE_PRESENT);
}

TEST_F(OrganisationServerTest, S0_04_AuthorityOverPriceAndTendersIsKept) {
  HaveTeam();
  auto grant = [&](const std::string& fields) {
    return Call(&Stub::CreateAuthority,
                "parent: 'programs/p/members/ann' authority { " +
                    On("starts_on") + fields + " }")
        .status;
  };
  ASSERT_THAT(grant("scopes: AUTHORITY_SCOPE_TENDERS "
                    "scopes: AUTHORITY_SCOPE_PRICE"),
              GrpcIsOk());
  ASSERT_THAT(grant("scopes: AUTHORITY_SCOPE_PROFIT "
                    "account: 'programs/p/accounts/b'"),
              GrpcIsOk());
  EXPECT_THAT(grant("scopes: AUTHORITY_SCOPE_PLAN "
                    "scopes: AUTHORITY_SCOPE_PLAN"),
              GrpcStatusIs(kInvalidCall));
  const v1::TeamFacts facts = Facts();
  ASSERT_THAT(facts.members(0).authorities(), SizeIs(1));
  EXPECT_THAT(
      facts.members(0).authorities(0).scopes(),
      ElementsAre(v1::AUTHORITY_SCOPE_TENDERS, v1::AUTHORITY_SCOPE_PRICE));
  EXPECT_THAT(facts.members(1).authorities(), IsEmpty());
  // Authority alone tells nothing of the skills.
  EXPECT_EQ(facts.skill_coverage().status(),
            type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
}

TEST_F(OrganisationServerTest, M11_AuthorityHasItsDaysAndMayBeNone) {
  HaveTeam();
  Have(&Stub::CreateAuthority, "parent: 'programs/p/members/ann' authority { " +
                                   On("starts_on") +
                                   "ends_on { year: 2013 month: 8 day: 31 } }");
  EXPECT_THAT(
      Facts("as_of { year: 2013 month: 8 day: 31 }").members(0).authorities(),
      SizeIs(1));
  EXPECT_THAT(
      Facts("as_of { year: 2013 month: 9 day: 1 }").members(0).authorities(),
      IsEmpty());
}

TEST_F(OrganisationServerTest, ListIsCompleteOnlyUpToItsDeclaration) {
  EXPECT_THAT(
      Record(&Stub::CreateListCompleteness, "list_completeness",
             "list: LIST_MEETINGS declared_by: 'Ann' " + On("declared_on") +
                 "complete_through { year: 2013 month: 6 day: 2 }")
          .status,
      GrpcStatusIs(kInvalidCall, "DATES_REVERSED"));
  Complete("MEETINGS");
  EXPECT_THAT(Facts().list_completenesses(), SizeIs(1));
}

}  // namespace
}  // namespace kam::team::organisation_server_test
