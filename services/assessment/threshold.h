#pragma once

#include <cstdint>

#include "absl/numeric/int128.h"
#include "common/base/ratio.h"
#include "kam/type/v1/type.pb.h"

namespace kam::assessment {

inline constexpr int kBasisPointsOfWhole = 10'000;

// Whether part / whole >= bps / 10000, exactly; equality included. The whole
// must not be negative; of nothing any share is reached only by a share of
// nothing: 0 * 10000 >= bps * 0 holds.
inline bool IsAtLeast(absl::int128 part, absl::int128 whole, int64_t bps) {
  return CompareProducts(part, kBasisPointsOfWhole, bps, whole) >= 0;
}

// Whether part / whole > bps / 10000, exactly.
inline bool IsAbove(absl::int128 part, absl::int128 whole, int64_t bps) {
  return CompareProducts(part, kBasisPointsOfWhole, bps, whole) > 0;
}

// Status of a value whose bounds lie `width` steps apart, where `insufficient`
// steps are too many: 0 is DETERMINED.
inline type::v1::VerdictStatus StatusOfWidth(int width, int insufficient) {
  if (width >= insufficient) {
    return type::v1::VERDICT_STATUS_INSUFFICIENT_DATA;
  }
  return width > 0 ? type::v1::VERDICT_STATUS_PROVISIONAL
                   : type::v1::VERDICT_STATUS_DETERMINED;
}

}  // namespace kam::assessment
