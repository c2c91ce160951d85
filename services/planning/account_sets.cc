#include "services/planning/account_sets.h"

#include <set>
#include <string>

#include "common/base/date.h"
#include "common/base/ratio.h"
#include "services/planning/record_checks.h"

namespace kam::planning {
namespace {

constexpr int kMonthsOfYear = 12;

// The latest anniversary on or before `day`; the launch itself is none.
std::optional<absl::CivilDay> LatestAnniversary(absl::CivilDay launched_on,
                                                absl::CivilDay day) {
  std::optional<absl::CivilDay> latest;
  for (int years = 1;; ++years) {
    const absl::CivilDay next = AddMonths(launched_on, kMonthsOfYear * years);
    if (next > day) return latest;
    latest = next;
  }
}

}  // namespace

void ValidateAnnouncedSet(const v1::AnnouncedSet& set,
                          absl::CivilDay latest_day, Violations& violations) {
  RecordChecks checks(set.name(), latest_day, violations);
  checks.NotFuture("announced_set.announced_on", set.announced_on());
  checks.Accounts("announced_set.accounts", set.accounts());
}

void ValidateServedSet(const v1::ServedSet& set, absl::CivilDay latest_day,
                       Violations& violations) {
  RecordChecks checks(set.name(), latest_day, violations);
  checks.NotFuture("served_set.served_on", set.served_on());
  checks.Accounts("served_set.accounts", set.accounts());
}

std::optional<v1::AnnouncementVerdict> JudgeAnnouncement(
    const std::vector<v1::AnnouncedSet>& announced,
    const std::vector<v1::ServedSet>& served, absl::CivilDay launched_on,
    absl::CivilDay day, const PlanningValues& values) {
  const auto anniversary = LatestAnniversary(launched_on, day);
  if (!anniversary.has_value()) return std::nullopt;
  std::set<std::string> told;
  for (const v1::AnnouncedSet& set : announced) {
    if (!IsBy(set.announced_on(), *anniversary)) continue;
    told.insert(set.accounts().begin(), set.accounts().end());
  }
  if (told.empty()) return std::nullopt;
  const absl::CivilDay from = AddMonths(*anniversary, -kMonthsOfYear);
  std::set<std::string> found;
  for (const v1::ServedSet& set : served) {
    if (!IsBy(set.served_on(), *anniversary) ||
        IsBy(set.served_on(), from - 1)) {
      continue;
    }
    found.insert(set.accounts().begin(), set.accounts().end());
  }
  v1::AnnouncementVerdict verdict;
  *verdict.mutable_anniversary() = ToProto(*anniversary);
  verdict.set_announced(static_cast<int32_t>(told.size()));
  for (const std::string& account : told) {
    if (found.count(account) == 0) verdict.add_not_served(account);
  }
  verdict.set_served(verdict.announced() - verdict.not_served_size());
  verdict.set_collapsed(CompareProducts(verdict.served(), 10000,
                                        verdict.announced(),
                                        values.collapse_served_bps) < 0);
  return verdict;
}

}  // namespace kam::planning
