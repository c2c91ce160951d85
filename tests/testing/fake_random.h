#pragma once

#include <cstdint>
#include <mutex>
#include <random>

#include "common/base/random.h"

namespace kam::testing {

// Random numbers that repeat from run to run. Thread safe.
class FakeRandom : public Random {
 public:
  explicit FakeRandom(uint64_t seed = 1);

  uint64_t Next() override;

  // Returns a number below `bound`, which is not 0.
  uint64_t Below(uint64_t bound);

 private:
  std::mutex mutex_;
  std::mt19937_64 generator_;
};

}  // namespace kam::testing
