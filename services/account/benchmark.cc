#include "services/account/benchmark.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <sstream>
#include <utility>

#include "absl/algorithm/container.h"
#include "common/base/date.h"
#include "common/base/ratio.h"
#include "common/status/status_macros.h"

namespace kam::account {
namespace {

std::string Digits(absl::int128 value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

// Sets the profit of a cost-complete window.
absl::Status SetProfit(ProfitWindow& window) {
  ASSIGN_OR_RETURN(const Amount margin,
                   Subtract(window.ledger.revenue, window.ledger.direct_cost));
  ASSIGN_OR_RETURN(window.profit,
                   Subtract(margin, window.ledger.cost_of_sales));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<ProfitWindow> FindProfitWindow(
    absl::Span<const LedgerMonth> months, const PeriodCloses& closes,
    absl::CivilDay day, absl::string_view reporting_currency,
    const ProfitabilityValues& values) {
  ProfitWindow window;
  window.closed_through = ClosedThrough(closes, day, kProfitabilityMonths);
  window.cost_complete = window.closed_through.has_value() &&
                         absl::CivilDay(*window.closed_through) >=
                             AddMonths(day, -values.close_max_age_months);
  window.end =
      window.cost_complete ? *window.closed_through : absl::CivilMonth(day);
  ASSIGN_OR_RETURN(window.ledger,
                   SumLedger(months, reporting_currency,
                             window.end - kProfitabilityMonths, window.end));
  if (window.cost_complete) RETURN_IF_ERROR(SetProfit(window));
  return window;
}

absl::StatusOr<std::optional<Benchmark>> FindBenchmark(
    absl::Span<const BenchmarkPeer> key_accounts, absl::CivilDay day,
    absl::string_view reporting_currency, const ProfitabilityValues& values) {
  if (values.benchmark_cost_of_sales_bps.has_value()) {
    return Benchmark{*values.benchmark_cost_of_sales_bps, kWhole};
  }
  std::vector<Benchmark> rates;
  for (const BenchmarkPeer& peer : key_accounts) {
    ASSIGN_OR_RETURN(const ProfitWindow window,
                     FindProfitWindow(peer.months, peer.closes, day,
                                      reporting_currency, values));
    if (!window.cost_complete || window.ledger.foreign_money ||
        window.ledger.revenue <= Amount::Zero() ||
        window.profit <= Amount::Zero()) {
      continue;
    }
    rates.push_back({window.ledger.cost_of_sales.ten_thousandths(),
                     window.ledger.revenue.ten_thousandths()});
  }
  if (rates.empty() ||
      rates.size() < static_cast<size_t>(values.benchmark_min_peers)) {
    return std::nullopt;
  }
  absl::c_sort(rates, [](const Benchmark& a, const Benchmark& b) {
    return CompareProducts(a.numerator, b.denominator, b.numerator,
                           a.denominator) < 0;
  });
  Benchmark median = rates[(rates.size() - 1) / 2];
  median.peers = static_cast<int>(rates.size());
  return median;
}

v1::BenchmarkRate ShowBenchmark(const Benchmark& benchmark) {
  v1::BenchmarkRate rate;
  rate.set_source(benchmark.peers > 0 ? v1::BenchmarkRate::SOURCE_MEDIAN
                                      : v1::BenchmarkRate::SOURCE_POLICY);
  rate.set_numerator(Digits(benchmark.numerator));
  rate.set_denominator(Digits(benchmark.denominator));
  if (const auto bps =
          BasisPoints(benchmark.numerator, benchmark.denominator)) {
    rate.set_rate_bps(*bps);
  }
  rate.set_peers(benchmark.peers);
  return rate;
}

int CompareRate(Amount cost_of_sales, Amount revenue,
                const Benchmark& benchmark) {
  return CompareProducts(cost_of_sales.ten_thousandths(), benchmark.denominator,
                         benchmark.numerator, revenue.ten_thousandths());
}

Amount Reducible(Amount cost_of_sales, Amount revenue,
                 const Benchmark& benchmark) {
  const Amount positive_revenue = std::max(revenue, Amount::Zero());
  if (CompareRate(cost_of_sales, positive_revenue, benchmark) <= 0) {
    return Amount::Zero();
  }
  // The greatest whole q with q <= benchmark * R, sought by halving since the
  // product may exceed 128 bits. It lies at or above zero and below S.
  absl::int128 low = 0;
  absl::int128 high = cost_of_sales.ten_thousandths();
  while (high - low > 1) {
    const absl::int128 middle = low + (high - low) / 2;
    const bool fits = CompareRate(Amount::FromTenThousandths(middle),
                                  positive_revenue, benchmark) <= 0;
    (fits ? low : high) = middle;
  }
  return Amount::FromTenThousandths(cost_of_sales.ten_thousandths() - low);
}

}  // namespace kam::account
