// What the papers say of key account management against selling, asked of the
// service: a test an item.

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/assessment/evaluation_requirements.h"

namespace kam::assessment::diagnosis_requirements_test {
namespace {

using kam::testing::ParseProto;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

// Every row is that of key account management.
constexpr char kManaged[] = R"pb(
  accounts {
    horizon_months: 24
    custom_solutions: CUSTOM_SOLUTIONS_MAIN
    solves_problems: TRI_STATE_PRESENT
    value_over_time: TRI_STATE_PRESENT
    manager_skill: TRI_STATE_PRESENT
    team { manager_function: "sales" functions: "logistics" functions: "it" }
    business_challenges: TRI_STATE_PRESENT
    share_of_customer: TRI_STATE_PRESENT
  }
  segmentations {
    starts_on { year: 2024 month: 1 day: 1 }
    revenue: true
    growth_potential: true
    strategic_criteria: STRATEGIC_CRITERION_HOW_THEY_BUY
  }
  load { accounts: 10 managers: 1 }
  pay { salary: 8000 commission: 0 bonus: 2000 bases: PAY_BASIS_PLAN_QUALITY }
  role_skills {
    skills: ROLE_SKILL_GENERAL_MANAGEMENT
    skills: ROLE_SKILL_STRATEGIC_THINKING
    skills: ROLE_SKILL_INFLUENCING
  })pb";

// Every row is that of selling.
constexpr char kSelling[] = R"pb(
  accounts {
    horizon_months: 3
    custom_solutions: CUSTOM_SOLUTIONS_SOME
    solves_problems: TRI_STATE_ABSENT
    value_over_time: TRI_STATE_ABSENT
    manager_skill: TRI_STATE_ABSENT
    team { manager_function: "sales" }
    business_challenges: TRI_STATE_ABSENT
    share_of_customer: TRI_STATE_ABSENT
  }
  segmentations {
    starts_on { year: 2024 month: 1 day: 1 }
    revenue: true
  }
  load { accounts: 30 managers: 1 }
  pay { salary: 5000 commission: 5000 bonus: 0 }
  role_skills { skills: ROLE_SKILL_SELLING })pb";

class DiagnosisRequirements : public EvaluationRequirements {
 protected:
  v1::Verdict Diagnose(const std::string& facts) {
    return Assess(v1::MODEL_PROGRAM_DIAGNOSIS,
                  absl::StrCat("program_diagnosis { ", facts, " }"));
  }

  // The only row that these facts tell of.
  std::string RowOf(const std::string& facts) {
    const v1::Verdict verdict = Diagnose(facts);
    EXPECT_EQ(verdict.findings_size(), 1) << facts;
    return verdict.findings_size() == 1
               ? absl::StrCat(verdict.findings(0).key(), " ",
                              verdict.findings(0).chosen())
               : "";
  }
};

TEST_F(DiagnosisRequirements, S1_R1_AYearIsTheHorizonOfKeyAccountManagement) {
  EXPECT_EQ(RowOf("accounts { horizon_months: 11 }"), "R1 SELLING");
  EXPECT_EQ(RowOf("accounts { horizon_months: 12 }"), "R1 KAM");
  EXPECT_EQ(RowOf("accounts { horizon_months: 36 }"), "R1 KAM");
  EXPECT_EQ(RowOf("accounts { horizon_months: 37 }"), "R1 KAM");
  EXPECT_THAT(CodesOf(Diagnose("accounts { horizon_months: 37 }")),
              ElementsAre("BEYOND_RANGE"));
}

TEST_F(DiagnosisRequirements, S1_R2_SegmentationByMoreThanRevenue) {
  auto row = [&](const std::string& criteria) {
    return RowOf(
        absl::StrCat("segmentations { starts_on { year: 2024 month: 6 "
                     "day: 30 } ",
                     criteria, " }"));
  };
  EXPECT_EQ(row("revenue: true"), "R2 SELLING");
  EXPECT_EQ(row("revenue: true growth_potential: true"), "R2 MIXED");
  EXPECT_EQ(row("revenue: true strategic_criteria: STRATEGIC_CRITERION_OTHER"),
            "R2 MIXED");
  for (const char* criterion : {"HOW_THEY_BUY", "WILLINGNESS_TO_PARTNER",
                                "COMPLEMENTARY_FIT", "OTHER"}) {
    EXPECT_EQ(row(absl::StrCat("revenue: true growth_potential: true "
                               "strategic_criteria: STRATEGIC_CRITERION_",
                               criterion)),
              "R2 KAM");
  }
}

TEST_F(DiagnosisRequirements, S1_R3_SolutionsAndProblemsSolved) {
  auto row = [&](const char* custom, const char* solves) {
    return RowOf(absl::StrCat("accounts { custom_solutions: CUSTOM_SOLUTIONS_",
                              custom, " solves_problems: TRI_STATE_", solves,
                              " }"));
  };
  EXPECT_EQ(row("NONE", "ABSENT"), "R3 SELLING");
  EXPECT_EQ(row("SOME", "ABSENT"), "R3 SELLING");
  EXPECT_EQ(row("MAIN", "ABSENT"), "R3 MIXED");
  EXPECT_EQ(row("SOME", "PRESENT"), "R3 MIXED");
  EXPECT_EQ(row("MAIN", "PRESENT"), "R3 KAM");
}

TEST_F(DiagnosisRequirements, S1_R4_ValueOverTimeAndTheManagersSkill) {
  auto row = [&](const char* value, const char* skill) {
    return RowOf(absl::StrCat("accounts { value_over_time: TRI_STATE_", value,
                              " manager_skill: TRI_STATE_", skill, " }"));
  };
  EXPECT_EQ(row("ABSENT", "ABSENT"), "R4 SELLING");
  EXPECT_EQ(row("PRESENT", "ABSENT"), "R4 MIXED");
  EXPECT_EQ(row("ABSENT", "PRESENT"), "R4 MIXED");
  EXPECT_EQ(row("PRESENT", "PRESENT"), "R4 KAM");
}

TEST_F(DiagnosisRequirements, S1_R5_ACrossFunctionalTeamIsResponsible) {
  auto row = [&](const std::string& functions) {
    return RowOf(absl::StrCat("accounts { team { manager_function: 'sales' ",
                              functions, " } }"));
  };
  EXPECT_EQ(row(""), "R5 SELLING");
  EXPECT_EQ(row("functions: 'sales'"), "R5 MIXED");
  EXPECT_EQ(row("functions: 'sales' functions: 'it'"), "R5 MIXED");
  EXPECT_EQ(row("functions: 'it' functions: 'finance'"), "R5 KAM");
}

TEST_F(DiagnosisRequirements, S1_R6_BusinessChallengesAndShareOfCustomer) {
  auto row = [&](const char* challenges, const char* share) {
    return RowOf(absl::StrCat("accounts { business_challenges: TRI_STATE_",
                              challenges, " share_of_customer: TRI_STATE_",
                              share, " }"));
  };
  EXPECT_EQ(row("ABSENT", "ABSENT"), "R6 SELLING");
  EXPECT_EQ(row("ABSENT", "PRESENT"), "R6 MIXED");
  EXPECT_EQ(row("PRESENT", "PRESENT"), "R6 KAM");
}

TEST_F(DiagnosisRequirements, S1_R7_AccountsPerManager) {
  EXPECT_EQ(RowOf("load { accounts: 300 managers: 10 }"), "R7 SELLING");
  EXPECT_EQ(RowOf("load { accounts: 299 managers: 10 }"), "R7 MIXED");
  EXPECT_EQ(RowOf("load { accounts: 101 managers: 10 }"), "R7 MIXED");
  EXPECT_EQ(RowOf("load { accounts: 100 managers: 10 }"), "R7 KAM");
}

TEST_F(DiagnosisRequirements, S1_R8_HalfSalaryHalfCommissionIsSellersPay) {
  EXPECT_EQ(RowOf("pay { salary: 50 commission: 50 bonus: 0 "
                  "bases: PAY_BASIS_PLAN_QUALITY }"),
            "R8 SELLING");
  EXPECT_EQ(RowOf("pay { salary: 51 commission: 49 bonus: 0 }"), "R8 MIXED");
  for (const char* basis : {"PLAN_QUALITY", "ACCOUNT_PROFIT"}) {
    EXPECT_EQ(RowOf(absl::StrCat("pay { salary: 75 commission: 10 bonus: 15 "
                                 "bases: PAY_BASIS_",
                                 basis, " }")),
              "R8 KAM");
  }
  EXPECT_EQ(RowOf("pay { salary: 75 commission: 10 bonus: 15 "
                  "bases: PAY_BASIS_REVENUE }"),
            "R8 MIXED");
  EXPECT_EQ(RowOf("pay { salary: 74 commission: 11 bonus: 15 "
                  "bases: PAY_BASIS_PLAN_QUALITY }"),
            "R8 MIXED");
}

TEST_F(DiagnosisRequirements, S1_R9_TheFourSkillsOfTheRole) {
  std::string skills = "skills: ROLE_SKILL_SELLING ";
  const char* const rows[] = {"R9 SELLING", "R9 MIXED", "R9 MIXED", "R9 KAM",
                              "R9 KAM"};
  const char* const names[] = {"GENERAL_MANAGEMENT", "STRATEGIC_THINKING",
                               "INFLUENCING", "CUSTOMER_MARKET_DEPTH"};
  for (size_t count = 0; count < std::size(rows); ++count) {
    EXPECT_EQ(RowOf(absl::StrCat("role_skills { ", skills, " }")), rows[count]);
    if (count < std::size(names)) {
      absl::StrAppend(&skills, "skills: ROLE_SKILL_", names[count], " ");
    }
  }
}

TEST_F(DiagnosisRequirements, S1_01_AManagerWhoOnlySellsIsOneInTitle) {
  auto title = [&](const char* last) {
    std::string activities;
    for (const char* kind : {"SALES", "SALES", "SALES", "SALES", last}) {
      absl::StrAppend(&activities, "activities { kind: ACTIVITY_KIND_", kind,
                      " done_on { year: 2024 month: 5 day: 1 } } ");
    }
    const v1::Verdict verdict =
        Assess(v1::MODEL_PHASES,
               absl::StrCat("phases { titles { members { member: 'm' title: "
                            "'Key Account Manager' ",
                            activities, " } } }"));
    return verdict.phases().member_titles(0).title();
  };
  EXPECT_EQ(title("SALES"), v1::MEMBER_ROLE_TITLE_TITULAR_ROLE);
  EXPECT_EQ(title("CUSTOMER_RESEARCH"), v1::MEMBER_ROLE_TITLE_GENUINE_ROLE);
}

TEST_F(DiagnosisRequirements, S1_02_ANewNameLeavesTheDiagnosisUnchanged) {
  const v1::Verdict plain = Diagnose(kSelling);
  const v1::Verdict named = Diagnose(
      absl::StrCat(kSelling, "titles { program_name: 'Strategic Accounts' }"));
  EXPECT_EQ(named.value(), plain.value());
  EXPECT_EQ(named.program_diagnosis().SerializeAsString(),
            plain.program_diagnosis().SerializeAsString());
  EXPECT_EQ(named.title_blind_digest(), plain.title_blind_digest());
  EXPECT_THAT(CodesOf(plain), IsEmpty());
  EXPECT_THAT(CodesOf(named), ElementsAre("TITLE_ONLY"));
}

TEST_F(DiagnosisRequirements, S1_03_AProgrammeThatMorphsInNameAlone) {
  const std::string renamed = absl::StrCat(
      kSelling,
      "origin: PROGRAM_ORIGIN_SALES alignment: PROGRAM_ALIGNMENT_ALIGNED "
      "titles { program_name: 'Key Accounts' previous_program_name: "
      "'Large Customers' } "
      "previous { diagnosed_on { year: 2023 month: 6 day: 30 } "
      "rows { row: DIAGNOSIS_ROW_R1 value: ROW_VALUE_SELLING } ");
  EXPECT_THAT(
      CodesOf(Diagnose(absl::StrCat(
          renamed,
          "rows { row: DIAGNOSIS_ROW_R2 value: ROW_VALUE_SELLING } }"))),
      ElementsAre("MORPHING_IN_NAME", "SALES_INITIATED", "TITLE_ONLY"));
  // A row that rose is a change of more than the name.
  EXPECT_THAT(CodesOf(Diagnose(absl::StrCat(renamed,
                                            "} accounts { horizon_months: 12 "
                                            "} accounts { horizon_months: 12 "
                                            "}"))),
              Not(Contains("MORPHING_IN_NAME")));
}

TEST_F(DiagnosisRequirements, S1_04_SellingIsPartOfKeyAccountManagement) {
  const v1::Verdict managed = Diagnose(kManaged);
  v1::Evidence evidence;
  v1::DiagnosisFacts& facts = *evidence.mutable_program_diagnosis();
  facts = ParseProto<v1::DiagnosisFacts>(kManaged);
  facts.mutable_role_skills()->add_skills(v1::ROLE_SKILL_SELLING);
  const v1::Verdict selling_too = Assess(v1::MODEL_PROGRAM_DIAGNOSIS, evidence);
  EXPECT_EQ(managed.value(), "KAM");
  EXPECT_EQ(selling_too.value(), "KAM");
  EXPECT_EQ(selling_too.program_diagnosis().points(),
            managed.program_diagnosis().points());
}

TEST_F(DiagnosisRequirements, S1_05_FourMarkersOfSalesLedProgrammes) {
  const std::string signs =
      "quarterly_success: TRI_STATE_PRESENT "
      "few_people_contacted: TRI_STATE_PRESENT ";
  const v1::Verdict led = Diagnose(absl::StrCat(kSelling, signs));
  ASSERT_EQ(led.program_diagnosis().markers_size(), 4);
  for (const v1::DiagnosisMarker& one : led.program_diagnosis().markers()) {
    EXPECT_EQ(one.state(), type::v1::TRI_STATE_PRESENT) << one.key();
  }
  // They are shown, not scored.
  EXPECT_EQ(led.program_diagnosis().points(),
            Diagnose(kSelling).program_diagnosis().points());
  const v1::Verdict managed = Diagnose(kManaged);
  EXPECT_EQ(managed.program_diagnosis().markers(0).state(),
            type::v1::TRI_STATE_UNKNOWN);
  EXPECT_EQ(managed.program_diagnosis().markers(3).state(),
            type::v1::TRI_STATE_ABSENT);
}

TEST_F(DiagnosisRequirements, S1_09_SalesAloneFightsUphill) {
  const std::string begun =
      absl::StrCat(kManaged, "origin: PROGRAM_ORIGIN_SALES ");
  for (const char* alignment : {"UNSPECIFIED", "UNKNOWN", "MISALIGNED"}) {
    EXPECT_THAT(CodesOf(Diagnose(absl::StrCat(
                    begun, "alignment: PROGRAM_ALIGNMENT_", alignment))),
                ElementsAre("SALES_INITIATED", "UPHILL"))
        << alignment;
  }
  EXPECT_THAT(CodesOf(Diagnose(
                  absl::StrCat(begun, "alignment: PROGRAM_ALIGNMENT_ALIGNED"))),
              ElementsAre("SALES_INITIATED"));
  EXPECT_THAT(CodesOf(Diagnose(
                  absl::StrCat(kManaged, "origin: PROGRAM_ORIGIN_EXECUTIVE"))),
              IsEmpty());
}

TEST_F(DiagnosisRequirements, S2_04_SalesManagementIsNotKeyAccountManagement) {
  const v1::Verdict selling = Diagnose(kSelling);
  EXPECT_EQ(selling.value(), "SELLING");
  EXPECT_EQ(selling.status(), type::v1::VERDICT_STATUS_DETERMINED);
  EXPECT_EQ(selling.program_diagnosis().points(), 0);
  EXPECT_EQ(Diagnose(kManaged).program_diagnosis().points(), 18);
}

}  // namespace
}  // namespace kam::assessment::diagnosis_requirements_test
