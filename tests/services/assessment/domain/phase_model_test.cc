#include "services/assessment/phase_model.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "services/assessment/model_policy.h"
#include "tests/services/assessment/domain/evidence.h"
#include "tests/services/assessment/domain/phase_exemplars.h"
#include "tests/testing/matchers.h"

namespace kam::assessment::phase_model_test {
namespace {

using kam::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using type::v1::VERDICT_STATUS_DETERMINED;
using type::v1::VERDICT_STATUS_INSUFFICIENT_DATA;
using type::v1::VERDICT_STATUS_PROVISIONAL;

using Values = std::vector<std::pair<const char*, const char*>>;

v1::Verdict Assess(const v1::Evidence& evidence) {
  const auto verdict = Evaluate(v1::MODEL_PHASES, evidence,
                                ModelPolicy::Default(), kExemplarDay);
  EXPECT_THAT(verdict, IsOk());
  return verdict.ok() ? *verdict : v1::Verdict();
}

v1::Evidence Of(const Values& values) {
  v1::Evidence evidence;
  for (const auto& [dimension, value] : values) {
    SetPhaseValue(evidence, dimension, value);
  }
  return evidence;
}

// The exemplar of a phase with other values.
v1::Evidence ExemplarWith(int phase, const Values& values) {
  v1::Evidence evidence = Exemplar(phase);
  for (const auto& [dimension, value] : values) {
    SetPhaseValue(evidence, dimension, value);
  }
  return evidence;
}

std::vector<std::string> FlagsOf(const v1::Verdict& verdict) {
  std::vector<std::string> codes;
  for (const auto& flag : verdict.flags()) codes.push_back(flag.code());
  return codes;
}

void ExpectPhase(const v1::Verdict& verdict, int demonstrated, int ceiling,
                 type::v1::VerdictStatus status) {
  EXPECT_EQ(verdict.phases().demonstrated(), demonstrated);
  EXPECT_EQ(verdict.phases().ceiling(), ceiling);
  EXPECT_EQ(verdict.status(), status);
}

TEST(PhaseGoldens, GA01To05TheExemplarsAreTheirPhases) {
  const int continuum[] = {173, 193, 275, 414, 482};
  for (int phase = 1; phase <= 5; ++phase) {
    const v1::Verdict verdict = Assess(Exemplar(phase));
    ExpectPhase(verdict, phase, phase, VERDICT_STATUS_DETERMINED);
    EXPECT_EQ(verdict.phases().best_fit(), phase);
    EXPECT_EQ(verdict.phases().continuum_hundredths(), continuum[phase - 1]);
    EXPECT_EQ(verdict.value(), std::to_string(phase));
    EXPECT_THAT(verdict.missing(), IsEmpty());
  }
}

TEST(PhaseGoldens, GA06RepresentativesCallingOnHospitals) {
  ExpectPhase(Assess(Of({{"APPROACH", "TELL"},
                         {"CONTACT_PATTERN", "ONE_TO_ONE_BUYER"},
                         {"TEAM_FORM", "ALONE"},
                         {"JOINT_ACTIVITY", "NONE"},
                         {"OFFERING", "FIXED"},
                         {"KAM_SENIORITY", "SALES_PERSON"},
                         {"PERCEPTION", "ONE_OF_SIMILAR"},
                         {"AGENDA", "OWN"}})),
              1, 1, VERDICT_STATUS_DETERMINED);
}

TEST(PhaseGoldens, GA07ARenamedSalesForceIsThinEvidence) {
  const v1::Verdict verdict = Assess(Of({{"KAM_SENIORITY", "SALES_PERSON"},
                                         {"KAM_BACKGROUND", "SALES_TRAINED"},
                                         {"APPROACH", "TELL"}}));
  ExpectPhase(verdict, 1, 1, VERDICT_STATUS_PROVISIONAL);
  EXPECT_EQ(verdict.status_reason(), "THIN_EVIDENCE");
}

TEST(PhaseGoldens, GA08SeniorityAloneTellsNothing) {
  ExpectPhase(Assess(Of({{"KAM_SENIORITY", "VERY_SENIOR"},
                         {"KAM_AUTHORITY", "PROFIT_AND_GROWTH"}})),
              1, 5, VERDICT_STATUS_INSUFFICIENT_DATA);
}

TEST(PhaseGoldens, GA09AGreatTeamAloneTellsNothing) {
  ExpectPhase(Assess(Of({{"KAM_SENIORITY", "VERY_SENIOR"},
                         {"TEAM_FORM", "DEDICATED_PERMANENT_MULTI"},
                         {"AGENDA", "CUSTOMERS_CUSTOMER"}})),
              1, 5, VERDICT_STATUS_INSUFFICIENT_DATA);
}

TEST(PhaseGoldens, GA10AHealthAuthoritysProject) {
  ExpectPhase(Assess(Of({{"APPROACH", "PROJECT_LED"},
                         {"INITIATOR", "CUSTOMER"},
                         {"JOINT_ACTIVITY", "AD_HOC_PROJECTS"},
                         {"PERCEPTION", "PREFERRED_OR_KEY"},
                         {"CONTACT_PATTERN", "BEYOND_BUYER"},
                         {"TEAM_FORM", "AD_HOC_MULTI"},
                         {"INFORMATION", "CONFIDENTIAL"},
                         {"OFFERING", "PROJECT_SPECIFIC"}})),
              3, 3, VERDICT_STATUS_DETERMINED);
}

TEST(PhaseGoldens, GA11PartnersWithoutSensitiveData) {
  const v1::Verdict verdict =
      Assess(ExemplarWith(5, {{"INFORMATION", "CONFIDENTIAL"}}));
  ExpectPhase(verdict, 4, 4, VERDICT_STATUS_DETERMINED);
  EXPECT_EQ(verdict.phases().best_fit(), 5);
  EXPECT_THAT(verdict.phases().leaders(), SizeIs(13));
  EXPECT_THAT(verdict.phases().binding(), ElementsAre("INFORMATION"));
}

TEST(PhaseGoldens, GA12CoLocationIsNeutral) {
  ExpectPhase(Assess(ExemplarWith(5, {{"CO_LOCATION", "NONE"}})), 5, 5,
              VERDICT_STATUS_DETERMINED);
}

TEST(PhaseGoldens, GA13FundingIsOftenJointInPhaseFour) {
  ExpectPhase(Assess(ExemplarWith(4, {{"FUNDING", "SINGLE_PARTY"}})), 4, 4,
              VERDICT_STATUS_DETERMINED);
}

TEST(PhaseGoldens, GA14AnAdHocTeamHoldsPhaseFourBack) {
  const v1::Verdict verdict =
      Assess(ExemplarWith(4, {{"TEAM_FORM", "AD_HOC_MULTI"}}));
  ExpectPhase(verdict, 3, 3, VERDICT_STATUS_DETERMINED);
  EXPECT_EQ(verdict.phases().best_fit(), 4);
  EXPECT_THAT(FlagsOf(verdict), ElementsAre("LOPSIDED", "OVER_INVESTED"));
}

TEST(PhaseGoldens, GA15AGrandRankDoesNotMakeAPhase) {
  const v1::Verdict verdict =
      Assess(ExemplarWith(2, {{"KAM_SENIORITY", "VERY_SENIOR"},
                              {"KAM_AUTHORITY", "PROFIT_AND_GROWTH"}}));
  ExpectPhase(verdict, 2, 2, VERDICT_STATUS_DETERMINED);
  EXPECT_THAT(verdict.phases().leaders(),
              ElementsAre("KAM_AUTHORITY", "KAM_SENIORITY"));
}

TEST(PhaseGoldens, GA16AnUnknownTeamLeavesItOpen) {
  v1::Evidence evidence = Exemplar(4);
  ClearPhaseValue(evidence, "TEAM_FORM");
  const v1::Verdict verdict = Assess(evidence);
  ExpectPhase(verdict, 3, 4, VERDICT_STATUS_PROVISIONAL);
  ASSERT_THAT(verdict.missing(), SizeIs(1));
  EXPECT_EQ(verdict.missing(0).dimension(), "TEAM_FORM");
  EXPECT_EQ(verdict.missing(0).owner_service(), "team");
  EXPECT_EQ(verdict.missing(0).why(), v1::MISSING_REASON_NEVER);
}

TEST(PhaseGoldens, GA17GatesAloneDoNotMakeAPhase) {
  v1::Evidence evidence = Exemplar(1);
  for (const char* gate :
       {"APPROACH", "JOINT_ACTIVITY", "PERCEPTION", "TEAM_FORM", "OFFERING",
        "PLANS", "FUNDING", "INFORMATION", "INTEGRATION", "AGENDA",
        "EXIT_COST"}) {
    SetPhaseValue(evidence, gate, ExemplarValue(gate, 5));
  }
  const v1::Verdict verdict = Assess(evidence);
  ExpectPhase(verdict, 3, 3, VERDICT_STATUS_DETERMINED);
  EXPECT_THAT(verdict.phases().binding(), ElementsAre("BREADTH"));
}

TEST(PhaseModel, NothingKnownIsInsufficient) {
  const v1::Verdict verdict = Assess({});
  ExpectPhase(verdict, 1, 5, VERDICT_STATUS_INSUFFICIENT_DATA);
  EXPECT_FALSE(verdict.phases().has_best_fit());
  EXPECT_FALSE(verdict.phases().has_continuum_hundredths());
  EXPECT_THAT(verdict.missing(), SizeIs(22));
}

}  // namespace
}  // namespace kam::assessment::phase_model_test
