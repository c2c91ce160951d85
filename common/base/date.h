#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "google/type/date.pb.h"

namespace kam {

// Years that the product accepts; anything else is a slip of the pen.
inline constexpr int kFirstYear = 1900;
inline constexpr int kLastYear = 2200;

// Returns the day that `date` names. INVALID_ARGUMENT when year, month or day
// is missing, the year is not in 1900..2200, or the calendar lacks the day.
absl::StatusOr<absl::CivilDay> DayFromProto(const google::type::Date& date);

// Returns the day that `date` names, or `otherwise` when it names none: year,
// month and day are 0. INVALID_ARGUMENT as above.
absl::StatusOr<absl::CivilDay> DayOr(const google::type::Date& date,
                                     absl::CivilDay otherwise);

// Returns `day` as a message.
google::type::Date ToProto(absl::CivilDay day);

// Returns the day `months` later (earlier when negative), clamped to the end
// of its month: 31 March less one month is the last of February.
absl::CivilDay AddMonths(absl::CivilDay day, int months);

// Returns `day` as "2013-11-30".
std::string FormatDay(absl::CivilDay day);

// Returns the day written exactly as "2013-11-30". INVALID_ARGUMENT on any
// other form and on all that DayFromProto refuses.
absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view text);

// Returns the present day in `zone`.
absl::CivilDay Today(const Clock& clock, absl::TimeZone zone);

// Returns the present day where it begins first, 14 hours ahead of UTC: no day
// after it has begun anywhere.
absl::CivilDay LatestDay(const Clock& clock);

}  // namespace kam
