#include "services/account/profit_ladder.h"

#include <optional>

#include "common/base/money.h"
#include "common/base/ratio.h"
#include "common/status/status_macros.h"
#include "services/account/explanation.h"

namespace kam::account {
namespace {

using Step = v1::LadderStep;

// Returns what a step means, or why it has no amount.
absl::string_view Sentence(Step::Kind kind, bool known) {
  if (!known) {
    return "Unknown: finance has not closed the window, and no cost booked is "
           "not no cost.";
  }
  switch (kind) {
    case Step::KIND_GROSS_REVENUE:
      return "What was invoiced in the window.";
    case Step::KIND_RETURNS:
      return "Less what came back.";
    case Step::KIND_NET_REVENUE:
      return "Revenue net of returns, the measure of every share and target.";
    case Step::KIND_DIRECT_COST:
      return "Less the cost of the goods and of delivering them.";
    case Step::KIND_GROSS_MARGIN:
      return "What is left to pay for selling and serving.";
    case Step::KIND_COST_OF_SALES:
      return "Less sales and account time, discounts outside the price, "
             "rebates, support, logistics and tailored investment.";
    case Step::KIND_ACCOUNT_PROFIT:
      return "What the account earns.";
    default:
      return "";
  }
}

}  // namespace

absl::StatusOr<std::vector<v1::LadderStep>> ProfitLadder(
    const ProfitWindow& window, absl::string_view reporting_currency) {
  const LedgerWindow& ledger = window.ledger;
  ASSIGN_OR_RETURN(const Amount gross, Add(ledger.revenue, ledger.returns));
  std::optional<Amount> direct, margin, sales, profit;
  if (window.cost_complete) {
    direct = ledger.direct_cost.Negate();
    ASSIGN_OR_RETURN(margin, Subtract(ledger.revenue, ledger.direct_cost));
    sales = ledger.cost_of_sales.Negate();
    profit = window.profit;
  }
  std::vector<Step> ladder;
  auto append = [&](Step::Kind kind, std::optional<Amount> amount) {
    Step& step = ladder.emplace_back();
    step.set_kind(kind);
    if (amount.has_value()) {
      *step.mutable_amount() = ToProto(*amount, reporting_currency);
      const auto share = BasisPoints(amount->ten_thousandths(),
                                     ledger.revenue.ten_thousandths());
      if (share.has_value()) step.set_share_bps(*share);
    }
    *step.mutable_explanation() =
        Explain("S3-07", Sentence(kind, amount.has_value()));
  };
  append(Step::KIND_GROSS_REVENUE, gross);
  append(Step::KIND_RETURNS, ledger.returns.Negate());
  append(Step::KIND_NET_REVENUE, ledger.revenue);
  append(Step::KIND_DIRECT_COST, direct);
  append(Step::KIND_GROSS_MARGIN, margin);
  append(Step::KIND_COST_OF_SALES, sales);
  append(Step::KIND_ACCOUNT_PROFIT, profit);
  return ladder;
}

}  // namespace kam::account
