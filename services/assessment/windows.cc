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

// Notes a field that names no day of the calendar.
void AddInvalidDay(absl::string_view field, Violations& violations) {
  violations.Add(field, "must be a day of the calendar", "INVALID_DATE");
}

}  // namespace

bool InLastMonths(absl::CivilDay day, absl::CivilDay as_of, int months) {
  return day <= as_of && day >= AddMonths(as_of, -months);
}

bool InLastDays(absl::CivilDay day, absl::CivilDay as_of, int days) {
  return day <= as_of && as_of - day <= days;
}

std::string FieldPath::ToString() const {
  const std::string element = ElementPath(list, index);
  return field.empty() ? element : absl::StrCat(element, ".", field);
}

std::optional<absl::CivilDay> RequiredDay(const google::type::Date& date,
                                          absl::string_view field,
                                          Violations& violations) {
  if (IsAbsent(date)) {
    violations.Add(field, "must be given", "MISSING_FIELD");
    return {};
  }
  return OptionalDay(date, field, violations);
}

std::optional<absl::CivilDay> RequiredDay(const google::type::Date& date,
                                          const FieldPath& field,
                                          Violations& violations) {
  if (const auto day = DayFromProto(date); day.ok()) return *day;
  return RequiredDay(date, field.ToString(), violations);
}

std::optional<absl::CivilDay> OptionalDay(const google::type::Date& date,
                                          absl::string_view field,
                                          Violations& violations) {
  if (IsAbsent(date)) return {};
  const auto day = DayFromProto(date);
  if (day.ok()) return *day;
  AddInvalidDay(field, violations);
  return {};
}

std::optional<absl::CivilDay> OptionalDay(const google::type::Date& date,
                                          const FieldPath& field,
                                          Violations& violations) {
  if (IsAbsent(date)) return {};
  if (const auto day = DayFromProto(date); day.ok()) return *day;
  AddInvalidDay(field.ToString(), violations);
  return {};
}

DaySpan SpanOf(const google::type::Date& starts_on,
               const google::type::Date& ends_on, const FieldPath& element,
               Violations& violations) {
  FieldPath first = element;
  first.field = "starts_on";
  FieldPath last = element;
  last.field = "ends_on";
  const DaySpan span{.first = OptionalDay(starts_on, first, violations),
                     .last = OptionalDay(ends_on, last, violations)};
  if (span.first.has_value() && span.last.has_value() &&
      *span.last < *span.first) {
    violations.Add(last.ToString(), "must not be before starts_on",
                   "DATES_REVERSED");
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
