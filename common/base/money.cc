#include "common/base/money.h"

#include <algorithm>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/text.h"

namespace kam {
namespace {

constexpr int32_t kNanosPerUnit = 1'000'000'000;
constexpr int32_t kNanosPerTenThousandth = kNanosPerUnit / Amount::kPerUnit;
constexpr int kDecimals = 4;
// 10^13 has 14 digits; more of them could overflow while they are read.
constexpr size_t kMaxUnitDigits = 14;

// The greatest that a google.type.Money holds.
absl::int128 Greatest() {
  return absl::int128(std::numeric_limits<int64_t>::max()) * Amount::kPerUnit +
         (Amount::kPerUnit - 1);
}

absl::Status TooLarge() {
  return absl::InvalidArgumentError(
      "the amount is beyond 10000000000000 (10^13) units");
}

absl::Status TooFine() {
  return absl::InvalidArgumentError("the amount has more than four decimals");
}

absl::Status OutOfBounds() {
  return absl::OutOfRangeError(
      "the amount overflows what a sum of money can hold");
}

absl::StatusOr<Amount> CheckedInput(absl::int128 count) {
  const absl::int128 most =
      absl::int128(Amount::kMaxInputUnits) * Amount::kPerUnit;
  if (count > most || count < -most) return TooLarge();
  return Amount::FromTenThousandths(count);
}

bool AllDigits(absl::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return absl::ascii_isdigit(c); });
}

absl::Status NotAnAmount(absl::string_view text) {
  return absl::InvalidArgumentError(absl::StrCat(
      Quoted(text), " is not an amount; write it as 80450596.9823"));
}

// Reads digits whose number the caller has bounded.
int64_t ReadDigits(absl::string_view digits) {
  int64_t value = 0;
  for (char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

}  // namespace

absl::StatusOr<Amount> Amount::Checked(absl::int128 count) {
  if (count > Greatest() || count < -Greatest()) return OutOfBounds();
  return FromTenThousandths(count);
}

absl::StatusOr<Amount> Add(Amount a, Amount b) {
  const absl::int128 x = a.ten_thousandths();
  const absl::int128 y = b.ten_thousandths();
  if ((y > 0 && x > absl::Int128Max() - y) ||
      (y < 0 && x < absl::Int128Min() - y)) {
    return OutOfBounds();
  }
  return Amount::Checked(x + y);
}

absl::StatusOr<Amount> Subtract(Amount a, Amount b) {
  const absl::int128 x = a.ten_thousandths();
  const absl::int128 y = b.ten_thousandths();
  if ((y < 0 && x > absl::Int128Max() + y) ||
      (y > 0 && x < absl::Int128Min() + y)) {
    return OutOfBounds();
  }
  return Amount::Checked(x - y);
}

absl::StatusOr<Amount> AmountFromProto(const google::type::Money& money) {
  const int64_t units = money.units();
  const int32_t nanos = money.nanos();
  if (nanos <= -kNanosPerUnit || nanos >= kNanosPerUnit) {
    return absl::InvalidArgumentError(
        "nanos of the amount must be between -999999999 and 999999999");
  }
  if ((units > 0 && nanos < 0) || (units < 0 && nanos > 0)) {
    return absl::InvalidArgumentError(
        "units and nanos of the amount must have the same sign");
  }
  if (nanos % kNanosPerTenThousandth != 0) return TooFine();
  return CheckedInput(absl::int128(units) * Amount::kPerUnit +
                      nanos / kNanosPerTenThousandth);
}

google::type::Money ToProto(Amount amount, absl::string_view currency) {
  const absl::int128 count =
      std::clamp(amount.ten_thousandths(), -Greatest(), Greatest());
  google::type::Money money;
  money.set_currency_code(std::string(currency));
  money.set_units(static_cast<int64_t>(count / Amount::kPerUnit));
  money.set_nanos(static_cast<int32_t>(count % Amount::kPerUnit) *
                  kNanosPerTenThousandth);
  return money;
}

absl::StatusOr<Amount> ParseAmount(absl::string_view text) {
  absl::string_view rest = text;
  const bool negative = !rest.empty() && rest.front() == '-';
  if (negative) rest.remove_prefix(1);
  const size_t point = rest.find('.');
  const bool has_point = point != absl::string_view::npos;
  absl::string_view units = rest.substr(0, has_point ? point : rest.size());
  const absl::string_view decimals =
      has_point ? rest.substr(point + 1) : absl::string_view();
  if (!AllDigits(units) || (has_point && !AllDigits(decimals))) {
    return NotAnAmount(text);
  }
  if (decimals.size() > kDecimals) return TooFine();
  while (units.size() > 1 && units.front() == '0') units.remove_prefix(1);
  if (units.size() > kMaxUnitDigits) return TooLarge();
  int64_t fraction = ReadDigits(decimals);
  for (size_t i = decimals.size(); i < kDecimals; ++i) fraction *= 10;
  const absl::int128 count =
      absl::int128(ReadDigits(units)) * Amount::kPerUnit + fraction;
  return CheckedInput(negative ? -count : count);
}

std::string FormatAmount(Amount amount) {
  const absl::int128 count = amount.ten_thousandths();
  const auto small = static_cast<int64_t>(count);
  if (small == count) {
    // Nearly all of them, and 64 bits are divided much faster than 128.
    const uint64_t magnitude = small < 0 ? -static_cast<uint64_t>(small)
                                         : static_cast<uint64_t>(small);
    return absl::StrCat(
        small < 0 ? "-" : "", magnitude / Amount::kPerUnit, ".",
        absl::Dec(magnitude % Amount::kPerUnit, absl::kZeroPad4));
  }
  // Taking the sign off each part keeps the least int128 from overflowing.
  const absl::int128 units = count / Amount::kPerUnit;
  const int decimals = static_cast<int>(count % Amount::kPerUnit);
  const absl::uint128 magnitude =
      units < 0 ? absl::uint128(-units) : absl::uint128(units);
  return absl::StrFormat("%s%d.%04d", count < 0 ? "-" : "", magnitude,
                         decimals < 0 ? -decimals : decimals);
}

bool IsCurrencyCode(absl::string_view code) {
  return code.size() == 3 &&
         std::all_of(code.begin(), code.end(),
                     [](unsigned char c) { return absl::ascii_isupper(c); });
}

}  // namespace kam
