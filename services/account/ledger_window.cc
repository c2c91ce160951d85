#include "services/account/ledger_window.h"

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/account/ledger_entry.h"

namespace kam::account {
namespace {

// Adds one slice to `window`, and its month to `months` when it has purchases.
absl::Status AddSlice(const LedgerMonth& slice,
                      absl::string_view reporting_currency,
                      LedgerWindow& window,
                      std::set<absl::CivilMonth>& months) {
  window.purchases += slice.purchases;
  if (slice.purchases > 0) months.insert(slice.month);
  if (!slice.currency.empty() && slice.currency != reporting_currency) {
    window.foreign_money |= slice.revenue != Amount::Zero() ||
                            slice.returns != Amount::Zero() ||
                            slice.direct_cost != Amount::Zero() ||
                            slice.cost_of_sales != Amount::Zero();
    return AddTo(window.foreign_revenue[slice.currency], slice.revenue);
  }
  RETURN_IF_ERROR(AddTo(window.revenue, slice.revenue));
  RETURN_IF_ERROR(AddTo(window.returns, slice.returns));
  RETURN_IF_ERROR(AddTo(window.direct_cost, slice.direct_cost));
  return AddTo(window.cost_of_sales, slice.cost_of_sales);
}

// Whether every month of [from, to) that may hold entries is closed.
bool AllClosed(const PeriodCloses& closes, absl::CivilMonth from,
               absl::CivilMonth to) {
  for (absl::CivilMonth month = from; month < to; ++month) {
    const bool may_hold_entries =
        closes.first_entry.has_value() && month >= *closes.first_entry;
    if (may_hold_entries && !closes.months.contains(month)) return false;
  }
  return true;
}

}  // namespace

DateSpan TrailingWindow(absl::CivilDay day, int months) {
  return DateSpan{AddMonths(day, -months), day};
}

absl::StatusOr<LedgerWindow> SumLedger(absl::Span<const LedgerMonth> slices,
                                       absl::string_view reporting_currency) {
  LedgerWindow window;
  std::set<absl::CivilMonth> months;
  for (const LedgerMonth& slice : slices) {
    RETURN_IF_ERROR(AddSlice(slice, reporting_currency, window, months));
  }
  std::erase_if(window.foreign_revenue, [](const auto& entry) {
    return entry.second == Amount::Zero();
  });
  window.purchase_months = static_cast<int>(months.size());
  return window;
}

absl::StatusOr<LedgerWindow> SumLedger(absl::Span<const LedgerMonth> slices,
                                       absl::string_view reporting_currency,
                                       absl::CivilMonth from,
                                       absl::CivilMonth to) {
  std::vector<LedgerMonth> inside;
  for (const LedgerMonth& slice : slices) {
    if (slice.month >= from && slice.month < to) inside.push_back(slice);
  }
  return SumLedger(inside, reporting_currency);
}

absl::Status MixedCurrency(absl::string_view account,
                           absl::string_view reporting_currency) {
  return MakeError(
      absl::StatusCode::kFailedPrecondition, "MIXED_CURRENCY",
      absl::StrCat("The ledger of ", account,
                   " holds money in a currency other", " than ",
                   reporting_currency,
                   ", and there is no rate to convert it; book it in ",
                   reporting_currency, "."),
      {{"account", std::string(account)}});
}

std::optional<absl::CivilMonth> ClosedThrough(const PeriodCloses& closes,
                                              absl::CivilDay day, int months) {
  const absl::CivilMonth last_start(day);
  auto it = closes.months.lower_bound(last_start);
  while (it != closes.months.begin()) {
    --it;
    const absl::CivilMonth end = *it + 1;
    if (AllClosed(closes, end - months, end)) return end;
  }
  return std::nullopt;
}

std::vector<absl::CivilDay> QuarterDays(absl::CivilDay day, int count) {
  const int first_month = (day.month() - 1) / 3 * 3 + 1;
  std::vector<absl::CivilDay> days;
  absl::CivilMonth month(day.year(), first_month);
  for (int i = 0; i < count; ++i, month -= 3) {
    days.emplace_back(month);
  }
  return days;
}

}  // namespace kam::account
