#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "google/type/date.pb.h"

// What validators ask of many fields alike. Each check notes in `violations`
// what is wrong with the field at path `field`. Dates that are absent or no
// days are passed over: that is said elsewhere, once for all fields.
namespace kam::resource {

// The text must hold more than blanks. Reason MISSING_FIELD.
void CheckNotBlank(absl::string_view field, absl::string_view text,
                   Violations& violations);

// The value must be in [low, high]. Reason VALUE_OUT_OF_RANGE.
void CheckRange(absl::string_view field, int64_t value, int64_t low,
                int64_t high, Violations& violations);

// The day `ends_on`, at `field`, must not be before `starts_on`. Reason
// DATES_REVERSED.
void CheckSpan(absl::string_view field, const google::type::Date& starts_on,
               const google::type::Date& ends_on, Violations& violations);

// The day must not be after `latest`. Reason DATE_IN_FUTURE.
void CheckNotFuture(absl::string_view field, const google::type::Date& date,
                    absl::CivilDay latest, Violations& violations);

}  // namespace kam::resource
