#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tests/bench/callers.h"

namespace kam::bench {

// Prints a row of the table that tests/bench/run gathers, to standard output:
// what, of how many callers, ours, what it stands beside, their ratio, the aim;
// parted by tabs. A ratio of 1 is level and more is better, whether rates or
// times are compared. `aim` is empty where there is none.
void PrintRates(absl::string_view what, int callers, double ours, double beside,
                absl::string_view aim);
void PrintTimes(absl::string_view what, int callers, absl::Duration ours,
                absl::Duration beside);

// The rows of a comparison: calls per second, p50 and p99. Returns false, and
// says so on standard error, when calls failed.
bool PrintFigures(absl::string_view what, int callers, const Figures& ours,
                  const Figures& beside, absl::string_view aim);

}  // namespace kam::bench
