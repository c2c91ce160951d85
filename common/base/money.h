#pragma once

#include <cstdint>
#include <string>

#include "absl/numeric/int128.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/type/money.pb.h"

namespace kam {

// An exact sum of money: a count of ten-thousandths of the currency's unit.
// It does not know its currency; who adds two of them has checked that it is
// the same. A value type.
class Amount {
 public:
  // Ten-thousandths in a unit.
  static constexpr int64_t kPerUnit = 10'000;
  // Units that an input may have at most, either sign.
  static constexpr int64_t kMaxInputUnits = 10'000'000'000'000;

  constexpr Amount() = default;

  static constexpr Amount Zero() { return Amount(); }

  // Returns the amount of `count` ten-thousandths, unchecked: for stored and
  // computed values known to be within what Checked accepts.
  static constexpr Amount FromTenThousandths(absl::int128 count) {
    return Amount(count);
  }

  // Returns the amount of `count` ten-thousandths, or OUT_OF_RANGE when a
  // google.type.Money cannot hold it (about 9.2 * 10^18 units).
  static absl::StatusOr<Amount> Checked(absl::int128 count);

  constexpr absl::int128 ten_thousandths() const { return count_; }

  // Returns the amount with the other sign.
  constexpr Amount Negate() const { return Amount(-count_); }

  friend constexpr bool operator==(Amount a, Amount b) {
    return a.count_ == b.count_;
  }
  friend constexpr bool operator!=(Amount a, Amount b) { return !(a == b); }
  friend constexpr bool operator<(Amount a, Amount b) {
    return a.count_ < b.count_;
  }
  friend constexpr bool operator>(Amount a, Amount b) { return b < a; }
  friend constexpr bool operator<=(Amount a, Amount b) { return !(b < a); }
  friend constexpr bool operator>=(Amount a, Amount b) { return !(a < b); }

 private:
  explicit constexpr Amount(absl::int128 count) : count_(count) {}

  absl::int128 count_ = 0;
};

// Returns a + b, or OUT_OF_RANGE when Amount::Checked refuses it.
absl::StatusOr<Amount> Add(Amount a, Amount b);

// Returns a - b, or OUT_OF_RANGE when Amount::Checked refuses it.
absl::StatusOr<Amount> Subtract(Amount a, Amount b);

// Returns the amount of `money`, whatever its currency. INVALID_ARGUMENT when
// units and nanos differ in sign, nanos are not below one unit, there are more
// than four decimals, or the amount is beyond 10^13 units.
absl::StatusOr<Amount> AmountFromProto(const google::type::Money& money);

// Returns `amount` as a message. Requires what Amount::Checked accepts; beyond
// it, the nearest amount that the message can hold.
google::type::Money ToProto(Amount amount, absl::string_view currency);

// Returns the amount written as "-80450596.9823": digits, at most four
// decimals, a point, no sign but a minus, no blanks. INVALID_ARGUMENT on any
// other form and beyond 10^13 units.
absl::StatusOr<Amount> ParseAmount(absl::string_view text);

// Returns `amount` as "-80450596.9823", always with four decimals.
std::string FormatAmount(Amount amount);

// Whether `code` has the form of an ISO 4217 code: three capital letters.
bool IsCurrencyCode(absl::string_view code);

}  // namespace kam
