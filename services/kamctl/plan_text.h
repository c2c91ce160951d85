#pragma once

#include <ostream>
#include <string>

#include "kam/planning/v1/due_actions.pb.h"
#include "kam/planning/v1/plan.pb.h"
#include "kam/planning/v1/plan_check.pb.h"
#include "services/kamctl/display_names.h"

namespace kam::kamctl {

// Writes a plan as a page for people.
void PrintPlan(const planning::v1::Plan& plan, DisplayNames& names,
               std::ostream& out);

// Returns whether the plan is valid and of what quality it is, in one line.
std::string PlanCheckSummary(const planning::v1::PlanCheckResult& result);

// Writes whether the plan is valid, and of what fails, which items and why.
void PrintPlanCheck(const planning::v1::PlanCheckResult& result,
                    DisplayNames& names, std::ostream& out);

// Writes actions that are due, the earliest first.
void PrintDueActions(const planning::v1::ListDueActionsResponse& due,
                     DisplayNames& names, std::ostream& out);

}  // namespace kam::kamctl
