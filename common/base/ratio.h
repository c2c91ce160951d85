#pragma once

#include <cstdint>
#include <optional>

#include "absl/numeric/int128.h"

namespace kam {

// The whole, 100 %, in basis points.
inline constexpr int32_t kWhole = 10'000;

// Returns -1, 0 or 1: the sign of a*b - c*d, exact for all arguments.
int CompareProducts(absl::int128 a, absl::int128 b, absl::int128 c,
                    absl::int128 d);

// Returns num / den in basis points rounded to the nearest, half towards plus
// infinity: floor(10000 * num / den + 1/2), exact for all arguments. Nothing
// when den <= 0, or when the result is beyond 64 bits.
std::optional<int64_t> BasisPoints(absl::int128 num, absl::int128 den);

}  // namespace kam
