#include "services/planning/planning_facts.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "common/base/date.h"
#include "services/planning/plan.h"

namespace kam::planning {
namespace {

bool IsOpen(const v1::Action& action) {
  return action.state() == v1::ACTION_STATE_UNSPECIFIED ||
         action.state() == v1::ACTION_STATE_OPEN;
}

// The plan in force; of two by name the later one, which the activation
// prevents but a past read across a day of change may show.
const v1::Plan* PlanOn(const std::vector<v1::Plan>& plans, absl::CivilDay day) {
  const v1::Plan* found = nullptr;
  for (const v1::Plan& plan : plans) {
    if (InForce(plan, day)) found = &plan;
  }
  return found;
}

google::type::Date LastReviewed(const v1::Plan& plan, absl::CivilDay day) {
  google::type::Date latest = plan.activated_on();
  auto latest_day = DayFromProto(latest);
  for (const v1::Review& review : plan.reviews()) {
    const auto held = DayFromProto(review.held_on());
    if (!held.ok() || *held > day) continue;
    if (!latest_day.ok() || *held > *latest_day) {
      latest = review.held_on();
      latest_day = held;
    }
  }
  return latest;
}

// Open actions with a due day, earliest first, then by id.
std::vector<std::pair<absl::CivilDay, const v1::Action*>> DueActions(
    const v1::Plan& plan) {
  std::vector<std::pair<absl::CivilDay, const v1::Action*>> due;
  for (const v1::Action& action : plan.actions()) {
    const auto day = DayFromProto(action.due_on());
    if (IsOpen(action) && day.ok()) due.emplace_back(*day, &action);
  }
  std::sort(due.begin(), due.end(), [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    return a.second->id() < b.second->id();
  });
  return due;
}

}  // namespace

v1::PlanningFacts AssemblePlanningFacts(const std::vector<v1::Plan>& plans,
                                        absl::CivilDay day) {
  v1::PlanningFacts facts;
  for (const v1::Plan& plan : plans) {
    if (plan.state() == v1::PLAN_STATE_DRAFT) {
      facts.set_draft_plans(facts.draft_plans() + 1);
    }
  }
  const v1::Plan* plan = PlanOn(plans, day);
  if (plan == nullptr) return facts;
  *facts.mutable_active_plan() = *plan;
  *facts.mutable_last_reviewed_on() = LastReviewed(*plan, day);
  facts.set_open_actions(static_cast<int>(
      std::count_if(plan->actions().begin(), plan->actions().end(), IsOpen)));
  for (const auto& [due, action] : DueActions(*plan)) {
    if (due < day) {
      facts.add_overdue_action_ids(action->id());
    } else if (!facts.has_next_due_action()) {
      *facts.mutable_next_due_action() = *action;
    }
  }
  return facts;
}

v1::AccountPlanSummary SummarizePlans(const std::vector<v1::Plan>& plans,
                                      absl::CivilDay day) {
  const v1::PlanningFacts facts = AssemblePlanningFacts(plans, day);
  v1::AccountPlanSummary summary;
  if (!facts.has_active_plan()) return summary;
  summary.set_active_plan(facts.active_plan().name());
  *summary.mutable_last_reviewed_on() = facts.last_reviewed_on();
  summary.set_open_actions(facts.open_actions());
  summary.set_overdue_actions(facts.overdue_action_ids_size());
  if (facts.has_next_due_action()) {
    *summary.mutable_next_due_on() = facts.next_due_action().due_on();
  }
  return summary;
}

}  // namespace kam::planning
