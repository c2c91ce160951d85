#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "kam/account/v1/account_facts.pb.h"
#include "services/account/ledger_window.h"

namespace kam::account {

// Returns the share of the purchases that came back, and the share of the
// months in which the customer did, over `span`, of which `window` holds the
// sums (S4-19). `first_purchase` is the month of the first purchase ever up to
// the end of the span. FAILED_PRECONDITION, MIXED_CURRENCY; OUT_OF_RANGE when a
// sum leaves the range of money.
absl::StatusOr<v1::PurchasePattern> FindPurchasePattern(
    absl::string_view account, const LedgerWindow& window, const DateSpan& span,
    const std::optional<absl::CivilMonth>& first_purchase,
    absl::string_view reporting_currency);

}  // namespace kam::account
