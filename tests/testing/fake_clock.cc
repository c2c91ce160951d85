#include "tests/testing/fake_clock.h"

#include "absl/time/civil_time.h"

namespace kam::testing {

FakeClock::FakeClock()
    : FakeClock(absl::FromCivil(absl::CivilHour(2013, 12, 1, 12),
                                absl::UTCTimeZone())) {}

FakeClock::FakeClock(absl::Time now) : now_(now) {}

absl::Time FakeClock::Now() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return now_;
}

void FakeClock::Set(absl::Time now) {
  const std::lock_guard<std::mutex> lock(mutex_);
  now_ = now;
}

void FakeClock::Advance(absl::Duration step) {
  const std::lock_guard<std::mutex> lock(mutex_);
  now_ += step;
}

}  // namespace kam::testing
