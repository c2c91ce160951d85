#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/resource/field_checks.h"
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

// What validators ask of many fields alike.
using resource::CheckNotBlank;
using resource::CheckNotFuture;
using resource::CheckRange;
using resource::CheckSpan;

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
