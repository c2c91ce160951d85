#include "services/account/field_checks.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace kam::account {
namespace {

constexpr absl::CivilDay kFirstDay(kFirstYear, 1, 1);
constexpr absl::CivilDay kLastDay(kLastYear, 12, 31);

absl::CivilDay DayOr(const google::type::Date& date, absl::CivilDay otherwise) {
  return DayFromProto(date).value_or(otherwise);
}

// All of a name but its last two parts.
absl::string_view WithoutLast(absl::string_view name) {
  for (int part = 0; part < 2; ++part) {
    const size_t slash = name.rfind('/');
    if (slash == absl::string_view::npos) return "";
    name = name.substr(0, slash);
  }
  return name;
}

}  // namespace

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
  if (DayOr(starts_on, kFirstDay) > DayOr(ends_on, kLastDay)) {
    violations.Add(field, "must not be before the first day", "DATES_REVERSED");
  }
}

void CheckNotFuture(absl::string_view field, const google::type::Date& date,
                    absl::CivilDay today, Violations& violations) {
  if (DayOr(date, kFirstDay) > today) {
    violations.Add(field,
                   absl::StrCat("must not be after today, ", FormatDay(today)),
                   "DATE_IN_FUTURE");
  }
}

bool SpansOverlap(const google::type::Date& a_starts,
                  const google::type::Date& a_ends,
                  const google::type::Date& b_starts,
                  const google::type::Date& b_ends) {
  return DayOr(a_starts, kFirstDay) <= DayOr(b_ends, kLastDay) &&
         DayOr(b_starts, kFirstDay) <= DayOr(a_ends, kLastDay);
}

std::string AccountOf(absl::string_view name) {
  return std::string(WithoutLast(name));
}

std::string ProgramOf(absl::string_view account) {
  return std::string(WithoutLast(account));
}

}  // namespace kam::account
