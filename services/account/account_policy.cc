#include "services/account/account_policy.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/ratio.h"
#include "common/status/errors.h"

namespace kam::account {
namespace {

constexpr int32_t kMaxMonths = 120;
constexpr int32_t kMaxCount = 1'000'000;
constexpr int32_t kMaxWeight = 1000;
constexpr char kReason[] = "INVALID_POLICY";

// Notes a value outside low..high.
void CheckPolicyRange(absl::string_view field, int32_t value, int32_t low,
                      int32_t high, Violations& violations) {
  if (value >= low && value <= high) return;
  violations.Add(
      field, absl::StrCat("must be from ", low, " to ", high, ", not ", value),
      kReason);
}

// Whether `criterion` is one of C1 to C9.
bool IsKnown(v1::Criterion criterion) {
  return criterion >= v1::CRITERION_HISTORIC_REVENUE &&
         criterion <= v1::CRITERION_COMPLEMENTARY_FIT;
}

void ResolveWeights(const v1::SelectionPolicy& policy, SelectionValues& values,
                    Violations& violations) {
  std::set<v1::Criterion> seen;
  for (const v1::CriterionWeight& weight : policy.criterion_weights()) {
    if (!IsKnown(weight.criterion()) ||
        !seen.insert(weight.criterion()).second) {
      violations.Add("selection_policy.criterion_weights",
                     "must name each criterion at most once", kReason);
      continue;
    }
    CheckPolicyRange("selection_policy.criterion_weights.weight",
                     weight.weight(), 1, kMaxWeight, violations);
    values.criterion_weights[weight.criterion() - 1] = weight.weight();
  }
}

void ResolveQualifying(const v1::SelectionPolicy& policy,
                       SelectionValues& values, Violations& violations) {
  if (policy.qualifying_criteria().empty()) return;
  std::set<v1::Criterion> chosen;
  for (int criterion : policy.qualifying_criteria()) {
    if (!IsKnown(static_cast<v1::Criterion>(criterion)) ||
        !chosen.insert(static_cast<v1::Criterion>(criterion)).second) {
      violations.Add("selection_policy.qualifying_criteria",
                     "must name each criterion at most once", kReason);
    }
  }
  values.qualifying.assign(chosen.begin(), chosen.end());
}

void CheckRanges(const SelectionValues& values, Violations& violations) {
  auto check = [&](absl::string_view field, int32_t value, int32_t low,
                   int32_t high) {
    CheckPolicyRange(absl::StrCat("selection_policy.", field), value, low, high,
                     violations);
  };
  check("window_months", values.window_months, 1, kMaxMonths);
  check("customer_min_purchases", values.customer_min_purchases, 1, kMaxCount);
  check("customer_min_months", values.customer_min_months, 1, kMaxMonths);
  check("revenue_share_bps", values.revenue_share_bps, 1, kWhole);
  check("account_share_bps", values.account_share_bps, 1, kWhole);
  check("small_base_below", values.small_base_below, 0, kMaxCount);
  check("shape_holds_bps", values.shape_holds_bps, 0, kWhole);
  check("shape_weak_bps", values.shape_weak_bps, values.shape_holds_bps,
        kWhole);
  check("top_ranks", values.top_ranks, 1, kMaxCount);
  check("qualifying_rating", values.qualifying_rating, 0, 5);
  check("nominee_score_bps", values.nominee_score_bps, 0, kWhole);
  check("unnominated_runs", values.unnominated_runs, 1, 40);
  check("quadrant_cut_hundredths", values.quadrant_cut_hundredths, 0, 500);
}

// Appends a value to what a result says of its policy.
void Append(absl::string_view field, int64_t value, v1::PolicyUse& use) {
  v1::PolicyValue* added = use.add_values();
  added->set_field(std::string(field));
  added->set_value(value);
}

}  // namespace

absl::StatusOr<SelectionValues> ResolvePolicy(
    const v1::SelectionPolicy& policy) {
  SelectionValues values;
  Violations violations;
  auto take = [](bool present, int32_t given, int32_t& value) {
    if (present) value = given;
  };
  take(policy.has_window_months(), policy.window_months(),
       values.window_months);
  take(policy.has_customer_min_purchases(), policy.customer_min_purchases(),
       values.customer_min_purchases);
  take(policy.has_customer_min_months(), policy.customer_min_months(),
       values.customer_min_months);
  take(policy.has_revenue_share_bps(), policy.revenue_share_bps(),
       values.revenue_share_bps);
  take(policy.has_account_share_bps(), policy.account_share_bps(),
       values.account_share_bps);
  take(policy.has_small_base_below(), policy.small_base_below(),
       values.small_base_below);
  take(policy.has_shape_holds_bps(), policy.shape_holds_bps(),
       values.shape_holds_bps);
  take(policy.has_shape_weak_bps(), policy.shape_weak_bps(),
       values.shape_weak_bps);
  take(policy.has_top_ranks(), policy.top_ranks(), values.top_ranks);
  take(policy.has_qualifying_rating(), policy.qualifying_rating(),
       values.qualifying_rating);
  take(policy.has_nominee_score_bps(), policy.nominee_score_bps(),
       values.nominee_score_bps);
  take(policy.has_unnominated_runs(), policy.unnominated_runs(),
       values.unnominated_runs);
  take(policy.has_quadrant_cut_hundredths(), policy.quadrant_cut_hundredths(),
       values.quadrant_cut_hundredths);
  if (policy.approver_grade() != kam::type::v1::GRADE_UNSPECIFIED) {
    values.approver_grade = policy.approver_grade();
  }
  ResolveWeights(policy, values, violations);
  ResolveQualifying(policy, values, violations);
  CheckRanges(values, violations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;
  return values;
}

absl::StatusOr<ProfitabilityValues> ResolvePolicy(
    const v1::ProfitabilityPolicy& policy) {
  ProfitabilityValues values;
  Violations violations;
  auto take = [&](absl::string_view field, bool present, int32_t given,
                  int32_t low, int32_t high, int32_t& value) {
    if (!present) return;
    CheckPolicyRange(absl::StrCat("profitability_policy.", field), given, low,
                     high, violations);
    value = given;
  };
  int32_t benchmark = 0;
  take("benchmark_cost_of_sales_bps", policy.has_benchmark_cost_of_sales_bps(),
       policy.benchmark_cost_of_sales_bps(), 0, kWhole, benchmark);
  if (policy.has_benchmark_cost_of_sales_bps()) {
    values.benchmark_cost_of_sales_bps = benchmark;
  }
  take("benchmark_min_peers", policy.has_benchmark_min_peers(),
       policy.benchmark_min_peers(), 1, kMaxCount, values.benchmark_min_peers);
  take("patience_quarters", policy.has_patience_quarters(),
       policy.patience_quarters(), 0, 40, values.patience_quarters);
  take("close_max_age_months", policy.has_close_max_age_months(),
       policy.close_max_age_months(), 0, kMaxMonths,
       values.close_max_age_months);
  take("concentration_bps", policy.has_concentration_bps(),
       policy.concentration_bps(), 1, kWhole, values.concentration_bps);
  take("exception_max_months", policy.has_exception_max_months(),
       policy.exception_max_months(), 1, kMaxMonths,
       values.exception_max_months);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;
  return values;
}

v1::PolicyUse DescribePolicy(int64_t version, const SelectionValues& values) {
  v1::PolicyUse use;
  use.set_version(version);
  Append("window_months", values.window_months, use);
  Append("customer_min_purchases", values.customer_min_purchases, use);
  Append("customer_min_months", values.customer_min_months, use);
  Append("revenue_share_bps", values.revenue_share_bps, use);
  Append("account_share_bps", values.account_share_bps, use);
  Append("small_base_below", values.small_base_below, use);
  Append("shape_holds_bps", values.shape_holds_bps, use);
  Append("shape_weak_bps", values.shape_weak_bps, use);
  Append("top_ranks", values.top_ranks, use);
  for (int i = 0; i < kCriteria; ++i) {
    Append(absl::StrCat("criterion_weights.c", i + 1),
           values.criterion_weights[i], use);
  }
  for (v1::Criterion criterion : values.qualifying) {
    Append(absl::StrCat("qualifying_criteria.c", static_cast<int>(criterion)),
           1, use);
  }
  Append("qualifying_rating", values.qualifying_rating, use);
  Append("nominee_score_bps", values.nominee_score_bps, use);
  Append("unnominated_runs", values.unnominated_runs, use);
  Append("quadrant_cut_hundredths", values.quadrant_cut_hundredths, use);
  return use;
}

v1::PolicyUse DescribePolicy(int64_t version,
                             const ProfitabilityValues& values) {
  v1::PolicyUse use;
  use.set_version(version);
  if (values.benchmark_cost_of_sales_bps.has_value()) {
    Append("benchmark_cost_of_sales_bps", *values.benchmark_cost_of_sales_bps,
           use);
  }
  Append("benchmark_min_peers", values.benchmark_min_peers, use);
  Append("patience_quarters", values.patience_quarters, use);
  Append("close_max_age_months", values.close_max_age_months, use);
  Append("concentration_bps", values.concentration_bps, use);
  Append("exception_max_months", values.exception_max_months, use);
  return use;
}

}  // namespace kam::account
