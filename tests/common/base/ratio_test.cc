#include "common/base/ratio.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "gtest/gtest.h"
#include "tests/testing/fake_random.h"

namespace kam::ratio_test {
namespace {

using absl::int128;
using ::kam::testing::FakeRandom;

int SignOf(int128 value) { return value < 0 ? -1 : value > 0 ? 1 : 0; }

int128 Magnitude(int128 value) { return value < 0 ? -value : value; }

int128 Random(FakeRandom& random, int most_bits) {
  const int bits = 1 + static_cast<int>(random.Below(most_bits));
  const absl::uint128 wide = absl::MakeUint128(random.Next(), random.Next());
  const int128 value = static_cast<int128>(wide >> (128 - bits));
  return random.Below(2) == 0 ? value : -value;
}

// A number of any size, as a sign and digits to base 2^16, least first: slow
// and simple, to hold the fast one against.
struct BigNumber {
  bool negative = false;
  std::vector<uint32_t> digits;
};

BigNumber Times(int128 a, int128 b) {
  const auto digits_of = [](int128 value) {
    absl::uint128 rest = value < 0 ? absl::uint128(0) - absl::uint128(value)
                                   : absl::uint128(value);
    std::vector<uint32_t> digits;
    for (int i = 0; i < 8; ++i, rest >>= 16) {
      digits.push_back(
          static_cast<uint32_t>(absl::Uint128Low64(rest) & 0xFFFF));
    }
    return digits;
  };
  const auto x = digits_of(a);
  const auto y = digits_of(b);
  std::vector<uint64_t> columns(17);
  for (size_t i = 0; i < x.size(); ++i) {
    for (size_t j = 0; j < y.size(); ++j) {
      columns[i + j] += uint64_t{x[i]} * y[j];
    }
  }
  BigNumber product{.negative = (a < 0) != (b < 0), .digits = {}};
  uint64_t carry = 0;
  for (uint64_t column : columns) {
    carry += column;
    product.digits.push_back(static_cast<uint32_t>(carry & 0xFFFF));
    carry >>= 16;
  }
  return product;
}

int Compare(const BigNumber& a, const BigNumber& b) {
  const auto sign = [](const BigNumber& n) {
    for (uint32_t digit : n.digits) {
      if (digit != 0) return n.negative ? -1 : 1;
    }
    return 0;
  };
  if (sign(a) != sign(b)) return sign(a) < sign(b) ? -1 : 1;
  for (size_t i = a.digits.size(); i-- > 0;) {
    if (a.digits[i] != b.digits[i]) {
      return a.digits[i] < b.digits[i] ? -sign(a) : sign(a);
    }
  }
  return 0;
}

TEST(CompareProducts, AgreesWithPlainArithmeticWhereThatFits) {
  FakeRandom random;
  for (int i = 0; i < 100'000; ++i) {
    const int128 a = Random(random, 60);
    const int128 b = Random(random, 60);
    const int128 c = Random(random, 60);
    const int128 d = Random(random, 60);
    ASSERT_EQ(CompareProducts(a, b, c, d), SignOf(a * b - c * d));
  }
}

TEST(CompareProducts, AgreesWithSchoolArithmeticOnAnySize) {
  FakeRandom random;
  for (int i = 0; i < 50'000; ++i) {
    const int128 a = Random(random, 127);
    const int128 b = Random(random, 127);
    const int128 c = random.Below(4) == 0 ? a : Random(random, 127);
    const int128 d = random.Below(2) == 0 ? b + SignOf(a) : Random(random, 127);
    ASSERT_EQ(CompareProducts(a, b, c, d), Compare(Times(a, b), Times(c, d)));
  }
}

TEST(CompareProducts, IsExactAtTheEnds) {
  const int128 most = absl::Int128Max();
  const int128 least = absl::Int128Min();
  EXPECT_EQ(CompareProducts(most, most, most, most), 0);
  EXPECT_EQ(CompareProducts(least, least, most, most), 1);
  EXPECT_EQ(CompareProducts(least, most, most, least), 0);
  EXPECT_EQ(CompareProducts(most, most, most, most - 1), 1);
  EXPECT_EQ(CompareProducts(least, least, least, least + 1), 1);
  EXPECT_EQ(CompareProducts(least, 1, 0, 0), -1);
  EXPECT_EQ(CompareProducts(0, most, least, 0), 0);
  EXPECT_EQ(CompareProducts(most, most, least, most), 1);
}

TEST(BasisPoints, RoundsHalfTowardsPlusInfinity) {
  EXPECT_EQ(BasisPoints(1, 20'000), 1);    // 0.5
  EXPECT_EQ(BasisPoints(-1, 20'000), 0);   // -0.5
  EXPECT_EQ(BasisPoints(3, 20'000), 2);    // 1.5
  EXPECT_EQ(BasisPoints(-3, 20'000), -1);  // -1.5
  EXPECT_EQ(BasisPoints(-5, 20'000), -2);  // -2.5
  EXPECT_EQ(BasisPoints(-7, 30'000), -2);  // -2.33
  EXPECT_EQ(BasisPoints(-8, 30'000), -3);  // -2.67
  EXPECT_EQ(BasisPoints(49'999, 1'000'000'000), 0);
  EXPECT_EQ(BasisPoints(50'000, 1'000'000'000), 1);
  EXPECT_EQ(BasisPoints(-50'000, 1'000'000'000), 0);
  EXPECT_EQ(BasisPoints(-50'001, 1'000'000'000), -1);
}

TEST(BasisPoints, ShowsShares) {
  EXPECT_EQ(BasisPoints(1, 3), 3333);
  EXPECT_EQ(BasisPoints(2, 3), 6667);
  EXPECT_EQ(BasisPoints(-1, 3), -3333);
  EXPECT_EQ(BasisPoints(-2, 3), -6667);
  EXPECT_EQ(BasisPoints(4, 5), 8000);
  EXPECT_EQ(BasisPoints(7, 5), 14'000);
  EXPECT_EQ(BasisPoints(0, 5), 0);
  EXPECT_EQ(BasisPoints(5, 5), 10'000);
}

TEST(BasisPoints, NeedAPositiveWhole) {
  EXPECT_EQ(BasisPoints(1, 0), std::nullopt);
  EXPECT_EQ(BasisPoints(0, 0), std::nullopt);
  EXPECT_EQ(BasisPoints(1, -1), std::nullopt);
  EXPECT_EQ(BasisPoints(-1, absl::Int128Min()), std::nullopt);
}

TEST(BasisPoints, MatchTheDefinitionAtRandom) {
  FakeRandom random;
  for (int i = 0; i < 100'000; ++i) {
    const int128 den = 1 + Magnitude(Random(random, 90));
    const int128 num = Random(random, 40 + int(random.Below(60)));
    const auto bps = BasisPoints(num, den);
    if (!bps.has_value()) {
      ASSERT_TRUE(num / den > 900'000'000'000'000 ||
                  num / den < -900'000'000'000'000);
      continue;
    }
    // bps = floor(x) with x = (20000 num + den) / (2 den).
    ASSERT_LE(CompareProducts(2 * int128(*bps) - 1, den, 20'000, num), 0);
    ASSERT_GT(CompareProducts(2 * int128(*bps) + 1, den, 20'000, num), 0);
  }
}

TEST(BasisPoints, AreExactForTheLargestWholes) {
  const int128 most = absl::Int128Max();
  EXPECT_EQ(BasisPoints(most, most), 10'000);
  EXPECT_EQ(BasisPoints(most - 1, most), 10'000);
  EXPECT_EQ(BasisPoints(most / 2, most), 5'000);
  EXPECT_EQ(BasisPoints(-most, most), -10'000);
  EXPECT_EQ(BasisPoints(absl::Int128Min(), most), -10'000);
  EXPECT_EQ(BasisPoints(1, most), 0);
  EXPECT_EQ(BasisPoints(-1, most), 0);
  FakeRandom random;
  for (int i = 0; i < 20'000; ++i) {
    const int128 den = most - Magnitude(Random(random, 126));
    const int128 num = Random(random, 127);
    const auto bps = BasisPoints(num, den);
    ASSERT_TRUE(bps.has_value());
    ASSERT_LE(CompareProducts(2 * int128(*bps) - 1, den, 20'000, num), 0);
    ASSERT_GT(CompareProducts(2 * int128(*bps) + 1, den, 20'000, num), 0);
  }
}

TEST(BasisPoints, RoundHalvesOfTheLargestWholesTheSame) {
  const int128 half = int128(1) << 112;  // Of a basis point of `whole`.
  const int128 whole = 20'000 * half;
  EXPECT_EQ(BasisPoints(half, whole), 1);
  EXPECT_EQ(BasisPoints(half - 1, whole), 0);
  EXPECT_EQ(BasisPoints(-half, whole), 0);
  EXPECT_EQ(BasisPoints(-half - 1, whole), -1);
  EXPECT_EQ(BasisPoints(3 * half, whole), 2);
  EXPECT_EQ(BasisPoints(-3 * half, whole), -1);
  EXPECT_EQ(BasisPoints(19'999 * half, whole), 10'000);
}

TEST(BasisPoints, BeyondSixtyFourBitsAreNothing) {
  const int128 limit = int128(std::numeric_limits<int64_t>::max()) / 10'000;
  EXPECT_EQ(BasisPoints(limit - 1, 1),
            static_cast<int64_t>((limit - 1) * 10'000));
  EXPECT_EQ(BasisPoints(1 - limit, 1),
            static_cast<int64_t>((1 - limit) * 10'000));
  EXPECT_EQ(BasisPoints(limit + 1, 1), std::nullopt);
  EXPECT_EQ(BasisPoints(-limit - 1, 1), std::nullopt);
  EXPECT_EQ(BasisPoints(absl::Int128Max(), 1), std::nullopt);
  EXPECT_EQ(BasisPoints(absl::Int128Min(), 1), std::nullopt);
}

}  // namespace
}  // namespace kam::ratio_test
