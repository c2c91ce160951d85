#pragma once

#include "services/planning/record_checks.h"
#include "tests/testing/days.h"

namespace kam::planning {

// A step taken and recorded on the same day.
inline constexpr StepDays kOnToday{kam::testing::kToday, kam::testing::kToday};

}  // namespace kam::planning
