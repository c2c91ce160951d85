// What the papers say of the next phase, of what it takes and whether it pays,
// asked of the service: a test an item.

#include <algorithm>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/assessment/evaluation_requirements.h"

namespace kam::assessment::next_phase_requirements_test {
namespace {

using kam::testing::ParseProto;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class NextPhaseRequirements : public EvaluationRequirements {
 protected:
  v1::NextPhaseResult GapOf(int phase) {
    return Assess(v1::MODEL_NEXT_PHASE, Exemplar(phase)).next_phase();
  }

  v1::Verdict Judge(const v1::ReadinessFacts& facts) {
    v1::Evidence evidence;
    *evidence.mutable_readiness() = facts;
    return Assess(v1::MODEL_READINESS, evidence);
  }
};

// All that phase 4 asks for is there, and it pays.
v1::ReadinessFacts ReadyFacts() {
  return ParseProto<v1::ReadinessFacts>(R"pb(
    phase { demonstrated: 3 status: VERDICT_STATUS_DETERMINED }
    sponsors {
      member: "s"
      grade: GRADE_DIRECTOR
      starts_on { year: 2023 month: 1 day: 1 }
      active_on { year: 2024 month: 4 day: 1 }
    }
    kam_grade: GRADE_SENIOR_MANAGER
    required_roles { role: "SUPPORT" filled: TRI_STATE_PRESENT }
    disciplines: 2
    area_skills_covered: TRI_STATE_PRESENT
    profitability: PROFITABILITY_STANDING_PER_ACCOUNT
    plan_valid: TRI_STATE_PRESENT
    willing_to_change: TRI_STATE_PRESENT
    departments_aligned: TRI_STATE_PRESENT
    pay_beyond_selling: TRI_STATE_PRESENT
    specific_positioning: TRI_STATE_PRESENT
    willingness_to_partner: 3
    business_case {
      annual_benefit { currency_code: "USD" units: 900000 }
      benefit_rationale: "more volume"
      benefit_owner: "programs/p/members/m"
      annual_cost { currency_code: "USD" units: 400000 }
      one_off_cost { currency_code: "USD" units: 600000 }
      disruption_cost { currency_code: "USD" }
    })pb");
}

TEST_F(NextPhaseRequirements, S0_11_WhereWeAreAndWhatTheNextPhaseTakes) {
  const v1::NextPhaseResult gap = GapOf(3);
  EXPECT_EQ(gap.demonstrated(), 3);
  EXPECT_EQ(gap.target(), 4);
  ASSERT_EQ(gap.gates_size(), 3);
  EXPECT_EQ(gap.gates(0).dimension(), "TEAM_FORM");
  EXPECT_EQ(gap.gates(1).dimension(), "OFFERING");
  EXPECT_EQ(gap.gates(2).dimension(), "PLANS");
  EXPECT_EQ(gap.breadth_needed(), 6);
  EXPECT_EQ(gap.candidates_size(), 14);
  // At the last phase there is only this to be kept.
  EXPECT_EQ(Assess(v1::MODEL_NEXT_PHASE, Exemplar(5)).value(), "SUSTAIN");
}

TEST_F(NextPhaseRequirements, S0_16_EachGapComesWithAnIntentionForThePlan) {
  const v1::NextPhaseResult gap = GapOf(3);
  for (const v1::DimensionGap& gate : gap.gates()) {
    EXPECT_NE(gate.intention(), v1::PLAN_INTENTION_UNSPECIFIED);
    EXPECT_THAT(gate.intention_text(), Not(IsEmpty())) << gate.dimension();
    EXPECT_THAT(gate.owner_service(), Not(IsEmpty())) << gate.dimension();
  }
}

TEST_F(NextPhaseRequirements, S0_18_ACaseWithoutACostIsNotMade) {
  EXPECT_EQ(Judge(ReadyFacts()).value(), "READY");
  for (const char* field : {"annual_cost", "one_off_cost", "disruption_cost"}) {
    v1::ReadinessFacts facts = ReadyFacts();
    v1::BusinessCase& made = *facts.mutable_business_case();
    made.GetReflection()->ClearField(
        &made, made.GetDescriptor()->FindFieldByName(field));
    const v1::Verdict verdict = Judge(facts);
    EXPECT_EQ(verdict.value(), "CASE_NOT_MADE") << field;
    EXPECT_THAT(verdict.readiness().business_case().missing(),
                ElementsAre(field));
  }
}

TEST_F(NextPhaseRequirements, S0_19_ACaseNeedsABenefitThatSomeoneAnswersFor) {
  for (const char* field :
       {"annual_benefit", "benefit_rationale", "benefit_owner"}) {
    v1::ReadinessFacts facts = ReadyFacts();
    v1::BusinessCase& made = *facts.mutable_business_case();
    made.GetReflection()->ClearField(
        &made, made.GetDescriptor()->FindFieldByName(field));
    EXPECT_EQ(Judge(facts).value(), "CASE_NOT_MADE") << field;
  }
  // 900,000 in three years, after 15 months.
  const v1::CaseResult made = Judge(ReadyFacts()).readiness().business_case();
  EXPECT_EQ(made.net().units(), 900'000);
  EXPECT_EQ(made.payback_months(), 15);
}

TEST_F(NextPhaseRequirements, S0_20_WithoutWillingnessToChangeNothingMoves) {
  for (const auto state :
       {type::v1::TRI_STATE_ABSENT, type::v1::TRI_STATE_UNKNOWN}) {
    v1::ReadinessFacts facts = ReadyFacts();
    facts.set_willing_to_change(state);
    const v1::Verdict verdict = Judge(facts);
    EXPECT_EQ(verdict.value(), "NOT_READY");
    EXPECT_THAT(verdict.readiness().blockers(),
                ElementsAre("UNWILLING_TO_CHANGE"));
  }
}

TEST_F(NextPhaseRequirements, S0_21_StructureEquipmentAndCulture) {
  const v1::ReadinessResult ready = Judge(ReadyFacts()).readiness();
  ASSERT_EQ(ready.pillars_size(), 3);
  EXPECT_EQ(ready.pillars(0).pillar(), v1::READINESS_PILLAR_STRUCTURE);
  EXPECT_EQ(ready.pillars(1).pillar(), v1::READINESS_PILLAR_EQUIPMENT);
  EXPECT_EQ(ready.pillars(2).pillar(), v1::READINESS_PILLAR_CULTURE);
  for (const v1::PillarResult& pillar : ready.pillars()) {
    EXPECT_EQ(pillar.standing(), v1::PILLAR_STANDING_PASS);
  }
  // Two of three are enough, one is not.
  v1::ReadinessFacts facts = ReadyFacts();
  facts.set_plan_valid(type::v1::TRI_STATE_ABSENT);
  EXPECT_EQ(Judge(facts).value(), "READY");
  facts.set_area_skills_covered(type::v1::TRI_STATE_UNKNOWN);
  const v1::Verdict open = Judge(facts);
  EXPECT_EQ(open.value(), "CONDITIONALLY_READY");
  EXPECT_EQ(open.readiness().pillars(1).standing(), v1::PILLAR_STANDING_OPEN);
  facts.set_area_skills_covered(type::v1::TRI_STATE_ABSENT);
  const v1::Verdict failing = Judge(facts);
  EXPECT_EQ(failing.value(), "NOT_READY");
  EXPECT_EQ(failing.readiness().pillars(1).standing(),
            v1::PILLAR_STANDING_FAIL);
}

TEST_F(NextPhaseRequirements, S0_22_FewCustomersCanBePartners) {
  v1::ReadinessFacts facts = ReadyFacts();
  facts.set_key_accounts(40);
  facts.set_partnerships(2);
  EXPECT_THAT(CodesOf(Judge(facts)), IsEmpty());
  facts.set_partnerships(3);
  EXPECT_THAT(CodesOf(Judge(facts)), Contains("TOO_MANY_PARTNERSHIPS"));
  // One is always allowed.
  facts.set_key_accounts(1);
  facts.set_partnerships(1);
  EXPECT_THAT(CodesOf(Judge(facts)), IsEmpty());
}

// Whether the phases ask for anything of this item.
bool IsScored(const v1::Verdict& phases, const std::string& item) {
  return std::any_of(phases.missing().begin(), phases.missing().end(),
                     [&](const v1::MissingEvidence& one) {
                       return one.requirement_id() == item;
                     });
}

TEST_F(NextPhaseRequirements, M23_SystemsAreReportedAndNotScored) {
  v1::ReadinessFacts facts = ReadyFacts();
  facts.mutable_phase()->set_demonstrated(4);
  const auto asks_for_systems = [&] {
    const v1::Verdict verdict = Judge(facts);
    return std::any_of(verdict.missing().begin(), verdict.missing().end(),
                       [](const v1::MissingEvidence& one) {
                         return one.requirement_id() == "M23";
                       });
  };
  EXPECT_TRUE(asks_for_systems());
  facts.set_joint_data_systems(type::v1::TRI_STATE_ABSENT);
  EXPECT_FALSE(asks_for_systems());
  EXPECT_EQ(ChosenOf(Judge(facts), "JOINT_DATA_SYSTEMS"), "ABSENT");
  // All that is scored is missing where nothing is known.
  const v1::Verdict phases = Assess(v1::MODEL_PHASES, v1::Evidence());
  EXPECT_TRUE(IsScored(phases, "M22"));
  EXPECT_FALSE(IsScored(phases, "M23"));
}

TEST_F(NextPhaseRequirements, M24_ThatPartnersAreFewIsReportedAndNotScored) {
  v1::ReadinessFacts facts = ReadyFacts();
  facts.set_key_accounts(40);
  facts.set_partnerships(3);
  const v1::Verdict verdict = Judge(facts);
  EXPECT_THAT(CodesOf(verdict), Contains("TOO_MANY_PARTNERSHIPS"));
  EXPECT_EQ(verdict.value(), "READY");
  EXPECT_FALSE(IsScored(Assess(v1::MODEL_PHASES, v1::Evidence()), "M24"));
}

}  // namespace
}  // namespace kam::assessment::next_phase_requirements_test
