#include "services/team/workload.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/date.h"
#include "common/base/ratio.h"
#include "common/status/errors.h"
#include "services/team/assignment.h"

namespace kam::team {
namespace {

absl::CivilDay FirstDay(const v1::Assignment& assignment) {
  return DayFromProto(assignment.starts_on())
      .value_or(absl::CivilDay(kFirstYear, 1, 1));
}

// The day after the last; absent when it lasts.
std::optional<absl::CivilDay> DayAfter(const v1::Assignment& assignment) {
  if (!assignment.has_ends_on()) return std::nullopt;
  const auto last = DayFromProto(assignment.ends_on());
  if (!last.ok()) return std::nullopt;
  return *last + 1;
}

// The days on which the sum may change while `candidate` is in force.
std::set<absl::CivilDay> Turns(const v1::Assignment& candidate,
                               const std::vector<v1::Assignment>& others) {
  std::set<absl::CivilDay> days = {FirstDay(candidate)};
  auto add = [&](absl::CivilDay day) {
    if (InForce(candidate, day)) days.insert(day);
  };
  for (const v1::Assignment& other : others) {
    add(FirstDay(other));
    const auto after = DayAfter(other);
    if (after.has_value()) add(*after);
  }
  return days;
}

}  // namespace

std::optional<Overload> FindOverload(
    const v1::Assignment& candidate,
    const std::vector<v1::Assignment>& others) {
  if (candidate.dedication_bps() == 0) return std::nullopt;
  std::optional<Overload> found;
  std::set<std::string> names;
  for (const absl::CivilDay day : Turns(candidate, others)) {
    int64_t sum = candidate.dedication_bps();
    std::set<std::string> of_day;
    for (const v1::Assignment& other : others) {
      if (other.name() == candidate.name() || other.dedication_bps() == 0 ||
          !InForce(other, day)) {
        continue;
      }
      sum += other.dedication_bps();
      of_day.insert(other.name());
    }
    if (sum > kWhole) {
      if (!found.has_value()) found.emplace().first = day;
      found->dedication_bps = std::max(found->dedication_bps, sum);
      names.merge(of_day);
    } else if (found.has_value()) {
      found->last = day - 1;
      break;
    }
  }
  if (!found.has_value()) return std::nullopt;
  if (!found->last.has_value()) {
    const auto after = DayAfter(candidate);
    if (after.has_value()) found->last = *after - 1;
  }
  found->assignments.assign(names.begin(), names.end());
  return found;
}

absl::Status RefuseOverload(const v1::Assignment& candidate,
                            const Overload& overload) {
  const std::string first = FormatDay(overload.first);
  Metadata metadata = {
      {"member", candidate.member()},
      {"first_day", first},
      {"dedication_bps", absl::StrCat(overload.dedication_bps)},
      {"assignments", absl::StrJoin(overload.assignments, ",")}};
  std::string days = absl::StrCat("from ", first, " on");
  if (overload.last.has_value()) {
    const std::string last = FormatDay(*overload.last);
    metadata.emplace_back("last_day", last);
    days = absl::StrCat("from ", first, " to ", last);
  }
  return MakeError(
      absl::StatusCode::kFailedPrecondition, "DEDICATION_EXCEEDED",
      absl::StrCat("The member would work ", overload.dedication_bps,
                   " basis points ", days, " together with ",
                   absl::StrJoin(overload.assignments, ", "),
                   "; lower a dedication or part the days."),
      metadata);
}

}  // namespace kam::team
