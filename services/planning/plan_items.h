#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "kam/planning/v1/plan.pb.h"
#include "kam/planning/v1/plan_edits.pb.h"

namespace kam::planning {

// Edits of one item other than an action: each changes `plan` and returns the
// item, or returns an error and leaves the plan as it was. What items hold is
// ValidatePlan's business.

// Adds an item. ALREADY_EXISTS when its id is taken or its question answered;
// FAILED_PRECONDITION, PLAN_FULL; INVALID_ARGUMENT, MISSING_FIELD, for none.
absl::StatusOr<v1::PlanItem> AddItem(const v1::PlanItem& item, v1::Plan& plan);

// Replaces an item; one of the SWOT may go to another list. NOT_FOUND.
absl::StatusOr<v1::PlanItem> UpdateItem(const v1::PlanItem& item,
                                        v1::Plan& plan);

// Takes an item out and returns it. NOT_FOUND; FAILED_PRECONDITION,
// ITEM_IN_USE, while an action serves it.
absl::StatusOr<v1::PlanItem> RemoveItem(const v1::PlanItemKey& key,
                                        v1::Plan& plan);

// Sets the id of an item that may have one and has none.
void SetIdIfMissing(const std::string& id, v1::PlanItem& item);

}  // namespace kam::planning
