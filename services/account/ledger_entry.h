#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/base/money.h"
#include "kam/account/v1/ledger.pb.h"

namespace kam::account {

// Sums of ledger entries of one currency. Revenue is net of returns.
struct LedgerSums {
  Amount revenue;
  Amount returns;
  Amount direct_cost;
  Amount cost_of_sales;
  int64_t entries = 0;
  // Entries with revenue above zero.
  int64_t purchases = 0;
};

// Adds `term` to `sum`. OUT_OF_RANGE, SUM_OVERFLOW, when the sum leaves the
// range of money; it is then as before.
absl::Status AddTo(Amount& sum, Amount term);

// The same of each sum; `sums` may be half changed after an error.
absl::Status AddTo(LedgerSums& sums, const LedgerSums& term);

// An entry, checked and taken apart.
struct LedgerRow {
  absl::CivilDay booked_on;
  std::string currency;
  LedgerSums sums;
  // EntryDigest of it.
  std::string digest;
};

// Returns the row that `entry` stands for, whichever account it names.
// INVALID_ARGUMENT with the reason and the sentence for the rejection:
//   MISSING_FIELD     no account or key, source system, document id or amount
//   INVALID_DATE      no day, or an absurd one
//   INVALID_MONEY     no currency, too many decimals, too large
//   MIXED_CURRENCIES  amounts of different currencies
//   NEGATIVE_RETURNS  returns below zero
//   FIELD_TOO_LONG    a key or id over 256 bytes
absl::StatusOr<LedgerRow> ReadEntry(const v1::LedgerEntry& entry);

// Returns 16 bytes that tell the content of an entry from any other; account,
// source system and document id are not part of it.
std::string EntryDigest(const LedgerRow& row, absl::string_view product_key);

// Returns the amount of stored money, which sums may have taken beyond what an
// input may hold.
Amount StoredAmount(const google::type::Money& money);

// Returns the sums that `rollup` holds.
LedgerSums SumsOf(const v1::LedgerRollup& rollup);

// Writes `sums` and their currency to `rollup`.
void SetSums(const LedgerSums& sums, absl::string_view currency,
             v1::LedgerRollup& rollup);

}  // namespace kam::account
