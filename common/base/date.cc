#include "common/base/date.h"

#include <algorithm>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/text.h"

namespace kam {
namespace {

absl::StatusOr<absl::CivilDay> MakeDay(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear) {
    return absl::InvalidArgumentError(
        absl::StrCat("the year of a date must be ", kFirstYear, " to ",
                     kLastYear, ", not ", year));
  }
  // CivilDay carries what is too much into the next month, so a day that the
  // calendar lacks comes back as another one.
  const absl::CivilDay result(year, month, day);
  if (month < 1 || day < 1 || result.month() != month || result.day() != day) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "%04d-%02d-%02d is not a day of the calendar", year, month, day));
  }
  return result;
}

}  // namespace

absl::StatusOr<absl::CivilDay> DayFromProto(const google::type::Date& date) {
  return MakeDay(date.year(), date.month(), date.day());
}

absl::StatusOr<absl::CivilDay> DayOr(const google::type::Date& date,
                                     absl::CivilDay otherwise) {
  if (date.year() == 0 && date.month() == 0 && date.day() == 0) {
    return otherwise;
  }
  return DayFromProto(date);
}

google::type::Date ToProto(absl::CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

absl::CivilDay AddMonths(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return absl::CivilDay(month.year(), month.month(),
                        std::min(day.day(), last.day()));
}

std::string FormatDay(absl::CivilDay day) {
  return absl::StrCat(absl::Dec(day.year(), absl::kZeroPad4), "-",
                      absl::Dec(day.month(), absl::kZeroPad2), "-",
                      absl::Dec(day.day(), absl::kZeroPad2));
}

absl::StatusOr<absl::CivilDay> ParseDay(absl::string_view text) {
  bool sound = text.size() == 10;
  for (size_t i = 0; sound && i < text.size(); ++i) {
    sound = i == 4 || i == 7 ? text[i] == '-' : absl::ascii_isdigit(text[i]);
  }
  int year = 0;
  int month = 0;
  int day = 0;
  if (!sound || !absl::SimpleAtoi(text.substr(0, 4), &year) ||
      !absl::SimpleAtoi(text.substr(5, 2), &month) ||
      !absl::SimpleAtoi(text.substr(8, 2), &day)) {
    return absl::InvalidArgumentError(
        absl::StrCat(Quoted(text), " is not a date; write it as 2013-11-30"));
  }
  return MakeDay(year, month, day);
}

absl::CivilDay Today(const Clock& clock, absl::TimeZone zone) {
  return absl::ToCivilDay(clock.Now(), zone);
}

absl::CivilDay LatestDay(const Clock& clock) {
  constexpr int kSecondsAhead = 14 * 60 * 60;
  return Today(clock, absl::FixedTimeZone(kSecondsAhead));
}

}  // namespace kam
