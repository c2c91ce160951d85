#pragma once

#include <cstdint>
#include <string>

namespace kam {

// A source of random bits. Everything that needs one takes a Random, so that
// tests repeat. Implementations are thread safe.
class Random {
 public:
  virtual ~Random() = default;

  // Returns 64 random bits.
  virtual uint64_t Next() = 0;
};

// The kernel's generator; fit for secrets.
class SystemRandom : public Random {
 public:
  uint64_t Next() override;
};

// Returns a random UUID (version 4), in lower case.
std::string NewUuid(Random& random);

}  // namespace kam
