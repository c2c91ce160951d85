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
// without anything else. Immutable and thread-safe.
class TeamRecords {
 public:
  TeamRecords();
  TeamRecords(const TeamRecords&) = delete;
  TeamRecords& operator=(const TeamRecords&) = delete;

  const storage::Collection<v1::Member>& members() const { return members_; }
  const storage::Collection<v1::Assignment>& assignments() const {
    return assignments_;
  }
  const storage::Schema& schema() const { return schema_; }

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
  absl::StatusOr<bool> AddMember(const storage::Reader& reader,
                                 const std::string& name,
                                 MembersByName& members) const;

  storage::Collection<v1::Member> members_;
  storage::Collection<v1::Assignment> assignments_;
  storage::Schema schema_;
};

}  // namespace kam::team
