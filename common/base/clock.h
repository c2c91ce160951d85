#pragma once

#include "absl/time/time.h"

namespace kam {

// Tells the time. Everything that needs it takes a Clock, so that tests can
// set it. Implementations are thread safe.
class Clock {
 public:
  virtual ~Clock() = default;

  // Returns the present time; it may repeat and may go back.
  virtual absl::Time Now() const = 0;
};

// The machine's own clock.
class SystemClock : public Clock {
 public:
  absl::Time Now() const override;
};

}  // namespace kam
