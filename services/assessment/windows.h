#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "google/type/date.pb.h"
#include "kam/assessment/v1/record_facts.pb.h"

namespace kam::assessment {

// "In n months": on a day from `as_of` less `months`, clamped to the
// month's end, to `as_of`, both included.
bool InLastMonths(absl::CivilDay day, absl::CivilDay as_of, int months);

// "In n days": 0 to `days` days before `as_of`, both included.
bool InLastDays(absl::CivilDay day, absl::CivilDay as_of, int days);

// A field of an element of a list of the evidence. Its path, such as
// "<list>[<index>].<field>", is put together only when something is wrong.
struct FieldPath {
  absl::string_view list;
  int index = 0;
  // Empty for the element itself.
  absl::string_view field;

  std::string ToString() const;
};

// Returns the day that a field of the evidence names. Notes in `violations`
// that `field` is missing or no day.
std::optional<absl::CivilDay> RequiredDay(const google::type::Date& date,
                                          absl::string_view field,
                                          Violations& violations);
std::optional<absl::CivilDay> RequiredDay(const google::type::Date& date,
                                          const FieldPath& field,
                                          Violations& violations);

// The same of a field that may be unset: nothing when it names no part of a
// day. Notes in `violations` what is no day.
std::optional<absl::CivilDay> OptionalDay(const google::type::Date& date,
                                          absl::string_view field,
                                          Violations& violations);
std::optional<absl::CivilDay> OptionalDay(const google::type::Date& date,
                                          const FieldPath& field,
                                          Violations& violations);

// First and last day of a record, both included; absent ends are open.
struct DaySpan {
  std::optional<absl::CivilDay> first;
  std::optional<absl::CivilDay> last;

  // Whether the record is in force on `day`.
  bool Holds(absl::CivilDay day) const {
    return (!first.has_value() || *first <= day) &&
           (!last.has_value() || *last >= day);
  }
};

// Returns the span of the fields `starts_on` and `ends_on` of an element;
// either may be unset. Notes what is no day and a span that ends before it
// begins.
DaySpan SpanOf(const google::type::Date& starts_on,
               const google::type::Date& ends_on, const FieldPath& element,
               Violations& violations);

// Whether `list` is declared to hold all there is up to `as_of`.
bool IsComplete(
    const google::protobuf::RepeatedPtrField<v1::Completeness>& declared,
    v1::RecordList list, absl::CivilDay as_of);

// Returns "<list>[<index>]": the path of an element of a list of the evidence.
std::string ElementPath(absl::string_view list, int index);

}  // namespace kam::assessment
