#include "services/team/member.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"

namespace kam::team {
namespace {

constexpr int kWhole = 10'000;

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

const v1::Position* PositionOn(const v1::Member& member, absl::CivilDay day) {
  if (member.has_left_on()) {
    const auto left = DayFromProto(member.left_on());
    if (left.ok() && *left <= day) return nullptr;
  }
  const v1::Position* found = nullptr;
  for (const v1::Position& position : member.positions()) {
    const auto start = Start(position);
    if (start.has_value() && *start > day) break;
    found = &position;
  }
  return found;
}

}  // namespace kam::team
