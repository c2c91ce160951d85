#include "tests/testing/fake_random.h"

namespace kam::testing {

FakeRandom::FakeRandom(uint64_t seed) : generator_(seed) {}

uint64_t FakeRandom::Next() {
  const std::lock_guard<std::mutex> lock(mutex_);
  return generator_();
}

uint64_t FakeRandom::Below(uint64_t bound) { return Next() % bound; }

}  // namespace kam::testing
