#include "services/gateway/plan_roster.h"

#include <set>
#include <string>

namespace kam::gateway {

std::optional<planning::v1::CheckPlanRequest> CheckWithRoster(
    const AccountAnswers& answers) {
  if (!answers.planning.has_value() || !answers.planning->ok() ||
      !answers.team.has_value() || !answers.team->ok()) {
    return std::nullopt;
  }
  const planning::v1::PlanCheckResult& check =
      (*answers.planning)->plan_check();
  const team::v1::TeamFacts& team = **answers.team;
  // Whoever leads comes first, and then leads this account at least.
  const bool led = team.accounts_of_lead() > 0 && !team.members().empty();
  if (check.validity() != planning::v1::PLAN_VALIDITY_UNDETERMINED || !led) {
    return std::nullopt;
  }
  planning::v1::CheckPlanRequest request;
  request.set_name(check.plan());
  planning::v1::Roster& roster = *request.mutable_roster();
  roster.set_key_account_manager(team.members(0).assignment().member());
  std::set<std::string> names;
  for (const team::v1::AssignedMember& member : team.members()) {
    if (names.insert(member.assignment().member()).second) {
      roster.add_members(member.assignment().member());
    }
  }
  return request;
}

}  // namespace kam::gateway
