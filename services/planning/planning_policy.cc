#include "services/planning/planning_policy.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/ratio.h"
#include "common/resource/policy_version.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::planning {
namespace {

constexpr int32_t kMaxMonths = 120;

}  // namespace

absl::StatusOr<PlanningValues> ResolvePolicy(const v1::PlanningPolicy& policy) {
  PlanningValues values;
  Violations violations;
  auto take = [&](absl::string_view field, int32_t given, int32_t most,
                  int32_t& value) {
    if (given < 0 || given > most) {
      violations.Add(absl::StrCat("planning_policy.", field),
                     absl::StrCat("must be from 0 to ", most, ", not ", given),
                     "INVALID_POLICY");
    } else if (given != 0) {
      value = given;
    }
  };
  values.version = policy.version();
  take("plan_review_max_days", policy.plan_review_max_days(), kWhole,
       values.plan_review_max_days);
  take("positioning_min_words", policy.positioning_min_words(), kWhole,
       values.positioning_min_words);
  take("friction_window_months", policy.friction_window_months(), kMaxMonths,
       values.friction_window_months);
  take("blocking_min_commitments", policy.blocking_min_commitments(), kWhole,
       values.blocking_min_commitments);
  take("blocking_friction_bps", policy.blocking_friction_bps(), kWhole,
       values.blocking_friction_bps);
  take("stop_start_min_gaps", policy.stop_start_min_gaps(), kWhole,
       values.stop_start_min_gaps);
  take("stop_start_gap_days", policy.stop_start_gap_days(), kWhole,
       values.stop_start_gap_days);
  take("stop_start_window_months", policy.stop_start_window_months(),
       kMaxMonths, values.stop_start_window_months);
  take("collapse_served_bps", policy.collapse_served_bps(), kWhole,
       values.collapse_served_bps);
  RETURN_IF_ERROR(violations.ToStatus());
  return values;
}

absl::Status AdmitPolicy(const v1::PlanningPolicy* before,
                         v1::PlanningPolicy& after) {
  RETURN_IF_ERROR(ResolvePolicy(after).status());
  if (!absl::EndsWith(after.name(), absl::StrCat("/", kPolicyId))) {
    return InvalidArgument(
        "INVALID_ID",
        absl::StrCat("A programme has one planning policy; its id is ",
                     kPolicyId, "."));
  }
  after.set_version(resource::PolicyVersion(before, after));
  return absl::OkStatus();
}

}  // namespace kam::planning
