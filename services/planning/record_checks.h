#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/resource/record_checks.h"
#include "common/status/errors.h"
#include "google/type/date.pb.h"
#include "kam/planning/v1/plan_items.pb.h"

namespace kam::planning {

using resource::RecordChecks;

// Notes in the violations of `checks` what is wrong with the person at path
// `field`: a member of the record's programme or a contact of its account.
// Reason MISSING_FIELD for none.
void CheckPerson(absl::string_view field, const v1::Person& person,
                 RecordChecks& checks);

// Which days a record's next step may have.
struct StepDays {
  // The day of a step that gives none.
  absl::CivilDay today;
  // No step is after this.
  absl::CivilDay latest;
};

// Returns the day of a step that a request dates `given`; today, or
// `earliest` when that is later, when it gives none. INVALID_ARGUMENT for the
// field at path `field`: DATE_IN_FUTURE after the latest day, DATES_REVERSED
// before `earliest`, the day of what the step follows.
absl::StatusOr<google::type::Date> StepDay(const StepDays& days,
                                           absl::string_view field,
                                           const google::type::Date& given,
                                           const google::type::Date& earliest);

// Returns the day that `date` names, when it is on or before `day`.
bool IsBy(const google::type::Date& date, absl::CivilDay day);

// Returns `text` as the reason of a step. INVALID_ARGUMENT, MISSING_FIELD, for
// the field `reason` when it is blank.
absl::Status CheckReason(absl::string_view text);

}  // namespace kam::planning
