#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "kam/account/v1/ledger.pb.h"
#include "services/account/ledger_entry.h"

namespace kam::account {

// What one account booked in a stretch of the ledger, in one currency.
struct AccountSums {
  std::string account;
  std::string currency;
  LedgerSums sums;
};

// Returns totals, buyers, the smallest set that makes 80 % of the revenue,
// loss-makers, and the `largest_count` accounts of greatest revenue, of sums in
// any order, several per account or none. Store, dates and display names are
// left to the caller. FAILED_PRECONDITION, MIXED_CURRENCY, when an amount other
// than zero is not in `currency`; OUT_OF_RANGE, SUM_OVERFLOW.
absl::StatusOr<v1::SummarizeLedgerResponse> SummarizeLedger(
    const std::vector<AccountSums>& booked, absl::string_view currency,
    int largest_count);

}  // namespace kam::account
