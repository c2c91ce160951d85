#include "services/assessment/windows.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace kam::assessment {
namespace {

// Whether the date names no part of a day: it is absent.
bool IsAbsent(const google::type::Date& date) {
  return date.year() == 0 && date.month() == 0 && date.day() == 0;
}

// The path of the field is `field` and `suffix`.
std::optional<absl::CivilDay> ReadDay(const google::type::Date& date,
                                      absl::string_view field,
                                      absl::string_view suffix,
                                      Violations& violations) {
  if (IsAbsent(date)) return {};
  const auto day = DayFromProto(date);
  if (day.ok()) return *day;
  violations.Add(absl::StrCat(field, suffix), "must be a day of the calendar",
                 "INVALID_DATE");
  return {};
}

}  // namespace

bool InLastMonths(absl::CivilDay day, absl::CivilDay as_of, int months) {
  return day <= as_of && day >= AddMonths(as_of, -months);
}

bool InLastDays(absl::CivilDay day, absl::CivilDay as_of, int days) {
  return day <= as_of && as_of - day <= days;
}

std::optional<absl::CivilDay> RequiredDay(const google::type::Date& date,
                                          absl::string_view field,
                                          Violations& violations) {
  if (IsAbsent(date)) {
    violations.Add(field, "must be given", "MISSING_FIELD");
    return {};
  }
  return ReadDay(date, field, "", violations);
}

std::optional<absl::CivilDay> OptionalDay(const google::type::Date& date,
                                          absl::string_view field,
                                          Violations& violations) {
  return ReadDay(date, field, "", violations);
}

DaySpan SpanOf(const google::type::Date& starts_on,
               const google::type::Date& ends_on, absl::string_view field,
               Violations& violations) {
  const DaySpan span{
      .first = ReadDay(starts_on, field, ".starts_on", violations),
      .last = ReadDay(ends_on, field, ".ends_on", violations)};
  if (span.first.has_value() && span.last.has_value() &&
      *span.last < *span.first) {
    violations.Add(absl::StrCat(field, ".ends_on"),
                   "must not be before starts_on", "DATES_REVERSED");
  }
  return span;
}

bool IsComplete(
    const google::protobuf::RepeatedPtrField<v1::Completeness>& declared,
    v1::RecordList list, absl::CivilDay as_of) {
  return std::any_of(
      declared.begin(), declared.end(), [&](const v1::Completeness& one) {
        const auto through = DayFromProto(one.complete_through());
        return one.list() == list && through.ok() && *through >= as_of;
      });
}

std::string ElementPath(absl::string_view list, int index) {
  return absl::StrCat(list, "[", index, "]");
}

}  // namespace kam::assessment
