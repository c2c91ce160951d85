#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "kam/team/v1/department.pb.h"
#include "kam/team/v1/team_facts.pb.h"
#include "services/team/area_coverage.h"
#include "services/team/skill_level.h"
#include "services/team/team_facts.h"
#include "services/team/team_policy.h"

namespace kam::team {

// All that the service has on record of one account, of whatever day.
struct AccountEvidence {
  std::string account;
  absl::CivilDay day;
  int64_t policy_version = 0;
  TeamValues values;
  std::vector<v1::Assignment> assignments;
  // Whom any record below or above names, their line managers, and who was
  // asked for besides.
  MembersByName members;
  std::vector<v1::Authority> authorities;
  RatingsByMember ratings;
  std::vector<v1::Training> trainings;
  std::vector<v1::SpecialistAppointment> appointments;
  std::vector<v1::Activity> activities;
  // Activities of those who lead the account, of all their accounts.
  std::vector<v1::Activity> lead_activities;
  std::vector<v1::Sponsorship> sponsorships;
  std::vector<v1::BuddyPair> buddy_pairs;
  std::vector<v1::Meeting> meetings;
  std::vector<v1::JointTeam> joint_teams;
  std::vector<v1::Department> departments;
  std::vector<v1::AlignmentStatement> alignment_statements;
  std::vector<v1::WillingnessStatement> willingness_statements;
  std::vector<v1::RoleRequirement> role_requirements;
  std::vector<v1::ListCompleteness> list_completenesses;
  // Who reports to the first lead on the day, directly or through others.
  std::vector<v1::Member> reports_of_lead;
};

// Returns the assignments in force whose members have not left, leads first.
std::vector<v1::AssignedMember> ActiveTeam(
    const std::vector<v1::Assignment>& assignments,
    const MembersByName& members, absl::CivilDay day);

// Returns what the skills are judged by.
CoverageInput CoverageOf(const AccountEvidence& evidence);

// Returns what is known of the account's team on the day: records, results and
// panels. The store's state, `accounts_of_lead` and `other_members` are left to
// the caller.
v1::TeamFacts AssembleFacts(const AccountEvidence& evidence);

}  // namespace kam::team
