#include "common/base/ratio.h"

#include <limits>

namespace kam {
namespace {

constexpr int64_t kBasisPointsPerOne = 10'000;

// The product of two numbers as sign and 256 bits of magnitude.
struct Product {
  int sign;
  absl::uint128 high;
  absl::uint128 low;
};

absl::uint128 Magnitude(absl::int128 value) {
  const auto bits = absl::uint128(value);
  return value < 0 ? absl::uint128(0) - bits : bits;
}

int Sign(absl::int128 value) { return value < 0 ? -1 : value > 0 ? 1 : 0; }

Product Multiply(absl::int128 a, absl::int128 b) {
  const absl::uint128 x = Magnitude(a);
  const absl::uint128 y = Magnitude(b);
  const absl::uint128 x_low = absl::Uint128Low64(x);
  const absl::uint128 x_high = absl::Uint128High64(x);
  const absl::uint128 y_low = absl::Uint128Low64(y);
  const absl::uint128 y_high = absl::Uint128High64(y);

  const absl::uint128 low = x_low * y_low;
  const absl::uint128 middle = x_high * y_low + absl::Uint128High64(low);
  const absl::uint128 other = x_low * y_high + absl::Uint128Low64(middle);
  return {.sign = Sign(a) * Sign(b),
          .high = x_high * y_high + absl::Uint128High64(middle) +
                  absl::Uint128High64(other),
          .low = absl::MakeUint128(absl::Uint128Low64(other),
                                   absl::Uint128Low64(low))};
}

int CompareMagnitudes(const Product& a, const Product& b) {
  if (a.high != b.high) return a.high < b.high ? -1 : 1;
  if (a.low != b.low) return a.low < b.low ? -1 : 1;
  return 0;
}

// Returns floor(10000 * part / whole + 1/2) for 0 <= part < whole.
int64_t RoundedShare(absl::int128 part, absl::int128 whole) {
  // Small enough for 2 * 10000 * part + whole, the usual case.
  if (whole < (absl::int128(1) << 110)) {
    return static_cast<int64_t>((2 * kBasisPointsPerOne * part + whole) /
                                (2 * whole));
  }
  // The greatest k with (2k - 1) * whole <= 2 * 10000 * part.
  int64_t least = 0;
  int64_t most = kBasisPointsPerOne;
  while (least < most) {
    const int64_t k = (least + most + 1) / 2;
    if (CompareProducts(2 * k - 1, whole, 2 * kBasisPointsPerOne, part) <= 0) {
      least = k;
    } else {
      most = k - 1;
    }
  }
  return least;
}

}  // namespace

int CompareProducts(absl::int128 a, absl::int128 b, absl::int128 c,
                    absl::int128 d) {
  const Product left = Multiply(a, b);
  const Product right = Multiply(c, d);
  if (left.sign != right.sign) return left.sign < right.sign ? -1 : 1;
  return left.sign * CompareMagnitudes(left, right);
}

std::optional<int64_t> BasisPoints(absl::int128 num, absl::int128 den) {
  if (den <= 0) return std::nullopt;
  absl::int128 whole = num / den;
  absl::int128 rest = num % den;
  if (rest < 0) {
    whole -= 1;
    rest += den;
  }
  // One less on either side leaves room for the share, which is 0 to 10000.
  const absl::int128 most =
      absl::int128(std::numeric_limits<int64_t>::max()) / kBasisPointsPerOne -
      1;
  if (whole > most || whole < -most) return std::nullopt;
  return static_cast<int64_t>(whole) * kBasisPointsPerOne +
         RoundedShare(rest, den);
}

}  // namespace kam
