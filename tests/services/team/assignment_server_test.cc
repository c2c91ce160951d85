#include <string>

#include "gmock/gmock.h"
#include "tests/services/team/team_harness.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/proto_matchers.h"

// Members and their assignments through the service. Named by the
// requirements' items.

namespace kam::team::assignment_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::kFailedCall;
using kam::testing::kInvalidCall;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using AssignmentServerTest = TeamServiceTest;

TEST_F(AssignmentServerTest, MoreThanAWholeIsRefusedWithTheDaysThatClash) {
  HaveMember("ann");
  ASSERT_THAT(Assign("a", "ann", "SUPPORT",
                     "dedication_bps: 6000 "
                     "ends_on { year: 2013 month: 6 day: 30 }")
                  .status,
              GrpcIsOk());
  const grpc::Status refused =
      Assign("b", "ann", "SUPPORT", "dedication_bps: 5000").status;
  EXPECT_THAT(refused, GrpcStatusIs(kFailedCall, "DEDICATION_EXCEEDED"));
  EXPECT_THAT(refused.error_message(),
              HasSubstr("from 2013-01-01 to 2013-06-30"));
  const auto info = kam::testing::DetailOf<google::rpc::ErrorInfo>(refused);
  EXPECT_EQ(info.metadata().at("first_day"), "2013-01-01");
  EXPECT_EQ(info.metadata().at("last_day"), "2013-06-30");
  EXPECT_EQ(info.metadata().at("dedication_bps"), "11000");
  EXPECT_EQ(info.metadata().at("assignments"),
            "programs/p/accounts/a/assignments/ann-support");
  // Nothing is lost, and a whole is not too much.
  EXPECT_THAT(Have(&Stub::ListAssignments, "parent: 'programs/p/accounts/b'")
                  .assignments(),
              IsEmpty());
  ASSERT_THAT(Assign("b", "ann", "SUPPORT", "dedication_bps: 4000").status,
              GrpcIsOk());
  EXPECT_THAT(
      Call(&Stub::UpdateAssignment,
           "assignment { name: 'programs/p/accounts/b/assignments/ann-support' "
           "dedication_bps: 4001 }")
          .status,
      GrpcStatusIs(kFailedCall, "DEDICATION_EXCEEDED"));
}

TEST_F(AssignmentServerTest, AnotherRoleIsAnotherAssignment) {
  HaveTeam();
  EXPECT_THAT(
      Call(&Stub::UpdateAssignment,
           "assignment { name: 'programs/p/accounts/a/assignments/bob-support' "
           "role: ASSIGNMENT_ROLE_DEVELOPMENT }")
          .status,
      GrpcStatusIs(kInvalidCall, "IMMUTABLE_FIELD"));
}

TEST_F(AssignmentServerTest, WhatWasIsNotRewrittenUnlessItWasWrong) {
  HaveMember("ann", "positions { title: 'Seller' grade: GRADE_STAFF }");
  const std::string rewrite =
      "member { name: 'programs/p/members/ann' positions { title: 'KAM' "
      "grade: GRADE_STAFF } } ";
  const grpc::Status refused = Call(&Stub::UpdateMember, rewrite).status;
  EXPECT_THAT(refused, GrpcStatusIs(kFailedCall, "POSITION_HISTORY"));
  EXPECT_EQ(Have(&Stub::GetMember, "name: 'programs/p/members/ann'")
                .positions(0)
                .title(),
            "Seller");
  // What carries no finding may be completed.
  EXPECT_THAT(
      Call(&Stub::UpdateMember,
           "member { name: 'programs/p/members/ann' positions { "
           "title: 'Seller' grade: GRADE_STAFF business_education: 'MBA' } }")
          .status,
      GrpcIsOk());
  EXPECT_THAT(
      Call(&Stub::UpdateMember, rewrite + "correct_history: true").status,
      GrpcIsOk());
}

TEST_F(AssignmentServerTest, PositionCarriesOnFromTheOneBefore) {
  HaveMember("ann",
             "positions { title: 'Seller' grade: GRADE_STAFF "
             "pay { salary_bps: 5000 commission_bps: 5000 } }");
  const std::string name = "name: 'programs/p/members/ann' ";
  Have(&Stub::ChangePosition, name +
                                  "position { title: 'KAM' "
                                  "starts_on { year: 2013 month: 6 day: 1 "
                                  "} }");
  // One that begins in between.
  const v1::Member member = Have(
      &Stub::ChangePosition, name +
                                 "position { grade: GRADE_MANAGER "
                                 "pay { salary_bps: 10000 } "
                                 "starts_on { year: 2013 month: 3 day: 1 } }");
  EXPECT_THAT(
      member.positions(),
      ElementsAre(EqualsProto(R"pb(
                    title: "Seller"
                    grade: GRADE_STAFF
                    pay { salary_bps: 5000 commission_bps: 5000 })pb"),
                  EqualsProto(R"pb(
                    starts_on { year: 2013 month: 3 day: 1 }
                    title: "Seller"
                    grade: GRADE_MANAGER
                    pay { salary_bps: 10000 })pb"),
                  EqualsProto(R"pb(
                    starts_on { year: 2013 month: 6 day: 1 }
                    title: "KAM"
                    grade: GRADE_STAFF
                    pay { salary_bps: 5000 commission_bps: 5000 })pb")));
  EXPECT_THAT(
      Call(&Stub::ChangePosition,
           name + "position { starts_on { year: 2013 month: 6 day: 1 } }")
          .status,
      GrpcStatusIs(grpc::StatusCode::ALREADY_EXISTS, "POSITION_EXISTS"));
  EXPECT_THAT(
      Call(&Stub::ChangePosition, name + "position { title: 'KAM' }").status,
      GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
  EXPECT_THAT(
      Call(&Stub::ChangePosition,
           name + "etag: '\"stale\"' "
                  "position { starts_on { year: 2013 month: 7 day: 1 } }")
          .status,
      GrpcStatusIs(grpc::StatusCode::ABORTED, "ETAG_MISMATCH"));
}

TEST_F(AssignmentServerTest, MemberWithRatingsIsNotDeletedBySurprise) {
  HaveMember("ann");
  Rate("ann", "SELLING", 1);
  const std::string name = "name: 'programs/p/members/ann' ";
  EXPECT_THAT(Call(&Stub::DeleteMember, name).status,
              GrpcStatusIs(kFailedCall, "CHILDREN_EXIST"));
  EXPECT_THAT(Call(&Stub::DeleteMember, name + "force: true").status,
              GrpcIsOk());
  EXPECT_THAT(
      Call(&Stub::ListSkillRatings, "parent: 'programs/p/members/ann'").status,
      GrpcStatusIs(grpc::StatusCode::NOT_FOUND, "NOT_FOUND"));
}

TEST_F(AssignmentServerTest, S0_02_RoleHasSixSides) {
  HaveMember("ann",
             "positions { grade: GRADE_MANAGER business_education: 'MBA' "
             "experience_years: 12 background: BACKGROUND_COMMERCIAL_MANAGER "
             "}");
  ASSERT_THAT(Assign("a", "ann", "KEY_ACCOUNT_MANAGER",
                     "responsibility: 'Profit of the account'")
                  .status,
              GrpcIsOk());
  Have(&Stub::CreateAuthority,
       "parent: 'programs/p/members/ann' authority { "
       "scopes: AUTHORITY_SCOPE_PROFIT " +
           On("starts_on") + "}");
  const v1::TeamFacts facts = Facts();
  const v1::AssignedMember& ann = facts.members(0);
  EXPECT_EQ(ann.assignment().role(), v1::ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER);
  EXPECT_EQ(ann.assignment().responsibility(), "Profit of the account");
  EXPECT_THAT(ann.authorities(0).scopes(),
              ElementsAre(v1::AUTHORITY_SCOPE_PROFIT));
  EXPECT_EQ(ann.position().grade(), type::v1::GRADE_MANAGER);
  EXPECT_EQ(ann.position().business_education(), "MBA");
  EXPECT_EQ(ann.position().experience_years(), 12);
}

TEST_F(AssignmentServerTest, M13_BackgroundIsThatOfTheDay) {
  HaveMember("ann",
             "positions { background: BACKGROUND_SALES_TRAINED } positions { "
             "background: BACKGROUND_COMMERCIAL_MANAGER " +
                 On("starts_on") + "}");
  ASSERT_THAT(Assign("a", "ann", "KEY_ACCOUNT_MANAGER").status, GrpcIsOk());
  EXPECT_EQ(Facts().members(0).position().background(),
            v1::BACKGROUND_COMMERCIAL_MANAGER);
  EXPECT_EQ(Facts("as_of { year: 2013 month: 5 day: 31 }")
                .members(0)
                .position()
                .background(),
            v1::BACKGROUND_SALES_TRAINED);
}

TEST_F(AssignmentServerTest, S0_05_ChangeOfTitleAloneIsToldAsSuch) {
  HaveMember("ann", "positions { title: 'Sales rep' grade: GRADE_STAFF }");
  ASSERT_THAT(Assign("a", "ann", "KEY_ACCOUNT_MANAGER").status, GrpcIsOk());
  Have(&Stub::ChangePosition,
       "name: 'programs/p/members/ann' position { title: 'KAM' " +
           On("starts_on") + "}");
  const v1::SkillCoverage coverage = Coverage();
  ASSERT_THAT(coverage.title_changes(), SizeIs(1));
  EXPECT_TRUE(coverage.title_changes(0).title_only());
  EXPECT_FALSE(coverage.title_changes(0).from_claims());
  EXPECT_TRUE(coverage.title_changes(0).to_claims());
  EXPECT_THAT(coverage.title_changes(0).changed_on(),
              EqualsProto("year: 2013 month: 6 day: 1"));
}

TEST_F(AssignmentServerTest, M12_SeniorityIsTheGradeOfTheDay) {
  HaveMember("ann",
             "positions { grade: GRADE_MANAGER } positions { "
             "grade: GRADE_DIRECTOR " +
                 On("starts_on") + "}");
  ASSERT_THAT(Assign("a", "ann", "KEY_ACCOUNT_MANAGER").status, GrpcIsOk());
  EXPECT_EQ(Facts().members(0).position().grade(), type::v1::GRADE_DIRECTOR);
  EXPECT_EQ(Facts("as_of { year: 2013 month: 5 day: 31 }")
                .members(0)
                .position()
                .grade(),
            type::v1::GRADE_MANAGER);
}

TEST_F(AssignmentServerTest, M04_WorkLocationIsKept) {
  HaveMember("ann");
  ASSERT_THAT(Assign("a", "ann", "SUPPORT",
                     "kind: ASSIGNMENT_KIND_PERMANENT "
                     "work_location: WORK_LOCATION_AT_OR_NEAR_CUSTOMER")
                  .status,
              GrpcIsOk());
  EXPECT_EQ(Facts().members(0).assignment().work_location(),
            v1::WORK_LOCATION_AT_OR_NEAR_CUSTOMER);
}

}  // namespace
}  // namespace kam::team::assignment_server_test
