#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "google/type/date.pb.h"
#include "kam/planning/v1/plan_items.pb.h"

namespace kam::planning {

// Checks of one record's fields beyond their form. Each notes in `violations`
// what is wrong with the field at a path; what is empty or absent is passed
// over, since whether it may be is said by the contract. Requires a well-formed
// name of the record.
class RecordChecks {
 public:
  // `latest_day`: no evidence is dated after it. The violations must outlive
  // this.
  RecordChecks(absl::string_view name, absl::CivilDay latest_day,
               Violations& violations);

  // The text must hold more than blanks. Reason MISSING_FIELD.
  void NotBlank(absl::string_view field, absl::string_view text);
  // The day must not be after the latest. Reason DATE_IN_FUTURE.
  void NotFuture(absl::string_view field, const google::type::Date& date);
  // The day must not be before `earliest`. Reason DATES_REVERSED.
  void NotBefore(absl::string_view field, const google::type::Date& date,
                 const google::type::Date& earliest);

  // The name must be one of the programme's. Reason INVALID_REFERENCE.
  void Member(absl::string_view field, absl::string_view name);
  void Department(absl::string_view field, absl::string_view name);
  // The name must be one of the account under which the record stands.
  void Contact(absl::string_view field, absl::string_view name);
  void AccountRecord(absl::string_view field, absl::string_view name,
                     absl::string_view pattern);
  // A member or a contact, one of them. Reason MISSING_FIELD for none.
  void Person(absl::string_view field, const v1::Person& person);
  // The name must begin with that of the programme: any of its resources.
  void InProgram(absl::string_view field, absl::string_view name);

  const std::string& program() const { return program_; }
  Violations& violations() { return violations_; }

 private:
  absl::CivilDay latest_day_;
  Violations& violations_;
  std::string program_;
  std::string account_;
};

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
