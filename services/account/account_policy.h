#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "kam/account/v1/criterion.pb.h"
#include "kam/account/v1/explanation.pb.h"
#include "kam/account/v1/program.pb.h"
#include "kam/type/v1/type.pb.h"

namespace kam::account {

// Number of strategic criteria, C1 to C9.
inline constexpr int kCriteria = 9;

// The values of a programme's selection policy, defaults filled in.
struct SelectionValues {
  int32_t window_months = 12;
  int32_t customer_min_purchases = 2;
  int32_t customer_min_months = 2;
  int32_t revenue_share_bps = 8000;
  int32_t account_share_bps = 2000;
  int32_t small_base_below = 5;
  int32_t shape_holds_bps = 2000;
  int32_t shape_weak_bps = 5000;
  int32_t top_ranks = 10;
  // Weight of C1 at 0 to C9 at 8.
  std::array<int32_t, kCriteria> criterion_weights = {1, 1, 1, 1, 1,
                                                      1, 1, 1, 1};
  std::vector<v1::Criterion> qualifying = {
      v1::CRITERION_FUTURE_SPEND, v1::CRITERION_PRESTIGE,
      v1::CRITERION_DOOR_OPENER, v1::CRITERION_WOW_FACTOR};
  int32_t qualifying_rating = 4;
  int32_t nominee_score_bps = 7000;
  int32_t unnominated_runs = 2;
  kam::type::v1::Grade approver_grade = kam::type::v1::GRADE_DIRECTOR;
  int32_t quadrant_cut_hundredths = 250;
};

// The values of a programme's profitability policy, defaults filled in.
struct ProfitabilityValues {
  // Benchmark rate of cost of sales; absent when the median decides.
  std::optional<int32_t> benchmark_cost_of_sales_bps;
  int32_t benchmark_min_peers = 3;
  int32_t patience_quarters = 4;
  int32_t close_max_age_months = 3;
  int32_t concentration_bps = 1000;
  int32_t exception_max_months = 12;
};

// Returns `policy` with its defaults filled in. INVALID_ARGUMENT names every
// value out of its range: a weight or a count below 1, a share outside 0 to
// 10000, a rating outside 0 to 5, an unknown or repeated criterion.
absl::StatusOr<SelectionValues> ResolvePolicy(
    const v1::SelectionPolicy& policy);

// As above, of the profitability policy.
absl::StatusOr<ProfitabilityValues> ResolvePolicy(
    const v1::ProfitabilityPolicy& policy);

// Returns what a result says of the policy `version` that it was computed
// under: the values that decide class, selection and nomination.
v1::PolicyUse DescribePolicy(int64_t version, const SelectionValues& values);

// As above: the values that decide profitability and concentration.
v1::PolicyUse DescribePolicy(int64_t version,
                             const ProfitabilityValues& values);

}  // namespace kam::account
