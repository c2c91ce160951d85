#include "tests/bench/report.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace kam::bench {
namespace {

void PrintRow(absl::string_view what, int callers, const std::string& ours,
              const std::string& beside, double ratio, absl::string_view aim) {
  std::cout << absl::StrFormat("%s\t%d\t%s\t%s\t%.2f\t%s\n", what, callers,
                               ours, beside, ratio, aim)
            << std::flush;
}

std::string Rate(double per_second) {
  return absl::StrFormat("%.0f/s", per_second);
}

std::string Milliseconds(absl::Duration time) {
  return absl::StrFormat("%.3f ms", absl::ToDoubleMilliseconds(time));
}

}  // namespace

void PrintRates(absl::string_view what, int callers, double ours, double beside,
                absl::string_view aim) {
  PrintRow(what, callers, Rate(ours), Rate(beside), ours / beside, aim);
}

void PrintTimes(absl::string_view what, int callers, absl::Duration ours,
                absl::Duration beside) {
  PrintRow(what, callers, Milliseconds(ours), Milliseconds(beside),
           absl::FDivDuration(beside, ours), "");
}

bool PrintFigures(absl::string_view what, int callers, const Figures& ours,
                  const Figures& beside, absl::string_view aim) {
  PrintRates(what, callers, ours.calls_per_second, beside.calls_per_second,
             aim);
  PrintTimes(absl::StrCat(what, ", p50"), callers, ours.p50, beside.p50);
  PrintTimes(absl::StrCat(what, ", p99"), callers, ours.p99, beside.p99);
  const int64_t failed = ours.failed + beside.failed;
  if (failed == 0) return true;
  std::cerr << what << ", " << callers << " callers: " << failed
            << " calls failed\n";
  return false;
}

}  // namespace kam::bench
