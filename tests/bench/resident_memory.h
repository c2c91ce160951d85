#pragma once

#include <cstdint>

#include "absl/status/statusor.h"

namespace kam::bench {

// Returns the bytes of memory that a process keeps resident. NOT_FOUND without
// such a process.
absl::StatusOr<int64_t> ResidentMemory(int process);

}  // namespace kam::bench
