#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>

namespace kam::kamctl {

// Shows on a terminal how far a long piece of work is: a bar that is redrawn;
// where the output is not a terminal, a line every few seconds. Not thread
// safe.
class Progress {
 public:
  // Counts `what`, such as "rows", up to `total`, on `out`.
  Progress(std::ostream& out, bool terminal, std::string what, int64_t total);

  // Says that `done` of the total are done.
  void Show(int64_t done);

  // Ends the bar, so that other output may follow.
  void Finish();

  // Returns the seconds since the beginning, in tenths.
  int64_t tenths() const;

 private:
  using Clock = std::chrono::steady_clock;

  std::ostream& out_;
  const bool terminal_;
  const std::string what_;
  const int64_t total_;
  const Clock::time_point began_;
  Clock::time_point shown_;
  bool drawn_ = false;
};

}  // namespace kam::kamctl
