#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "common/base/money.h"

namespace kam::account {

// The sums of an account's ledger over a calendar month, or over the part of it
// that a window covers, in one currency. Revenue is net of returns.
struct LedgerMonth {
  absl::CivilMonth month;
  // ISO 4217; empty stands for the reporting currency.
  std::string currency;
  Amount revenue;
  Amount returns;
  Amount direct_cost;
  Amount cost_of_sales;
  // Entries with revenue above zero.
  int64_t purchases = 0;
};

// The sums of an account's ledger over a window.
struct LedgerWindow {
  // In the reporting currency.
  Amount revenue;
  Amount returns;
  Amount direct_cost;
  Amount cost_of_sales;
  // Net revenue in other currencies; only sums other than zero.
  std::map<std::string, Amount> foreign_revenue;
  // Whether any amount at all, cost included, stands in another currency.
  bool foreign_money = false;
  // Entries with revenue above zero, whatever the currency.
  int64_t purchases = 0;
  // Distinct calendar months of those.
  int purchase_months = 0;
};

// A span of days, half open.
struct DateSpan {
  absl::CivilDay start;
  absl::CivilDay end;
};

// Months of which finance has declared the costs complete, for an account or
// for its whole programme.
struct PeriodCloses {
  std::set<absl::CivilMonth> months;
  // The account's first month with a ledger entry; earlier ones hold nothing
  // and need no close.
  std::optional<absl::CivilMonth> first_entry;
};

// Returns the window of ledger money on `day`: [day - months, day).
DateSpan TrailingWindow(absl::CivilDay day, int months);

// Returns the sums of `slices`, in any order and number per month.
// OUT_OF_RANGE when a sum leaves the range of money.
absl::StatusOr<LedgerWindow> SumLedger(absl::Span<const LedgerMonth> slices,
                                       absl::string_view reporting_currency);

// As above, of the whole months in [from, to).
absl::StatusOr<LedgerWindow> SumLedger(absl::Span<const LedgerMonth> slices,
                                       absl::string_view reporting_currency,
                                       absl::CivilMonth from,
                                       absl::CivilMonth to);

// FAILED_PRECONDITION, MIXED_CURRENCY: the ledger of `account` holds money in a
// currency other than the reporting one.
absl::Status MixedCurrency(absl::string_view account,
                           absl::string_view reporting_currency);

// Returns E: the latest month start on or before `day` such that the month
// before it is closed, and so is every month of the `months` before it that
// lies at or after the account's first entry. Nothing when there is none.
std::optional<absl::CivilMonth> ClosedThrough(const PeriodCloses& closes,
                                              absl::CivilDay day, int months);

// Returns the `count` latest quarterly evaluation days (1 January, April, July,
// October) on or before `day`, latest first.
std::vector<absl::CivilDay> QuarterDays(absl::CivilDay day, int count);

}  // namespace kam::account
