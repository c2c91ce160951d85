#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "kam/planning/v1/planning_facts.pb.h"
#include "services/planning/planning_policy.h"

namespace kam::planning {

// Facts larger than this lose their oldest commitments.
inline constexpr size_t kMostFactsBytes = size_t{3} << 20;

// All records of one account.
struct AccountPlanning {
  std::vector<v1::Plan> plans;
  std::vector<v1::Initiative> initiatives;
  std::vector<v1::Contribution> contributions;
  std::vector<v1::DevelopmentObjective> objectives;
  std::vector<v1::Opportunity> opportunities;
  std::vector<v1::Commitment> commitments;
  std::vector<v1::Requirement> requirements;
  std::vector<v1::PlanningListCompleteness> completenesses;
};

// Returns what is known of an account on `day`, and what follows from it: the
// plan in force with its check, when it was last looked at, what is due of it;
// the records as they stood on the day; friction, stop/start, alignment, panels
// and pitfalls. `same_positioning` names the other accounts with the text of
// the plan in force; nothing when that cannot be told. The store's state and
// the account are left to the caller.
v1::PlanningFacts AssemblePlanningFacts(
    const AccountPlanning& records, absl::CivilDay day,
    const PlanningValues& values,
    const std::optional<std::vector<std::string>>& same_positioning);

// Returns the same in a line.
v1::AccountPlanSummary SummarizePlanning(const AccountPlanning& records,
                                         absl::CivilDay day,
                                         const PlanningValues& values);

// Drops the oldest commitments until the facts are at most `max_bytes` large,
// and says so.
void CutToSize(size_t max_bytes, v1::PlanningFacts& facts);

}  // namespace kam::planning
