#include "services/account/purchase_pattern.h"

#include <algorithm>

#include "common/base/money.h"
#include "common/base/ratio.h"
#include "common/status/status_macros.h"

namespace kam::account {

absl::StatusOr<v1::PurchasePattern> FindPurchasePattern(
    absl::string_view account, const LedgerWindow& window, const DateSpan& span,
    const std::optional<absl::CivilMonth>& first_purchase,
    absl::string_view reporting_currency) {
  if (window.foreign_money) return MixedCurrency(account, reporting_currency);
  ASSIGN_OR_RETURN(const Amount bought, Add(window.revenue, window.returns));
  v1::PurchasePattern pattern;
  *pattern.mutable_returns() = ToProto(window.returns, reporting_currency);
  *pattern.mutable_purchases() = ToProto(bought, reporting_currency);
  const auto return_rate =
      BasisPoints(window.returns.ten_thousandths(), bought.ten_thousandths());
  if (return_rate.has_value()) pattern.set_return_rate_bps(*return_rate);
  pattern.set_purchase_months(window.purchase_months);
  if (first_purchase.has_value()) {
    const absl::CivilMonth first =
        std::max(absl::CivilMonth(span.start), *first_purchase);
    const absl::CivilMonth last(span.end - 1);
    pattern.set_months(
        static_cast<int>(std::max<int64_t>(last - first + 1, 0)));
  }
  const auto repeat_rate =
      BasisPoints(pattern.purchase_months(), pattern.months());
  if (repeat_rate.has_value()) pattern.set_repeat_rate_bps(*repeat_rate);
  return pattern;
}

}  // namespace kam::account
