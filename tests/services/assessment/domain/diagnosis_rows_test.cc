// The rows of the programme diagnosis (models.md 4.b, A-18): each threshold
// from both sides and at equality, and what is not known.

#include "services/assessment/diagnosis_rows.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::diagnosis_rows_test {
namespace {

using kam::testing::IsOk;
using kam::testing::ParseProto;

v1::Verdict Judge(const std::string& facts) {
  v1::Evidence evidence;
  *evidence.mutable_program_diagnosis() = ParseProto<v1::DiagnosisFacts>(facts);
  const auto verdict =
      Evaluate(v1::MODEL_PROGRAM_DIAGNOSIS, evidence, ModelPolicy::Default(),
               absl::CivilDay(2024, 6, 30));
  EXPECT_THAT(verdict, IsOk());
  return verdict.ok() ? *verdict : v1::Verdict();
}

// The value of row `number` in a verdict on these facts.
v1::RowValue RowIn(const std::string& facts, int number) {
  const auto verdict = Judge(facts);
  return verdict.program_diagnosis().rows(number - 1).value();
}

// Whether the horizon is noted as unusually long.
bool IsNoted(const std::string& facts) {
  const auto verdict = Judge(facts);
  return !verdict.flags().empty() && verdict.flags(0).code() == "BEYOND_RANGE";
}

TEST(DiagnosisRows, R1_TwelveMonthsAreKeyAccountManagement) {
  auto horizon = [](const std::string& months) {
    return RowIn(absl::StrCat("accounts { horizon_months: ", months, " }"), 1);
  };
  EXPECT_EQ(horizon("0"), v1::ROW_VALUE_SELLING);
  EXPECT_EQ(horizon("11"), v1::ROW_VALUE_SELLING);
  EXPECT_EQ(horizon("12"), v1::ROW_VALUE_KAM);
  EXPECT_EQ(RowIn("accounts {}", 1), v1::ROW_VALUE_UNSPECIFIED);
  EXPECT_FALSE(IsNoted("accounts { horizon_months: 36 }"));
  EXPECT_TRUE(IsNoted("accounts { horizon_months: 37 }"));
}

TEST(DiagnosisRows, R2_SegmentationByMoreThanRevenue) {
  auto row = [](const char* criteria) {
    return RowIn(absl::StrCat("segmentations { starts_on { year: 2024 month: 6 "
                              "day: 30 } ",
                              criteria, " }"),
                 2);
  };
  constexpr char kStrategic[] =
      "strategic_criteria: STRATEGIC_CRITERION_OTHER ";
  EXPECT_EQ(row(""), v1::ROW_VALUE_SELLING);
  EXPECT_EQ(row("revenue: true"), v1::ROW_VALUE_SELLING);
  EXPECT_EQ(row("growth_potential: true"), v1::ROW_VALUE_MIXED);
  EXPECT_EQ(row(kStrategic), v1::ROW_VALUE_MIXED);
  EXPECT_EQ(row("revenue: true growth_potential: true"), v1::ROW_VALUE_MIXED);
  EXPECT_EQ(row(absl::StrCat("growth_potential: true ", kStrategic).c_str()),
            v1::ROW_VALUE_MIXED);
  EXPECT_EQ(
      row(absl::StrCat("revenue: true growth_potential: true ", kStrategic)
              .c_str()),
      v1::ROW_VALUE_KAM);
  // None yet, and the latest of two.
  EXPECT_EQ(
      RowIn("segmentations { starts_on { year: 2024 month: 7 day: 1 } }", 2),
      v1::ROW_VALUE_UNSPECIFIED);
  EXPECT_EQ(RowIn("segmentations { starts_on { year: 2024 month: 2 day: 1 } "
                  "growth_potential: true } "
                  "segmentations { starts_on { year: 2024 month: 1 day: 1 } }",
                  2),
            v1::ROW_VALUE_MIXED);
}

TEST(DiagnosisRows, R3_R4_R6_CountWhatHolds) {
  auto row = [](const char* account, int number) {
    return RowIn(absl::StrCat("accounts { ", account, " }"), number);
  };
  EXPECT_EQ(row("custom_solutions: CUSTOM_SOLUTIONS_MAIN solves_problems: "
                "TRI_STATE_PRESENT",
                3),
            v1::ROW_VALUE_KAM);
  EXPECT_EQ(row("custom_solutions: CUSTOM_SOLUTIONS_MAIN solves_problems: "
                "TRI_STATE_ABSENT",
                3),
            v1::ROW_VALUE_MIXED);
  EXPECT_EQ(row("custom_solutions: CUSTOM_SOLUTIONS_SOME solves_problems: "
                "TRI_STATE_PRESENT",
                3),
            v1::ROW_VALUE_MIXED);
  EXPECT_EQ(row("custom_solutions: CUSTOM_SOLUTIONS_SOME solves_problems: "
                "TRI_STATE_ABSENT",
                3),
            v1::ROW_VALUE_SELLING);
  EXPECT_EQ(row("custom_solutions: CUSTOM_SOLUTIONS_MAIN", 3),
            v1::ROW_VALUE_UNSPECIFIED);
  EXPECT_EQ(row("solves_problems: TRI_STATE_PRESENT", 3),
            v1::ROW_VALUE_UNSPECIFIED);
  EXPECT_EQ(row("value_over_time: TRI_STATE_PRESENT manager_skill: "
                "TRI_STATE_PRESENT",
                4),
            v1::ROW_VALUE_KAM);
  EXPECT_EQ(row("value_over_time: TRI_STATE_ABSENT manager_skill: "
                "TRI_STATE_PRESENT",
                4),
            v1::ROW_VALUE_MIXED);
  EXPECT_EQ(row("value_over_time: TRI_STATE_UNKNOWN manager_skill: "
                "TRI_STATE_PRESENT",
                4),
            v1::ROW_VALUE_UNSPECIFIED);
  EXPECT_EQ(row("business_challenges: TRI_STATE_ABSENT share_of_customer: "
                "TRI_STATE_ABSENT",
                6),
            v1::ROW_VALUE_SELLING);
}

TEST(DiagnosisRows, R5_TwoFunctionsBesideTheManagers) {
  auto team = [](const char* functions) {
    return RowIn(absl::StrCat("accounts { team { manager_function: 'sales' ",
                              functions, " } }"),
                 5);
  };
  EXPECT_EQ(team(""), v1::ROW_VALUE_SELLING);
  EXPECT_EQ(team("functions: 'sales'"), v1::ROW_VALUE_MIXED);
  EXPECT_EQ(team("functions: 'sales' functions: 'it'"), v1::ROW_VALUE_MIXED);
  EXPECT_EQ(team("functions: 'it' functions: 'it'"), v1::ROW_VALUE_MIXED);
  EXPECT_EQ(team("functions: 'it' functions: 'law'"), v1::ROW_VALUE_KAM);
  EXPECT_EQ(team("functions: 'it' functions: ''"), v1::ROW_VALUE_UNSPECIFIED);
  EXPECT_EQ(RowIn("accounts { team { functions: 'it' functions: 'law' } }", 5),
            v1::ROW_VALUE_UNSPECIFIED);
  EXPECT_EQ(RowIn("accounts {}", 5), v1::ROW_VALUE_UNSPECIFIED);
}

TEST(DiagnosisRows, R7_AccountsPerManagerAreExact) {
  auto load = [](int accounts, int managers) {
    return RowIn(absl::StrCat("load { accounts: ", accounts,
                              " managers: ", managers, " }"),
                 7);
  };
  EXPECT_EQ(load(30, 1), v1::ROW_VALUE_SELLING);
  EXPECT_EQ(load(90, 3), v1::ROW_VALUE_SELLING);
  EXPECT_EQ(load(89, 3), v1::ROW_VALUE_MIXED);
  EXPECT_EQ(load(31, 3), v1::ROW_VALUE_MIXED);
  EXPECT_EQ(load(30, 3), v1::ROW_VALUE_KAM);
  EXPECT_EQ(load(0, 3), v1::ROW_VALUE_KAM);
  EXPECT_EQ(load(30, 0), v1::ROW_VALUE_UNSPECIFIED);
}

TEST(DiagnosisRows, R8_HalfCommissionIsASellersPay) {
  auto pay = [](int salary, int commission, int bonus, const char* basis) {
    return RowIn(absl::StrCat("pay { salary: ", salary, " commission: ",
                              commission, " bonus: ", bonus, " ", basis, " }"),
                 8);
  };
  constexpr char kPlan[] = "bases: PAY_BASIS_PLAN_QUALITY";
  constexpr char kProfit[] = "bases: PAY_BASIS_ACCOUNT_PROFIT";
  constexpr char kRevenue[] = "bases: PAY_BASIS_REVENUE";
  EXPECT_EQ(pay(5'000, 5'000, 0, kPlan), v1::ROW_VALUE_SELLING);
  EXPECT_EQ(pay(5'001, 4'999, 0, kPlan), v1::ROW_VALUE_MIXED);
  EXPECT_EQ(pay(2'000, 4'000, 4'000, kPlan), v1::ROW_VALUE_MIXED);
  EXPECT_EQ(pay(7'500, 1'000, 1'500, kPlan), v1::ROW_VALUE_KAM);
  EXPECT_EQ(pay(7'500, 1'000, 1'500, kProfit), v1::ROW_VALUE_KAM);
  EXPECT_EQ(pay(7'500, 1'000, 1'500, kRevenue), v1::ROW_VALUE_MIXED);
  EXPECT_EQ(pay(7'499, 1'000, 1'501, kPlan), v1::ROW_VALUE_MIXED);
  EXPECT_EQ(pay(0, 0, 0, kPlan), v1::ROW_VALUE_UNSPECIFIED);
  EXPECT_EQ(RowIn("pay { salary: 1 commission: 1 }", 8),
            v1::ROW_VALUE_UNSPECIFIED);
}

TEST(DiagnosisRows, R9_ThreeOfTheFourSkills) {
  auto skills = [](const char* list) {
    return RowIn(absl::StrCat("role_skills { ", list, " }"), 9);
  };
  EXPECT_EQ(skills("skills: ROLE_SKILL_SELLING"), v1::ROW_VALUE_SELLING);
  EXPECT_EQ(skills(""), v1::ROW_VALUE_SELLING);
  EXPECT_EQ(skills("skills: ROLE_SKILL_INFLUENCING skills: "
                   "ROLE_SKILL_INFLUENCING skills: ROLE_SKILL_INFLUENCING"),
            v1::ROW_VALUE_MIXED);
  EXPECT_EQ(skills("skills: ROLE_SKILL_INFLUENCING skills: "
                   "ROLE_SKILL_STRATEGIC_THINKING"),
            v1::ROW_VALUE_MIXED);
  EXPECT_EQ(skills("skills: ROLE_SKILL_INFLUENCING skills: "
                   "ROLE_SKILL_STRATEGIC_THINKING skills: "
                   "ROLE_SKILL_GENERAL_MANAGEMENT"),
            v1::ROW_VALUE_KAM);
  EXPECT_EQ(RowIn("", 9), v1::ROW_VALUE_UNSPECIFIED);
}

TEST(DiagnosisRows, RowsOfAccountsAreTheLowerMedianOfHalf) {
  using Values = std::vector<std::optional<int64_t>>;
  EXPECT_EQ(LowerMedian(Values{3, 1, 2}), 2);
  EXPECT_EQ(LowerMedian(Values{4, 1, 2, 3}), 2);
  EXPECT_EQ(LowerMedian(Values{5, {}}), 5);
  EXPECT_EQ(LowerMedian(Values{5, {}, {}}), std::nullopt);
  EXPECT_EQ(LowerMedian(Values{}), std::nullopt);
  EXPECT_EQ(RowIn("accounts { horizon_months: 11 } "
                  "accounts { horizon_months: 40 }",
                  1),
            v1::ROW_VALUE_SELLING);
}

}  // namespace
}  // namespace kam::assessment::diagnosis_rows_test
