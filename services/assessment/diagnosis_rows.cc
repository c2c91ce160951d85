#include "services/assessment/diagnosis_rows.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "services/assessment/threshold.h"
#include "services/assessment/tri_state.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr char kDiagnosis[] = "evidence.program_diagnosis.";
constexpr auto kUnknownRow = v1::ROW_VALUE_UNSPECIFIED;
constexpr auto kSelling = v1::ROW_VALUE_SELLING;
constexpr auto kMixed = v1::ROW_VALUE_MIXED;
constexpr auto kKam = v1::ROW_VALUE_KAM;

using Values = std::vector<std::optional<int64_t>>;

void RefuseNegative(bool is_given, int64_t value, absl::string_view field,
                    Violations& violations) {
  if (!is_given || value >= 0) return;
  violations.Add(absl::StrCat(kDiagnosis, field), "must not be negative",
                 "OUT_OF_RANGE");
}

std::optional<int64_t> NumberOf(v1::RowValue value) {
  if (value == kUnknownRow) return {};
  return value;
}

v1::RowValue MedianRow(const Values& values) {
  return static_cast<v1::RowValue>(LowerMedian(values).value_or(kUnknownRow));
}

// Rows that are told of each account: R1 and R3 to R6.
void DeriveAccounts(const v1::DiagnosisFacts& facts,
                    const v1::DiagnosisPolicy& policy, DerivedRows& derived,
                    Violations& violations) {
  Values horizons;
  Values solutions;
  Values differences;
  Values teams;
  Values concerns;
  Sources sources;
  for (int i = 0; i < facts.accounts_size(); ++i) {
    const v1::AccountHandling& one = facts.accounts(i);
    if (one.horizon_months() < 0) {
      RefuseNegative(true, one.horizon_months(),
                     FieldPath{"accounts", i, "horizon_months"}.ToString(),
                     violations);
    }
    horizons.push_back(one.has_horizon_months()
                           ? std::optional<int64_t>(one.horizon_months())
                           : std::nullopt);
    solutions.push_back(NumberOf(JudgeSolutions(one)));
    differences.push_back(
        NumberOf(JudgePair(one.value_over_time(), one.manager_skill())));
    teams.push_back(NumberOf(JudgeTeam(one, policy)));
    concerns.push_back(NumberOf(
        JudgePair(one.business_challenges(), one.share_of_customer())));
    for (const v1::SourceReference& source : one.sources()) {
      sources.push_back(&source);
    }
  }
  derived.horizon_months = LowerMedian(horizons);
  derived.rows[0] = {JudgeHorizon(derived.horizon_months, policy), sources};
  derived.rows[2] = {MedianRow(solutions), sources};
  derived.rows[3] = {MedianRow(differences), sources};
  derived.rows[4] = {MedianRow(teams), sources};
  derived.rows[5] = {MedianRow(concerns), sources};
}

// The criteria in force: those that began last, on or before the day.
DerivedRow DeriveSegmentation(const v1::DiagnosisFacts& facts,
                              absl::CivilDay as_of, Violations& violations) {
  std::set<absl::CivilDay> days;
  const v1::SegmentationFact* latest = nullptr;
  for (int i = 0; i < facts.segmentations_size(); ++i) {
    const v1::SegmentationFact& one = facts.segmentations(i);
    const std::string path =
        absl::StrCat(ElementPath(absl::StrCat(kDiagnosis, "segmentations"), i),
                     ".starts_on");
    const auto day = RequiredDay(one.starts_on(), path, violations);
    if (!day.has_value()) continue;
    if (!days.insert(*day).second) {
      violations.Add(path, "must not occur twice", "DUPLICATE_SEGMENTATION");
    }
    if (*day <= as_of && *day == *std::prev(days.upper_bound(as_of))) {
      latest = &one;
    }
  }
  if (latest == nullptr) return {};
  return {JudgeSegmentation(*latest), SourcesOf(std::vector{latest})};
}

template <typename Record>
Sources SourceOf(const Record& record) {
  if (!record.has_source()) return {};
  return {&record.source()};
}

}  // namespace

std::optional<int64_t> LowerMedian(
    const std::vector<std::optional<int64_t>>& values) {
  std::vector<int64_t> known;
  for (const auto& value : values) {
    if (value.has_value()) known.push_back(*value);
  }
  if (known.empty() || 2 * known.size() < values.size()) return {};
  std::sort(known.begin(), known.end());
  return known[(known.size() - 1) / 2];
}

v1::RowValue JudgeHorizon(std::optional<int64_t> months,
                          const v1::DiagnosisPolicy& policy) {
  if (!months.has_value()) return kUnknownRow;
  return *months >= policy.horizon_months() ? kKam : kSelling;
}

v1::RowValue JudgeSegmentation(const v1::SegmentationFact& segmentation) {
  const bool growth = segmentation.growth_potential();
  const bool strategic =
      std::any_of(segmentation.strategic_criteria().begin(),
                  segmentation.strategic_criteria().end(), [](int criterion) {
                    return criterion != v1::STRATEGIC_CRITERION_UNSPECIFIED;
                  });
  if (segmentation.revenue() && growth && strategic) return kKam;
  return growth || strategic ? kMixed : kSelling;
}

v1::RowValue JudgeSolutions(const v1::AccountHandling& account) {
  const TriState solves = Stated(account.solves_problems());
  if (account.custom_solutions() == v1::CUSTOM_SOLUTIONS_UNSPECIFIED ||
      solves == kUnknown) {
    return kUnknownRow;
  }
  return JudgePair(
      Known(account.custom_solutions() == v1::CUSTOM_SOLUTIONS_MAIN), solves);
}

v1::RowValue JudgePair(type::v1::TriState first, type::v1::TriState second) {
  if (Stated(first) == kUnknown || Stated(second) == kUnknown) {
    return kUnknownRow;
  }
  if (first == second) return first == kPresent ? kKam : kSelling;
  return kMixed;
}

v1::RowValue JudgeTeam(const v1::AccountHandling& account,
                       const v1::DiagnosisPolicy& policy) {
  if (!account.has_team()) return kUnknownRow;
  const v1::ResponsibleTeam& team = account.team();
  if (team.functions().empty()) return kSelling;
  if (team.manager_function().empty()) return kUnknownRow;
  std::set<absl::string_view> functions;
  for (const std::string& function : team.functions()) {
    if (function.empty()) return kUnknownRow;
    if (function != team.manager_function()) functions.insert(function);
  }
  return static_cast<int>(functions.size()) >= policy.team_functions() ? kKam
                                                                       : kMixed;
}

v1::RowValue JudgeLoad(const v1::ManagerLoad& load,
                       const v1::DiagnosisPolicy& policy) {
  if (load.managers() <= 0) return kUnknownRow;
  const absl::int128 accounts = load.accounts();
  const absl::int128 managers = load.managers();
  if (accounts >= managers * policy.many_accounts()) return kSelling;
  return accounts <= managers * policy.few_accounts() ? kKam : kMixed;
}

v1::RowValue JudgePay(const v1::PayFact& pay,
                      const v1::DiagnosisPolicy& policy) {
  if (!pay.has_salary() || !pay.has_commission() || !pay.has_bonus()) {
    return kUnknownRow;
  }
  const absl::int128 commission = pay.commission();
  const absl::int128 variable = commission + pay.bonus();
  const absl::int128 total = variable + pay.salary();
  if (total <= 0) return kUnknownRow;
  if (IsAtLeast(commission, total, policy.selling_commission_bps())) {
    return kSelling;
  }
  const bool names_account =
      std::any_of(pay.bases().begin(), pay.bases().end(), [](int basis) {
        return basis == v1::PAY_BASIS_PLAN_QUALITY ||
               basis == v1::PAY_BASIS_ACCOUNT_PROFIT;
      });
  return names_account && !IsAbove(variable, total, policy.kam_variable_bps())
             ? kKam
             : kMixed;
}

v1::RowValue JudgeSkills(const v1::RoleSkillsFact& role,
                         const v1::DiagnosisPolicy& policy) {
  std::set<int> skills;
  for (const int skill : role.skills()) {
    if (skill >= v1::ROLE_SKILL_GENERAL_MANAGEMENT &&
        skill <= v1::ROLE_SKILL_CUSTOMER_MARKET_DEPTH) {
      skills.insert(skill);
    }
  }
  if (skills.empty()) return kSelling;
  return static_cast<int>(skills.size()) >= policy.kam_skills() ? kKam : kMixed;
}

DerivedRows DeriveRows(const v1::DiagnosisFacts& facts,
                       const v1::DiagnosisPolicy& policy, absl::CivilDay as_of,
                       Violations& violations) {
  DerivedRows derived;
  DeriveAccounts(facts, policy, derived, violations);
  derived.rows[1] = DeriveSegmentation(facts, as_of, violations);
  if (facts.has_load()) {
    const v1::ManagerLoad& load = facts.load();
    RefuseNegative(true, load.accounts(), "load.accounts", violations);
    RefuseNegative(true, load.managers(), "load.managers", violations);
    derived.rows[6] = {JudgeLoad(load, policy), SourceOf(load)};
  }
  if (facts.has_pay()) {
    const v1::PayFact& pay = facts.pay();
    RefuseNegative(pay.has_salary(), pay.salary(), "pay.salary", violations);
    RefuseNegative(pay.has_commission(), pay.commission(), "pay.commission",
                   violations);
    RefuseNegative(pay.has_bonus(), pay.bonus(), "pay.bonus", violations);
    derived.rows[7] = {JudgePay(pay, policy), SourceOf(pay)};
  }
  if (facts.has_role_skills()) {
    derived.rows[8] = {JudgeSkills(facts.role_skills(), policy),
                       SourceOf(facts.role_skills())};
  }
  return derived;
}

}  // namespace kam::assessment
