#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "kam/account/v1/concentration.pb.h"
#include "services/account/account_policy.h"
#include "services/account/ledger_window.h"

namespace kam::account {

// An account and its ledger over a window.
struct AccountLedger {
  // `programs/{program}/accounts/{account}`.
  std::string account;
  LedgerWindow window;
};

// Returns the answer of GetConcentration on `day`, but for `store` and
// `policy`, over every account's ledger of `span`. FAILED_PRECONDITION,
// MIXED_CURRENCY, when one has revenue in another currency; OUT_OF_RANGE when a
// sum leaves the range of money.
absl::StatusOr<v1::GetConcentrationResponse> FindConcentration(
    absl::Span<const AccountLedger> accounts, absl::CivilDay day,
    const DateSpan& span, absl::string_view reporting_currency,
    const ProfitabilityValues& values);

}  // namespace kam::account
