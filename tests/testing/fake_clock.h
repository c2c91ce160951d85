#pragma once

#include <mutex>

#include "absl/time/time.h"
#include "common/base/clock.h"

namespace kam::testing {

// A clock that stands still until it is set. Thread safe.
class FakeClock : public Clock {
 public:
  // Begins at noon of 1 December 2013, UTC.
  FakeClock();
  explicit FakeClock(absl::Time now);

  absl::Time Now() const override;

  // Makes it `now`, which may be earlier than before.
  void Set(absl::Time now);

  // Makes it `step` later.
  void Advance(absl::Duration step);

 private:
  mutable std::mutex mutex_;
  absl::Time now_;
};

}  // namespace kam::testing
