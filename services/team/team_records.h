#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/resource/name.h"
#include "common/storage/collection.h"
#include "common/storage/reader.h"
#include "common/storage/schema.h"
#include "kam/team/v1/assignment.pb.h"
#include "kam/team/v1/member.pb.h"
#include "services/team/team_facts.h"

namespace kam::team {

// What the team service keeps, and under which keys. Numbers are on disk:
// never reuse one.
//
//   family records
//     1, programme, member                 -> Member
//     2, programme, account, assignment    -> Assignment
//     C0, programme, member, record key    -> key of an Assignment
//
// Assignments have a range of their own, so that those of a programme are read
// without anything else. Immutable and thread-safe; one lasts as long
// as the program.
struct TeamRecords {
  static const TeamRecords& Get();

  storage::Collection<v1::Member> members{{.type = 1}};
  storage::Collection<v1::Assignment> assignments{
      {.type = 2, .indexes = {AssignmentsByMember()}}};
  // All of them, for the change feed.
  storage::Schema schema{{&members.table(), &assignments.table()}};

  // Returns every assignment to an account, by name.
  absl::StatusOr<std::vector<v1::Assignment>> AssignmentsTo(
      const storage::Reader& reader,
      const resource::AccountName& account) const;

  // Returns the members whom `assignments` name and, in `day`'s positions,
  // their line managers; those that do not exist are left out.
  absl::StatusOr<MembersByName> MembersOf(
      const storage::Reader& reader,
      const std::vector<v1::Assignment>& assignments, absl::CivilDay day) const;

  // Returns how many accounts of the programme `member` leads on `day`.
  absl::StatusOr<int> AccountsLedBy(const storage::Reader& reader,
                                    const resource::ProgramName& program,
                                    const std::string& member,
                                    absl::CivilDay day) const;

  // Returns how many members lead how many accounts on `day`.
  absl::StatusOr<LeadCount> CountLeads(const storage::Reader& reader,
                                       const resource::ProgramName& program,
                                       absl::CivilDay day) const;

 private:
  static storage::IndexSpec AssignmentsByMember();

  absl::StatusOr<bool> AddMember(const storage::Reader& reader,
                                 const std::string& name,
                                 MembersByName& known) const;

  TeamRecords() = default;
};

}  // namespace kam::team
