#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "kam/planning/v1/planning_policy.pb.h"

namespace kam::planning {

// Last part of the name of a programme's one policy.
inline constexpr char kPolicyId[] = "current";

// The values of a programme's policy, defaults filled in.
struct PlanningValues {
  // Version of the policy they come from; 0 for the defaults.
  int64_t version = 0;
  int32_t plan_review_max_days = 90;
  int32_t positioning_min_words = 12;
  int32_t friction_window_months = 12;
  int32_t blocking_min_commitments = 2;
  int32_t blocking_friction_bps = 2500;
  int32_t stop_start_min_gaps = 2;
  int32_t stop_start_gap_days = 90;
  int32_t stop_start_window_months = 12;
  int32_t collapse_served_bps = 5000;
};

// Returns `policy` with its defaults filled in. INVALID_ARGUMENT,
// INVALID_POLICY, names every value out of its range: a day or a count above
// 10000, a month above 120, a share above 10000, anything below 0.
absl::StatusOr<PlanningValues> ResolvePolicy(const v1::PlanningPolicy& policy);

// Completes a policy that is to be stored in the place of `before`, null when
// there is none: its version grows when a value changes. INVALID_ARGUMENT as
// of ResolvePolicy, or INVALID_ID for another id than `current`.
absl::Status AdmitPolicy(const v1::PlanningPolicy* before,
                         v1::PlanningPolicy& after);

}  // namespace kam::planning
