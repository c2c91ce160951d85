#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "google/type/date.pb.h"

namespace kam::account {

// What records are held against beside themselves.
struct RecordRules {
  // Today in the programme's zone: evidence cannot come from the future.
  absl::CivilDay today;
  // The programme's reporting currency.
  std::string reporting_currency;
  // Longest life of a strategic exception.
  int exception_max_months = 12;
};

// The checks below note in `violations` what is wrong with the field at path
// `field`. Dates that are absent or no days are passed over: that is said
// elsewhere, once for all fields.

// The text must hold more than blanks.
void CheckNotBlank(absl::string_view field, absl::string_view text,
                   Violations& violations);

// The value must be in [low, high].
void CheckRange(absl::string_view field, int64_t value, int64_t low,
                int64_t high, Violations& violations);

// The day `ends_on`, at `field`, must not be before `starts_on`. Reason
// DATES_REVERSED.
void CheckSpan(absl::string_view field, const google::type::Date& starts_on,
               const google::type::Date& ends_on, Violations& violations);

// The day must not be after `today`. Reason DATE_IN_FUTURE.
void CheckNotFuture(absl::string_view field, const google::type::Date& date,
                    absl::CivilDay today, Violations& violations);

// Whether two spans, both ends inclusive and absent ones open, share a day.
bool SpansOverlap(const google::type::Date& a_starts,
                  const google::type::Date& a_ends,
                  const google::type::Date& b_starts,
                  const google::type::Date& b_ends);

// The name of the account under which the record `name` stands: all but its
// last collection and id. Empty when there is none.
std::string AccountOf(absl::string_view name);

// The name of the programme of the account `account`; empty when there is none.
std::string ProgramOf(absl::string_view account);

}  // namespace kam::account
