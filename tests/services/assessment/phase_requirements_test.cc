// What the papers say of the five phases, asked of the service: a test an item.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/assessment/domain/phase_exemplars.h"
#include "tests/services/assessment/evaluation_requirements.h"

namespace kam::assessment::phase_requirements_test {
namespace {

using kam::testing::ParseProto;
using type::v1::VERDICT_STATUS_DETERMINED;
using type::v1::VERDICT_STATUS_INSUFFICIENT_DATA;

struct Interval {
  const char* value;
  int low;
  int high;
};

using Values = std::vector<std::pair<const char*, const char*>>;

class PhaseRequirements : public EvaluationRequirements {
 protected:
  v1::Verdict Assess(const v1::Evidence& evidence) {
    return EvaluationRequirements::Assess(v1::MODEL_PHASES, evidence);
  }

  v1::Verdict Assess(const Values& values, const char* facts = "") {
    v1::Evidence evidence;
    for (const auto& [dimension, value] : values) {
      SetPhaseValue(evidence, dimension, value);
    }
    evidence.MergeFrom(ParseProto<v1::Evidence>(facts));
    return Assess(evidence);
  }

  // A dimension's values go with these phases.
  void ExpectIntervals(const char* dimension,
                       const std::vector<Interval>& intervals) {
    for (const Interval& interval : intervals) {
      const v1::Verdict verdict = Assess({{dimension, interval.value}});
      ASSERT_EQ(verdict.findings_size(), 1) << interval.value;
      EXPECT_EQ(verdict.findings(0).chosen(), interval.value);
      // The middle of the only interval, in hundredths.
      EXPECT_EQ(verdict.phases().continuum_hundredths(),
                (interval.low + interval.high) * 50)
          << interval.value;
      EXPECT_EQ(verdict.findings(0).detail(),
                interval.low == interval.high
                    ? absl::StrCat("Goes with phase ", interval.low, ".")
                    : absl::StrCat("Goes with the phases ", interval.low,
                                   " to ", interval.high, "."));
    }
  }
};

TEST_F(PhaseRequirements, M01_SellingStance) {
  ExpectIntervals("APPROACH", {{"TELL", 1, 1},
                               {"ASK_LISTEN_PERSUADE", 2, 2},
                               {"PROJECT_LED", 3, 3},
                               {"MUTUAL_PLANS", 4, 4},
                               {"NO_LONGER_SELLING", 5, 5}});
}

TEST_F(PhaseRequirements, M02_ContactPattern) {
  ExpectIntervals("CONTACT_PATTERN", {{"ONE_TO_ONE_BUYER", 1, 2},
                                      {"BEYOND_BUYER", 3, 3},
                                      {"TEAM_MULTI_LEVEL", 4, 5},
                                      {"JOINT_WORKING_TEAMS", 5, 5}});
}

TEST_F(PhaseRequirements, M03_TeamForm) {
  ExpectIntervals("TEAM_FORM", {{"ALONE", 1, 2},
                                {"ALONE_WITH_SUPPORT", 2, 2},
                                {"AD_HOC_MULTI", 3, 3},
                                {"PERMANENT_MULTI", 4, 4},
                                {"DEDICATED_PERMANENT_MULTI", 5, 5}});
}

TEST_F(PhaseRequirements, M04_Location) {
  ExpectIntervals("CO_LOCATION",
                  {{"NONE", 1, 5}, {"AT_OR_NEAR_CUSTOMER", 5, 5}});
}

TEST_F(PhaseRequirements, M05_WhoInitiates) {
  ExpectIntervals("INITIATOR", {{"NO_PROJECTS", 1, 2},
                                {"CUSTOMER", 3, 3},
                                {"SUPPLIER", 3, 3},
                                {"JOINT", 4, 5}});
}

TEST_F(PhaseRequirements, M06_JointActivity) {
  ExpectIntervals("JOINT_ACTIVITY", {{"NONE", 1, 2},
                                     {"AD_HOC_PROJECTS", 3, 3},
                                     {"JOINT_INITIATIVES", 4, 4},
                                     {"WIDE_RANGE_JOINT_BUSINESS", 5, 5}});
}

TEST_F(PhaseRequirements, M07_Funding) {
  ExpectIntervals("FUNDING", {{"SINGLE_PARTY", 1, 4}, {"JOINT", 4, 5}});
}

TEST_F(PhaseRequirements, M08_Offering) {
  ExpectIntervals("OFFERING", {{"FIXED", 1, 2},
                               {"PROJECT_SPECIFIC", 3, 3},
                               {"TAILORED_OR_BESPOKE", 4, 5}});
}

TEST_F(PhaseRequirements, M09_Integration) {
  ExpectIntervals("INTEGRATION", {{"NONE", 1, 4},
                                  {"JOINT_LOGISTICS_ACTIVITY", 4, 4},
                                  {"PROCESSES_INTEGRATED", 5, 5}});
}

TEST_F(PhaseRequirements, M10_InformationSharing) {
  ExpectIntervals("INFORMATION", {{"ORDINARY", 1, 3},
                                  {"CONFIDENTIAL", 3, 4},
                                  {"SENSITIVE_BOTH_WAYS", 5, 5}});
}

TEST_F(PhaseRequirements, M11_Authority) {
  ExpectIntervals("KAM_AUTHORITY", {{"REFERS_UP", 1, 2},
                                    {"LIMITED", 2, 3},
                                    {"LEADS_TEAM_AND_PLAN", 4, 4},
                                    {"PROFIT_AND_GROWTH", 5, 5}});
}

TEST_F(PhaseRequirements, M12_Seniority) {
  ExpectIntervals("KAM_SENIORITY", {{"SALES_PERSON", 1, 2},
                                    {"ACCOUNT_MANAGER", 2, 3},
                                    {"TEAM_LEADER", 4, 4},
                                    {"VERY_SENIOR", 5, 5}});
}

TEST_F(PhaseRequirements, M13_Background) {
  ExpectIntervals("KAM_BACKGROUND",
                  {{"SALES_TRAINED", 1, 3}, {"COMMERCIAL_MANAGER", 4, 5}});
}

TEST_F(PhaseRequirements, M14_Measures) {
  ExpectIntervals("MEASURES", {{"VOLUME_AND_ACTIVITY", 1, 1},
                               {"SALES_TARGET", 1, 3},
                               {"ACCOUNT_PROFIT_AND_MUTUAL", 4, 4},
                               {"PROFIT_AND_GROWTH", 5, 5}});
}

TEST_F(PhaseRequirements, M15_ProfitabilityKnowledge) {
  ExpectIntervals("PROFITABILITY_KNOWLEDGE",
                  {{"REVENUE_ONLY", 1, 3}, {"PER_ACCOUNT", 4, 5}});
}

TEST_F(PhaseRequirements, M16_PlanningHorizon) {
  ExpectIntervals("HORIZON", {{"UP_TO_3", 1, 2},
                              {"OVER_3_UNDER_12", 1, 3},
                              {"FROM_12_TO_36", 3, 5},
                              {"OVER_36", 4, 5}});
}

TEST_F(PhaseRequirements, M17_Plans) {
  ExpectIntervals("PLANS", {{"NONE", 1, 2},
                            {"PROJECT_PLAN", 3, 3},
                            {"BESPOKE_ACCOUNT_PLAN", 4, 4},
                            {"JOINTLY_DEVELOPED", 4, 5}});
}

TEST_F(PhaseRequirements, M18_SeniorManagement) {
  ExpectIntervals("SENIOR_INVOLVEMENT", {{"NONE", 1, 2},
                                         {"OCCASIONAL", 3, 3},
                                         {"REGULAR", 4, 5},
                                         {"KAM_REPORTS_TO_TOP", 5, 5}});
}

TEST_F(PhaseRequirements, M19_Perception) {
  ExpectIntervals("PERCEPTION", {{"ONE_OF_SIMILAR", 1, 2},
                                 {"PREFERRED_OR_KEY", 3, 3},
                                 {"FAVOURED_MUCH_MORE_IMPORTANT", 4, 4},
                                 {"PARTNER", 5, 5}});
}

TEST_F(PhaseRequirements, M20_Agenda) {
  ExpectIntervals("AGENDA", {{"OWN", 1, 2},
                             {"CUSTOMER", 3, 3},
                             {"MUTUAL", 4, 4},
                             {"CUSTOMERS_CUSTOMER", 5, 5}});
}

TEST_F(PhaseRequirements, M21_ExitCost) {
  ExpectIntervals(
      "EXIT_COST",
      {{"LOW", 1, 3}, {"COMMITTED_BOTH", 4, 4}, {"LOCKED_IN_BOTH", 5, 5}});
}

TEST_F(PhaseRequirements, M22_OperatingModel) {
  ExpectIntervals("MODEL_FLEX", {{"INTERNALLY_DICTATED", 1, 3},
                                 {"ADAPTS_TO_CUSTOMER", 4, 5}});
}

constexpr char kRenamed[] =
    "phases { titles { program_name: 'Key Accounts' members { member: 'm' "
    "title: 'KAM' key_account_manager: true } } }";

TEST_F(PhaseRequirements, S0_01_TitlesAreNeverScored) {
  const v1::Verdict plain = Assess(Exemplar(4));
  v1::Evidence evidence = Exemplar(4);
  evidence.MergeFrom(ParseProto<v1::Evidence>(
      "phases { titles { members { member: 'm' title: 'Sales Rep' } } }"));
  const v1::Verdict titled = Assess(evidence);
  EXPECT_EQ(titled.value(), plain.value());
  EXPECT_EQ(titled.title_blind_digest(), plain.title_blind_digest());
}

TEST_F(PhaseRequirements, S0_03_RepresentativesCallingOnHospitals) {
  const v1::Verdict verdict = Assess({{"APPROACH", "TELL"},
                                      {"CONTACT_PATTERN", "ONE_TO_ONE_BUYER"},
                                      {"TEAM_FORM", "ALONE"},
                                      {"JOINT_ACTIVITY", "NONE"},
                                      {"OFFERING", "FIXED"},
                                      {"KAM_SENIORITY", "SALES_PERSON"},
                                      {"PERCEPTION", "ONE_OF_SIMILAR"},
                                      {"AGENDA", "OWN"}},
                                     kRenamed);
  EXPECT_EQ(verdict.phases().ceiling(), 1);
  EXPECT_EQ(verdict.status(), VERDICT_STATUS_DETERMINED);
  EXPECT_EQ(verdict.phases().relationship_title(),
            v1::RELATIONSHIP_TITLE_TITULAR);
}

TEST_F(PhaseRequirements, S0_04_AuthorityOverPriceAndTendersIsNoPhase) {
  const v1::Verdict verdict = Assess(
      Values(),
      "phases { lead { member: 'm' authorities { scopes: AUTHORITY_SCOPE_PRICE "
      "scopes: AUTHORITY_SCOPE_TENDERS starts_on { year: 2020 month: 1 day: 1 "
      "} } } }");
  EXPECT_EQ(verdict.findings(0).chosen(), "LIMITED");
  EXPECT_EQ(verdict.status(), VERDICT_STATUS_INSUFFICIENT_DATA);
}

TEST_F(PhaseRequirements, S0_05_ANewTitleChangesNothing) {
  const Values values = {{"KAM_SENIORITY", "SALES_PERSON"},
                         {"KAM_BACKGROUND", "SALES_TRAINED"},
                         {"APPROACH", "TELL"}};
  const v1::Verdict before = Assess(values);
  const v1::Verdict after = Assess(values, kRenamed);
  EXPECT_EQ(before.value(), "1");
  EXPECT_EQ(after.value(), "1");
  EXPECT_EQ(after.phases().relationship_title(),
            v1::RELATIONSHIP_TITLE_TITULAR);
}

TEST_F(PhaseRequirements, S0_06_ASeniorRoleAloneIsInsufficient) {
  const v1::Verdict verdict =
      Assess({{"KAM_AUTHORITY", "PROFIT_AND_GROWTH"}},
             "phases { lead { member: 'm' grade: GRADE_SENIOR_EXECUTIVE } "
             "titles { key_account: true } }");
  EXPECT_EQ(verdict.findings(1).chosen(), "VERY_SENIOR");
  EXPECT_EQ(verdict.status(), VERDICT_STATUS_INSUFFICIENT_DATA);
  EXPECT_EQ(verdict.phases().relationship_title(),
            v1::RELATIONSHIP_TITLE_UNDETERMINED);
}

TEST_F(PhaseRequirements, S0_07_AHugeDedicatedTeamAloneIsInsufficient) {
  const v1::Verdict verdict =
      Assess({{"KAM_SENIORITY", "VERY_SENIOR"},
              {"TEAM_FORM", "DEDICATED_PERMANENT_MULTI"},
              {"AGENDA", "CUSTOMERS_CUSTOMER"}});
  EXPECT_EQ(verdict.phases().ceiling(), 5);
  EXPECT_EQ(verdict.status(), VERDICT_STATUS_INSUFFICIENT_DATA);
}

TEST_F(PhaseRequirements, S0_08_TheSectorIsNoInput) {
  // Two accounts of one sector differ by their evidence alone: there is no
  // field by which a sector could be said.
  EXPECT_NE(Assess(Exemplar(1)).value(), Assess(Exemplar(5)).value());
  EXPECT_EQ(v1::PhaseFacts::descriptor()->FindFieldByName("sector"), nullptr);
  EXPECT_EQ(v1::Evidence::descriptor()->FindFieldByName("sector"), nullptr);
}

TEST_F(PhaseRequirements, S0_09_PhasesLieOnAContinuum) {
  const int two = Assess(Exemplar(2)).phases().continuum_hundredths();
  const int three = Assess(Exemplar(3)).phases().continuum_hundredths();
  const int four = Assess(Exemplar(4)).phases().continuum_hundredths();
  EXPECT_LT(two, three);
  EXPECT_LT(three, four);
}

TEST_F(PhaseRequirements, S0_12_AProjectThatTheCustomerBegan) {
  const v1::Verdict verdict =
      Assess({{"APPROACH", "PROJECT_LED"},
              {"PERCEPTION", "PREFERRED_OR_KEY"},
              {"CONTACT_PATTERN", "BEYOND_BUYER"},
              {"TEAM_FORM", "AD_HOC_MULTI"},
              {"INFORMATION", "CONFIDENTIAL"}},
             "phases { initiatives { standing: INITIATIVE_STANDING_ACTIVE "
             "initiator: INITIATIVE_SIDE_CUSTOMER offering: "
             "INITIATIVE_OFFERING_PROJECT_SPECIFIC starts_on { year: 2024 "
             "month: 1 day: 1 } } }");
  EXPECT_EQ(verdict.phases().known(), 8);
  EXPECT_EQ(verdict.phases().demonstrated(), 3);
  EXPECT_EQ(verdict.status(), VERDICT_STATUS_DETERMINED);
}

TEST_F(PhaseRequirements, S0_13_RunningTheCustomersStockIntegratesProcesses) {
  for (const char* kind :
       {"SHARED_LOGISTICS", "SUPPLIER_RUNS_STOCK", "SUPPLIER_RUNS_ORDERING"}) {
    const v1::Verdict verdict = Assess(
        Values(),
        absl::StrCat("phases { integrations { kind: INTEGRATION_KIND_", kind,
                     " starts_on { year: 2024 month: 1 day: 1 } } }")
            .c_str());
    EXPECT_EQ(verdict.findings(0).chosen(), "PROCESSES_INTEGRATED") << kind;
  }
}

TEST_F(PhaseRequirements, S0_14_ThePatientIsTheCustomersCustomer) {
  v1::Evidence evidence = Exemplar(5);
  EXPECT_EQ(Assess(evidence).value(), "5");
  SetPhaseValue(evidence, "AGENDA", "MUTUAL");
  EXPECT_EQ(Assess(evidence).value(), "4");
}

TEST_F(PhaseRequirements, S0_15_ShiftsAreListedPerDimension) {
  v1::Evidence evidence = Exemplar(5);
  v1::DimensionValue& before =
      *evidence.mutable_phases()->add_previous_values();
  before.set_dimension("AGENDA");
  before.set_value("OWN");
  const v1::Verdict verdict = Assess(evidence);
  ASSERT_EQ(verdict.phases().shifts_size(), 1);
  EXPECT_EQ(verdict.phases().shifts(0).from(), "OWN");
  EXPECT_EQ(verdict.phases().shifts(0).to(), "CUSTOMERS_CUSTOMER");
}

}  // namespace
}  // namespace kam::assessment::phase_requirements_test
