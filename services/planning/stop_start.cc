#include "services/planning/stop_start.h"

#include <algorithm>
#include <utility>

#include "common/base/date.h"
#include "services/planning/opportunity.h"
#include "services/planning/record_checks.h"

namespace kam::planning {
namespace {

struct Span {
  absl::CivilDay first;
  absl::CivilDay last;
};

bool WasAt(const v1::Opportunity& opportunity, v1::OpportunityStage stage) {
  return std::any_of(
      opportunity.stage_history().begin(), opportunity.stage_history().end(),
      [&](const v1::StageMove& move) { return move.stage() == stage; });
}

absl::CivilDay LastMove(const v1::Opportunity& opportunity) {
  if (opportunity.stage_history().empty()) return absl::CivilDay::min();
  return DayFromProto(opportunity.stage_history().rbegin()->moved_on())
      .value_or(absl::CivilDay::min());
}

void NoteGap(absl::CivilDay first, absl::CivilDay last,
             const PlanningValues& values, v1::StopStart& result) {
  const int64_t days = last - first + 1;
  if (days <= values.stop_start_gap_days) return;
  v1::DevelopmentGap* gap = result.add_gaps();
  *gap->mutable_starts_on() = ToProto(first);
  *gap->mutable_ends_on() = ToProto(last);
  gap->set_days(static_cast<int32_t>(days));
}

// Notes the stretches of `window` that no span covers.
void NoteGaps(std::vector<Span> open, const Span& window,
              const PlanningValues& values, v1::StopStart& result) {
  std::sort(open.begin(), open.end(),
            [](const Span& a, const Span& b) { return a.first < b.first; });
  absl::CivilDay next = window.first;
  for (const Span& span : open) {
    if (span.last < next) continue;
    if (span.first > next) NoteGap(next, span.first - 1, values, result);
    next = std::max(next, span.last + 1);
  }
  if (next <= window.last) NoteGap(next, window.last, values, result);
}

}  // namespace

v1::StopStart FindStopStart(const std::vector<v1::Opportunity>& opportunities,
                            absl::CivilDay day, const PlanningValues& values) {
  const Span window{AddMonths(day, -values.stop_start_window_months), day};
  v1::StopStart result;
  *result.mutable_window_starts_on() = ToProto(window.first);
  std::vector<Span> open;
  for (const v1::Opportunity& whole : opportunities) {
    const auto opened = DayFromProto(whole.opened_on());
    if (!opened.ok() || *opened > day) continue;
    const v1::Opportunity opportunity = OpportunityOn(whole, day);
    const absl::CivilDay moved = LastMove(opportunity);
    if (IsOpen(opportunity.stage())) {
      open.push_back({*opened, day});
      v1::StageDwell* dwell = result.add_dwell();
      dwell->set_opportunity(opportunity.name());
      dwell->set_stage(opportunity.stage());
      dwell->set_days(static_cast<int32_t>(day - moved));
      continue;
    }
    open.push_back({*opened, moved});
    if (opportunity.outcome() == v1::OPPORTUNITY_OUTCOME_WON &&
        moved >= window.first &&
        !(WasAt(opportunity, v1::OPPORTUNITY_STAGE_REVIEW) &&
          WasAt(opportunity, v1::OPPORTUNITY_STAGE_EXPLOITATION))) {
      result.add_closed_early(opportunity.name());
    }
  }
  NoteGaps(std::move(open), window, values, result);
  result.set_stop_start(result.gaps_size() >= values.stop_start_min_gaps ||
                        result.closed_early_size() > 0);
  return result;
}

}  // namespace kam::planning
