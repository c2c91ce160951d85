#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "kam/planning/v1/plan.pb.h"
#include "kam/planning/v1/plan_edits.pb.h"
#include "services/planning/record_checks.h"

namespace kam::planning {

// Edits of one action: each changes `plan` and returns the action, or returns
// an error and leaves the plan as it was. What actions hold is ValidatePlan's
// business.

// Adds an open action. ALREADY_EXISTS when the id is taken;
// FAILED_PRECONDITION, PLAN_FULL.
absl::StatusOr<v1::Action> AddAction(const v1::Action& action, v1::Plan& plan);

// Changes an action by a patch with its id and a mask; where it stands stays.
// NOT_FOUND; INVALID_ARGUMENT for the mask.
absl::StatusOr<v1::Action> UpdateAction(const v1::UpdateActionRequest& request,
                                        v1::Plan& plan);

// The moves of an action: NOT_FOUND; FAILED_PRECONDITION, WRONG_STATE, when it
// is not open (of ReopenAction: when it is); StepDay's errors.
absl::StatusOr<v1::Action> CompleteAction(
    const v1::CompleteActionRequest& request, const StepDays& days,
    v1::Plan& plan);
absl::StatusOr<v1::Action> CancelAction(const v1::CancelActionRequest& request,
                                        const StepDays& days, v1::Plan& plan);
absl::StatusOr<v1::Action> ReopenAction(const std::string& id, v1::Plan& plan);
absl::StatusOr<v1::Action> ReassignAction(
    const v1::ReassignActionRequest& request, v1::Plan& plan);

// Takes an action out and returns it. NOT_FOUND.
absl::StatusOr<v1::Action> RemoveAction(const std::string& id, v1::Plan& plan);

// Whether an action is to be done.
bool IsOpen(const v1::Action& action);

// The name of a member or a contact; empty for nobody.
const std::string& OwnerName(const v1::Person& person);

// Ids of the intentions, and of the critical success factors, that no action
// serves, in the plan's order. An action that was given up serves nothing.
std::vector<std::string> IntentionsWithoutAction(const v1::Plan& plan);
std::vector<std::string> SuccessFactorsWithoutAction(const v1::Plan& plan);

}  // namespace kam::planning
