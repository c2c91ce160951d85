#include "services/team/team_records.h"

#include <utility>

#include "common/status/status_macros.h"
#include "common/storage/key.h"
#include "services/team/member.h"

namespace kam::team {
namespace {

using google::protobuf::Message;

constexpr uint8_t kMemberType = 1;
constexpr uint8_t kAssignmentType = 2;
constexpr uint8_t kAssignmentsByMember = 0xC0;

std::string MemberEntry(const std::string& member) {
  return storage::KeyWriter().String(member).bytes();
}

storage::TableSpec MemberSpec() {
  storage::TableSpec spec;
  spec.type = kMemberType;
  return spec;
}

storage::TableSpec AssignmentSpec() {
  storage::IndexSpec by_member;
  by_member.tag = kAssignmentsByMember;
  by_member.entries = [](const Message& record) -> std::vector<std::string> {
    return {MemberEntry(static_cast<const v1::Assignment&>(record).member())};
  };
  storage::TableSpec spec;
  spec.type = kAssignmentType;
  spec.indexes = {std::move(by_member)};
  return spec;
}

}  // namespace

TeamRecords::TeamRecords()
    : members_(MemberSpec()),
      assignments_(AssignmentSpec()),
      schema_({&members_.table(), &assignments_.table()}) {}

absl::StatusOr<std::vector<v1::Assignment>> TeamRecords::AssignmentsTo(
    const storage::Reader& reader, const resource::AccountName& account) const {
  return assignments_.ListAll(reader, {account.program, account.account});
}

absl::StatusOr<bool> TeamRecords::AddMember(const storage::Reader& reader,
                                            const std::string& name,
                                            MembersByName& members) const {
  if (name.empty()) return false;
  if (members.count(name) > 0) return true;
  absl::StatusOr<v1::Member> member = members_.Get(reader, name);
  if (absl::IsNotFound(member.status())) return false;
  RETURN_IF_ERROR(member.status());
  members.emplace(name, *std::move(member));
  return true;
}

absl::StatusOr<MembersByName> TeamRecords::MembersOf(
    const storage::Reader& reader,
    const std::vector<v1::Assignment>& assignments, absl::CivilDay day) const {
  MembersByName members;
  for (const v1::Assignment& assignment : assignments) {
    ASSIGN_OR_RETURN(const bool found,
                     AddMember(reader, assignment.member(), members));
    if (!found) continue;
    const v1::Position* position =
        PositionOn(members.at(assignment.member()), day);
    if (position == nullptr) continue;
    RETURN_IF_ERROR(
        AddMember(reader, position->reports_to(), members).status());
  }
  return members;
}

absl::StatusOr<int> TeamRecords::AccountsLedBy(
    const storage::Reader& reader, const resource::ProgramName& program,
    const std::string& member, absl::CivilDay day) const {
  LeadCounter counter(day);
  if (reader.pinned()) {
    // The index is of the present only.
    RETURN_IF_ERROR(assignments_.ForEach(
        reader, {program.program},
        [&](const v1::Assignment& assignment) { counter.Add(assignment); }));
    return counter.AccountsOf(member);
  }
  ASSIGN_OR_RETURN(
      const std::vector<std::string> keys,
      assignments_.table().FindKeys(reader, kAssignmentsByMember,
                                    program.program, MemberEntry(member)));
  for (const std::string& key : keys) {
    v1::Assignment assignment;
    ASSIGN_OR_RETURN(const bool found,
                     assignments_.table().FindAt(reader, key, &assignment));
    if (found) counter.Add(assignment);
  }
  return counter.AccountsOf(member);
}

absl::StatusOr<LeadCount> TeamRecords::CountLeads(
    const storage::Reader& reader, const resource::ProgramName& program,
    absl::CivilDay day) const {
  LeadCounter counter(day);
  RETURN_IF_ERROR(assignments_.ForEach(
      reader, {program.program},
      [&](const v1::Assignment& assignment) { counter.Add(assignment); }));
  return counter.Count();
}

}  // namespace kam::team
