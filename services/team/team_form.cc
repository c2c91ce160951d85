#include "services/team/team_form.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "common/base/ratio.h"
#include "services/team/assignment.h"

namespace kam::team {
namespace {

// Those who carry the account: managers and permanent members.
struct Core {
  // By member: the share of the time that is known to go to the account.
  std::map<std::string, int64_t> dedication_bps;
  bool has_manager = false;

  void Add(const v1::Assignment& assignment) {
    dedication_bps[assignment.member()] += assignment.dedication_bps();
    has_manager = has_manager || IsLead(assignment);
  }
};

bool IsDedicated(const Core& core, const TeamValues& values) {
  if (!core.has_manager) return false;
  const auto members = static_cast<int64_t>(core.dedication_bps.size());
  int64_t full = 0;
  for (const auto& [member, dedication] : core.dedication_bps) {
    if (dedication >= kWhole) ++full;
  }
  if (full == members) return true;
  return members >= values.dedicated_members &&
         full * values.dedicated_share_denominator >=
             members * values.dedicated_share_numerator;
}

}  // namespace

v1::TeamForm FindTeamForm(const std::vector<v1::AssignedMember>& team,
                          const TeamValues& values) {
  if (team.empty()) return v1::TEAM_FORM_UNKNOWN;
  std::set<std::string> managers;
  for (const v1::AssignedMember& worker : team) {
    if (IsLead(worker.assignment())) {
      managers.insert(worker.assignment().member());
    }
  }
  Core core;
  std::set<v1::BusinessFunction> permanent;
  std::set<v1::BusinessFunction> lasting;
  bool others = false;
  bool ad_hoc = false;
  for (const v1::AssignedMember& worker : team) {
    const v1::Assignment& assignment = worker.assignment();
    const v1::AssignmentKind kind = assignment.kind();
    if (managers.count(assignment.member()) > 0) {
      core.Add(assignment);
      continue;
    }
    others = true;
    const v1::BusinessFunction function = worker.position().function();
    if (kind == v1::ASSIGNMENT_KIND_PERMANENT) {
      core.Add(assignment);
      permanent.insert(function);
      lasting.insert(function);
    } else if (kind == v1::ASSIGNMENT_KIND_AD_HOC) {
      ad_hoc = true;
      lasting.insert(function);
    }
  }
  if (!others) return v1::TEAM_FORM_ALONE;
  permanent.erase(v1::BUSINESS_FUNCTION_UNSPECIFIED);
  lasting.erase(v1::BUSINESS_FUNCTION_UNSPECIFIED);
  const auto wanted = static_cast<size_t>(values.team_disciplines);
  if (permanent.size() >= wanted) {
    return IsDedicated(core, values) ? v1::TEAM_FORM_DEDICATED_PERMANENT_MULTI
                                     : v1::TEAM_FORM_PERMANENT_MULTI;
  }
  if (ad_hoc && lasting.size() >= wanted) return v1::TEAM_FORM_AD_HOC_MULTI;
  return v1::TEAM_FORM_ALONE_WITH_SUPPORT;
}

}  // namespace kam::team
