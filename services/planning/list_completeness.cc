#include "services/planning/list_completeness.h"

#include <algorithm>

#include "services/planning/record_checks.h"

namespace kam::planning {

void ValidateListCompleteness(const v1::PlanningListCompleteness& statement,
                              absl::CivilDay latest_day,
                              Violations& violations) {
  RecordChecks checks(statement.name(), latest_day, violations);
  checks.Member("planning_list_completeness.declared_by",
                statement.declared_by());
  checks.NotFuture("planning_list_completeness.declared_on",
                   statement.declared_on());
  checks.NotBefore("planning_list_completeness.declared_on",
                   statement.declared_on(), statement.complete_through());
}

bool IsComplete(const std::vector<v1::PlanningListCompleteness>& statements,
                v1::PlanningList list, absl::CivilDay day) {
  return std::any_of(statements.begin(), statements.end(),
                     [&](const v1::PlanningListCompleteness& statement) {
                       return statement.list() == list &&
                              !IsBy(statement.complete_through(), day - 1);
                     });
}

}  // namespace kam::planning
