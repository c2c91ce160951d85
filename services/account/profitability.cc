#include "services/account/profitability.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/date.h"
#include "common/base/money.h"
#include "common/base/ratio.h"
#include "common/status/status_macros.h"
#include "services/account/explanation.h"
#include "services/account/profit_ladder.h"
#include "services/account/profit_target.h"

namespace kam::account {
namespace {

using kam::type::v1::SEVERITY_VIOLATION;
using kam::type::v1::SEVERITY_WARN;
using kam::type::v1::VERDICT_STATUS_DETERMINED;
using kam::type::v1::VERDICT_STATUS_INSUFFICIENT_DATA;
using kam::type::v1::VERDICT_STATUS_PROVISIONAL;
using Verdict = v1::ProfitabilityVerdict;

constexpr char kRequirement[] = "S3-07";

// The facts of one verdict, read.
struct Case {
  const ProfitabilityInput& input;
  const ProfitabilityValues& values;
  absl::CivilDay day;
  ProfitWindow window = {};
  std::optional<ProfitTarget> target = std::nullopt;
  const v1::StrategicException* exception = nullptr;
  int loss_quarters = 0;

  Amount revenue() const { return window.ledger.revenue; }
  Amount cost_of_sales() const { return window.ledger.cost_of_sales; }
  bool patient() const { return loss_quarters <= values.patience_quarters; }

  google::type::Money Money(Amount amount) const {
    return ToProto(amount, input.reporting_currency);
  }
  std::string Say(Amount amount) const {
    return absl::StrCat(FormatAmount(amount), " ", input.reporting_currency);
  }
};

absl::StatusOr<ProfitWindow> WindowOn(const ProfitabilityInput& input,
                                      absl::CivilDay day,
                                      const ProfitabilityValues& values) {
  ASSIGN_OR_RETURN(ProfitWindow window,
                   FindProfitWindow(input.months, input.closes, day,
                                    input.reporting_currency, values));
  if (window.ledger.foreign_money) {
    return MixedCurrency(input.account, input.reporting_currency);
  }
  return window;
}

// Returns the least profit, in whole ten-thousandths, that meets the target.
Amount RequiredProfit(const Case& c) {
  if (c.target->amount.has_value()) return *c.target->amount;
  const absl::int128 product =
      c.revenue().ten_thousandths() * *c.target->margin_bps;
  absl::int128 required = product / kWhole;
  if (product > required * kWhole) required += 1;
  return Amount::FromTenThousandths(required);
}

bool MeetsTarget(const Case& c) {
  if (c.target->amount.has_value()) return c.window.profit >= *c.target->amount;
  return CompareProducts(c.window.profit.ten_thousandths(), kWhole,
                         c.revenue().ten_thousandths(),
                         *c.target->margin_bps) >= 0;
}

void Conclude(Verdict::Value value, kam::type::v1::VerdictStatus status,
              const std::vector<Verdict::Action>& actions,
              absl::string_view sentence, Verdict& verdict) {
  verdict.set_value(value);
  verdict.set_status(status);
  for (Verdict::Action action : actions) verdict.add_actions(action);
  *verdict.mutable_explanation() = Explain(kRequirement, sentence);
}

void ConcludeBelowTarget(const Case& c, Verdict& verdict) {
  const std::string gap =
      absl::StrCat("Profit ", c.Say(c.window.profit), " is below the ",
                   c.Say(RequiredProfit(c)), " of the target");
  if (!c.input.benchmark.has_value()) {
    Conclude(Verdict::VALUE_BELOW_TARGET, VERDICT_STATUS_PROVISIONAL,
             {Verdict::ACTION_REDUCE_COST_OF_SALES,
              Verdict::ACTION_REVIEW_PRICE_AND_MIX},
             absl::StrCat(gap,
                          "; without a benchmark it is open which of cost "
                          "and price is to blame."),
             verdict);
  } else if (CompareRate(c.cost_of_sales(), c.revenue(), *c.input.benchmark) >
             0) {
    Conclude(Verdict::VALUE_BELOW_TARGET, VERDICT_STATUS_DETERMINED,
             {Verdict::ACTION_REDUCE_COST_OF_SALES},
             absl::StrCat(gap, ", and cost of sales is above the benchmark."),
             verdict);
  } else {
    Conclude(Verdict::VALUE_BELOW_TARGET, VERDICT_STATUS_DETERMINED,
             {Verdict::ACTION_REVIEW_PRICE_AND_MIX},
             absl::StrCat(gap,
                          ", though cost of sales is within the "
                          "benchmark."),
             verdict);
  }
}

Verdict::Action LossAction(const Case& c, bool curable) {
  if (curable) {
    return c.patient() ? Verdict::ACTION_REDUCE_COST_OF_SALES
                       : Verdict::ACTION_REDUCE_DEPENDENCE;
  }
  if (c.patient()) return Verdict::ACTION_REDUCE_DEPENDENCE;
  return c.exception != nullptr ? Verdict::ACTION_HOLD_BY_EXCEPTION
                                : Verdict::ACTION_RELINQUISH_CANDIDATE;
}

void ConcludeLoss(const Case& c, Verdict& verdict) {
  const bool known = verdict.has_curable();
  // An unknown benchmark is read in the account's favour.
  const bool curable = !known || verdict.curable();
  const std::string cure =
      !known    ? "without a benchmark it is open whether cost of sales could "
                  "end it"
      : curable ? "cost of sales at the benchmark would end it"
                : "cost of sales at the benchmark would not end it";
  const Verdict::Action action = LossAction(c, curable);
  Conclude(Verdict::VALUE_LOSS,
           known ? VERDICT_STATUS_DETERMINED : VERDICT_STATUS_PROVISIONAL,
           {action},
           absl::StrCat("A loss of ", c.Say(c.window.profit.Negate()), ", ",
                        c.loss_quarters, " quarterly evaluation(s) in a row; ",
                        cure, "."),
           verdict);
  if (action == Verdict::ACTION_REDUCE_DEPENDENCE) {
    *verdict.mutable_revenue_at_risk() =
        c.Money(std::max(c.revenue(), Amount::Zero()));
  }
}

// The rows of 4.g, tried in the order of A-34.
void Judge(const Case& c, Verdict& verdict) {
  if (!c.window.cost_complete) {
    Conclude(Verdict::VALUE_UNKNOWN_REVENUE_ONLY,
             VERDICT_STATUS_INSUFFICIENT_DATA,
             {Verdict::ACTION_UNDERSTAND_PROFITABILITY},
             "Finance has not closed a recent period: revenue is known, cost "
             "is not.",
             verdict);
  } else if (c.window.profit < Amount::Zero()) {
    ConcludeLoss(c, verdict);
  } else if (c.revenue() <= Amount::Zero()) {
    Conclude(Verdict::VALUE_NO_REVENUE, VERDICT_STATUS_DETERMINED, {},
             "No revenue in the window, and no loss.", verdict);
  } else if (!c.target.has_value()) {
    Conclude(Verdict::VALUE_PROFITABLE_NO_TARGET, VERDICT_STATUS_DETERMINED,
             {Verdict::ACTION_SET_TARGET},
             absl::StrCat("Profit ", c.Say(c.window.profit),
                          ", and no target to hold it against."),
             verdict);
  } else if (MeetsTarget(c)) {
    Conclude(Verdict::VALUE_ON_TARGET, VERDICT_STATUS_DETERMINED,
             {Verdict::ACTION_KEEP},
             absl::StrCat("Profit ", c.Say(c.window.profit), " reaches the ",
                          c.Say(RequiredProfit(c)), " of the target."),
             verdict);
  } else {
    ConcludeBelowTarget(c, verdict);
  }
}

// Puts the sums of the window into `verdict`, and what follows from them alone.
absl::Status ShowSums(const Case& c, Verdict& verdict) {
  *verdict.mutable_window_start() =
      ToProto(absl::CivilDay(c.window.end - kProfitabilityMonths));
  *verdict.mutable_window_end() = ToProto(absl::CivilDay(c.window.end));
  verdict.set_cost_complete(c.window.cost_complete);
  if (c.window.closed_through.has_value()) {
    *verdict.mutable_closed_through() =
        ToProto(absl::CivilDay(*c.window.closed_through));
  }
  *verdict.mutable_revenue() = c.Money(c.revenue());
  ASSIGN_OR_RETURN(const std::vector<v1::LadderStep> ladder,
                   ProfitLadder(c.window, c.input.reporting_currency));
  verdict.mutable_ladder()->Assign(ladder.begin(), ladder.end());
  if (!c.window.cost_complete) return absl::OkStatus();

  const Amount profit = c.window.profit;
  *verdict.mutable_direct_cost() = c.Money(c.window.ledger.direct_cost);
  *verdict.mutable_cost_of_sales() = c.Money(c.cost_of_sales());
  *verdict.mutable_profit() = c.Money(profit);
  if (const auto margin = BasisPoints(profit.ten_thousandths(),
                                      c.revenue().ten_thousandths())) {
    verdict.set_margin_bps(*margin);
  }
  if (c.input.benchmark.has_value()) {
    const Amount reducible =
        Reducible(c.cost_of_sales(), c.revenue(), *c.input.benchmark);
    *verdict.mutable_reducible() = c.Money(reducible);
    ASSIGN_OR_RETURN(const Amount cured, Add(profit, reducible));
    verdict.set_curable(cured >= Amount::Zero());
  }
  return absl::OkStatus();
}

// Puts the account's part in the supplier's revenue into `verdict`.
absl::Status ShowDependence(const Case& c, Verdict& verdict) {
  ASSIGN_OR_RETURN(
      const LedgerWindow supplier,
      SumLedger(c.input.supplier_months, c.input.reporting_currency,
                c.window.end - kProfitabilityMonths, c.window.end));
  if (!supplier.foreign_revenue.empty()) return absl::OkStatus();
  *verdict.mutable_supplier_revenue() = c.Money(supplier.revenue);
  const absl::int128 revenue = c.revenue().ten_thousandths();
  const absl::int128 total = supplier.revenue.ten_thousandths();
  const auto dependence = BasisPoints(revenue, total);
  if (!dependence.has_value()) return absl::OkStatus();
  verdict.set_dependence_bps(*dependence);
  if (CompareProducts(revenue, kWhole, total, c.values.concentration_bps) >=
      0) {
    *verdict.add_flags() =
        MakeFlag("CONCENTRATION", SEVERITY_WARN, kRequirement,
                 absl::StrCat("It brings ", *dependence,
                              " bps of the supplier's revenue, at or above ",
                              c.values.concentration_bps, "."));
  }
  return absl::OkStatus();
}

void ShowTarget(const Case& c, Verdict& verdict) {
  if (c.input.key_account && !c.target.has_value()) {
    *verdict.add_flags() =
        MakeFlag("NO_PROFIT_TARGET", SEVERITY_VIOLATION, "S2-19",
                 "A key account without a profit target.");
  }
  if (!c.target.has_value()) return;
  v1::ProfitTargetUse& use = *verdict.mutable_target();
  use.set_target(c.target->name);
  if (c.target->amount.has_value()) {
    *use.mutable_amount() = c.Money(*c.target->amount);
  } else {
    use.set_margin_bps(*c.target->margin_bps);
  }
  if (c.target->amount.has_value() || c.revenue() > Amount::Zero()) {
    *use.mutable_required_profit() = c.Money(RequiredProfit(c));
  }
}

}  // namespace

absl::StatusOr<int> CountLossQuarters(const ProfitabilityInput& input,
                                      absl::CivilDay day,
                                      const ProfitabilityValues& values) {
  int count = 0;
  for (absl::CivilDay quarter = QuarterDays(day, 1).front();;
       quarter = AddMonths(quarter, -3)) {
    ASSIGN_OR_RETURN(const ProfitWindow window,
                     WindowOn(input, quarter, values));
    if (!window.cost_complete || window.profit >= Amount::Zero()) return count;
    ++count;
  }
}

absl::StatusOr<v1::ProfitabilityVerdict> JudgeProfitability(
    const ProfitabilityInput& input, absl::CivilDay day,
    const ProfitabilityValues& values) {
  Case c{.input = input, .values = values, .day = day};
  ASSIGN_OR_RETURN(c.window, WindowOn(input, day, values));
  ASSIGN_OR_RETURN(
      c.target, FindProfitTarget(input.targets, day, input.reporting_currency));
  c.exception = FindLiveException(input.exceptions, day, values);
  ASSIGN_OR_RETURN(c.loss_quarters, CountLossQuarters(input, day, values));

  Verdict verdict;
  verdict.set_account(input.account);
  verdict.set_loss_quarters(c.loss_quarters);
  if (input.benchmark.has_value()) {
    *verdict.mutable_benchmark() = ShowBenchmark(*input.benchmark);
  }
  if (c.exception != nullptr) verdict.set_exception(c.exception->name());
  RETURN_IF_ERROR(ShowSums(c, verdict));
  RETURN_IF_ERROR(ShowDependence(c, verdict));
  ShowTarget(c, verdict);
  Judge(c, verdict);
  return verdict;
}

}  // namespace kam::account
