#include "services/planning/due_records.h"

#include <map>
#include <utility>

#include "common/base/date.h"
#include "common/resource/reference.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/key.h"
#include "services/planning/plan_actions.h"
#include "services/planning/planning_records.h"

namespace kam::planning {
namespace {

using storage::KeyReader;
using storage::KeyWriter;

constexpr absl::CivilDay kFirstDay(kFirstYear, 1, 1);

uint32_t DayNumber(absl::CivilDay day) {
  return static_cast<uint32_t>(day - kFirstDay);
}

// What orders due actions: day, account, plan, action.
void WritePlace(const resource::ResourceName& plan, absl::CivilDay due,
                const std::string& action, KeyWriter& writer) {
  writer.Uint32(DayNumber(due))
      .String(plan.id(1))
      .String(plan.id(2))
      .String(action);
}

// Calls `take(action, due)` with the actions of an active plan that are due.
template <typename Take>
void ForEachDue(const v1::Plan& plan, Take take) {
  if (plan.state() != v1::PLAN_STATE_ACTIVE) return;
  const auto name = resource::ResourceName::Parse<v1::Plan>(plan.name());
  if (!name.ok()) return;
  for (const v1::Action& action : plan.actions()) {
    const auto due = DayFromProto(action.due_on());
    if (IsOpen(action) && due.ok()) take(*name, action, *due);
  }
}

v1::DueAction ToDueAction(const v1::Plan& plan, const v1::Action& action) {
  v1::DueAction due;
  due.set_plan(plan.name());
  due.set_account(plan.name().substr(0, plan.name().rfind("/plans/")));
  *due.mutable_action() = action;
  return due;
}

absl::Status Damaged() {
  return Internal("INDEX_DAMAGED", "The index of due actions is damaged.");
}

// The due actions of one account in order, as in the index.
absl::StatusOr<DueEnd> ListOfAccount(
    const storage::Reader& reader, const DueQuery& query,
    const std::string& after_key, int limit,
    google::protobuf::RepeatedPtrField<v1::DueAction>* due_actions) {
  std::map<std::string, v1::DueAction> found;
  RETURN_IF_ERROR(PlanningRecords::Get().plans.ForEach(
      reader, {query.account->program, query.account->account},
      [&](const v1::Plan& plan) {
        ForEachDue(plan, [&](const resource::ResourceName& name,
                             const v1::Action& action, absl::CivilDay due) {
          if (due > query.until) return;
          KeyWriter place;
          WritePlace(name, due, action.id(), place);
          found.emplace(place.bytes(), ToDueAction(plan, action));
        });
      }));
  std::string last;
  for (auto it = found.upper_bound(after_key); it != found.end(); ++it) {
    if (due_actions->size() == limit) return DueEnd{last};
    *due_actions->Add() = std::move(it->second);
    last = it->first;
  }
  return DueEnd{};
}

// The action that an index entry leads to, out of the plan that was read last
// or else is read now.
absl::Status AppendEntry(
    const storage::Reader& reader, std::string_view place,
    std::string_view record_key, std::string* read_key, v1::Plan* plan,
    google::protobuf::RepeatedPtrField<v1::DueAction>* due_actions) {
  KeyReader parts(place);
  if (!parts.Uint32() || !parts.String() || !parts.String()) return Damaged();
  const auto action_id = parts.String();
  if (!action_id.has_value()) return Damaged();
  if (*read_key != record_key) {
    ASSIGN_OR_RETURN(
        const bool found,
        PlanningRecords::Get().plans.table().FindAt(reader, record_key, plan));
    if (!found) return Damaged();
    *read_key = record_key;
  }
  for (const v1::Action& action : plan->actions()) {
    if (action.id() != *action_id) continue;
    *due_actions->Add() = ToDueAction(*plan, action);
    return absl::OkStatus();
  }
  return Damaged();
}

}  // namespace

std::vector<std::string> DueEntries(const v1::Plan& plan) {
  std::vector<std::string> entries;
  ForEachDue(plan, [&](const resource::ResourceName& name,
                       const v1::Action& action, absl::CivilDay due) {
    KeyWriter entry;
    WritePlace(name, due, action.id(), entry);
    entries.push_back(entry.bytes());
  });
  return entries;
}

std::vector<std::string> DueByMemberEntries(const v1::Plan& plan) {
  std::vector<std::string> entries;
  ForEachDue(plan, [&](const resource::ResourceName& name,
                       const v1::Action& action, absl::CivilDay due) {
    if (!action.owner().has_member()) return;
    const std::string& member = action.owner().member();
    KeyWriter entry;
    entry.String(member.substr(member.rfind('/') + 1));
    WritePlace(name, due, action.id(), entry);
    entries.push_back(entry.bytes());
  });
  return entries;
}

absl::StatusOr<DueQuery> ToDueQuery(const v1::ListDueActionsRequest& request) {
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Parse(request.parent()));
  DueQuery query;
  query.program = program.program;
  ASSIGN_OR_RETURN(query.until,
                   DayOr(request.until(), absl::CivilDay(kLastYear, 12, 31)));
  Violations violations;
  if (request.has_member()) {
    resource::CheckReference(request.member(), resource::kMemberPattern,
                             request.parent(), "member", violations);
    query.member = request.member().substr(request.member().rfind('/') + 1);
  }
  if (request.has_account()) {
    resource::CheckReference(request.account(), resource::kAccountPattern,
                             request.parent(), "account", violations);
  }
  RETURN_IF_ERROR(violations.ToStatus());
  if (request.has_account()) {
    ASSIGN_OR_RETURN(query.account,
                     resource::AccountName::Parse(request.account()));
  }
  return query;
}

absl::StatusOr<DueEnd> ListDue(
    const storage::Reader& reader, const DueQuery& query,
    const std::string& after_key, int limit,
    google::protobuf::RepeatedPtrField<v1::DueAction>* due_actions) {
  if (query.account.has_value())
    return ListOfAccount(reader, query, after_key, limit, due_actions);
  KeyWriter whose;
  if (query.member.has_value()) whose.String(*query.member);
  const std::string begin = whose.bytes();
  const std::string end =
      KeyWriter(whose).Uint32(DayNumber(query.until) + 1).bytes();
  std::string read_key;
  v1::Plan plan;
  DueEnd list_end;
  std::string last;
  absl::Status status;
  RETURN_IF_ERROR(PlanningRecords::Get().plans.table().VisitIndex(
      reader, query.member.has_value() ? kDueByMemberIndex : kDueIndex,
      query.program, after_key.empty() ? begin : after_key + '\0', end,
      [&](std::string_view position, std::string_view record_key) {
        if (due_actions->size() == limit) {
          list_end.next_after = last;
          return false;
        }
        last = std::string(position);
        position.remove_prefix(begin.size());
        status = AppendEntry(reader, position, record_key, &read_key, &plan,
                             due_actions);
        return status.ok();
      }));
  RETURN_IF_ERROR(status);
  return list_end;
}

}  // namespace kam::planning
