#include "services/assessment/program_evidence.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::program_evidence_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::ParseProto;
using ::testing::ElementsAre;
using type::v1::TRI_STATE_ABSENT;
using type::v1::TRI_STATE_PRESENT;
using type::v1::TRI_STATE_UNKNOWN;

constexpr absl::CivilDay kDay(2013, 12, 1);

constexpr char kComplete[] =
    "list_completenesses { list: PLANNING_LIST_INITIATIVES complete_through { "
    "year: 2013 month: 12 day: 1 } } "
    "list_completenesses { list: PLANNING_LIST_DEVELOPMENT_OBJECTIVES "
    "complete_through { year: 2013 month: 12 day: 1 } } ";

v1::AccountHandling Planned(const std::string& text) {
  const auto facts = ParseProto<planning::v1::PlanningFacts>(text);
  return HandlingOf("a", nullptr, &facts, kDay);
}

v1::AccountHandling Staffed(const std::string& text) {
  const auto facts = ParseProto<team::v1::TeamFacts>(text);
  return HandlingOf("a", &facts, nullptr, kDay);
}

std::string Initiative(const std::string& fields) {
  return "initiatives { state: INITIATIVE_STATE_ACTIVE " + fields + " } ";
}

TEST(ProgramEvidence, APlanTellsHorizonAndWhatWeDifferBy) {
  const v1::AccountHandling plan = Planned(
      "active_plan { name: 'plan' horizon_months: 24 positioning { "
      "differentiators: DIFFERENTIATOR_VALUE_OVER_TIME } }");
  EXPECT_EQ(plan.horizon_months(), 24);
  EXPECT_EQ(plan.value_over_time(), TRI_STATE_PRESENT);
  EXPECT_EQ(plan.manager_skill(), TRI_STATE_ABSENT);
  // A plan that says nothing of it leaves it open, and so does no plan.
  const v1::AccountHandling silent = Planned("active_plan { name: 'plan' }");
  EXPECT_FALSE(silent.has_horizon_months());
  EXPECT_EQ(silent.value_over_time(), type::v1::TRI_STATE_UNSPECIFIED);
  EXPECT_FALSE(Planned("").has_horizon_months());
}

TEST(ProgramEvidence, WhatIsMadeForTheCustomerIsMainBeyondTheHalf) {
  const std::string fixed = Initiative("offering: OFFERING_FIXED");
  const std::string made = Initiative("offering: OFFERING_TAILORED_OR_BESPOKE");
  const std::string open = Initiative("");
  EXPECT_EQ(Planned(made + made + fixed).custom_solutions(),
            v1::CUSTOM_SOLUTIONS_MAIN);
  EXPECT_EQ(Planned(made + fixed).custom_solutions(),
            v1::CUSTOM_SOLUTIONS_SOME);
  EXPECT_EQ(Planned(fixed).custom_solutions(), v1::CUSTOM_SOLUTIONS_NONE);
  // One that is not known decides, or does not.
  EXPECT_EQ(Planned(made + fixed + open).custom_solutions(),
            v1::CUSTOM_SOLUTIONS_UNSPECIFIED);
  EXPECT_EQ(Planned(made + made + open).custom_solutions(),
            v1::CUSTOM_SOLUTIONS_MAIN);
  // Of no initiative nothing is known, unless there is none.
  EXPECT_EQ(Planned("").custom_solutions(), v1::CUSTOM_SOLUTIONS_UNSPECIFIED);
  EXPECT_EQ(Planned(kComplete).custom_solutions(), v1::CUSTOM_SOLUTIONS_NONE);
  EXPECT_EQ(Planned("initiatives { state: INITIATIVE_STATE_COMPLETED "
                    "offering: OFFERING_TAILORED_OR_BESPOKE }")
                .custom_solutions(),
            v1::CUSTOM_SOLUTIONS_UNSPECIFIED);
}

TEST(ProgramEvidence, ProblemsAndConcernsAreAbsentOnlyOfWholeLists) {
  const std::string not_solving =
      Initiative("solves_customer_problem: TRI_STATE_ABSENT");
  EXPECT_EQ(Planned(not_solving).solves_problems(), TRI_STATE_UNKNOWN);
  EXPECT_EQ(Planned(not_solving + kComplete).solves_problems(),
            TRI_STATE_ABSENT);
  EXPECT_EQ(Planned(not_solving +
                    Initiative("solves_customer_problem: TRI_STATE_PRESENT"))
                .solves_problems(),
            TRI_STATE_PRESENT);
  const v1::AccountHandling concern = Planned(
      "development_objectives { concern: OBJECTIVE_CONCERN_BUSINESS_CHALLENGE "
      "}");
  EXPECT_EQ(concern.business_challenges(), TRI_STATE_PRESENT);
  EXPECT_EQ(concern.share_of_customer(), TRI_STATE_UNKNOWN);
  EXPECT_EQ(Planned(kComplete).share_of_customer(), TRI_STATE_ABSENT);
  // A list that was complete once is not complete now.
  EXPECT_EQ(Planned("list_completenesses { list: "
                    "PLANNING_LIST_DEVELOPMENT_OBJECTIVES complete_through { "
                    "year: 2013 month: 11 day: 30 } }")
                .share_of_customer(),
            TRI_STATE_UNKNOWN);
}

TEST(ProgramEvidence, TheLeadIsTheManagerAndOthersCountOnce) {
  const v1::AccountHandling team = Staffed(R"pb(
    members {
      assignment { member: "mia" lead: true }
      position { function: BUSINESS_FUNCTION_SALES }
    }
    members {
      assignment { member: "tom" }
      position { function: BUSINESS_FUNCTION_TECHNICAL }
    }
    members {
      assignment { member: "tom" }
      position { function: BUSINESS_FUNCTION_TECHNICAL }
    }
    members { assignment { member: "eve" } })pb");
  EXPECT_EQ(team.team().manager_function(), "SALES");
  EXPECT_THAT(team.team().functions(), ElementsAre("TECHNICAL", ""));
  // Whose team it is cannot be told without a lead.
  EXPECT_FALSE(Staffed("members { assignment { member: 'tom' } }").has_team());
}

v1::DiagnosisFacts Organised(const std::string& text) {
  const auto facts = ParseProto<team::v1::ProgramFacts>(text);
  return DiagnosisFactsOf({.team = &facts});
}

TEST(ProgramEvidence, PayIsTheMeanOfThoseWhoLead) {
  const std::string rest =
      "managers { member: 'b' position { pay { salary_bps: 8000 bonus_bps: "
      "2000 bonus_bases: BONUS_BASIS_PLAN_QUALITY } } }";
  EXPECT_THAT(
      Organised("program: 'programs/p' managers { member: 'a' position { pay { "
                "salary_bps: 5000 "
                "commission_bps: 5000 bonus_bases: BONUS_BASIS_REVENUE "
                "bonus_bases: BONUS_BASIS_PLAN_QUALITY } } } " +
                rest)
          .pay(),
      EqualsProto(R"pb(source { service: "team" name: "programs/p" }
                       salary: 13000
                       commission: 5000
                       bonus: 2000
                       bases: PAY_BASIS_PLAN_QUALITY)pb"));
  // Somebody's pay is not known.
  EXPECT_FALSE(Organised("managers { member: 'a' } " + rest).has_pay());
  EXPECT_FALSE(Organised("").has_pay());
}

TEST(ProgramEvidence, TheOrganisationTellsLoadRoleAndAlignment) {
  const v1::DiagnosisFacts facts = Organised(R"pb(
    program: "programs/p"
    leads: 3
    led_accounts: 31
    alignment { value: ALIGNMENT_VALUE_MISALIGNED }
    role_requirements {
      role: ASSIGNMENT_ROLE_SUPPORT
      required_skills { skill: SKILL_SELLING }
    }
    role_requirements {
      name: "kam"
      role: ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER
      required_skills { skill: SKILL_INFLUENCING }
      required_skills { skill: SKILL_COMMUNICATIONS }
      required_skills { skill: SKILL_CUSTOMER_CARE }
    })pb");
  EXPECT_EQ(facts.load().managers(), 3);
  EXPECT_EQ(facts.load().accounts(), 31);
  EXPECT_EQ(facts.alignment(), v1::PROGRAM_ALIGNMENT_MISALIGNED);
  EXPECT_THAT(facts.role_skills().skills(),
              ElementsAre(v1::ROLE_SKILL_INFLUENCING,
                          v1::ROLE_SKILL_COMMUNICATION, v1::ROLE_SKILL_OTHER));
  EXPECT_EQ(facts.role_skills().source().name(), "kam");
}

TEST(ProgramEvidence, TheProgrammeTellsNameOriginAndSegmentation) {
  const auto program = ParseProto<account::v1::ProgramFacts>(R"pb(
    program {
      name: "programs/p"
      display_name: "Key Accounts"
      initiated_by: INITIATOR_SALES
    }
    segmentation {
      starts_on { year: 2012 month: 1 day: 1 }
      revenue: true
      strategic_criteria: CRITERION_HISTORIC_REVENUE
      strategic_criteria: CRITERION_GROWTH_POTENTIAL
      strategic_criteria: CRITERION_BUYING_PREFERENCE
      strategic_criteria: CRITERION_PRESTIGE
    })pb");
  const v1::DiagnosisFacts facts = DiagnosisFactsOf({.account = &program});
  EXPECT_EQ(facts.titles().program_name(), "Key Accounts");
  EXPECT_EQ(facts.origin(), v1::PROGRAM_ORIGIN_SALES);
  ASSERT_EQ(facts.segmentations_size(), 1);
  const v1::SegmentationFact& segmentation = facts.segmentations(0);
  EXPECT_TRUE(segmentation.revenue());
  EXPECT_TRUE(segmentation.growth_potential());
  EXPECT_THAT(segmentation.strategic_criteria(),
              ElementsAre(v1::STRATEGIC_CRITERION_HOW_THEY_BUY,
                          v1::STRATEGIC_CRITERION_OTHER));
  // Who did not answer is not known.
  EXPECT_FALSE(facts.has_load());
  EXPECT_FALSE(facts.has_role_skills());
}

TEST(ProgramEvidence, WhatOwnersJudgedIsTakenAsTheyJudgedIt) {
  const auto team = ParseProto<team::v1::ProgramFacts>(
      "alignment { value: ALIGNMENT_VALUE_MISALIGNED }");
  const auto planning = ParseProto<planning::v1::ProgramFacts>(
      "announcement { announced: 15 served: 4 collapsed: true }");
  const auto friction = ParseProto<planning::v1::Friction>(
      "total { blocked: 6 counted: 9 promised_before_asking: 2 } "
      "flags { code: 'INTERNAL_BLOCKING' }");
  EXPECT_THAT(FlagFactsOf({nullptr, &team, &planning, &friction}),
              EqualsProto(R"pb(
                alignment: ALIGNMENT_STANDING_MISALIGNED
                friction {
                  internal_blocking: TRI_STATE_PRESENT
                  blocked: 6
                  counted: 9
                  promised_before_asking: 2
                }
                announcement {
                  collapsed: TRI_STATE_PRESENT
                  announced: 15
                  served: 4
                })pb"));
}

TEST(ProgramEvidence, WithoutCommitmentsNothingIsKnownOfBlocking) {
  const planning::v1::Friction none;
  EXPECT_EQ(FlagFactsOf({.friction = &none}).friction().internal_blocking(),
            type::v1::TRI_STATE_UNSPECIFIED);
  const auto some =
      ParseProto<planning::v1::Friction>("total { blocked: 1 counted: 9 }");
  EXPECT_EQ(FlagFactsOf({.friction = &some}).friction().internal_blocking(),
            TRI_STATE_ABSENT);
  EXPECT_FALSE(FlagFactsOf({}).has_friction());
  EXPECT_FALSE(FlagFactsOf({}).has_announcement());
}

TEST(ProgramEvidence, AnIndexThatWasNeverReadIsNotKnown) {
  const auto facts = ParseProto<account::v1::AccountFacts>(R"pb(
    account { name: "programs/p/accounts/a" }
    index_trends { index: INDEX_RESPONSIVENESS declining: true }
    index_trends { index: INDEX_SATISFACTION declining: false })pb");
  EXPECT_THAT(ServiceTrendOf(facts), EqualsProto(R"pb(
                account: "programs/p/accounts/a"
                responsiveness_declining: TRI_STATE_PRESENT
                satisfaction_declining: TRI_STATE_ABSENT)pb"));
}

}  // namespace
}  // namespace kam::assessment::program_evidence_test
