#include "services/team/resources_server.h"

#include "absl/time/time.h"
#include "common/base/date.h"

namespace kam::team {

absl::CivilDay LatestDay(const Clock& clock) {
  constexpr int kMostAhead = 14 * 60 * 60;
  return Today(clock, absl::FixedTimeZone(kMostAhead));
}

}  // namespace kam::team
