#include "services/team/member.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/ratio.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"

namespace kam::team {
namespace {

void ValidatePay(const v1::Pay& pay, const std::string& field,
                 Violations& violations) {
  const int64_t sum =
      int64_t{pay.salary_bps()} + pay.commission_bps() + pay.bonus_bps();
  const bool negative =
      pay.salary_bps() < 0 || pay.commission_bps() < 0 || pay.bonus_bps() < 0;
  if (negative || sum != kWhole) {
    violations.Add(field, "must have shares of 0 or more that sum to 10000",
                   "INVALID_SHARES");
  }
}

std::optional<absl::CivilDay> Start(const v1::Position& position) {
  if (!position.has_starts_on()) return std::nullopt;
  const auto day = DayFromProto(position.starts_on());
  if (!day.ok()) return std::nullopt;
  return *day;
}

void ValidatePosition(const v1::Member& member, const std::string& program,
                      int index, Violations& violations) {
  const v1::Position& position = member.positions(index);
  const std::string field = absl::StrCat("member.positions[", index, "]");
  if (index > 0) {
    const auto before = Start(member.positions(index - 1));
    const auto start = Start(position);
    if (!position.has_starts_on()) {
      violations.Add(field + ".starts_on",
                     "may be absent in the earliest position only",
                     "INVALID_PERIOD");
    } else if (before.has_value() && start.has_value() && *start <= *before) {
      violations.Add(field + ".starts_on",
                     "must be after that of the position before",
                     "INVALID_PERIOD");
    }
  }
  if (position.reports_to() == member.name() && !member.name().empty()) {
    violations.Add(field + ".reports_to", "must not be the member itself",
                   "INVALID_REFERENCE");
  } else if (!position.reports_to().empty()) {
    resource::CheckReference(position.reports_to(), resource::kMemberPattern,
                             program, field + ".reports_to", violations);
  }
  if (position.has_pay()) {
    ValidatePay(position.pay(), field + ".pay", violations);
  }
}

}  // namespace

void ValidateMember(const v1::Member& member, Violations& violations) {
  const auto program = resource::ProgramName::Of(member.name());
  const std::string parent = program.ok() ? program->ToString() : "";
  for (int i = 0; i < member.positions_size(); ++i) {
    ValidatePosition(member, parent, i, violations);
  }
  if (!member.has_left_on() || member.positions().empty()) return;
  const auto left = DayFromProto(member.left_on());
  const auto last = Start(member.positions(member.positions_size() - 1));
  if (left.ok() && last.has_value() && *left <= *last) {
    violations.Add("member.left_on",
                   "must be after the day the last position begins",
                   "INVALID_PERIOD");
  }
}

absl::Status CheckHistory(const v1::Member* before, const v1::Member& after,
                          absl::CivilDay today) {
  if (before == nullptr) return absl::OkStatus();
  for (const v1::Position& old : before->positions()) {
    const auto start = Start(old);
    if (start.has_value() && *start > today) continue;
    const bool kept = std::any_of(
        after.positions().begin(), after.positions().end(),
        [&](const v1::Position& position) {
          return Start(position) == start && position.title() == old.title() &&
                 position.grade() == old.grade();
        });
    if (kept) continue;
    const std::string first =
        start.has_value() ? FormatDay(*start) : "the beginning";
    return MakeError(
        absl::StatusCode::kFailedPrecondition, "POSITION_HISTORY",
        absl::StrCat("The position from ", first,
                     " on had begun and must stay as it is; begin another "
                     "one, or set correct_history when it was wrong."),
        {{"starts_on", first}});
  }
  return absl::OkStatus();
}

absl::Status BeginPosition(const v1::Position& position, v1::Member& member) {
  const auto start = Start(position);
  if (!start.has_value()) {
    Violations violations;
    violations.Add("position.starts_on", "must be set", "MISSING_FIELD");
    return violations.ToStatus();
  }
  v1::Position begun;
  const v1::Position* before = nullptr;
  int index = 0;
  for (const v1::Position& old : member.positions()) {
    const auto old_start = Start(old);
    if (old_start == start) {
      return MakeError(absl::StatusCode::kAlreadyExists, "POSITION_EXISTS",
                       absl::StrCat("A position begins on ", FormatDay(*start),
                                    " already; change that one."));
    }
    if (old_start.has_value() && *old_start > *start) break;
    before = &old;
    ++index;
  }
  if (before != nullptr) begun = *before;
  // Merging would append what the bonus is paid for.
  if (position.has_pay()) begun.clear_pay();
  begun.clear_starts_on();
  begun.MergeFrom(position);
  *member.add_positions() = std::move(begun);
  for (int i = member.positions_size() - 1; i > index; --i) {
    member.mutable_positions()->SwapElements(i, i - 1);
  }
  return absl::OkStatus();
}

bool HasLeft(const v1::Member& member, absl::CivilDay day) {
  if (!member.has_left_on()) return false;
  const auto left = DayFromProto(member.left_on());
  return left.ok() && *left <= day;
}

const v1::Position* PositionOn(const v1::Member& member, absl::CivilDay day) {
  if (HasLeft(member, day)) return nullptr;
  const v1::Position* found = nullptr;
  for (const v1::Position& position : member.positions()) {
    const auto start = Start(position);
    if (start.has_value() && *start > day) break;
    found = &position;
  }
  return found;
}

}  // namespace kam::team
