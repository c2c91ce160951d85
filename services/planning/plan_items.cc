#include "services/planning/plan_items.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "services/planning/plan.h"
#include "services/planning/plan_actions.h"

namespace kam::planning {
namespace {

using google::protobuf::RepeatedPtrField;

// What tells the items of one list apart.
const std::string& KeyOf(const v1::SwotItem& item) { return item.id(); }
const std::string& KeyOf(const v1::Intention& item) { return item.id(); }
const std::string& KeyOf(const v1::SuccessFactor& item) { return item.id(); }
const std::string& KeyOf(const v1::KamAnswer& item) {
  return v1::KamQuestion_Name(item.question());
}
const std::string& KeyOf(const v1::IntelligenceAnswer& item) {
  return v1::IntelligenceQuestion_Name(item.question());
}

std::string PathOf(const v1::Plan& plan, const std::string& key) {
  return absl::StrCat(plan.name(), "/items/", key);
}

template <typename Item>
int IndexOf(const RepeatedPtrField<Item>& list, const std::string& key) {
  for (int i = 0; i < list.size(); ++i) {
    if (KeyOf(list[i]) == key) return i;
  }
  return -1;
}

template <typename Item>
absl::Status AddTo(const v1::Plan& plan, const Item& item,
                   RepeatedPtrField<Item>& list) {
  if (IndexOf(list, KeyOf(item)) >= 0)
    return AlreadyExists(PathOf(plan, KeyOf(item)));
  if (list.size() >= kMostItems) {
    return FailedPrecondition(
        "PLAN_FULL", absl::StrCat("The plan ", plan.name(), " has ", kMostItems,
                                  " such items already; remove one first."));
  }
  *list.Add() = item;
  return absl::OkStatus();
}

template <typename Item>
absl::Status ReplaceIn(const v1::Plan& plan, const Item& item,
                       RepeatedPtrField<Item>& list) {
  const int index = IndexOf(list, KeyOf(item));
  if (index < 0) return NotFound(PathOf(plan, KeyOf(item)));
  list[index] = item;
  return absl::OkStatus();
}

template <typename Item>
absl::StatusOr<Item> RemoveFrom(const v1::Plan& plan, const std::string& key,
                                RepeatedPtrField<Item>& list) {
  const int index = IndexOf(list, key);
  if (index < 0) return NotFound(PathOf(plan, key));
  Item removed = list[index];
  list.erase(list.begin() + index);
  return removed;
}

RepeatedPtrField<v1::SwotItem>* Quadrant(v1::SwotQuadrant quadrant,
                                         v1::Swot& swot) {
  switch (quadrant) {
    case v1::SWOT_QUADRANT_STRENGTHS:
      return swot.mutable_strengths();
    case v1::SWOT_QUADRANT_WEAKNESSES:
      return swot.mutable_weaknesses();
    case v1::SWOT_QUADRANT_OPPORTUNITIES:
      return swot.mutable_opportunities();
    case v1::SWOT_QUADRANT_THREATS:
      return swot.mutable_threats();
    default:
      return nullptr;
  }
}

// The list in which an item of the SWOT stands; UNSPECIFIED when in none.
v1::SwotQuadrant QuadrantOf(const std::string& id, v1::Swot& swot) {
  for (const v1::SwotQuadrant quadrant :
       {v1::SWOT_QUADRANT_STRENGTHS, v1::SWOT_QUADRANT_WEAKNESSES,
        v1::SWOT_QUADRANT_OPPORTUNITIES, v1::SWOT_QUADRANT_THREATS}) {
    if (IndexOf(*Quadrant(quadrant, swot), id) >= 0) return quadrant;
  }
  return v1::SWOT_QUADRANT_UNSPECIFIED;
}

absl::Status MissingItem() {
  Violations violations;
  violations.Add("item", "must be set", "MISSING_FIELD");
  return violations.ToStatus();
}

absl::Status AddSwot(const v1::SwotEntry& entry, v1::Plan& plan) {
  v1::Swot& swot = *plan.mutable_swot();
  if (QuadrantOf(entry.item().id(), swot) != v1::SWOT_QUADRANT_UNSPECIFIED)
    return AlreadyExists(PathOf(plan, entry.item().id()));
  RepeatedPtrField<v1::SwotItem>* list = Quadrant(entry.quadrant(), swot);
  if (list == nullptr) return MissingItem();
  return AddTo(plan, entry.item(), *list);
}

absl::Status UpdateSwot(const v1::SwotEntry& entry, v1::Plan& plan) {
  v1::Swot& swot = *plan.mutable_swot();
  const std::string& id = entry.item().id();
  RepeatedPtrField<v1::SwotItem>* to = Quadrant(entry.quadrant(), swot);
  if (to == nullptr) return MissingItem();
  RepeatedPtrField<v1::SwotItem>* from = Quadrant(QuadrantOf(id, swot), swot);
  if (from == nullptr) return NotFound(PathOf(plan, id));
  if (from == to) return ReplaceIn(plan, entry.item(), *to);
  RETURN_IF_ERROR(AddTo(plan, entry.item(), *to));
  return RemoveFrom(plan, id, *from).status();
}

absl::StatusOr<v1::SwotEntry> RemoveSwot(const std::string& id,
                                         v1::Plan& plan) {
  v1::Swot& swot = *plan.mutable_swot();
  v1::SwotEntry removed;
  removed.set_quadrant(QuadrantOf(id, swot));
  RepeatedPtrField<v1::SwotItem>* list = Quadrant(removed.quadrant(), swot);
  if (list == nullptr) return NotFound(PathOf(plan, id));
  ASSIGN_OR_RETURN(*removed.mutable_item(), RemoveFrom(plan, id, *list));
  return removed;
}

// FAILED_PRECONDITION while an action has `id` among those it serves.
template <typename IdsOf>
absl::Status CheckUnused(const v1::Plan& plan, const std::string& id,
                         IdsOf ids_of) {
  for (const v1::Action& action : plan.actions()) {
    for (const std::string& served : ids_of(action)) {
      if (served != id) continue;
      return FailedPrecondition(
          "ITEM_IN_USE", absl::StrCat("The action ", action.id(), " serves ",
                                      id, "; change or remove it first."));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::PlanItem> AddItem(const v1::PlanItem& item, v1::Plan& plan) {
  absl::Status status = MissingItem();
  switch (item.item_case()) {
    case v1::PlanItem::kSwot:
      status = AddSwot(item.swot(), plan);
      break;
    case v1::PlanItem::kIntention:
      status = AddTo(plan, item.intention(), *plan.mutable_intentions());
      break;
    case v1::PlanItem::kSuccessFactor:
      status = AddTo(plan, item.success_factor(),
                     *plan.mutable_critical_success_factors());
      break;
    case v1::PlanItem::kKamAnswer:
      status = AddTo(plan, item.kam_answer(), *plan.mutable_answers());
      break;
    case v1::PlanItem::kIntelligenceAnswer:
      status =
          AddTo(plan, item.intelligence_answer(), *plan.mutable_intelligence());
      break;
    case v1::PlanItem::ITEM_NOT_SET:
      break;
  }
  RETURN_IF_ERROR(status);
  return item;
}

absl::StatusOr<v1::PlanItem> UpdateItem(const v1::PlanItem& item,
                                        v1::Plan& plan) {
  absl::Status status = MissingItem();
  switch (item.item_case()) {
    case v1::PlanItem::kSwot:
      status = UpdateSwot(item.swot(), plan);
      break;
    case v1::PlanItem::kIntention:
      status = ReplaceIn(plan, item.intention(), *plan.mutable_intentions());
      break;
    case v1::PlanItem::kSuccessFactor:
      status = ReplaceIn(plan, item.success_factor(),
                         *plan.mutable_critical_success_factors());
      break;
    case v1::PlanItem::kKamAnswer:
      status = ReplaceIn(plan, item.kam_answer(), *plan.mutable_answers());
      break;
    case v1::PlanItem::kIntelligenceAnswer:
      status = ReplaceIn(plan, item.intelligence_answer(),
                         *plan.mutable_intelligence());
      break;
    case v1::PlanItem::ITEM_NOT_SET:
      break;
  }
  RETURN_IF_ERROR(status);
  return item;
}

absl::StatusOr<v1::PlanItem> RemoveItem(const v1::PlanItemKey& key,
                                        v1::Plan& plan) {
  v1::PlanItem removed;
  switch (key.key_case()) {
    case v1::PlanItemKey::kSwotItemId: {
      ASSIGN_OR_RETURN(*removed.mutable_swot(),
                       RemoveSwot(key.swot_item_id(), plan));
      return removed;
    }
    case v1::PlanItemKey::kIntentionId: {
      RETURN_IF_ERROR(CheckUnused(
          plan, key.intention_id(),
          [](const v1::Action& action) { return action.intention_ids(); }));
      ASSIGN_OR_RETURN(
          *removed.mutable_intention(),
          RemoveFrom(plan, key.intention_id(), *plan.mutable_intentions()));
      return removed;
    }
    case v1::PlanItemKey::kSuccessFactorId: {
      RETURN_IF_ERROR(CheckUnused(plan, key.success_factor_id(),
                                  [](const v1::Action& action) {
                                    return action.success_factor_ids();
                                  }));
      ASSIGN_OR_RETURN(*removed.mutable_success_factor(),
                       RemoveFrom(plan, key.success_factor_id(),
                                  *plan.mutable_critical_success_factors()));
      return removed;
    }
    case v1::PlanItemKey::kKamQuestion: {
      ASSIGN_OR_RETURN(
          *removed.mutable_kam_answer(),
          RemoveFrom(plan, v1::KamQuestion_Name(key.kam_question()),
                     *plan.mutable_answers()));
      return removed;
    }
    case v1::PlanItemKey::kIntelligenceQuestion: {
      ASSIGN_OR_RETURN(
          *removed.mutable_intelligence_answer(),
          RemoveFrom(plan,
                     v1::IntelligenceQuestion_Name(key.intelligence_question()),
                     *plan.mutable_intelligence()));
      return removed;
    }
    case v1::PlanItemKey::KEY_NOT_SET:
      break;
  }
  return MissingItem();
}

void SetIdIfMissing(const std::string& id, v1::PlanItem& item) {
  if (item.has_swot() && item.swot().item().id().empty()) {
    item.mutable_swot()->mutable_item()->set_id(id);
  } else if (item.has_intention() && item.intention().id().empty()) {
    item.mutable_intention()->set_id(id);
  } else if (item.has_success_factor() && item.success_factor().id().empty()) {
    item.mutable_success_factor()->set_id(id);
  }
}

}  // namespace kam::planning
