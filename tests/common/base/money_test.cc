#include "common/base/money.h"

#include <cstdint>
#include <limits>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"

namespace kam::money_test {

// So that failures say which amount it was.
void PrintTo(const Amount& amount, std::ostream* os) {
  *os << FormatAmount(amount);
}

namespace {

using kam::testing::kInvalid;

using absl::int128;
using ::kam::testing::EqualsProto;
using ::kam::testing::FakeRandom;
using ::kam::testing::HasMessage;
using ::kam::testing::IsOk;
using ::kam::testing::IsOkAndHolds;
using ::kam::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;
constexpr auto kOutOfRange = absl::StatusCode::kOutOfRange;
constexpr int64_t kMaxUnits = 10'000'000'000'000;
constexpr int64_t kInt64Max = std::numeric_limits<int64_t>::max();
constexpr int64_t kInt64Min = std::numeric_limits<int64_t>::min();

Amount Of(int128 count) { return Amount::FromTenThousandths(count); }

google::type::Money MoneyOf(int64_t units, int32_t nanos) {
  google::type::Money money;
  money.set_currency_code("USD");
  money.set_units(units);
  money.set_nanos(nanos);
  return money;
}

// The greatest count that a message can hold.
int128 Greatest() { return int128(kInt64Max) * 10'000 + 9'999; }

int128 RandomCount(FakeRandom& random, int bits) {
  const absl::uint128 wide = absl::MakeUint128(random.Next(), random.Next());
  const int128 value = static_cast<int128>(wide >> (128 - bits));
  return random.Below(2) == 0 ? value : -value;
}

TEST(AmountFromProto, ReadsUnitsAndNanos) {
  EXPECT_THAT(AmountFromProto(MoneyOf(2024, 994'000'000)),
              IsOkAndHolds(Of(20'249'940)));
  EXPECT_THAT(AmountFromProto(MoneyOf(-2024, -994'000'000)),
              IsOkAndHolds(Of(-20'249'940)));
  EXPECT_THAT(AmountFromProto(MoneyOf(0, 100'000)), IsOkAndHolds(Of(1)));
  EXPECT_THAT(AmountFromProto(MoneyOf(0, -100'000)), IsOkAndHolds(Of(-1)));
  EXPECT_THAT(AmountFromProto(MoneyOf(0, 999'900'000)), IsOkAndHolds(Of(9999)));
  EXPECT_THAT(AmountFromProto(google::type::Money()),
              IsOkAndHolds(Amount::Zero()));
}

TEST(AmountFromProto, RefusesMoreThanFourDecimals) {
  for (int nanos : {1, 99'999, 100'001, -1, 999'999'999, 994'050'000}) {
    EXPECT_THAT(AmountFromProto(MoneyOf(0, nanos)), StatusIs(kInvalid));
  }
  EXPECT_THAT(AmountFromProto(MoneyOf(1, 50'000)),
              HasMessage(HasSubstr("four decimals")));
}

TEST(AmountFromProto, RefusesSignsThatDiffer) {
  EXPECT_THAT(AmountFromProto(MoneyOf(1, -100'000)), StatusIs(kInvalid));
  EXPECT_THAT(AmountFromProto(MoneyOf(-1, 100'000)), StatusIs(kInvalid));
}

TEST(AmountFromProto, RefusesNanosOfAUnitOrMore) {
  for (int nanos : {1'000'000'000, -1'000'000'000, 2'147'400'000,
                    std::numeric_limits<int32_t>::min()}) {
    EXPECT_THAT(AmountFromProto(MoneyOf(0, nanos)), StatusIs(kInvalid));
  }
}

TEST(AmountFromProto, TakesTenToThe13thAndNotATenThousandthMore) {
  EXPECT_THAT(AmountFromProto(MoneyOf(kMaxUnits, 0)),
              IsOkAndHolds(Of(int128(kMaxUnits) * 10'000)));
  EXPECT_THAT(AmountFromProto(MoneyOf(-kMaxUnits, 0)),
              IsOkAndHolds(Of(-int128(kMaxUnits) * 10'000)));
  EXPECT_THAT(AmountFromProto(MoneyOf(kMaxUnits, 100'000)), StatusIs(kInvalid));
  EXPECT_THAT(AmountFromProto(MoneyOf(-kMaxUnits, -100'000)),
              StatusIs(kInvalid));
  EXPECT_THAT(AmountFromProto(MoneyOf(kInt64Max, 0)), StatusIs(kInvalid));
  EXPECT_THAT(AmountFromProto(MoneyOf(kInt64Min, 0)),
              HasMessage(HasSubstr("10^13")));
}

TEST(ToProto, CarriesCurrencyUnitsAndNanos) {
  EXPECT_THAT(ToProto(Of(804'505'969'823), "USD"),
              EqualsProto(R"pb(currency_code: "USD"
                               units: 80450596
                               nanos: 982300000)pb"));
  EXPECT_THAT(
      ToProto(Of(-15'000), "EUR"),
      EqualsProto(R"pb(currency_code: "EUR" units: -1 nanos: -500000000)pb"));
}

TEST(ToProto, HoldsAllThatCheckedAcceptsAndClampsBeyond) {
  EXPECT_THAT(ToProto(Of(Greatest()), "USD"),
              EqualsProto(MoneyOf(kInt64Max, 999'900'000)));
  EXPECT_THAT(ToProto(Of(absl::Int128Max()), "USD"),
              EqualsProto(MoneyOf(kInt64Max, 999'900'000)));
  EXPECT_THAT(ToProto(Of(absl::Int128Min()), "USD"),
              EqualsProto(MoneyOf(-kInt64Max, -999'900'000)));
}

TEST(Amount, RoundTripsThroughMessageAndText) {
  FakeRandom random;
  for (int i = 0; i < 50'000; ++i) {
    const int bits = 1 + static_cast<int>(random.Below(56));  // < 10^17
    const Amount amount = Of(RandomCount(random, bits));
    ASSERT_THAT(AmountFromProto(ToProto(amount, "USD")), IsOkAndHolds(amount));
    ASSERT_THAT(ParseAmount(FormatAmount(amount)), IsOkAndHolds(amount));
  }
}

TEST(Amount, ComparesAsItsCount) {
  EXPECT_LT(Of(-1), Amount::Zero());
  EXPECT_GT(Of(1), Of(0));
  EXPECT_LE(Of(1), Of(1));
  EXPECT_GE(Of(1), Of(1));
  EXPECT_NE(Of(1), Of(-1));
  EXPECT_EQ(Of(5).Negate(), Of(-5));
  EXPECT_EQ(Amount(), Amount::Zero());
}

TEST(Amount, CheckedHoldsAtBothEnds) {
  EXPECT_THAT(Amount::Checked(Greatest()), IsOkAndHolds(Of(Greatest())));
  EXPECT_THAT(Amount::Checked(-Greatest()), IsOkAndHolds(Of(-Greatest())));
  EXPECT_THAT(Amount::Checked(Greatest() + 1), StatusIs(kOutOfRange));
  EXPECT_THAT(Amount::Checked(-Greatest() - 1), StatusIs(kOutOfRange));
  EXPECT_THAT(Amount::Checked(absl::Int128Min()), StatusIs(kOutOfRange));
}

TEST(Add, IsExactUpToTheEdge) {
  EXPECT_THAT(Add(Of(Greatest() - 1), Of(1)), IsOkAndHolds(Of(Greatest())));
  EXPECT_THAT(Add(Of(Greatest()), Of(1)), StatusIs(kOutOfRange));
  EXPECT_THAT(Add(Of(-Greatest()), Of(-1)), StatusIs(kOutOfRange));
  EXPECT_THAT(Subtract(Of(-Greatest()), Of(1)), StatusIs(kOutOfRange));
  EXPECT_THAT(Subtract(Of(Greatest()), Of(-1)), StatusIs(kOutOfRange));
  EXPECT_THAT(Subtract(Of(Greatest()), Of(Greatest())),
              IsOkAndHolds(Amount::Zero()));
}

TEST(Add, NeverWrapsAroundWhateverItIsGiven) {
  const Amount most = Of(absl::Int128Max());
  const Amount least = Of(absl::Int128Min());
  EXPECT_THAT(Add(most, most), StatusIs(kOutOfRange));
  EXPECT_THAT(Add(most, Of(1)), StatusIs(kOutOfRange));
  EXPECT_THAT(Add(least, least), StatusIs(kOutOfRange));
  EXPECT_THAT(Add(least, Of(-1)), StatusIs(kOutOfRange));
  EXPECT_THAT(Add(most, least), IsOkAndHolds(Of(-1)));
  EXPECT_THAT(Subtract(Amount::Zero(), least), StatusIs(kOutOfRange));
  EXPECT_THAT(Subtract(most, least), StatusIs(kOutOfRange));
  EXPECT_THAT(Subtract(least, most), StatusIs(kOutOfRange));
  EXPECT_THAT(Subtract(least, least), IsOkAndHolds(Amount::Zero()));
}

TEST(Add, AgreesWithWideArithmetic) {
  FakeRandom random;
  int refused = 0;
  for (int i = 0; i < 50'000; ++i) {
    const int128 a = RandomCount(random, 1 + int(random.Below(77)));
    const int128 b = RandomCount(random, 1 + int(random.Below(77)));
    for (const auto& [result, exact] :
         {std::pair(Add(Of(a), Of(b)), a + b),
          std::pair(Subtract(Of(a), Of(b)), a - b)}) {
      if (exact > Greatest() || exact < -Greatest()) {
        ASSERT_THAT(result, StatusIs(kOutOfRange));
        ++refused;
      } else {
        ASSERT_THAT(result, IsOkAndHolds(Of(exact)));
      }
    }
  }
  EXPECT_GT(refused, 0);
}

TEST(ParseAmount, ReadsPlainDecimals) {
  EXPECT_THAT(ParseAmount("80450596.9823"), IsOkAndHolds(Of(804'505'969'823)));
  EXPECT_THAT(ParseAmount("-80450596.9823"),
              IsOkAndHolds(Of(-804'505'969'823)));
  EXPECT_THAT(ParseAmount("0"), IsOkAndHolds(Amount::Zero()));
  EXPECT_THAT(ParseAmount("-0"), IsOkAndHolds(Amount::Zero()));
  EXPECT_THAT(ParseAmount("7"), IsOkAndHolds(Of(70'000)));
  EXPECT_THAT(ParseAmount("7.5"), IsOkAndHolds(Of(75'000)));
  EXPECT_THAT(ParseAmount("7.05"), IsOkAndHolds(Of(70'500)));
  EXPECT_THAT(ParseAmount("-0.0001"), IsOkAndHolds(Of(-1)));
  EXPECT_THAT(ParseAmount("0007"), IsOkAndHolds(Of(70'000)));
}

TEST(ParseAmount, RefusesEveryOtherForm) {
  for (const char* text :
       {"",      "-",        ".",     "-.",    ".5",  "5.",       "1e5",
        "1E5",   " 1",       "1 ",    "\t1",   "1\n", "+1",       "--1",
        "1,000", "1.000,5",  "1_000", "0x10",  "NaN", "nan",      "inf",
        "-inf",  "Infinity", "1..2",  "1.2.3", "1-",  "- 1",      "$1",
        "1.-5",  "1.+5",     "null",  "1.5f",  "(1)", "\xD9\xA1", "1\xFF"}) {
    EXPECT_THAT(ParseAmount(text), StatusIs(kInvalid)) << text;
  }
  EXPECT_THAT(ParseAmount(absl::string_view("1\0", 2)), StatusIs(kInvalid));
  EXPECT_THAT(ParseAmount("NaN"), HasMessage(HasSubstr("\"NaN\"")));
}

TEST(ParseAmount, RefusesMoreThanFourDecimals) {
  EXPECT_THAT(ParseAmount("1.9999"), IsOkAndHolds(Of(19'999)));
  EXPECT_THAT(ParseAmount("1.99999"), StatusIs(kInvalid));
  EXPECT_THAT(ParseAmount("1.00000"), HasMessage(HasSubstr("four decimals")));
}

TEST(ParseAmount, TakesTenToThe13thAndNotATenThousandthMore) {
  EXPECT_THAT(ParseAmount("10000000000000"), IsOk());
  EXPECT_THAT(ParseAmount("-10000000000000.0000"), IsOk());
  EXPECT_THAT(ParseAmount("9999999999999.9999"), IsOk());
  EXPECT_THAT(ParseAmount("0000000000000000000000000009999999999999"), IsOk());
  EXPECT_THAT(ParseAmount("10000000000000.0001"), StatusIs(kInvalid));
  EXPECT_THAT(ParseAmount("-10000000000000.0001"), StatusIs(kInvalid));
  EXPECT_THAT(ParseAmount("10000000000001"), StatusIs(kInvalid));
  EXPECT_THAT(ParseAmount("100000000000000"), Not(IsOk()));
  EXPECT_THAT(ParseAmount(std::string(100'000, '9')),
              HasMessage(HasSubstr("10^13")));
}

TEST(FormatAmount, HasFourDecimalsAlways) {
  EXPECT_EQ(FormatAmount(Of(804'505'969'823)), "80450596.9823");
  EXPECT_EQ(FormatAmount(Of(20'249'940)), "2024.9940");
  EXPECT_EQ(FormatAmount(Of(-1)), "-0.0001");
  EXPECT_EQ(FormatAmount(Amount::Zero()), "0.0000");
  EXPECT_EQ(FormatAmount(Of(-70'000)), "-7.0000");
}

TEST(FormatAmount, WritesEveryCount) {
  for (int128 count : {absl::Int128Max(), absl::Int128Min(), Greatest()}) {
    std::ostringstream digits;  // absl's own way to write 128 bits.
    digits << count;
    std::string text = FormatAmount(Of(count));
    text.erase(text.find('.'), 1);
    EXPECT_EQ(text, digits.str());
  }
}

TEST(IsCurrencyCode, WantsThreeCapitals) {
  EXPECT_TRUE(IsCurrencyCode("USD"));
  EXPECT_TRUE(IsCurrencyCode("EUR"));
  for (const char* code : {"", "US", "USDX", "usd", "Usd", "U5D", "US ", "$$$",
                           "\xC3\x84"
                           "B"}) {
    EXPECT_FALSE(IsCurrencyCode(code)) << code;
  }
}

}  // namespace
}  // namespace kam::money_test
