#include "services/kamctl/dated_records.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "common/base/date.h"
#include "common/resource/record_checks.h"
#include "common/status/status_macros.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "services/kamctl/program_day.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using team::v1::Assignment;
using team::v1::Member;
using team::v1::Position;
using team::v1::TeamService;

absl::CivilDay StartOf(const google::type::Date& starts_on) {
  return DayFromProto(starts_on).value_or(absl::CivilDay::min());
}

// The position that holds on `day`; null before the first.
Position* PositionOn(absl::CivilDay day, Member& member) {
  Position* found = nullptr;
  for (Position& position : *member.mutable_positions()) {
    if (StartOf(position.starts_on()) <= day) found = &position;
  }
  return found;
}

absl::Status Update(const Member& member, Connection& connection) {
  team::v1::UpdateMemberRequest request;
  *request.mutable_member() = member;
  return connection.Call(&TeamService::Stub::UpdateMember, request).status();
}

// Begins `position`, or completes the one that begins on that day; `stored` is
// the member as the server has it. Puts into `update` what is to be updated.
absl::Status ChangePosition(const Position& position, Member& stored,
                            Member& update, Connection& connection) {
  team::v1::ChangePositionRequest request;
  request.set_name(stored.name());
  *request.mutable_position() = position;
  Position& begun = *request.mutable_position();
  if (!begun.has_starts_on()) {
    ASSIGN_OR_RETURN(*begun.mutable_starts_on(),
                     TodayIn(stored.name(), connection));
  }
  const absl::CivilDay day = StartOf(begun.starts_on());
  Position* held = PositionOn(day, stored);
  if (held != nullptr) {
    Position said = position;
    said.clear_starts_on();
    Position changed = *held;
    changed.MergeFrom(said);
    // Nothing that is said is other than what holds.
    if (changed.SerializeAsString() == held->SerializeAsString()) {
      return absl::OkStatus();
    }
    if (StartOf(held->starts_on()) == day) {
      *held = std::move(changed);
      *update.mutable_positions() = stored.positions();
      return absl::OkStatus();
    }
  }
  return connection.Call(&TeamService::Stub::ChangePosition, request).status();
}

// Whether an import stored this: under the member's id, or that and a day.
bool IsOfImport(const Assignment& assignment, absl::string_view id) {
  const std::string own = LastId(assignment.name());
  absl::string_view rest(own);
  if (!absl::ConsumePrefix(&rest, id)) return false;
  if (rest.empty()) return true;
  constexpr size_t kDigits = 8;
  return absl::ConsumePrefix(&rest, "-") && rest.size() == kDigits &&
         std::all_of(rest.begin(), rest.end(), absl::ascii_isdigit);
}

// What the server has of the member's assignments to the account that came from
// imports.
absl::StatusOr<std::vector<Assignment>> ListOfImports(
    const Assignment& assignment, Connection& connection) {
  team::v1::ListAssignmentsRequest request;
  request.set_parent(resource::ParentOf(assignment.name()));
  request.set_member(assignment.member());
  constexpr int kMost = 1000;
  request.set_page_size(kMost);
  ASSIGN_OR_RETURN(
      const team::v1::ListAssignmentsResponse all,
      connection.Call(&TeamService::Stub::ListAssignments, request));
  std::vector<Assignment> found;
  for (const Assignment& one : all.assignments()) {
    if (IsOfImport(one, LastId(assignment.name()))) found.push_back(one);
  }
  return found;
}

bool InForce(const Assignment& assignment, absl::CivilDay day) {
  return StartOf(assignment.starts_on()) <= day &&
         (!assignment.has_ends_on() ||
          DayFromProto(assignment.ends_on()).value_or(day) >= day);
}

absl::Status Update(const Assignment& assignment, Connection& connection) {
  team::v1::UpdateAssignmentRequest request;
  *request.mutable_assignment() = assignment;
  request.set_allow_missing(true);
  return connection.Call(&TeamService::Stub::UpdateAssignment, request)
      .status();
}

// The name under which `assignment` is stored beside others of the member: that
// of the one that it says more about, or one with its first day.
std::string NameAmong(const std::vector<Assignment>& stored,
                      const Assignment& assignment) {
  const absl::CivilDay day = StartOf(assignment.starts_on());
  for (const Assignment& one : stored) {
    if (StartOf(one.starts_on()) == day) return one.name();
  }
  for (const Assignment& one : stored) {
    if (one.role() == assignment.role() && InForce(one, day)) {
      return one.name();
    }
  }
  return absl::StrCat(
      assignment.name(),
      absl::StrFormat("-%04d%02d%02d", day.year(), day.month(), day.day()));
}

// Ends those of another role that the assignment takes the place of.
absl::Status EndOthers(const std::vector<Assignment>& stored,
                       const Assignment& assignment, Connection& connection) {
  const absl::CivilDay day = StartOf(assignment.starts_on());
  for (const Assignment& one : stored) {
    if (one.role() == assignment.role() || !InForce(one, day) ||
        StartOf(one.starts_on()) == day) {
      continue;
    }
    Assignment ended;
    ended.set_name(one.name());
    *ended.mutable_ends_on() = kam::ToProto(day - 1);
    RETURN_IF_ERROR(Update(ended, connection));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status StoreMember(const Member& member, Connection& connection) {
  team::v1::CreateMemberRequest create;
  create.set_parent(resource::ParentOf(member.name()));
  create.set_member_id(LastId(member.name()));
  *create.mutable_member() = member;
  const absl::Status created =
      connection.Call(&TeamService::Stub::CreateMember, create).status();
  if (!absl::IsAlreadyExists(created)) return created;
  team::v1::GetMemberRequest get;
  get.set_name(member.name());
  ASSIGN_OR_RETURN(Member stored,
                   connection.Call(&TeamService::Stub::GetMember, get));
  Member update = member;
  if (!stored.positions().empty() && !member.positions().empty()) {
    update.clear_positions();
    RETURN_IF_ERROR(
        ChangePosition(member.positions(0), stored, update, connection));
  }
  return Update(update, connection);
}

absl::Status StoreAssignment(const Assignment& assignment,
                             Connection& connection) {
  team::v1::CreateAssignmentRequest create;
  create.set_parent(resource::ParentOf(assignment.name()));
  create.set_assignment_id(LastId(assignment.name()));
  *create.mutable_assignment() = assignment;
  const absl::Status created =
      connection.Call(&TeamService::Stub::CreateAssignment, create).status();
  if (!absl::IsAlreadyExists(created)) return created;
  ASSIGN_OR_RETURN(const std::vector<Assignment> stored,
                   ListOfImports(assignment, connection));
  // The others end first: two at once may be more than one person's time.
  RETURN_IF_ERROR(EndOthers(stored, assignment, connection));
  Assignment stays = assignment;
  stays.set_name(NameAmong(stored, assignment));
  return Update(stays, connection);
}

}  // namespace kam::kamctl
