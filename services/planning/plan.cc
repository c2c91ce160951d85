#include "services/planning/plan.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace kam::planning {

void BeginDraft(int32_t version, absl::CivilDay today, v1::Plan& plan) {
  plan.set_state(v1::PLAN_STATE_DRAFT);
  plan.set_version(version);
  if (!plan.has_starts_on()) *plan.mutable_starts_on() = ToProto(today);
}

v1::Plan CopyForRevision(const v1::Plan& plan) {
  v1::Plan copy = plan;
  copy.clear_name();
  copy.clear_etag();
  copy.clear_create_time();
  copy.clear_update_time();
  copy.clear_activated_on();
  copy.clear_superseded_on();
  copy.clear_reviews();
  copy.clear_shared_with();
  copy.set_revises(plan.name());
  return copy;
}

void AddReview(const v1::Review& review, v1::Plan& plan) {
  auto& reviews = *plan.mutable_reviews();
  *reviews.Add() = review;
  auto day = [](const v1::Review& one) {
    return DayFromProto(one.held_on()).value_or(absl::CivilDay::min());
  };
  std::stable_sort(reviews.begin(), reviews.end(),
                   [&](const v1::Review& a, const v1::Review& b) {
                     return day(a) < day(b);
                   });
}

void Share(const google::protobuf::RepeatedPtrField<std::string>& members,
           v1::Plan& plan) {
  for (const std::string& member : members) {
    const auto& known = plan.shared_with();
    if (std::find(known.begin(), known.end(), member) == known.end())
      plan.add_shared_with(member);
  }
}

absl::Status Activate(const google::type::Date& day, v1::Plan& plan) {
  if (plan.state() != v1::PLAN_STATE_DRAFT) {
    return FailedPrecondition(
        "PLAN_NOT_DRAFT",
        absl::StrCat("The plan ", plan.name(),
                     " is not a draft; only a draft can be activated."));
  }
  plan.set_state(v1::PLAN_STATE_ACTIVE);
  *plan.mutable_activated_on() = day;
  return absl::OkStatus();
}

void Supersede(const google::type::Date& day, v1::Plan& plan) {
  plan.set_state(v1::PLAN_STATE_SUPERSEDED);
  *plan.mutable_superseded_on() = day;
}

google::type::Date LatestPlanDay(const std::vector<v1::Plan>& plans,
                                 const std::string& name) {
  std::optional<absl::CivilDay> latest;
  for (const v1::Plan& plan : plans) {
    if (plan.name() == name) continue;
    for (const auto& date : {plan.activated_on(), plan.superseded_on()}) {
      const auto day = DayFromProto(date);
      if (day.ok() && (!latest.has_value() || *day > *latest)) latest = *day;
    }
  }
  return latest.has_value() ? ToProto(*latest) : google::type::Date();
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

const v1::Plan* PlanInForce(const std::vector<v1::Plan>& plans,
                            absl::CivilDay day) {
  const v1::Plan* found = nullptr;
  for (const v1::Plan& plan : plans) {
    if (InForce(plan, day)) found = &plan;
  }
  return found;
}

std::optional<absl::CivilDay> LastReviewed(const v1::Plan& plan,
                                           absl::CivilDay day) {
  std::optional<absl::CivilDay> latest;
  auto take = [&](const google::type::Date& date) {
    const auto held = DayFromProto(date);
    if (!held.ok() || *held > day) return;
    if (!latest.has_value() || *held > *latest) latest = *held;
  };
  take(plan.activated_on());
  for (const v1::Review& review : plan.reviews()) take(review.held_on());
  return latest;
}

bool IsReviewed(const v1::Plan& plan, absl::CivilDay day, int max_days) {
  const auto last = LastReviewed(plan, day);
  return last.has_value() && day - *last <= max_days;
}

}  // namespace kam::planning
