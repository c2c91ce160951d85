#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <string>

#include "absl/status/status.h"

namespace kam::kamctl {

// Keeps several calls in flight at once, so that the server can make them
// durable together, and tells how each ended in the order in which they were
// begun. Not thread safe; the calls themselves run on threads of their own.
class CallWindow {
 public:
  // What is sent. Runs beside others.
  using Call = std::function<absl::Status()>;
  // Takes how a call ended; an error stops the work. Runs on the thread that
  // uses the window.
  using Ended = std::function<absl::Status(const absl::Status& result)>;

  // At most `most` calls, one or more, are in flight.
  explicit CallWindow(size_t most) : most_(most) {}

  // Waits for the calls in flight; nobody hears how they ended.
  ~CallWindow() = default;

  CallWindow(const CallWindow&) = delete;
  CallWindow& operator=(const CallWindow&) = delete;

  // Begins a call once there is room and none of the same `lane` is in flight,
  // "" being a lane of none. Tells how those before it ended as far as it had
  // to wait for them. Returns the first error of an `ended`; then it began
  // nothing.
  absl::Status Begin(std::string lane, Call call, Ended ended);

  // Takes the place of a call that ended before it was begun.
  absl::Status Skip(absl::Status result, Ended ended);

  // Waits for all and tells how they ended. Returns the first error of an
  // `ended`.
  absl::Status Finish();

 private:
  struct InFlight {
    std::string lane;
    std::future<absl::Status> result;
    Ended ended;
  };

  absl::Status MakeRoom(const std::string& lane);
  bool IsBusy(const std::string& lane) const;
  absl::Status EndFirst();

  const size_t most_;
  std::deque<InFlight> in_flight_;
};

}  // namespace kam::kamctl
