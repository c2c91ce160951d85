// Contact coverage (models.md 4.h.3, A-42) and the contact pattern.

#include "services/assessment/contact_model.h"

#include <string>
#include <utility>

#include "common/base/date.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/contact_pattern.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/phase_scale.h"
#include "services/assessment/tri_state.h"
#include "tests/services/assessment/domain/contact_facts.h"
#include "tests/testing/matchers.h"

namespace kam::assessment::contact_model_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::IsOk;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Facts = v1::ContactCoverageFacts;
using type::v1::GRADE_DIRECTOR;
using type::v1::GRADE_SENIOR_EXECUTIVE;
using type::v1::GRADE_SENIOR_MANAGER;
using type::v1::GRADE_UNSPECIFIED;

constexpr v1::DecisionLevel kInstigator = v1::DECISION_LEVEL_INSTIGATOR;
constexpr v1::DecisionLevel kInfluencer = v1::DECISION_LEVEL_INFLUENCER;
constexpr v1::DecisionLevel kImplementer = v1::DECISION_LEVEL_IMPLEMENTER;
constexpr v1::ContactFunction kBuyer = v1::CONTACT_FUNCTION_PURCHASING;
constexpr v1::ContactFunction kEngineer = v1::CONTACT_FUNCTION_TECHNICAL;

absl::StatusOr<v1::Verdict> TryAssess(const Facts& facts) {
  v1::Evidence evidence;
  *evidence.mutable_contact_coverage() = facts;
  return Evaluate(v1::MODEL_CONTACT_COVERAGE, evidence, ModelPolicy::Default(),
                  kContactDay);
}

v1::Verdict Assess(const Facts& facts) {
  auto verdict = TryAssess(facts);
  EXPECT_THAT(verdict, IsOk());
  return verdict.ok() ? *std::move(verdict) : v1::Verdict();
}

// One member, and a contact of each of the levels given.
Facts FactsOf(std::initializer_list<v1::DecisionLevel> levels) {
  Facts facts;
  AddMember(facts, "m");
  for (const v1::DecisionLevel level : levels) {
    AddContact(facts, std::string(1, static_cast<char>('0' + level)), level);
  }
  return facts;
}

std::string Pattern(const Facts& facts) {
  const auto pattern = DeriveContactPattern(
      facts, ModelPolicy::Default().values().contact_coverage(), kContactDay);
  return pattern.has_value()
             ? ValueLabel(PhaseDimensions()[kContactPattern], *pattern)
             : "UNKNOWN";
}

TEST(ContactCoverage, S4_14_LevelsMakeTheVerdict) {
  Facts facts = FactsOf({kInstigator, kInfluencer, kImplementer});
  EXPECT_EQ(Assess(facts).value(), "NONE");
  AddStrongPair(facts, "m", "1");
  EXPECT_EQ(Assess(facts).value(), "SINGLE_LEVEL");
  AddStrongPair(facts, "m", "2");
  const v1::Verdict partial = Assess(facts);
  EXPECT_EQ(partial.value(), "PARTIAL");
  EXPECT_THAT(partial.contact_coverage().missing_levels(),
              ElementsAre(kImplementer));
  AddStrongPair(facts, "m", "3");
  const v1::Verdict all = Assess(facts);
  EXPECT_EQ(all.value(), "ALL_LEVELS");
  EXPECT_EQ(all.status(), type::v1::VERDICT_STATUS_DETERMINED);
  EXPECT_THAT(all.contact_coverage().missing_levels(), IsEmpty());
}

TEST(ContactCoverage, S4_14_LevelsAreUnmappedUncoveredOrCovered) {
  Facts facts = FactsOf({kInstigator, kInfluencer});
  AddStrongPair(facts, "m", "1");
  const v1::ContactCoverageResult result = Assess(facts).contact_coverage();
  EXPECT_EQ(result.levels(0).coverage(), v1::LEVEL_COVERAGE_COVERED);
  EXPECT_EQ(result.levels(1).coverage(), v1::LEVEL_COVERAGE_UNCOVERED);
  EXPECT_EQ(result.levels(2).coverage(), v1::LEVEL_COVERAGE_UNMAPPED);
}

TEST(ContactCoverage, TwoTalksOfOneDayAreLight) {
  Facts facts = FactsOf({kInstigator});
  for (int n = 0; n < 2; ++n) {
    AddPresent(AddMeeting(facts, 10, {"m"}), "1", kBuyer);
  }
  v1::Verdict verdict = Assess(facts);
  EXPECT_EQ(verdict.value(), "NONE");
  EXPECT_EQ(verdict.contact_coverage().pairs(0).strength(),
            v1::PAIR_STRENGTH_LIGHT);
  AddPresent(AddMeeting(facts, 11, {"m"}), "1", kBuyer);
  verdict = Assess(facts);
  EXPECT_EQ(verdict.value(), "SINGLE_LEVEL");
  EXPECT_EQ(verdict.contact_coverage().pairs(0).strength(),
            v1::PAIR_STRENGTH_STRONG);
}

TEST(ContactCoverage, TheWindowIs180DaysBothEndsIncluded) {
  for (const auto& [days_ago, covered] :
       {std::pair(180, true), {181, false}, {0, true}, {-1, false}}) {
    Facts facts = FactsOf({kInstigator});
    AddPresent(AddMeeting(facts, 10, {"m"}), "1", kBuyer);
    AddPresent(AddMeeting(facts, days_ago, {"m"}), "1", kBuyer);
    EXPECT_EQ(Assess(facts).value(), covered ? "SINGLE_LEVEL" : "NONE")
        << days_ago;
  }
}

TEST(ContactCoverage, OnlyTalksOfActivePeopleWhoAreNoOpponentsCover) {
  Facts facts = FactsOf({kInstigator});
  AddStrongPair(facts, "m", "1");
  EXPECT_EQ(Assess(facts).value(), "SINGLE_LEVEL");

  Facts one_way = facts;
  one_way.mutable_interactions(0)->set_two_way(false);
  EXPECT_EQ(Assess(one_way).value(), "NONE");

  Facts opponent = facts;
  opponent.mutable_contacts(0)->set_support(v1::CONTACT_SUPPORT_OPPONENT);
  EXPECT_EQ(Assess(opponent).value(), "NONE");
  EXPECT_EQ(Assess(opponent).contact_coverage().pairs_size(), 1);

  Facts stranger = facts;
  stranger.mutable_members(0)->set_member("another");
  EXPECT_EQ(Assess(stranger).value(), "NONE");

  Facts left = facts;
  *left.mutable_members(0)->mutable_ends_on() = ToProto(kContactDay);
  EXPECT_EQ(Assess(left).value(), "SINGLE_LEVEL");
  *left.mutable_members(0)->mutable_ends_on() = ToProto(kContactDay - 1);
  EXPECT_EQ(Assess(left).value(), "NONE");

  Facts gone = facts;
  *gone.mutable_contacts(0)->mutable_ends_on() = ToProto(kContactDay - 1);
  DeclareComplete(*gone.mutable_completeness(), v1::RECORD_LIST_CONTACTS);
  EXPECT_EQ(Assess(gone).contact_coverage().levels(0).coverage(),
            v1::LEVEL_COVERAGE_UNMAPPED);
}

TEST(ContactCoverage, ACoveredContactOfUnknownLevelLeavesItOpen) {
  Facts facts = FactsOf({kInstigator, v1::DECISION_LEVEL_UNSPECIFIED});
  AddStrongPair(facts, "m", "1");
  EXPECT_EQ(Assess(facts).status(), type::v1::VERDICT_STATUS_DETERMINED);
  AddStrongPair(facts, "m", "0");
  const v1::Verdict verdict = Assess(facts);
  EXPECT_EQ(verdict.status(), type::v1::VERDICT_STATUS_PROVISIONAL);
  EXPECT_EQ(verdict.bounds().low(), "SINGLE_LEVEL");
  EXPECT_EQ(verdict.bounds().high(), "PARTIAL");
}

TEST(ContactCoverage, NoContactsTellNothingUnlessTheListIsComplete) {
  Facts facts;
  EXPECT_EQ(Assess(facts).status(), type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
  DeclareComplete(*facts.mutable_completeness(), v1::RECORD_LIST_CONTACTS);
  EXPECT_EQ(Assess(facts).status(), type::v1::VERDICT_STATUS_DETERMINED);
}

TEST(ContactCoverage, SingleThreadedIsALevelOnOnePair) {
  Facts facts = FactsOf({kInstigator});
  AddMember(facts, "n");
  AddStrongPair(facts, "m", "1");
  EXPECT_THAT(FlagCodes(Assess(facts).flags()), Contains("SINGLE_THREADED"));
  AddStrongPair(facts, "n", "1");
  EXPECT_THAT(FlagCodes(Assess(facts).flags()),
              Not(Contains("SINGLE_THREADED")));
  // A pair with an opponent carries nothing.
  AddContact(facts, "o", kInfluencer).set_support(v1::CONTACT_SUPPORT_OPPONENT);
  AddStrongPair(facts, "m", "o");
  EXPECT_THAT(FlagCodes(Assess(facts).flags()),
              Not(Contains("SINGLE_THREADED")));
}

TEST(ContactCoverage, M18_ASeniorPairJoinsExecutiveAndDirector) {
  struct Case {
    type::v1::Grade ours;
    type::v1::Grade theirs;
    type::v1::TriState senior;
  };
  for (const Case& one :
       {Case{GRADE_SENIOR_EXECUTIVE, GRADE_DIRECTOR, kPresent},
        Case{GRADE_SENIOR_EXECUTIVE, GRADE_SENIOR_EXECUTIVE, kPresent},
        Case{GRADE_DIRECTOR, GRADE_DIRECTOR, kAbsent},
        Case{GRADE_SENIOR_EXECUTIVE, GRADE_SENIOR_MANAGER, kAbsent},
        // An unknown grade raises no flag where it could decide.
        Case{GRADE_UNSPECIFIED, GRADE_DIRECTOR, kUnknown},
        Case{GRADE_SENIOR_EXECUTIVE, GRADE_UNSPECIFIED, kUnknown},
        Case{GRADE_UNSPECIFIED, GRADE_SENIOR_MANAGER, kAbsent}}) {
    Facts facts;
    AddMember(facts, "m", one.ours);
    // Support does not matter here.
    AddContact(facts, "c", kInstigator, one.theirs)
        .set_support(v1::CONTACT_SUPPORT_OPPONENT);
    AddStrongPair(facts, "m", "c");
    const v1::Verdict verdict = Assess(facts);
    EXPECT_EQ(verdict.contact_coverage().senior_pair(), one.senior);
    EXPECT_EQ(!verdict.flags().empty(), one.senior == kAbsent)
        << one.ours << " " << one.theirs;
  }
}

TEST(ContactPattern, FewerThanFiveInteractionsShowNone) {
  Facts facts;
  v1::JointTeamFact& team = *facts.add_joint_teams();
  team.add_members("m");
  team.add_contacts("c");
  *team.mutable_starts_on() = ToProto(kContactDay);
  for (int n = 0; n < 4; ++n) AddMeeting(facts, 365, {"m"});
  EXPECT_EQ(Pattern(facts), "UNKNOWN");
  AddMeeting(facts, 366, {"m"});
  EXPECT_EQ(Pattern(facts), "UNKNOWN");
  AddMeeting(facts, 365, {"m"});
  EXPECT_EQ(Pattern(facts), "JOINT_WORKING_TEAMS");
  // A team of one side is none, nor is one that has ended.
  facts.mutable_joint_teams(0)->clear_contacts();
  EXPECT_EQ(Pattern(facts), "BEYOND_BUYER");
  facts.mutable_joint_teams(0)->add_contacts("c");
  *facts.mutable_joint_teams(0)->mutable_starts_on() = ToProto(kContactDay - 2);
  *facts.mutable_joint_teams(0)->mutable_ends_on() = ToProto(kContactDay - 1);
  EXPECT_EQ(Pattern(facts), "BEYOND_BUYER");
}

// Three members of two disciplines, two levels covered, and a senior pair.
Facts MultiLevelFacts() {
  Facts facts;
  AddMember(facts, "m", GRADE_SENIOR_EXECUTIVE, "management");
  AddMember(facts, "n", GRADE_SENIOR_MANAGER, "sales");
  AddMember(facts, "o", GRADE_SENIOR_MANAGER, "sales");
  AddContact(facts, "c", kInstigator, GRADE_DIRECTOR);
  AddContact(facts, "d", kInfluencer);
  AddStrongPair(facts, "m", "c");
  AddStrongPair(facts, "n", "d");
  AddPresent(AddMeeting(facts, 365, {"o"}), "d", kEngineer);
  return facts;
}

TEST(ContactPattern, M02_TeamMultiLevelNeedsEveryClause) {
  const Facts facts = MultiLevelFacts();
  EXPECT_EQ(Pattern(facts), "TEAM_MULTI_LEVEL");

  Facts two_members = facts;
  two_members.mutable_interactions(4)->set_members(0, "n");
  EXPECT_NE(Pattern(two_members), "TEAM_MULTI_LEVEL");

  Facts one_discipline = facts;
  one_discipline.mutable_members(0)->set_function("sales");
  EXPECT_NE(Pattern(one_discipline), "TEAM_MULTI_LEVEL");

  Facts one_level = facts;
  one_level.mutable_contacts(1)->set_level(kInstigator);
  EXPECT_NE(Pattern(one_level), "TEAM_MULTI_LEVEL");

  Facts no_senior = facts;
  no_senior.mutable_contacts(0)->set_seniority(GRADE_SENIOR_MANAGER);
  EXPECT_NE(Pattern(no_senior), "TEAM_MULTI_LEVEL");

  // Members count for a year, pairs for 180 days.
  Facts faded = facts;
  *faded.mutable_interactions(0)->mutable_held_on() =
      ToProto(kContactDay - 181);
  EXPECT_NE(Pattern(faded), "TEAM_MULTI_LEVEL");
}

// `alone` of ten interactions by one member alone, `bought` with purchasing.
Facts TenInteractions(int alone, int bought) {
  Facts facts;
  AddMember(facts, "m");
  for (int n = 0; n < 10; ++n) {
    v1::InteractionFact& one = AddMeeting(facts, n, {"m"});
    if (n >= alone) one.add_members("n");
    AddPresent(one, "c", n < bought ? kBuyer : kEngineer);
  }
  return facts;
}

TEST(ContactPattern, M02_OneToOneBuyerIsEightyPercentOfBoth) {
  EXPECT_EQ(Pattern(TenInteractions(8, 8)), "ONE_TO_ONE_BUYER");
  EXPECT_EQ(Pattern(TenInteractions(7, 8)), "BEYOND_BUYER");
  EXPECT_EQ(Pattern(TenInteractions(8, 7)), "BEYOND_BUYER");
}

TEST(ContactPattern, WhoIsNamedTwiceWasAloneAndUnknownFunctionsDrop) {
  Facts facts = TenInteractions(8, 8);
  facts.mutable_interactions(0)->add_members("m");
  EXPECT_EQ(Pattern(facts), "ONE_TO_ONE_BUYER");
  // 7 of 9 known are below 80 %, 8 of 9 above.
  facts.mutable_interactions(0)->mutable_contacts(0)->clear_function();
  EXPECT_EQ(Pattern(facts), "BEYOND_BUYER");
  facts.mutable_interactions(8)->mutable_contacts(0)->set_function(kBuyer);
  EXPECT_EQ(Pattern(facts), "ONE_TO_ONE_BUYER");
  // With no function known nothing shows a buyer.
  for (auto& one : *facts.mutable_interactions()) one.clear_contacts();
  EXPECT_EQ(Pattern(facts), "BEYOND_BUYER");
}

TEST(ContactPattern, M02_ThePhasesReadIt) {
  v1::Evidence evidence;
  *evidence.mutable_phases()->mutable_contacts() = MultiLevelFacts();
  const auto verdict =
      Evaluate(v1::MODEL_PHASES, evidence, ModelPolicy::Default(), kContactDay);
  ASSERT_THAT(verdict, IsOk());
  bool is_found = false;
  for (const v1::Finding& finding : verdict->findings()) {
    if (finding.key() != "CONTACT_PATTERN") continue;
    is_found = true;
    EXPECT_EQ(finding.chosen(), "TEAM_MULTI_LEVEL");
    EXPECT_EQ(finding.source_class(), v1::SOURCE_CLASS_DERIVED);
  }
  EXPECT_TRUE(is_found);
}

TEST(ContactCoverage, NamesWhatIsWrong) {
  Facts facts = FactsOf({kInstigator, kInstigator});
  EXPECT_THAT(
      TryAssess(facts).status(),
      HasMessage(HasSubstr("evidence.contact_coverage.contacts[1].contact")));
  facts = FactsOf({kInstigator});
  facts.mutable_contacts(0)->set_influence(11);
  EXPECT_THAT(TryAssess(facts).status(),
              HasMessage(HasSubstr("contacts[0].influence")));
  facts = FactsOf({kInstigator});
  facts.add_interactions();
  EXPECT_THAT(TryAssess(facts).status(),
              HasMessage(HasSubstr("interactions[0].held_on")));
  facts = FactsOf({kInstigator});
  facts.add_joint_teams();
  EXPECT_THAT(TryAssess(facts).status(),
              HasMessage(HasSubstr("joint_teams[0].starts_on")));
  facts = FactsOf({kInstigator});
  facts.mutable_members(0)->mutable_ends_on()->set_year(2024);
  EXPECT_THAT(TryAssess(facts).status(),
              HasMessage(HasSubstr("members[0].ends_on")));
}

}  // namespace
}  // namespace kam::assessment::contact_model_test
