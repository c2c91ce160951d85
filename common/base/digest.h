#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace kam {

// Returns the SHA-256 of `data`, 32 raw bytes.
std::string Sha256(absl::string_view data);

// Returns 64 bits of the SHA-256 of `data`: the same on every machine and in
// every version, so it may be stored and sent.
uint64_t StableHash64(absl::string_view data);

}  // namespace kam
