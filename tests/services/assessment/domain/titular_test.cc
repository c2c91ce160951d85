#include "services/assessment/titular.h"

#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "tests/services/assessment/domain/phase_exemplars.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::titular_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::ParseProto;

v1::PhaseResult Judge(const v1::TitleFacts& titles, int demonstrated = 1,
                      int ceiling = 1) {
  v1::PhaseResult result;
  result.set_demonstrated(demonstrated);
  result.set_ceiling(ceiling);
  Violations violations;
  JudgeTitles(titles, ModelPolicy::Default(), kExemplarDay, result, violations);
  EXPECT_THAT(violations.ToStatus(), IsOk());
  return result;
}

v1::TitleFacts Program(const char* name) {
  v1::TitleFacts titles;
  titles.set_program_name(name);
  return titles;
}

// A member called KAM with `count` activities of `kind` on 2023-06-30, the
// first day of the window, or the day before it.
v1::TitleFacts Member(int count, v1::ActivityKind kind, int day = 30) {
  v1::TitleFacts titles;
  v1::MemberTitle& member = *titles.add_members();
  member.set_member("m");
  member.set_title("KAM");
  for (int i = 0; i < count; ++i) {
    v1::MemberActivity& activity = *member.add_activities();
    activity.set_kind(kind);
    activity.mutable_done_on()->set_year(2023);
    activity.mutable_done_on()->set_month(6);
    activity.mutable_done_on()->set_day(day);
  }
  return titles;
}

v1::MemberRoleTitle RoleOf(const v1::TitleFacts& titles) {
  return Judge(titles).member_titles(0).title();
}

TEST(Titular, AClaimIsTitularOnlyWhenTheCeilingProvesIt) {
  const v1::TitleFacts kam = Program("KAM");
  EXPECT_EQ(Judge(kam, 1, 2).relationship_title(),
            v1::RELATIONSHIP_TITLE_TITULAR);
  EXPECT_EQ(Judge(kam, 1, 3).relationship_title(),
            v1::RELATIONSHIP_TITLE_UNDETERMINED);
  EXPECT_EQ(Judge(kam, 2, 5).relationship_title(),
            v1::RELATIONSHIP_TITLE_UNDETERMINED);
  EXPECT_EQ(Judge(kam, 3, 3).relationship_title(),
            v1::RELATIONSHIP_TITLE_GENUINE);
}

TEST(Titular, WithoutAClaimThePhaseDecides) {
  const v1::TitleFacts sales = Program("Sales");
  EXPECT_EQ(Judge(sales, 2, 5).relationship_title(),
            v1::RELATIONSHIP_TITLE_NOT_APPLICABLE);
  EXPECT_EQ(Judge(sales, 3, 3).relationship_title(),
            v1::RELATIONSHIP_TITLE_UNTITLED_KAM);
}

TEST(Titular, TheKeyFlagAndTheManagersTitleClaim) {
  v1::TitleFacts titles = Program("Sales");
  titles.set_key_account(true);
  EXPECT_EQ(Judge(titles).relationship_title(), v1::RELATIONSHIP_TITLE_TITULAR);
  titles = Member(0, v1::ACTIVITY_KIND_SALES);
  EXPECT_EQ(Judge(titles).relationship_title(),
            v1::RELATIONSHIP_TITLE_NOT_APPLICABLE);
  titles.mutable_members(0)->set_key_account_manager(true);
  EXPECT_EQ(Judge(titles).relationship_title(), v1::RELATIONSHIP_TITLE_TITULAR);
}

TEST(Titular, S1_01_ATitleWithoutKamWorkIsTitular) {
  EXPECT_EQ(RoleOf(Member(5, v1::ACTIVITY_KIND_SALES)),
            v1::MEMBER_ROLE_TITLE_TITULAR_ROLE);
  EXPECT_EQ(RoleOf(Member(4, v1::ACTIVITY_KIND_SALES)),
            v1::MEMBER_ROLE_TITLE_UNDETERMINED);
  EXPECT_EQ(RoleOf(Member(5, v1::ACTIVITY_KIND_SALES, 29)),
            v1::MEMBER_ROLE_TITLE_UNDETERMINED);
}

TEST(Titular, OneKamActivityMakesTheRoleGenuine) {
  for (int kind = v1::ACTIVITY_KIND_COORDINATING_TEAM;
       kind <= v1::ACTIVITY_KIND_MANAGEMENT_FEEDBACK; ++kind) {
    EXPECT_EQ(RoleOf(Member(1, static_cast<v1::ActivityKind>(kind))),
              v1::MEMBER_ROLE_TITLE_GENUINE_ROLE)
        << kind;
  }
  for (const v1::ActivityKind kind :
       {v1::ACTIVITY_KIND_PROJECT_REVIEW, v1::ACTIVITY_KIND_TEAM_MEETING,
        v1::ACTIVITY_KIND_SALES, v1::ACTIVITY_KIND_OTHER}) {
    EXPECT_EQ(RoleOf(Member(5, kind)), v1::MEMBER_ROLE_TITLE_TITULAR_ROLE);
  }
}

TEST(Titular, ATitleThatClaimsNothingIsNotJudged) {
  v1::TitleFacts titles = Member(5, v1::ACTIVITY_KIND_SALES);
  titles.mutable_members(0)->set_title("Sales Representative");
  EXPECT_EQ(RoleOf(titles), v1::MEMBER_ROLE_TITLE_NOT_APPLICABLE);
}

TEST(Titular, MembersAreInTheOrderOfNamesAndOccurOnce) {
  v1::TitleFacts titles;
  titles.add_members()->set_member("b");
  titles.add_members()->set_member("a");
  EXPECT_EQ(Judge(titles).member_titles(0).member(), "a");
  titles.add_members()->set_member("b");
  v1::PhaseResult result;
  Violations violations;
  JudgeTitles(titles, ModelPolicy::Default(), kExemplarDay, result, violations);
  EXPECT_THAT(violations.ToStatus(), HasReason("DUPLICATE_MEMBER"));
}

TEST(Titular, S0_01_TitlesChangeNoPhase) {
  v1::Evidence evidence = Exemplar(4);
  const auto untitled = Evaluate(v1::MODEL_PHASES, evidence,
                                 ModelPolicy::Default(), kExemplarDay);
  *evidence.mutable_phases()->mutable_titles() = Program("Sales Rep");
  const auto titled = Evaluate(v1::MODEL_PHASES, evidence,
                               ModelPolicy::Default(), kExemplarDay);
  ASSERT_THAT(untitled, IsOk());
  ASSERT_THAT(titled, IsOk());
  EXPECT_EQ(untitled->phases().demonstrated(), titled->phases().demonstrated());
  EXPECT_EQ(untitled->title_blind_digest(), titled->title_blind_digest());
  EXPECT_NE(untitled->bundle_digest(), titled->bundle_digest());
}

}  // namespace
}  // namespace kam::assessment::titular_test
