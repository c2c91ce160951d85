#include "services/team/team_records.h"

#include <utility>

#include "common/status/status_macros.h"
#include "common/storage/key.h"
#include "services/team/member.h"

namespace kam::team {
namespace {

using google::protobuf::Message;

constexpr uint8_t kAssignmentsByMember = 0xC0;

std::string MemberEntry(const std::string& member) {
  return storage::KeyWriter().String(member).bytes();
}

}  // namespace

const TeamRecords& TeamRecords::Get() {
  static const auto* const kRecords = new TeamRecords();
  return *kRecords;
}

storage::IndexSpec TeamRecords::AssignmentsByMember() {
  return {.tag = kAssignmentsByMember,
          .entries = [](const Message& record) -> std::vector<std::string> {
            return {MemberEntry(
                static_cast<const v1::Assignment&>(record).member())};
          }};
}

absl::StatusOr<std::vector<v1::Assignment>> TeamRecords::AssignmentsTo(
    const storage::Reader& reader, const resource::AccountName& account) const {
  return assignments.ListAll(reader, {account.program, account.account});
}

absl::StatusOr<bool> TeamRecords::AddMember(const storage::Reader& reader,
                                            const std::string& name,
                                            MembersByName& known) const {
  if (name.empty()) return false;
  if (known.contains(name)) return true;
  absl::StatusOr<v1::Member> member = members.Get(reader, name);
  if (absl::IsNotFound(member.status())) return false;
  RETURN_IF_ERROR(member.status());
  known.emplace(name, *std::move(member));
  return true;
}

absl::StatusOr<MembersByName> TeamRecords::MembersOf(
    const storage::Reader& reader,
    const std::vector<v1::Assignment>& assignments, absl::CivilDay day) const {
  MembersByName known;
  for (const v1::Assignment& assignment : assignments) {
    ASSIGN_OR_RETURN(const bool found,
                     AddMember(reader, assignment.member(), known));
    if (!found) continue;
    const v1::Position* position =
        PositionOn(known.at(assignment.member()), day);
    if (position == nullptr) continue;
    RETURN_IF_ERROR(AddMember(reader, position->reports_to(), known).status());
  }
  return known;
}

absl::StatusOr<int> TeamRecords::AccountsLedBy(
    const storage::Reader& reader, const resource::ProgramName& program,
    const std::string& member, absl::CivilDay day) const {
  LeadCounter counter(day);
  if (reader.pinned()) {
    // The index is of the present only.
    RETURN_IF_ERROR(assignments.ForEach(
        reader, {program.program},
        [&](const v1::Assignment& assignment) { counter.Add(assignment); }));
    return counter.AccountsOf(member);
  }
  ASSIGN_OR_RETURN(
      const std::vector<std::string> keys,
      assignments.table().FindKeys(reader, kAssignmentsByMember,
                                   program.program, MemberEntry(member)));
  for (const std::string& key : keys) {
    v1::Assignment assignment;
    ASSIGN_OR_RETURN(const bool found,
                     assignments.table().FindAt(reader, key, &assignment));
    if (found) counter.Add(assignment);
  }
  return counter.AccountsOf(member);
}

absl::StatusOr<LeadCount> TeamRecords::CountLeads(
    const storage::Reader& reader, const resource::ProgramName& program,
    absl::CivilDay day) const {
  LeadCounter counter(day);
  RETURN_IF_ERROR(assignments.ForEach(
      reader, {program.program},
      [&](const v1::Assignment& assignment) { counter.Add(assignment); }));
  return counter.Count();
}

}  // namespace kam::team
