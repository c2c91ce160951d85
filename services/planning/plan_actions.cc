#include "services/planning/plan_actions.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/resource/field_mask.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/planning/plan.h"

namespace kam::planning {
namespace {

// The action with an id. NOT_FOUND.
absl::StatusOr<v1::Action*> Find(const std::string& id, v1::Plan& plan) {
  for (v1::Action& action : *plan.mutable_actions()) {
    if (action.id() == id) return &action;
  }
  return NotFound(absl::StrCat(plan.name(), "/actions/", id));
}

absl::Status WrongState(const v1::Plan& plan, const v1::Action& action,
                        const char* wanted) {
  return FailedPrecondition("WRONG_STATE",
                            absl::StrCat("The action ", action.id(), " of ",
                                         plan.name(), " is not ", wanted, "."));
}

// Ends an open action.
absl::StatusOr<v1::Action> Close(const std::string& id, v1::ActionState state,
                                 const google::type::Date& closed_on,
                                 const std::string& outcome,
                                 const StepDays& days, v1::Plan& plan) {
  ASSIGN_OR_RETURN(v1::Action * action, Find(id, plan));
  if (!IsOpen(*action)) return WrongState(plan, *action, "open");
  ASSIGN_OR_RETURN(const google::type::Date day,
                   StepDay(days, "closed_on", closed_on, {}));
  *action->mutable_closed_on() = day;
  action->set_state(state);
  action->set_outcome(outcome);
  return *action;
}

// The ids of `items` that none of the served ones is.
template <typename Items>
std::vector<std::string> Unserved(const Items& items,
                                  const std::set<std::string>& served) {
  std::vector<std::string> ids;
  for (const auto& item : items) {
    if (served.count(item.id()) == 0) ids.push_back(item.id());
  }
  return ids;
}

}  // namespace

absl::StatusOr<v1::Action> AddAction(const v1::Action& action, v1::Plan& plan) {
  if (Find(action.id(), plan).ok()) {
    return AlreadyExists(absl::StrCat(plan.name(), "/actions/", action.id()));
  }
  if (plan.actions_size() >= kMostItems) {
    return FailedPrecondition(
        "PLAN_FULL", absl::StrCat("The plan ", plan.name(), " has ", kMostItems,
                                  " actions already; remove one first."));
  }
  v1::Action* added = plan.add_actions();
  *added = action;
  added->set_state(v1::ACTION_STATE_OPEN);
  added->clear_closed_on();
  added->clear_outcome();
  return *added;
}

absl::StatusOr<v1::Action> UpdateAction(const v1::UpdateActionRequest& request,
                                        v1::Plan& plan) {
  ASSIGN_OR_RETURN(v1::Action * action, Find(request.action().id(), plan));
  v1::Action changed = *action;
  RETURN_IF_ERROR(
      resource::ApplyUpdate(request.action(), request.update_mask(), changed));
  changed.set_id(action->id());
  *action = changed;
  return changed;
}

absl::StatusOr<v1::Action> CompleteAction(
    const v1::CompleteActionRequest& request, const StepDays& days,
    v1::Plan& plan) {
  return Close(request.action_id(), v1::ACTION_STATE_DONE, request.closed_on(),
               request.outcome(), days, plan);
}

absl::StatusOr<v1::Action> CancelAction(const v1::CancelActionRequest& request,
                                        const StepDays& days, v1::Plan& plan) {
  return Close(request.action_id(), v1::ACTION_STATE_CANCELLED,
               request.closed_on(), request.outcome(), days, plan);
}

absl::StatusOr<v1::Action> ReopenAction(const std::string& id, v1::Plan& plan) {
  ASSIGN_OR_RETURN(v1::Action * action, Find(id, plan));
  if (IsOpen(*action)) return WrongState(plan, *action, "closed");
  action->set_state(v1::ACTION_STATE_OPEN);
  action->clear_closed_on();
  action->clear_outcome();
  return *action;
}

absl::StatusOr<v1::Action> ReassignAction(
    const v1::ReassignActionRequest& request, v1::Plan& plan) {
  ASSIGN_OR_RETURN(v1::Action * action, Find(request.action_id(), plan));
  if (!IsOpen(*action)) return WrongState(plan, *action, "open");
  *action->mutable_owner() = request.owner();
  return *action;
}

absl::StatusOr<v1::Action> RemoveAction(const std::string& id, v1::Plan& plan) {
  ASSIGN_OR_RETURN(v1::Action * action, Find(id, plan));
  v1::Action removed = *action;
  auto& actions = *plan.mutable_actions();
  actions.erase(
      std::find_if(actions.begin(), actions.end(),
                   [&](const v1::Action& one) { return one.id() == id; }));
  return removed;
}

bool IsOpen(const v1::Action& action) {
  return action.state() == v1::ACTION_STATE_UNSPECIFIED ||
         action.state() == v1::ACTION_STATE_OPEN;
}

const std::string& OwnerName(const v1::Person& person) {
  return person.has_contact() ? person.contact() : person.member();
}

std::vector<std::string> IntentionsWithoutAction(const v1::Plan& plan) {
  std::set<std::string> served;
  for (const v1::Action& action : plan.actions()) {
    if (action.state() == v1::ACTION_STATE_CANCELLED) continue;
    served.insert(action.intention_ids().begin(), action.intention_ids().end());
  }
  return Unserved(plan.intentions(), served);
}

std::vector<std::string> SuccessFactorsWithoutAction(const v1::Plan& plan) {
  std::set<std::string> served;
  for (const v1::Action& action : plan.actions()) {
    if (action.state() == v1::ACTION_STATE_CANCELLED) continue;
    served.insert(action.success_factor_ids().begin(),
                  action.success_factor_ids().end());
  }
  return Unserved(plan.critical_success_factors(), served);
}

}  // namespace kam::planning
