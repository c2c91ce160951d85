#include "services/planning/friction.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/ratio.h"
#include "services/planning/commitment.h"
#include "services/planning/pitfalls.h"

namespace kam::planning {
namespace {

void Count(const v1::Commitment& commitment, v1::FrictionCount& count) {
  const v1::CommitmentState state = commitment.state();
  const bool blocked = state == v1::COMMITMENT_STATE_BLOCKED;
  if (blocked) count.set_blocked(count.blocked() + 1);
  if (blocked || state == v1::COMMITMENT_STATE_ACCEPTED ||
      state == v1::COMMITMENT_STATE_DELIVERED) {
    count.set_counted(count.counted() + 1);
  }
  if (commitment.has_asked_before_promise() &&
      !commitment.asked_before_promise()) {
    count.set_promised_before_asking(count.promised_before_asking() + 1);
  }
}

v1::FrictionCount WithRate(v1::FrictionCount count) {
  if (const auto bps = BasisPoints(count.blocked(), count.counted())) {
    count.set_friction_bps(static_cast<int32_t>(*bps));
  }
  return count;
}

}  // namespace

FrictionTally::FrictionTally(absl::CivilDay day, const PlanningValues& values)
    : day_(day),
      window_start_(AddMonths(day, -values.friction_window_months)),
      values_(values) {}

void FrictionTally::Add(const v1::Commitment& commitment) {
  const auto promised = DayFromProto(commitment.promised_on());
  if (!promised.ok() || *promised < window_start_ || *promised > day_) return;
  const v1::Commitment then = CommitmentOn(commitment, day_);
  Count(then, total_);
  Count(then, departments_[then.department()]);
}

v1::Friction FrictionTally::Result() const {
  v1::Friction friction;
  friction.set_policy_version(values_.version);
  *friction.mutable_as_of() = ToProto(day_);
  *friction.mutable_window_starts_on() = ToProto(window_start_);
  *friction.mutable_total() = WithRate(total_);

  std::vector<v1::FrictionCount> ranking;
  for (const auto& [department, count] : departments_) {
    ranking.push_back(WithRate(count));
    ranking.back().set_department(department);
  }
  std::sort(ranking.begin(), ranking.end(),
            [](const v1::FrictionCount& a, const v1::FrictionCount& b) {
              return std::make_tuple(-a.blocked(), a.counted(),
                                     a.department()) <
                     std::make_tuple(-b.blocked(), b.counted(), b.department());
            });
  for (v1::FrictionCount& count : ranking) {
    *friction.add_departments() = std::move(count);
  }

  if (total_.blocked() >= values_.blocking_min_commitments &&
      CompareProducts(total_.blocked(), 10000, total_.counted(),
                      values_.blocking_friction_bps) >= 0) {
    *friction.add_flags() = MakeFlag(
        "INTERNAL_BLOCKING", kam::type::v1::SEVERITY_WARN, "S1-06",
        absl::StrCat(total_.blocked(), " of ", total_.counted(),
                     " commitments were blocked by our own departments."));
  }
  if (total_.promised_before_asking() > 0) {
    *friction.add_flags() = MakeFlag(
        "PROMISED_BEFORE_ASKING", kam::type::v1::SEVERITY_INFO, "S1-06",
        absl::StrCat(total_.promised_before_asking(),
                     " commitments were promised before the "
                     "department was asked."));
  }
  return friction;
}

}  // namespace kam::planning
