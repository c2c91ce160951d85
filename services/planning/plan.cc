#include "services/planning/plan.h"

#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace kam::planning {

absl::Status Activate(absl::CivilDay day, v1::Plan& plan) {
  if (plan.state() != v1::PLAN_STATE_DRAFT) {
    return FailedPrecondition(
        "PLAN_NOT_DRAFT",
        absl::StrCat("The plan ", plan.name(),
                     " is not a draft; only a draft can be activated."));
  }
  plan.set_state(v1::PLAN_STATE_ACTIVE);
  *plan.mutable_activated_on() = ToProto(day);
  return absl::OkStatus();
}

void Supersede(absl::CivilDay day, v1::Plan& plan) {
  plan.set_state(v1::PLAN_STATE_SUPERSEDED);
  *plan.mutable_superseded_on() = ToProto(day);
}

absl::Status CheckMayChange(const v1::Plan& plan) {
  if (plan.state() != v1::PLAN_STATE_SUPERSEDED) return absl::OkStatus();
  return FailedPrecondition(
      "PLAN_SUPERSEDED",
      absl::StrCat("The plan ", plan.name(),
                   " was superseded and no longer changes; change the active "
                   "one."));
}

bool InForce(const v1::Plan& plan, absl::CivilDay day) {
  if (plan.state() == v1::PLAN_STATE_DRAFT) return false;
  const auto start = DayFromProto(plan.activated_on());
  if (!start.ok() || *start > day) return false;
  if (!plan.has_superseded_on()) return true;
  const auto end = DayFromProto(plan.superseded_on());
  return end.ok() && day < *end;
}

}  // namespace kam::planning
