#pragma once

#include "absl/time/civil_time.h"

// The business days that tests stand on.
namespace kam::testing {

// The end of the sample's ledger.
inline constexpr absl::CivilDay kDay(2013, 11, 30);
// The day after.
inline constexpr absl::CivilDay kToday(2013, 12, 1);

}  // namespace kam::testing
