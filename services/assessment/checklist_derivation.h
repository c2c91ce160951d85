#pragma once

#include <array>

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/checklist_model.pb.h"
#include "kam/assessment/v1/policy.pb.h"
#include "services/assessment/indicator_derivation.h"

namespace kam::assessment {

// Number of elements of the change from sales to account management (S3-03).
inline constexpr size_t kChangeElements = 10;

// Derives what records tell of these elements, in the order of the paper:
//
//   customer_relations   a talk of both sides beyond orders and service
//   whole_business       the plan answers all questions on the business
//   profitability        a target in force is of profit or margin
//   new_skills           the skills of all areas are covered
//   long_term_focus      a plan in force looks far enough ahead
//   team_working         enough disciplines beside the manager's
//   customer_levels      enough of the customer's levels are covered
//   decision_structure   contacts of all three levels are known
//   customer_care        care of the customer, or a reading of satisfaction
//   complete_solutions   an active initiative is made for the customer
//
// What a record does not show is ABSENT only where its list is complete. Notes
// in `violations` what is wrong with the facts, which the sources point into.
std::array<DerivedState, kChangeElements> DeriveChangeElements(
    const v1::ChecklistFacts& facts, const v1::Policy& policy,
    absl::CivilDay as_of, Violations& violations);

}  // namespace kam::assessment
