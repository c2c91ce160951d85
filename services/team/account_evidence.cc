#include "services/team/account_evidence.h"

#include <map>
#include <set>

#include "common/base/date.h"
#include "common/resource/record_checks.h"
#include "services/team/alignment.h"
#include "services/team/assignment.h"
#include "services/team/completeness.h"
#include "services/team/executives.h"
#include "services/team/member.h"
#include "services/team/skill_coverage.h"
#include "services/team/team_form.h"
#include "services/team/team_panels.h"
#include "services/team/team_work.h"
#include "services/team/titular.h"

namespace kam::team {
namespace {

// A gRPC message may take 4 MiB.
constexpr size_t kMaxFactsBytes = size_t{3} << 20;

void AddAuthorities(const AccountEvidence& evidence, v1::TeamFacts& facts) {
  for (v1::AssignedMember& worker : *facts.mutable_members()) {
    for (const v1::Authority& authority : evidence.authorities) {
      const bool concerns = authority.account().empty() ||
                            authority.account() == evidence.account;
      if (concerns && InForce(authority, evidence.day) &&
          resource::ParentOf(authority.name()) ==
              worker.assignment().member()) {
        *worker.add_authorities() = authority;
      }
    }
  }
}

void AddSponsors(const AccountEvidence& evidence, v1::TeamFacts& facts) {
  const std::vector<v1::SponsorOnDay> sponsors = FindSponsors(
      evidence.sponsorships, evidence.members, evidence.day, evidence.values);
  facts.set_executive_sponsor(FindExecutiveSponsor(
      sponsors,
      IsComplete(evidence.list_completenesses,
                 v1::ListCompleteness::LIST_SPONSORSHIPS, evidence.day)));
  for (const v1::SponsorOnDay& sponsor : sponsors) {
    *facts.add_sponsors() = sponsor;
  }
}

void AddWillingness(const AccountEvidence& evidence, v1::TeamFacts& facts) {
  const std::vector<v1::WillingnessOnDay> statements =
      FindWillingness(evidence.willingness_statements, evidence.account,
                      evidence.members, evidence.day, evidence.values);
  facts.set_willing_to_change(DecideWillingness(statements));
  for (const v1::WillingnessOnDay& statement : statements) {
    *facts.add_willingness() = statement;
  }
}

// Names of those who lead the account, in the order of the facts.
std::vector<std::string> Leads(const v1::TeamFacts& facts) {
  std::vector<std::string> leads;
  std::set<std::string> seen;
  for (const v1::AssignedMember& worker : facts.members()) {
    const std::string& member = worker.assignment().member();
    if (IsLead(worker.assignment()) && seen.insert(member).second) {
      leads.push_back(member);
    }
  }
  return leads;
}

void AddLeads(const AccountEvidence& evidence, v1::TeamFacts& facts) {
  const std::vector<std::string> leads = Leads(facts);
  const std::set<std::string> names(leads.begin(), leads.end());
  for (const std::string& lead : leads) {
    const auto member = evidence.members.find(lead);
    if (member == evidence.members.end()) continue;
    *facts.add_titular_roles() =
        JudgeTitularRole(member->second, evidence.lead_activities, evidence.day,
                         evidence.values);
  }
  for (const v1::BuddyPair& pair : evidence.buddy_pairs) {
    if (InForce(pair, evidence.day) &&
        (names.count(pair.member()) > 0 || names.count(pair.buddy()) > 0)) {
      *facts.add_buddy_pairs() = pair;
    }
  }
  std::map<v1::BusinessFunction, int> reports;
  for (const v1::Member& report : evidence.reports_of_lead) {
    const v1::Position* position = PositionOn(report, evidence.day);
    if (position != nullptr) ++reports[position->function()];
  }
  for (const auto& [function, count] : reports) {
    v1::DisciplineCount* line = facts.add_reports_of_lead();
    line->set_function(function);
    line->set_members(count);
  }
}

void AddRecords(const AccountEvidence& evidence, v1::TeamFacts& facts) {
  for (const v1::JointTeam& team : evidence.joint_teams) {
    if (InForce(team, evidence.day)) *facts.add_joint_teams() = team;
  }
  for (const v1::SpecialistAppointment& one : evidence.appointments) {
    if (InForce(one, evidence.day)) *facts.add_specialist_appointments() = one;
  }
  for (const v1::Training& training : evidence.trainings) {
    const auto completed = DayFromProto(training.completed_on());
    if (completed.ok() && *completed <= evidence.day) {
      *facts.add_trainings() = training;
    }
  }
  facts.mutable_role_requirements()->Assign(evidence.role_requirements.begin(),
                                            evidence.role_requirements.end());
  facts.mutable_list_completenesses()->Assign(
      evidence.list_completenesses.begin(), evidence.list_completenesses.end());
}

}  // namespace

std::vector<v1::AssignedMember> ActiveTeam(
    const std::vector<v1::Assignment>& assignments,
    const MembersByName& members, absl::CivilDay day) {
  std::vector<v1::AssignedMember> team;
  const v1::TeamFacts facts = AssembleTeamFacts(assignments, members, day);
  for (const v1::AssignedMember& worker : facts.members()) {
    const auto member = members.find(worker.assignment().member());
    if (member == members.end() || !HasLeft(member->second, day)) {
      team.push_back(worker);
    }
  }
  return team;
}

CoverageInput CoverageOf(const AccountEvidence& evidence) {
  CoverageInput input;
  input.day = evidence.day;
  input.team = ActiveTeam(evidence.assignments, evidence.members, evidence.day);
  for (const v1::SpecialistAppointment& one : evidence.appointments) {
    if (InForce(one, evidence.day)) input.appointments.push_back(one);
  }
  input.ratings = evidence.ratings;
  input.members = evidence.members;
  input.assignments_complete =
      IsComplete(evidence.list_completenesses,
                 v1::ListCompleteness::LIST_ASSIGNMENTS, evidence.day);
  return input;
}

v1::TeamFacts AssembleFacts(const AccountEvidence& evidence) {
  v1::TeamFacts facts =
      AssembleTeamFacts(evidence.assignments, evidence.members, evidence.day);
  facts.set_account(evidence.account);
  *facts.mutable_as_of() = ToProto(evidence.day);
  *facts.mutable_policy() =
      DescribePolicy(evidence.policy_version, evidence.values);
  const CoverageInput input = CoverageOf(evidence);
  facts.set_team_form(FindTeamForm(input.team, evidence.values));
  *facts.mutable_skill_coverage() =
      JudgeSkillCoverage(input, evidence.values, std::nullopt);
  *facts.mutable_alignment() =
      JudgeAlignment(evidence.departments, evidence.alignment_statements,
                     evidence.account, evidence.day);
  AddAuthorities(evidence, facts);
  AddSponsors(evidence, facts);
  AddWillingness(evidence, facts);
  AddLeads(evidence, facts);
  AddRecords(evidence, facts);
  AddWork(evidence.activities, evidence.day, evidence.values, facts);
  AddMeetings(evidence.meetings, evidence.day, facts);
  AddPanels(evidence, facts);
  CutToSize(kMaxFactsBytes, facts);
  return facts;
}

}  // namespace kam::team
