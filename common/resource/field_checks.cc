#include "common/resource/field_checks.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace kam::resource {

void CheckNotBlank(absl::string_view field, absl::string_view text,
                   Violations& violations) {
  if (absl::StripAsciiWhitespace(text).empty()) {
    violations.Add(field, "must not be blank", "MISSING_FIELD");
  }
}

void CheckRange(absl::string_view field, int64_t value, int64_t low,
                int64_t high, Violations& violations) {
  if (value >= low && value <= high) return;
  violations.Add(
      field, absl::StrCat("must be from ", low, " to ", high, ", not ", value),
      "VALUE_OUT_OF_RANGE");
}

void CheckSpan(absl::string_view field, const google::type::Date& starts_on,
               const google::type::Date& ends_on, Violations& violations) {
  const auto first = DayFromProto(starts_on);
  const auto last = DayFromProto(ends_on);
  if (first.ok() && last.ok() && *last < *first) {
    violations.Add(field, "must not be before the first day", "DATES_REVERSED");
  }
}

void CheckNotFuture(absl::string_view field, const google::type::Date& date,
                    absl::CivilDay latest, Violations& violations) {
  const auto day = DayFromProto(date);
  if (day.ok() && *day > latest) {
    violations.Add(field,
                   absl::StrCat("must not be after today, ", FormatDay(latest)),
                   "DATE_IN_FUTURE");
  }
}

}  // namespace kam::resource
