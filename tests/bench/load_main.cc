// What the suite's calls cost beside a bare server's: the same bytes in and
// out, over connections of the same kind, round by round in turn.

#include <iostream>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "common/rpc/channel.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "tests/bench/callers.h"
#include "tests/bench/comparisons.h"
#include "tests/bench/report.h"

ABSL_FLAG(std::string, suite, "", "Address of the suite, host:port.");
ABSL_FLAG(std::string, echo, "",
          "Address of the bare server; without it the suite is measured alone "
          "and nothing but calls per second is printed.");
ABSL_FLAG(std::vector<std::string>, measure, kam::bench::Measurements(),
          "What to measure.");
ABSL_FLAG(std::vector<std::string>, callers,
          std::vector<std::string>({"1", "16", "64"}),
          "How many callers at once.");
ABSL_FLAG(bool, prepare, false,
          "Only make what is measured on; a suite goes on to assess it.");
ABSL_FLAG(int, rounds, 3, "Rounds of each side.");
ABSL_FLAG(absl::Duration, round_length, absl::Seconds(2), "Length of a round.");

namespace kam::bench {
namespace {

// Returns false when calls failed.
bool Measure(const Comparison& comparison, int callers) {
  const Rounds rounds{absl::GetFlag(FLAGS_rounds),
                      absl::GetFlag(FLAGS_round_length)};
  std::vector<Side> sides = {comparison.ours};
  sides.back().address = absl::GetFlag(FLAGS_suite);
  const bool alone = absl::GetFlag(FLAGS_echo).empty();
  if (!alone) {
    sides.push_back(comparison.beside);
    sides.back().address = comparison.beside_is_suite
                               ? absl::GetFlag(FLAGS_suite)
                               : absl::GetFlag(FLAGS_echo);
  }
  std::cerr << comparison.title << ", " << callers << " callers\n";
  const std::vector<Figures> figures = Compare(sides, callers, rounds);
  if (!alone) {
    return PrintFigures(comparison.title, callers, figures[0], figures[1],
                        comparison.aim);
  }
  std::cout << absl::StrFormat("%.0f\n", figures[0].calls_per_second);
  return figures[0].failed == 0;
}

absl::Status Run() {
  const auto suite = rpc::MakeChannel(absl::GetFlag(FLAGS_suite));
  for (const std::string& what : absl::GetFlag(FLAGS_measure)) {
    ASSIGN_OR_RETURN(const Comparison comparison, Prepare(what, suite));
    if (absl::GetFlag(FLAGS_prepare)) continue;
    for (const std::string& text : absl::GetFlag(FLAGS_callers)) {
      int callers = 0;
      if (!absl::SimpleAtoi(text, &callers) || callers < 1) {
        return InvalidArgument("INVALID_FLAG", "--callers takes numbers.");
      }
      if (!Measure(comparison, callers)) {
        return Internal("CALLS_FAILED", "Calls failed.");
      }
    }
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace kam::bench

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(
      "What the suite's calls cost beside a bare server's.\n"
      "  kam-bench-load --suite=HOST:PORT --echo=HOST:PORT");
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = kam::bench::Run();
  if (status.ok()) return 0;
  std::cerr << "kam-bench-load: " << status.message() << "\n";
  return 1;
}
