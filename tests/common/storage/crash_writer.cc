// The victim of the crash tests: writes to the store in a directory until it
// is killed. Prints, after each commit that was answered OK, a line
// `A <writer> <sequence>`; after the first error of each writer a line
// `E <writer> <reason>`. With a second argument, it ends after so many commits
// of each writer, or once all writers have met an error, with a line
// `H <health> <readable>`.
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/status/errors.h"
#include "tests/common/storage/crash_store.h"

namespace kam::storage {
namespace {

// One write call a line, so that a kill cuts none in two.
void Print(const std::string& line) {
  if (write(STDOUT_FILENO, line.data(), line.size()) !=
      static_cast<ssize_t>(line.size())) {
    _exit(1);
  }
}

void RunWriter(Store& store, const Tables& tables, int writer, int64_t first,
               int64_t commits) {
  for (int64_t n = first; n < first + commits; ++n) {
    absl::Status status = WriteCrashCommit(store, tables, writer, n);
    if (!status.ok()) {
      Print(absl::StrCat("E ", writer, " ", Reason(status), "\n"));
      // Once failed, failed for good: a retry must not be answered OK.
      if (WriteCrashCommit(store, tables, writer, n + 1).ok()) {
        Print(absl::StrCat("A ", writer, " ", n + 1, "\n"));
      }
      return;
    }
    Print(absl::StrCat("A ", writer, " ", n, "\n"));
  }
}

int Run(const std::string& directory, int64_t commits) {
  SystemClock clock;
  Tables tables;
  absl::StatusOr<std::unique_ptr<Store>> store =
      OpenCrashStore(directory, clock);
  if (!store.ok()) {
    Print(absl::StrCat("E open ", store.status().ToString(), "\n"));
    return 1;
  }
  std::vector<std::thread> threads;
  for (int writer = 0; writer < kCrashWriters; ++writer) {
    auto reached = CrashSequence((*store)->View(), tables, writer);
    if (!reached.ok()) return 1;
    threads.emplace_back([&, writer, first = *reached + 1] {
      RunWriter(**store, tables, writer, first, commits);
    });
  }
  for (std::thread& thread : threads) thread.join();
  bool readable = AuditCrashStore(**store, tables).ok();
  Print(absl::StrCat("H ", static_cast<int>((*store)->health()), " ",
                     readable ? 1 : 0, "\n"));
  return 0;
}

}  // namespace
}  // namespace kam::storage

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  int64_t commits = argc > 2 ? std::atoll(argv[2]) : int64_t{1} << 40;
  return kam::storage::Run(argv[1], commits);
}
