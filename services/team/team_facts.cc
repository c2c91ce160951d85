#include "services/team/team_facts.h"

#include <algorithm>
#include <utility>

#include "common/base/date.h"
#include "common/resource/record_checks.h"
#include "services/team/assignment.h"
#include "services/team/member.h"

namespace kam::team {
namespace {

v1::AssignedMember Assigned(const v1::Assignment& assignment,
                            const MembersByName& members, absl::CivilDay day) {
  v1::AssignedMember assigned;
  *assigned.mutable_assignment() = assignment;
  const auto found = members.find(assignment.member());
  if (found == members.end()) return assigned;
  assigned.set_resolved(true);
  assigned.set_display_name(found->second.display_name());
  const v1::Position* position = PositionOn(found->second, day);
  if (position == nullptr) return assigned;
  *assigned.mutable_position() = *position;
  const auto manager = members.find(position->reports_to());
  if (manager == members.end()) return assigned;
  const v1::Position* above = PositionOn(manager->second, day);
  if (above != nullptr) assigned.set_manager_grade(above->grade());
  return assigned;
}

// The assignments as key account manager that ended before `day`.
std::vector<v1::Assignment> FormerManagers(
    const std::vector<v1::Assignment>& assignments, absl::CivilDay day) {
  std::vector<std::pair<absl::CivilDay, v1::Assignment>> ended;
  for (const v1::Assignment& one : assignments) {
    const auto last = DayFromProto(one.ends_on());
    if (one.role() == v1::ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER && last.ok() &&
        *last < day) {
      ended.emplace_back(*last, one);
    }
  }
  std::sort(ended.begin(), ended.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first
                              : a.second.name() < b.second.name();
  });
  std::vector<v1::Assignment> former;
  former.reserve(ended.size());
  for (auto& [last, one] : ended) former.push_back(std::move(one));
  return former;
}

}  // namespace

std::vector<v1::Assignment> AssignmentsOn(
    const std::vector<v1::Assignment>& assignments, absl::CivilDay day) {
  std::vector<v1::Assignment> found;
  for (const v1::Assignment& assignment : assignments) {
    if (InForce(assignment, day)) found.push_back(assignment);
  }
  std::sort(found.begin(), found.end(),
            [](const v1::Assignment& a, const v1::Assignment& b) {
              if (IsLead(a) != IsLead(b)) return IsLead(a);
              return a.name() < b.name();
            });
  return found;
}

v1::TeamFacts AssembleTeamFacts(const std::vector<v1::Assignment>& assignments,
                                const MembersByName& members,
                                absl::CivilDay day) {
  v1::TeamFacts facts;
  facts.set_ever_assigned(!assignments.empty());
  for (const v1::Assignment& assignment : AssignmentsOn(assignments, day)) {
    *facts.add_members() = Assigned(assignment, members, day);
  }
  for (v1::Assignment& assignment : FormerManagers(assignments, day)) {
    *facts.add_former_managers() = std::move(assignment);
  }
  return facts;
}

v1::AccountTeamSummary SummarizeTeam(
    const std::vector<v1::Assignment>& assignments,
    const MembersByName& members, absl::CivilDay day) {
  v1::AccountTeamSummary summary;
  std::set<std::string> people;
  std::set<v1::BusinessFunction> functions;
  for (const v1::Assignment& assignment : AssignmentsOn(assignments, day)) {
    const v1::AssignedMember assigned = Assigned(assignment, members, day);
    if (summary.lead().empty() && IsLead(assignment)) {
      summary.set_lead(assignment.member());
      summary.set_lead_display_name(assigned.display_name());
    }
    people.insert(assignment.member());
    functions.insert(assigned.position().function());
  }
  functions.erase(v1::BUSINESS_FUNCTION_UNSPECIFIED);
  summary.set_members(static_cast<int>(people.size()));
  summary.set_functions(static_cast<int>(functions.size()));
  return summary;
}

void LeadCounter::Add(const v1::Assignment& assignment) {
  if (!IsLead(assignment) || !InForce(assignment, day_)) return;
  accounts_[assignment.member()].insert(resource::ParentOf(assignment.name()));
}

LeadCount LeadCounter::Count() const {
  LeadCount count;
  for (const auto& [member, accounts] : accounts_) {
    ++count.leads;
    count.led_accounts += static_cast<int>(accounts.size());
  }
  return count;
}

int LeadCounter::AccountsOf(const std::string& member) const {
  const auto found = accounts_.find(member);
  return found == accounts_.end() ? 0 : static_cast<int>(found->second.size());
}

}  // namespace kam::team
