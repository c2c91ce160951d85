#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/resource/name.h"
#include "common/storage/collection.h"
#include "common/storage/reader.h"
#include "common/storage/schema.h"
#include "kam/team/v1/activity.pb.h"
#include "kam/team/v1/alignment.pb.h"
#include "kam/team/v1/assignment.pb.h"
#include "kam/team/v1/authority.pb.h"
#include "kam/team/v1/buddy_pair.pb.h"
#include "kam/team/v1/department.pb.h"
#include "kam/team/v1/joint_team.pb.h"
#include "kam/team/v1/list_completeness.pb.h"
#include "kam/team/v1/meeting.pb.h"
#include "kam/team/v1/member.pb.h"
#include "kam/team/v1/role_requirement.pb.h"
#include "kam/team/v1/skill_rating.pb.h"
#include "kam/team/v1/specialist_appointment.pb.h"
#include "kam/team/v1/sponsorship.pb.h"
#include "kam/team/v1/team_policy.pb.h"
#include "kam/team/v1/training.pb.h"
#include "kam/team/v1/willingness.pb.h"
#include "services/team/team_facts.h"

namespace kam::team {

// What the team service keeps, and under which keys. Numbers are on disk:
// never reuse one.
//
//   key in the family `records`                        value
//   -------------------------------------------------- ------------------------
//   01 program member                                  Member
//   02 program account assignment                      Assignment
//   03 program department                              Department
//   04 program department id                           AlignmentStatement
//   80 program member 05 id                            Authority
//   80 program member 06 id                            SkillRating
//   80 program member 07 id                            Training
//   81 program account 08 id                           SpecialistAppointment
//   81 program account 09 id                           Sponsorship
//   81 program account 0A id                           Meeting
//   81 program account 0B id                           JointTeam
//   81 program account 0C id                           ListCompleteness
//   0D program account id                              Activity
//   0E program buddy-pair                              BuddyPair
//   0F program buddy-pair id                           BuddyMeeting
//   10 program id                                      WillingnessStatement
//   11 program id                                      RoleRequirement
//   12 program id                                      TeamPolicy
//
//   index entry, before the record's key               record
//   -------------------------------------------------- ------------------------
//   C0 program member                                  Assignment
//   C1 program                                         Assignment that leads
//   C2 program manager                                 Member with a position
//                                                      under that manager
//   C3 program member u32 month                        Activity
//   C4 program member                                  BuddyPair, either side
//   C5 program account, or empty                       AlignmentStatement
//   C6 program account, or empty                       WillingnessStatement
//
// Texts are strings as storage/key.h writes them; a month is year * 12 + month.
// Immutable and thread-safe; one lasts as long as the program.
struct TeamRecords {
  static const TeamRecords& Get();

  storage::Collection<v1::Member> members{
      {.type = 0x01, .indexes = {MembersByManager()}}};
  storage::Collection<v1::Assignment> assignments{
      {.type = 0x02, .indexes = {AssignmentsByMember(), LeadAssignments()}}};
  storage::Collection<v1::Department> departments{{.type = 0x03}};
  storage::Collection<v1::AlignmentStatement> alignment_statements{
      {.type = 0x04, .indexes = {AlignmentsByAccount()}}};
  storage::Collection<v1::Authority> authorities{{.type = 0x05, .range = 0x80}};
  storage::Collection<v1::SkillRating> skill_ratings{
      {.type = 0x06, .range = 0x80}};
  storage::Collection<v1::Training> trainings{{.type = 0x07, .range = 0x80}};
  storage::Collection<v1::SpecialistAppointment> specialist_appointments{
      {.type = 0x08, .range = 0x81}};
  storage::Collection<v1::Sponsorship> sponsorships{
      {.type = 0x09, .range = 0x81}};
  storage::Collection<v1::Meeting> meetings{{.type = 0x0A, .range = 0x81}};
  storage::Collection<v1::JointTeam> joint_teams{{.type = 0x0B, .range = 0x81}};
  storage::Collection<v1::ListCompleteness> list_completenesses{
      {.type = 0x0C, .range = 0x81}};
  storage::Collection<v1::Activity> activities{
      {.type = 0x0D, .indexes = {ActivitiesByMember()}}};
  storage::Collection<v1::BuddyPair> buddy_pairs{
      {.type = 0x0E, .indexes = {BuddyPairsByMember()}}};
  storage::Collection<v1::BuddyMeeting> buddy_meetings{{.type = 0x0F}};
  storage::Collection<v1::WillingnessStatement> willingness_statements{
      {.type = 0x10, .indexes = {WillingnessByAccount()}}};
  storage::Collection<v1::RoleRequirement> role_requirements{{.type = 0x11}};
  storage::Collection<v1::TeamPolicy> team_policies{{.type = 0x12}};
  // All of them, for the change feed.
  storage::Schema schema{
      {&members.table(), &assignments.table(), &departments.table(),
       &alignment_statements.table(), &authorities.table(),
       &skill_ratings.table(), &trainings.table(),
       &specialist_appointments.table(), &sponsorships.table(),
       &meetings.table(), &joint_teams.table(), &list_completenesses.table(),
       &activities.table(), &buddy_pairs.table(), &buddy_meetings.table(),
       &willingness_statements.table(), &role_requirements.table(),
       &team_policies.table()}};

  // Adds the member to `known` unless it is there; false when there is none.
  absl::StatusOr<bool> AddMember(const storage::Reader& reader,
                                 const std::string& name,
                                 MembersByName& known) const;

  // The records that an index finds. `program` is an id, the rest are names.
  absl::StatusOr<std::vector<v1::Assignment>> AssignmentsOf(
      const storage::Reader& reader, const std::string& program,
      const std::string& member) const;
  absl::StatusOr<std::vector<v1::Assignment>> AllLeads(
      const storage::Reader& reader, const std::string& program) const;
  absl::StatusOr<std::vector<v1::Activity>> ActivitiesOf(
      const storage::Reader& reader, const std::string& program,
      const std::string& member, absl::CivilMonth first,
      absl::CivilMonth last) const;
  absl::StatusOr<std::vector<v1::BuddyPair>> BuddyPairsOf(
      const storage::Reader& reader, const std::string& program,
      const std::string& member) const;
  absl::StatusOr<std::vector<v1::AlignmentStatement>> AlignmentsOf(
      const storage::Reader& reader, const std::string& program,
      const std::string& account) const;
  absl::StatusOr<std::vector<v1::WillingnessStatement>> WillingnessOf(
      const storage::Reader& reader, const std::string& program,
      const std::string& account) const;

  // Those who report to `manager` on `day`, directly or through others, by
  // name; each once, the manager never.
  absl::StatusOr<std::vector<v1::Member>> ReportsOf(
      const storage::Reader& reader, const std::string& program,
      const std::string& manager, absl::CivilDay day) const;

 private:
  static storage::IndexSpec AssignmentsByMember();
  static storage::IndexSpec LeadAssignments();
  static storage::IndexSpec MembersByManager();
  static storage::IndexSpec ActivitiesByMember();
  static storage::IndexSpec BuddyPairsByMember();
  static storage::IndexSpec AlignmentsByAccount();
  static storage::IndexSpec WillingnessByAccount();

  TeamRecords() = default;
};

}  // namespace kam::team
