#include "services/team/skill_coverage.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/team/team_policy.h"
#include "tests/services/team/coverage_builder.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::team::skill_coverage_test {
namespace {

using kam::testing::ParseProto;
using kam::type::v1::VERDICT_STATUS_DETERMINED;
using kam::type::v1::VERDICT_STATUS_INSUFFICIENT_DATA;
using kam::type::v1::VERDICT_STATUS_PROVISIONAL;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr v1::Skill kArea = v1::SKILL_CUSTOMER_FINANCIAL_LEGAL;

v1::SkillCoverage Judge(const CoverageBuilder& team,
                        std::optional<int> phase = std::nullopt) {
  CoverageBuilder copy = team;
  return JudgeSkillCoverage(copy.input(), ResolvePolicy({}).value(), phase);
}

v1::AreaCoverage Area(const CoverageBuilder& team, v1::Skill skill = kArea) {
  CoverageBuilder copy = team;
  return JudgeArea(skill, copy.input(), ResolvePolicy({}).value());
}

std::vector<std::string> Codes(const v1::SkillCoverage& coverage) {
  std::vector<std::string> codes;
  for (const auto& flag : coverage.flags()) codes.push_back(flag.code());
  return codes;
}

CoverageBuilder Manager() {
  return CoverageBuilder().With("ann", "KEY_ACCOUNT_MANAGER");
}

TEST(AreaCoverage, IsDecidedByTheBestOfTheTeam) {
  const CoverageBuilder team = Manager().With("bob", "SUPPORT");
  EXPECT_EQ(Area(team).state(), v1::AREA_STATE_UNKNOWN);
  EXPECT_EQ(Area(CoverageBuilder(team).Rate("ann", kArea, 0)).state(),
            v1::AREA_STATE_GAP);
  EXPECT_EQ(
      Area(CoverageBuilder(team).Rate("ann", kArea, 0).Rate("bob", kArea, 1))
          .state(),
      v1::AREA_STATE_GAP);
  EXPECT_EQ(
      Area(CoverageBuilder(team).Rate("ann", kArea, 0).Rate("bob", kArea, 2))
          .state(),
      v1::AREA_STATE_THIN);
  const v1::AreaCoverage covered =
      Area(CoverageBuilder(team).Rate("ann", kArea, 1).Rate("bob", kArea, 3));
  EXPECT_EQ(covered.state(), v1::AREA_STATE_COVERED);
  ASSERT_THAT(covered.covered_by(), SizeIs(1));
  EXPECT_EQ(covered.covered_by(0).member(), "programs/p/members/bob");
  EXPECT_TRUE(covered.single_point());
}

TEST(AreaCoverage, AnAreaWithManagerLevel1AndASpecialistIsCovered) {
  const CoverageBuilder team = Manager().Rate("ann", kArea, 1);
  EXPECT_EQ(Area(team).state(), v1::AREA_STATE_GAP);
  const v1::AreaCoverage outsider =
      Area(CoverageBuilder(team).AppointOutsider("Dr Law", kArea, 3));
  EXPECT_EQ(outsider.state(), v1::AREA_STATE_ORCHESTRATED);
  EXPECT_EQ(outsider.covered_by(0).display_name(), "Dr Law");
  EXPECT_TRUE(outsider.single_point());
  EXPECT_EQ(
      Area(CoverageBuilder(team).AppointOutsider("Dr Law", kArea, 2)).state(),
      v1::AREA_STATE_GAP);
  EXPECT_EQ(Area(CoverageBuilder(team)
                     .AppointMember("eve", kArea)
                     .Rate("eve", kArea, 3))
                .state(),
            v1::AREA_STATE_ORCHESTRATED);
  EXPECT_EQ(Area(CoverageBuilder(team).AppointMember("eve", kArea)).state(),
            v1::AREA_STATE_GAP);
}

TEST(AreaCoverage, ASpecialistWhomTheManagerDoesNotFollowCoversNothing) {
  EXPECT_EQ(Area(Manager()
                     .With("bob", "SUPPORT")
                     .Rate("ann", kArea, 0)
                     .Rate("bob", kArea, 2)
                     .AppointOutsider("Dr Law", kArea, 3))
                .state(),
            v1::AREA_STATE_THIN);
  // Of the manager's own level nothing is known: neither is the area.
  EXPECT_EQ(Area(Manager()
                     .With("bob", "SUPPORT")
                     .Rate("bob", kArea, 2)
                     .AppointOutsider("Dr Law", kArea, 3))
                .state(),
            v1::AREA_STATE_UNKNOWN);
}

TEST(AreaCoverage, CoveredComesBeforeOrchestrated) {
  const v1::AreaCoverage area =
      Area(Manager().Rate("ann", kArea, 3).AppointOutsider("Dr Law", kArea, 3));
  EXPECT_EQ(area.state(), v1::AREA_STATE_COVERED);
  EXPECT_THAT(area.covered_by(), SizeIs(2));
  EXPECT_FALSE(area.single_point());
}

TEST(AreaCoverage, ManagerWhoKnowsNothingOfACoveredAreaIsBlind) {
  const CoverageBuilder team =
      Manager().With("bob", "SUPPORT").Rate("bob", kArea, 3);
  EXPECT_TRUE(
      Area(CoverageBuilder(team).Rate("ann", kArea, 0)).manager_blind());
  EXPECT_FALSE(
      Area(CoverageBuilder(team).Rate("ann", kArea, 1)).manager_blind());
  EXPECT_FALSE(Area(team).manager_blind());
}

TEST(AreaCoverage, OldRatingsSayNothing) {
  // 730 days before 30 November 2013 is 1 December 2011.
  EXPECT_EQ(Area(Manager().Rate("ann", kArea, 3, "year: 2011 month: 12 day: 1"))
                .state(),
            v1::AREA_STATE_COVERED);
  EXPECT_EQ(
      Area(Manager().Rate("ann", kArea, 3, "year: 2011 month: 11 day: 30"))
          .state(),
      v1::AREA_STATE_UNKNOWN);
  EXPECT_EQ(Area(Manager().Rate("ann", kArea, 3, "year: 2013 month: 12 day: 1"))
                .state(),
            v1::AREA_STATE_UNKNOWN);
}

TEST(AreaCoverage, SelfRatingsAbove1AreIgnored) {
  const std::string self = "programs/p/members/ann";
  const std::string day = "year: 2013 month: 6 day: 1";
  EXPECT_EQ(Area(Manager().Rate("ann", kArea, 3, day, self)).state(),
            v1::AREA_STATE_UNKNOWN);
  EXPECT_EQ(Area(Manager().Rate("ann", kArea, 1, day, self)).state(),
            v1::AREA_STATE_GAP);
}

TEST(AreaCoverage, TheLatestDayDecidesAndTwoLevelsOfOneDayNothing) {
  const CoverageBuilder team =
      Manager().Rate("ann", kArea, 3, "year: 2013 month: 5 day: 1");
  EXPECT_EQ(Area(CoverageBuilder(team).Rate("ann", kArea, 1)).manager_level(),
            1);
  const v1::AreaCoverage differing =
      Area(CoverageBuilder(team).Rate("ann", kArea, 1).Rate("ann", kArea, 2));
  EXPECT_EQ(differing.state(), v1::AREA_STATE_UNKNOWN);
  EXPECT_FALSE(differing.has_manager_level());
  EXPECT_EQ(
      Area(CoverageBuilder(team).Rate("ann", kArea, 2).Rate("ann", kArea, 2))
          .state(),
      v1::AREA_STATE_THIN);
}

TEST(SkillCoverage, HasElevenAreasAndIsInsufficientWithoutAny) {
  const v1::SkillCoverage nothing = Judge(Manager());
  ASSERT_THAT(nothing.areas(), SizeIs(11));
  EXPECT_EQ(nothing.areas(0).key(), "customer_financial_legal");
  EXPECT_EQ(nothing.areas(10).key(), "revenue_and_profitability");
  EXPECT_EQ(nothing.status(), VERDICT_STATUS_INSUFFICIENT_DATA);
  EXPECT_EQ(nothing.value(), v1::COVERAGE_VALUE_GAPS);
  EXPECT_EQ(nothing.ceiling(), v1::COVERAGE_VALUE_COVERED);
  EXPECT_EQ(nothing.covered_areas(), 0);
  EXPECT_EQ(nothing.covered_areas_ceiling(), 11);
}

TEST(SkillCoverage, IsDeterminedWhenAllIsKnownOrSomethingIsMissing) {
  const v1::SkillCoverage whole = Judge(Manager().RateAreas("ann", 3));
  EXPECT_EQ(whole.status(), VERDICT_STATUS_DETERMINED);
  EXPECT_EQ(whole.value(), v1::COVERAGE_VALUE_COVERED);
  EXPECT_EQ(whole.covered_areas(), 11);

  const v1::SkillCoverage some = Judge(Manager().Rate("ann", kArea, 3));
  EXPECT_EQ(some.status(), VERDICT_STATUS_PROVISIONAL);
  EXPECT_EQ(some.ceiling(), v1::COVERAGE_VALUE_COVERED);
  EXPECT_THAT(some.unknown(), SizeIs(10));

  const v1::SkillCoverage thin = Judge(Manager().Rate("ann", kArea, 2));
  EXPECT_EQ(thin.status(), VERDICT_STATUS_DETERMINED);
  EXPECT_EQ(thin.ceiling(), v1::COVERAGE_VALUE_GAPS);
  EXPECT_THAT(thin.gaps(), ElementsAre(kArea));
  EXPECT_EQ(thin.covered_areas_ceiling(), 10);
}

// Worked by hand: Ann leads and Bob supports. Of the eleven areas Bob covers
// the first seven; of those Ann has level 0 in the first. In the next two Ann
// has 1: one has a specialist from outside, one has not. The tenth is 2 at
// best, the eleventh unknown.
TEST(SkillCoverage, WorkedCase) {
  CoverageBuilder team = Manager().With("bob", "SUPPORT");
  for (int i = 0; i < 7; ++i) {
    team.Rate("bob", AreaSkills()[i], 3);
    team.Rate("ann", AreaSkills()[i], i == 0 ? 0 : 1);
  }
  team.Rate("ann", AreaSkills()[7], 1)
      .AppointOutsider("Dr Law", AreaSkills()[7], 3)
      .Rate("ann", AreaSkills()[8], 1)
      .Rate("ann", AreaSkills()[9], 2);
  const v1::SkillCoverage coverage = Judge(team);
  EXPECT_EQ(coverage.covered_areas(), 8);
  EXPECT_EQ(coverage.covered_areas_ceiling(), 9);
  EXPECT_THAT(coverage.gaps(), ElementsAre(AreaSkills()[8], AreaSkills()[9]));
  EXPECT_THAT(coverage.unknown(), ElementsAre(AreaSkills()[10]));
  EXPECT_EQ(coverage.status(), VERDICT_STATUS_DETERMINED);
  EXPECT_THAT(
      Codes(coverage),
      ElementsAre("KAM_BLIND", "ROLE_MISSING", "SINGLE_POINT", "SINGLE_POINT",
                  "SINGLE_POINT", "SINGLE_POINT", "SINGLE_POINT",
                  "SINGLE_POINT", "SINGLE_POINT", "SINGLE_POINT"));
  EXPECT_THAT(coverage.missing_roles(),
              ElementsAre(v1::ASSIGNMENT_ROLE_DEVELOPMENT));
}

TEST(SkillCoverage, ManagersNeedTheirOwnBalance) {
  CoverageBuilder team = Manager();
  for (const v1::Skill skill : BalanceSkills()) team.Rate("ann", skill, 2);
  team.Rate("ann", v1::SKILL_INDUSTRY, 2).Rate("ann", v1::SKILL_PRODUCT, 3);
  v1::SkillCoverage coverage = Judge(team);
  ASSERT_THAT(coverage.managers(), SizeIs(1));
  ASSERT_THAT(coverage.managers(0).balance(), SizeIs(8));
  EXPECT_EQ(coverage.managers(0).balance(0).state(), v1::PERSONAL_STATE_OK);
  // One of the three secondary skills is unknown, none is a gap.
  EXPECT_EQ(coverage.managers(0).balance(7).key(), "secondary");
  EXPECT_EQ(coverage.managers(0).balance(7).state(),
            v1::PERSONAL_STATE_UNKNOWN);
  EXPECT_THAT(Codes(coverage), Not(Contains("PERSONAL_GAP")));
  // A gap in one is a gap, known or not what the others are.
  coverage = Judge(CoverageBuilder(team).Rate("ann", v1::SKILL_PRODUCT, 1,
                                              "year: 2013 month: 7 day: 1"));
  EXPECT_EQ(coverage.managers(0).balance(7).state(), v1::PERSONAL_STATE_GAP);
  EXPECT_EQ(coverage.managers(0).balance(7).level(), 1);
  EXPECT_THAT(Codes(coverage), Contains("PERSONAL_GAP"));
  coverage = Judge(team.Rate("ann", v1::SKILL_COMPETITIVE, 2));
  EXPECT_EQ(coverage.managers(0).balance(7).state(), v1::PERSONAL_STATE_OK);
}

TEST(SkillCoverage, ShowsTheListsOfTheComparisonAndTheTransition) {
  const v1::SkillCoverage coverage =
      Judge(Manager().Rate("ann", v1::SKILL_COMMUNICATIONS, 2));
  const v1::ManagerSkills& manager = coverage.managers(0);
  EXPECT_THAT(manager.transition(), SizeIs(5));
  EXPECT_THAT(manager.selling(), SizeIs(4));
  EXPECT_THAT(manager.key_account_management(), SizeIs(4));
  // One rating serves both lists that name the skill.
  EXPECT_EQ(manager.transition(1).key(), "communications");
  EXPECT_EQ(manager.transition(1).level(), 2);
  EXPECT_EQ(manager.selling(1).level(), 2);
}

TEST(SkillCoverage, ATeamWithOnlyDevelopmentLacksSupport) {
  const v1::SkillCoverage coverage =
      Judge(CoverageBuilder().With("ann", "DEVELOPMENT"));
  EXPECT_THAT(coverage.missing_roles(),
              ElementsAre(v1::ASSIGNMENT_ROLE_SUPPORT));
  EXPECT_THAT(
      Judge(CoverageBuilder().With("ann", "DEVELOPMENT").With("bob", "SUPPORT"))
          .missing_roles(),
      IsEmpty());
  // Nothing on record is not nobody there, unless the list is complete.
  CoverageBuilder nobody;
  EXPECT_THAT(Judge(nobody).missing_roles(), IsEmpty());
  nobody.input().assignments_complete = true;
  EXPECT_THAT(Judge(nobody).missing_roles(), SizeIs(2));
}

TEST(SkillCoverage, TrainingDependsOnThePhase) {
  const CoverageBuilder team = Manager()
                                   .Rate("ann", v1::SKILL_SELLING, 2)
                                   .Rate("ann", v1::SKILL_TIME_MANAGEMENT, 1);
  EXPECT_THAT(Judge(team).training(), IsEmpty());
  const v1::SkillCoverage first = Judge(team, 1);
  ASSERT_THAT(first.training(), SizeIs(3));
  EXPECT_EQ(first.training(0).skill(), v1::SKILL_COMMUNICATIONS);
  EXPECT_FALSE(first.training(0).has_level());
  EXPECT_EQ(first.training(1).skill(), v1::SKILL_TIME_MANAGEMENT);
  EXPECT_EQ(first.training(1).level(), 1);
  EXPECT_EQ(first.training(1).wanted_level(), 2);
  EXPECT_EQ(Judge(team, 5).training(0).skill(), v1::SKILL_GENERAL_MANAGEMENT);
}

TEST(SkillCoverage, ANewTitleAsksForProofSinceTheChange) {
  CoverageBuilder team = Manager();
  v1::Member& ann = team.input().members["programs/p/members/ann"];
  *ann.add_positions() = ParseProto<v1::Position>("title: 'Sales rep'");
  *ann.add_positions() = ParseProto<v1::Position>(
      "title: 'Account manager' starts_on { year: 2013 month: 3 day: 1 }");
  for (const v1::Skill skill : AvoidSkills()) {
    team.Rate("ann", skill, 2, "year: 2013 month: 2 day: 28");
  }
  EXPECT_THAT(Codes(Judge(team)), Contains("TITLE_CHANGE_WITHOUT_SKILLS"));
  ASSERT_THAT(Judge(team).title_changes(), SizeIs(1));
  EXPECT_THAT(Judge(team).title_changes(0).unproven_skills(), SizeIs(4));
  EXPECT_TRUE(Judge(team).title_changes(0).title_only());
  for (const v1::Skill skill : AvoidSkills()) {
    team.Rate("ann", skill, 2, "year: 2013 month: 3 day: 1");
  }
  EXPECT_THAT(Codes(Judge(team)), Not(Contains("TITLE_CHANGE_WITHOUT_SKILLS")));
  // A later, lower rating counts.
  team.Rate("ann", v1::SKILL_PLANNING, 1, "year: 2013 month: 4 day: 1");
  EXPECT_THAT(Judge(team).title_changes(0).unproven_skills(),
              ElementsAre(v1::SKILL_PLANNING));
}

}  // namespace
}  // namespace kam::team::skill_coverage_test
