#include <string>

#include "absl/strings/ascii.h"
#include "gmock/gmock.h"
#include "services/team/skill_catalogue.h"
#include "tests/services/team/team_harness.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/proto_matchers.h"

// Skills through the service. Named by the requirements' items.

namespace kam::team::skill_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::kInvalidCall;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class SkillServerTest : public TeamServiceTest {
 protected:
  // Rates every area of a member alike.
  void RateAreas(const std::string& member, int level) {
    for (const v1::Skill skill : AreaSkills()) {
      ASSERT_THAT(
          Rate(member, absl::AsciiStrToUpper(SkillKey(skill)), level).status,
          GrpcIsOk());
    }
  }
};

TEST_F(SkillServerTest, RatingOfOneselfAbove1IsRefused) {
  HaveMember("ann");
  EXPECT_THAT(Rate("ann", "SELLING", 2, "programs/p/members/ann").status,
              GrpcStatusIs(kInvalidCall, "SELF_RATING"));
  EXPECT_THAT(Rate("ann", "SELLING", 1, "programs/p/members/ann").status,
              GrpcIsOk());
  EXPECT_THAT(Rate("ann", "SELLING", 2, "programs/p/members/bob").status,
              GrpcIsOk());
  const auto listed =
      Have(&Stub::ListSkillRatings, "parent: 'programs/p/members/ann'");
  EXPECT_THAT(listed.skill_ratings(), SizeIs(2));
}

TEST_F(SkillServerTest, RatingMayNotBecomeOneOfOneself) {
  HaveMember("ann");
  const auto rated = Rate("ann", "SELLING", 2);
  ASSERT_THAT(rated.status, GrpcIsOk());
  EXPECT_THAT(Call(&Stub::UpdateSkillRating,
                   "skill_rating { name: '" + rated.value.name() +
                       "' rater: 'programs/p/members/ann' }")
                  .status,
              GrpcStatusIs(kInvalidCall, "SELF_RATING"));
}

TEST_F(SkillServerTest, RatingOfTheFutureOrOutOfScaleIsRefused) {
  HaveMember("ann");
  // It is 1 December at noon; somewhere it is the 2nd.
  EXPECT_THAT(Rate("ann", "SELLING", 2, "HR",
                   "rated_on { year: 2013 month: 12 day: 2 }")
                  .status,
              GrpcIsOk());
  EXPECT_THAT(Rate("ann", "SELLING", 2, "HR",
                   "rated_on { year: 2013 month: 12 day: 3 }")
                  .status,
              GrpcStatusIs(kInvalidCall, "DATE_IN_FUTURE"));
  EXPECT_THAT(Rate("ann", "SELLING", 4).status,
              GrpcStatusIs(kInvalidCall, "VALUE_OUT_OF_RANGE"));
  EXPECT_THAT(Call(&Stub::CreateSkillRating,
                   "parent: 'programs/p/members/ann' skill_rating { "
                   "skill: SKILL_SELLING rater: 'HR' " +
                       On("rated_on") + "}")
                  .status,
              GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
  EXPECT_THAT(Rate("nobody", "SELLING", 1).status,
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND, "NOT_FOUND"));
}

TEST_F(SkillServerTest, RatingsAreListedOfOneSkill) {
  HaveMember("ann");
  Rate("ann", "SELLING", 2);
  Rate("ann", "PLANNING", 1);
  const auto listed =
      Have(&Stub::ListSkillRatings,
           "parent: 'programs/p/members/ann' skill: SKILL_PLANNING");
  ASSERT_THAT(listed.skill_ratings(), SizeIs(1));
  EXPECT_EQ(listed.skill_ratings(0).level(), 1);
}

TEST_F(SkillServerTest, SpecialistIsAMemberOrNamedNotBoth) {
  auto appoint = [&](const std::string& who) {
    return Record(&Stub::CreateSpecialistAppointment, "specialist_appointment",
                  "skill: SKILL_PLANNING " + On("starts_on") + who)
        .status;
  };
  EXPECT_THAT(appoint(""), GrpcStatusIs(kInvalidCall));
  EXPECT_THAT(appoint(Who("eve") + "external_name: 'Dr Law'"),
              GrpcStatusIs(kInvalidCall));
  EXPECT_THAT(appoint(Who("eve") + "external_level: 3"),
              GrpcStatusIs(kInvalidCall));
  EXPECT_THAT(appoint(Who("eve")), GrpcIsOk());
  EXPECT_THAT(appoint("external_name: 'Dr Law' external_level: 3"), GrpcIsOk());
}

TEST_F(SkillServerTest, CoverageSpeaksOfItsDayAndItsPolicy) {
  HaveTeam();
  Rate("bob", "OWN_OBJECTIVES", 2);
  EXPECT_THAT(Coverage().gaps(), ElementsAre(v1::SKILL_OWN_OBJECTIVES));
  EXPECT_THAT(Coverage("as_of { year: 2013 month: 5 day: 31 }").gaps(),
              IsEmpty());
  EXPECT_EQ(Coverage().policy().version(), 0);
  Have(&Stub::UpdateTeamPolicy,
       "team_policy { name: 'programs/p/teamPolicies/current' "
       "covered_level: 2 } allow_missing: true");
  const v1::SkillCoverage eased = Coverage();
  EXPECT_EQ(eased.policy().version(), 1);
  EXPECT_EQ(eased.policy().values(1).field(), "covered_level");
  EXPECT_EQ(eased.policy().values(1).value(), 2);
  EXPECT_THAT(eased.gaps(), IsEmpty());
  EXPECT_EQ(eased.store().revision(), 6);
  EXPECT_THAT(eased.as_of(), EqualsProto("year: 2013 month: 12 day: 1"));
  EXPECT_THAT(
      Call(&Stub::GetSkillCoverage, "account: 'programs/p/accounts/a' phase: 6")
          .status,
      GrpcStatusIs(kInvalidCall, "VALUE_OUT_OF_RANGE"));
}

TEST_F(SkillServerTest, PolicyCountsItsVersionsAndRefusesNonsense) {
  const std::string name = "name: 'programs/p/teamPolicies/current' ";
  EXPECT_THAT(Call(&Stub::GetTeamPolicy, name).status,
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND, "NOT_FOUND"));
  auto update = [&](const std::string& fields) {
    return Call(&Stub::UpdateTeamPolicy,
                "team_policy { " + fields + " } allow_missing: true");
  };
  EXPECT_THAT(update(name + "thin_level: 4").status,
              GrpcStatusIs(kInvalidCall, "INVALID_POLICY"));
  EXPECT_THAT(update("name: 'programs/p/teamPolicies/other'").status,
              GrpcStatusIs(kInvalidCall, "INVALID_ID"));
  EXPECT_EQ(update(name + "balance_level: 3").value.version(), 1);
  EXPECT_EQ(update(name + "balance_level: 3").value.version(), 1);
  EXPECT_EQ(update(name + "balance_level: 1").value.version(), 2);
}

TEST_F(SkillServerTest, S3_01_BothRolesAreNeeded) {
  HaveMember("ann");
  ASSERT_THAT(Assign("a", "ann", "DEVELOPMENT").status, GrpcIsOk());
  EXPECT_THAT(Coverage().missing_roles(),
              ElementsAre(v1::ASSIGNMENT_ROLE_SUPPORT));
  EXPECT_THAT(Codes(Coverage()), Contains("ROLE_MISSING"));
  HaveMember("bob");
  ASSERT_THAT(Assign("a", "bob", "SUPPORT").status, GrpcIsOk());
  EXPECT_THAT(Codes(Coverage()), Not(Contains("ROLE_MISSING")));
  // On the day before either began, nothing is known of the team.
  EXPECT_THAT(
      Coverage("as_of { year: 2012 month: 12 day: 31 }").missing_roles(),
      IsEmpty());
}

TEST_F(SkillServerTest, S3_08_TransitionSkillsOfTheManagerAreShown) {
  HaveTeam();
  Rate("ann", "CUSTOMER_CARE", 2);
  const v1::SkillCoverage coverage = Coverage();
  ASSERT_THAT(coverage.managers(), SizeIs(1));
  std::vector<std::string> keys;
  for (const v1::PersonalSkill& skill : coverage.managers(0).transition()) {
    keys.push_back(skill.key());
  }
  EXPECT_THAT(
      keys, ElementsAre("project_management", "communications", "customer_care",
                        "presentation", "team_management"));
  EXPECT_EQ(coverage.managers(0).transition(2).level(), 2);
}

TEST_F(SkillServerTest, S3_12_ElevenAreasAreCoveredOrNot) {
  HaveTeam();
  EXPECT_EQ(Coverage().status(), type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
  RateAreas("bob", 3);
  const v1::SkillCoverage coverage = Coverage();
  EXPECT_EQ(coverage.covered_areas(), 11);
  EXPECT_EQ(coverage.value(), v1::COVERAGE_VALUE_COVERED);
  EXPECT_EQ(coverage.status(), type::v1::VERDICT_STATUS_DETERMINED);
  EXPECT_EQ(coverage.areas(9).key(), "sales_order_processing");
  EXPECT_EQ(coverage.areas(9).covered_by(0).display_name(), "bob");
  EXPECT_THAT(Codes(coverage), Contains("SINGLE_POINT").Times(11));
  // The day after Bob has left, the areas are open again.
  Have(&Stub::UpdateMember,
       "member { name: 'programs/p/members/bob' "
       "left_on { year: 2013 month: 12 day: 1 } }");
  EXPECT_EQ(Coverage().covered_areas(), 0);
}

TEST_F(SkillServerTest, S3_13_AppointedSpecialistCoversWithTheManager) {
  HaveTeam();
  HaveMember("eve");
  Rate("ann", "CUSTOMER_FINANCIAL_LEGAL", 1);
  Rate("eve", "CUSTOMER_FINANCIAL_LEGAL", 3);
  EXPECT_EQ(Coverage().areas(0).state(), v1::AREA_STATE_GAP);
  ASSERT_THAT(
      Record(&Stub::CreateSpecialistAppointment, "specialist_appointment",
             "skill: SKILL_CUSTOMER_FINANCIAL_LEGAL " + Who("eve") +
                 On("starts_on"))
          .status,
      GrpcIsOk());
  EXPECT_EQ(Coverage().areas(0).state(), v1::AREA_STATE_ORCHESTRATED);
  EXPECT_EQ(Coverage().areas(0).covered_by(0).display_name(), "eve");
  EXPECT_EQ(Coverage("as_of { year: 2013 month: 5 day: 31 }").areas(0).state(),
            v1::AREA_STATE_UNKNOWN);
  // Somebody of the team covers it, and the manager understands nothing.
  Rate("ann", "OWN_OBJECTIVES", 0);
  Rate("bob", "OWN_OBJECTIVES", 3);
  EXPECT_THAT(Codes(Coverage()), Contains("KAM_BLIND"));
}

TEST_F(SkillServerTest, S3_14_ManagersHaveTheirOwnBalance) {
  HaveTeam();
  ASSERT_THAT(Coverage().managers(0).balance(), SizeIs(8));
  Rate("ann", "DELEGATION", 1);
  // Others' skills do not help.
  Rate("bob", "DELEGATION", 3);
  Rate("ann", "INDUSTRY", 2);
  const v1::SkillCoverage coverage = Coverage();
  const auto& balance = coverage.managers(0).balance();
  EXPECT_EQ(balance[0].key(), "delegation");
  EXPECT_EQ(balance[0].state(), v1::PERSONAL_STATE_GAP);
  EXPECT_EQ(balance[1].state(), v1::PERSONAL_STATE_UNKNOWN);
  EXPECT_EQ(balance[7].key(), "secondary");
  EXPECT_EQ(balance[7].state(), v1::PERSONAL_STATE_UNKNOWN);
  EXPECT_THAT(Codes(coverage), Contains("PERSONAL_GAP").Times(1));
}

TEST_F(SkillServerTest, S3_18_TitleAloneMakesNoManager) {
  HaveMember("ann", "positions { title: 'Sales rep' }");
  ASSERT_THAT(Assign("a", "ann", "KEY_ACCOUNT_MANAGER").status, GrpcIsOk());
  EXPECT_THAT(Codes(Coverage()), Not(Contains("TITLE_CHANGE_WITHOUT_SKILLS")));
  Have(&Stub::ChangePosition,
       "name: 'programs/p/members/ann' position { title: 'Account manager' "
       "starts_on { year: 2013 month: 5 day: 1 } }");
  const v1::SkillCoverage changed = Coverage();
  EXPECT_THAT(Codes(changed), Contains("TITLE_CHANGE_WITHOUT_SKILLS"));
  ASSERT_THAT(changed.title_changes(), SizeIs(1));
  EXPECT_EQ(changed.title_changes(0).from_title(), "Sales rep");
  EXPECT_THAT(changed.title_changes(0).unproven_skills(), SizeIs(4));
  for (const v1::Skill skill : AvoidSkills()) {
    Rate("ann", absl::AsciiStrToUpper(SkillKey(skill)), 2);
  }
  EXPECT_THAT(Codes(Coverage()), Not(Contains("TITLE_CHANGE_WITHOUT_SKILLS")));
  // Before they were rated, the finding stands.
  EXPECT_THAT(Codes(Coverage("as_of { year: 2013 month: 5 day: 31 }")),
              Contains("TITLE_CHANGE_WITHOUT_SKILLS"));
}

TEST_F(SkillServerTest, S0_23_WhatToTrainForDependsOnThePhase) {
  HaveTeam();
  Rate("ann", "GENERAL_MANAGEMENT", 3);
  const v1::SkillCoverage first = Coverage("phase: 1");
  ASSERT_THAT(first.training(), SizeIs(4));
  EXPECT_EQ(first.training(0).skill(), v1::SKILL_SELLING);
  const v1::SkillCoverage fifth = Coverage("phase: 5");
  ASSERT_THAT(fifth.training(), SizeIs(3));
  EXPECT_EQ(fifth.training(0).skill(), v1::SKILL_STRATEGIC_THINKING);
}

TEST_F(SkillServerTest, S1_R9_RolesAskForSkills) {
  const auto created =
      Have(&Stub::CreateRoleRequirement,
           "parent: 'programs/p' role_requirement { "
           "role: ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER "
           "required_skills { skill: SKILL_INFLUENCING level: 2 } "
           "required_skills { skill: SKILL_CUSTOMER_MARKET_DEPTH level: 3 } }");
  EXPECT_THAT(ProgramFacts().role_requirements(),
              ElementsAre(EqualsProto(created)));
  EXPECT_THAT(Facts().role_requirements(), ElementsAre(EqualsProto(created)));
  EXPECT_THAT(Call(&Stub::CreateRoleRequirement,
                   "parent: 'programs/p' role_requirement { "
                   "role: ASSIGNMENT_ROLE_SUPPORT "
                   "required_skills { skill: SKILL_INFLUENCING level: 2 } "
                   "required_skills { skill: SKILL_INFLUENCING level: 4 } }")
                  .status,
              GrpcStatusIs(kInvalidCall, "INVALID_FIELDS"));
}

TEST_F(SkillServerTest, S0_01_NothingButTitularVerdictsReadsATitle) {
  HaveTeam();
  RateAreas("bob", 3);
  v1::TeamFacts before = Facts();
  Have(&Stub::UpdateMember,
       "member { name: 'programs/p/members/ann' "
       "positions { title: 'Sales rep' } } correct_history: true");
  v1::TeamFacts after = Facts();
  EXPECT_NE(before.titular_roles(0).value(), after.titular_roles(0).value());
  for (v1::TeamFacts* facts : {&before, &after}) {
    facts->clear_store();
    facts->clear_titular_roles();
    facts->mutable_members(0)->mutable_position()->clear_title();
  }
  EXPECT_THAT(after, EqualsProto(before));
}

}  // namespace
}  // namespace kam::team::skill_server_test
