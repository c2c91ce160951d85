#include "common/base/random.h"

#include <sys/random.h>

#include <cerrno>
#include <cstdlib>

#include "absl/strings/str_format.h"
#include "common/base/log.h"

namespace kam {

uint64_t SystemRandom::Next() {
  uint64_t bits = 0;
  // The kernel answers so few bytes whole, or fails.
  while (getrandom(&bits, sizeof(bits), 0) != sizeof(bits)) {
    if (errno == EINTR) continue;
    Log(LogLevel::kError, "the kernel gives no random bits");
    std::abort();
  }
  return bits;
}

std::string NewUuid(Random& random) {
  uint64_t high = random.Next();
  uint64_t low = random.Next();
  high = (high & ~uint64_t{0xF000}) | 0x4000;                // version 4
  low = (low & ~(uint64_t{3} << 62)) | (uint64_t{2} << 62);  // RFC variant
  return absl::StrFormat("%08x-%04x-%04x-%04x-%012x", high >> 32,
                         high >> 16 & 0xFFFF, high & 0xFFFF, low >> 48,
                         low & 0xFFFFFFFFFFFF);
}

}  // namespace kam
