#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "common/base/money.h"
#include "kam/account/v1/profitability.pb.h"
#include "services/account/account_policy.h"
#include "services/account/ledger_window.h"

namespace kam::account {

// Months of ledger that profitability looks at.
inline constexpr int kProfitabilityMonths = 12;

// Twelve months of an account up to E, and its profit there.
struct ProfitWindow {
  // E, and whether finance has closed everything up to it recently enough.
  absl::CivilMonth end;
  bool cost_complete = false;
  // The latest month start up to which finance has closed, however old.
  std::optional<absl::CivilMonth> closed_through;
  LedgerWindow ledger;
  // R - K - S; zero and without meaning unless cost_complete.
  Amount profit;
};

// Returns the window of 4.g on `day` (A-35b): it ends at the latest month start
// up to which finance has closed, or, when that is older than the policy
// allows, at the month start on or before `day`, not cost-complete.
// OUT_OF_RANGE when a sum leaves the range of money.
absl::StatusOr<ProfitWindow> FindProfitWindow(
    absl::Span<const LedgerMonth> months, const PeriodCloses& closes,
    absl::CivilDay day, absl::string_view reporting_currency,
    const ProfitabilityValues& values);

// The benchmark rate of cost of sales: an exact fraction, never rounded.
struct Benchmark {
  absl::int128 numerator;
  // Above zero.
  absl::int128 denominator;
  // Accounts that the median rests on; 0 for a value of the policy.
  int peers = 0;
};

// The ledger of one key account.
struct BenchmarkPeer {
  std::vector<LedgerMonth> months;
  PeriodCloses closes;
};

// Returns the policy's benchmark, or else the median rate S/R of those of
// `key_accounts` that are cost-complete with revenue and profit above zero (the
// lower middle when even), or nothing when they are too few. Peers with money
// in another currency do not count. OUT_OF_RANGE when a sum leaves the range of
// money.
absl::StatusOr<std::optional<Benchmark>> FindBenchmark(
    absl::Span<const BenchmarkPeer> key_accounts, absl::CivilDay day,
    absl::string_view reporting_currency, const ProfitabilityValues& values);

// Returns the benchmark as an answer shows it.
v1::BenchmarkRate ShowBenchmark(const Benchmark& benchmark);

// Returns the sign of cost_of_sales / revenue - benchmark, for revenue above
// zero, exactly.
int CompareRate(Amount cost_of_sales, Amount revenue,
                const Benchmark& benchmark);

// Returns max(0, S - floor(benchmark * max(R, 0))), exactly.
Amount Reducible(Amount cost_of_sales, Amount revenue,
                 const Benchmark& benchmark);

}  // namespace kam::account
