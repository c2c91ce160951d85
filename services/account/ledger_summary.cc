#include "services/account/ledger_summary.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/ratio.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::account {
namespace {

constexpr int kRevenueShareBps = 8000;

using ByAccount = std::map<std::string, LedgerSums>;

bool HasMoney(const LedgerSums& sums) {
  return sums.revenue != Amount::Zero() || sums.returns != Amount::Zero() ||
         sums.direct_cost != Amount::Zero() ||
         sums.cost_of_sales != Amount::Zero();
}

absl::StatusOr<ByAccount> Gather(const std::vector<AccountSums>& booked,
                                 absl::string_view currency) {
  ByAccount accounts;
  for (const AccountSums& part : booked) {
    if (part.currency != currency && HasMoney(part.sums)) {
      return MakeError(
          absl::StatusCode::kFailedPrecondition, "MIXED_CURRENCY",
          absl::StrCat("The ledger of ", part.account, " holds ", part.currency,
                       ", and there is no rate to convert it; ", "book it in ",
                       currency, "."),
          {{"account", part.account}});
    }
    RETURN_IF_ERROR(AddTo(accounts[part.account], part.sums));
  }
  return accounts;
}

absl::StatusOr<Amount> Difference(Amount a, Amount b) {
  const auto result = Subtract(a, b);
  if (!result.ok()) return WithReason(result.status(), "SUM_OVERFLOW");
  return result;
}

absl::StatusOr<v1::LedgerTotals> TotalsOf(const LedgerSums& sums,
                                          absl::string_view currency) {
  ASSIGN_OR_RETURN(const Amount margin,
                   Difference(sums.revenue, sums.direct_cost));
  ASSIGN_OR_RETURN(const Amount profit, Difference(margin, sums.cost_of_sales));
  v1::LedgerTotals totals;
  *totals.mutable_revenue() = ToProto(sums.revenue, currency);
  *totals.mutable_returns() = ToProto(sums.returns, currency);
  *totals.mutable_direct_cost() = ToProto(sums.direct_cost, currency);
  *totals.mutable_cost_of_sales() = ToProto(sums.cost_of_sales, currency);
  *totals.mutable_gross_margin() = ToProto(margin, currency);
  *totals.mutable_profit() = ToProto(profit, currency);
  const auto bps =
      BasisPoints(margin.ten_thousandths(), sums.revenue.ten_thousandths());
  if (bps.has_value()) totals.set_gross_margin_bps(*bps);
  totals.set_entry_count(sums.entries);
  totals.set_purchase_count(sums.purchases);
  return totals;
}

// Accounts by revenue, greatest first, then by name.
std::vector<std::pair<std::string, LedgerSums>> Ranked(
    const ByAccount& accounts) {
  std::vector<std::pair<std::string, LedgerSums>> ranked(accounts.begin(),
                                                         accounts.end());
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) {
                     return a.second.revenue > b.second.revenue;
                   });
  return ranked;
}

// The fewest of the largest whose revenue makes 80 % of all revenue above zero.
std::optional<int64_t> FewestFor80Percent(
    const std::vector<std::pair<std::string, LedgerSums>>& ranked) {
  absl::int128 whole = 0;
  for (const auto& [account, sums] : ranked) {
    if (sums.revenue > Amount::Zero()) whole += sums.revenue.ten_thousandths();
  }
  if (whole == 0) return std::nullopt;
  absl::int128 sum = 0;
  int64_t count = 0;
  for (const auto& [account, sums] : ranked) {
    sum += sums.revenue.ten_thousandths();
    ++count;
    if (CompareProducts(sum, kWhole, whole, kRevenueShareBps) >= 0) break;
  }
  return count;
}

absl::Status AddLossMakers(const ByAccount& accounts,
                           absl::string_view currency,
                           v1::SummarizeLedgerResponse& response) {
  absl::int128 margins = 0;
  int64_t count = 0;
  for (const auto& [account, sums] : accounts) {
    const absl::int128 margin =
        sums.revenue.ten_thousandths() - sums.direct_cost.ten_thousandths();
    if (margin >= 0) continue;
    margins += margin;
    ++count;
  }
  const auto sum = Amount::Checked(margins);
  if (!sum.ok()) return WithReason(sum.status(), "SUM_OVERFLOW");
  response.set_loss_maker_count(count);
  *response.mutable_loss_maker_gross_margin() = ToProto(*sum, currency);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::SummarizeLedgerResponse> SummarizeLedger(
    const std::vector<AccountSums>& booked, absl::string_view currency,
    int largest_count) {
  ASSIGN_OR_RETURN(const ByAccount accounts, Gather(booked, currency));
  LedgerSums all;
  int64_t buyers = 0;
  for (const auto& [account, sums] : accounts) {
    RETURN_IF_ERROR(AddTo(all, sums));
    if (sums.purchases > 0) ++buyers;
  }
  v1::SummarizeLedgerResponse response;
  ASSIGN_OR_RETURN(*response.mutable_totals(), TotalsOf(all, currency));
  response.set_account_count(static_cast<int64_t>(accounts.size()));
  response.set_buyer_count(buyers);
  RETURN_IF_ERROR(AddLossMakers(accounts, currency, response));
  const auto ranked = Ranked(accounts);
  if (const auto fewest = FewestFor80Percent(ranked); fewest.has_value()) {
    response.set_accounts_for_80_percent(*fewest);
  }
  for (const auto& [account, sums] : ranked) {
    if (response.largest_size() == largest_count) break;
    v1::AccountLedgerSummary* one = response.add_largest();
    one->set_account(account);
    ASSIGN_OR_RETURN(*one->mutable_totals(), TotalsOf(sums, currency));
    const auto share = BasisPoints(sums.revenue.ten_thousandths(),
                                   all.revenue.ten_thousandths());
    if (share.has_value()) one->set_revenue_share_bps(*share);
  }
  return response;
}

}  // namespace kam::account
