#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "services/account/profitability.h"
#include "tests/services/account/domain/ledger_builders.h"
#include "tests/testing/matchers.h"

namespace kam::account::testing {

// The first evaluation day of 2014: the window is the year 2013.
inline const absl::CivilDay kNewYear(2014, 1, 1);

inline v1::Target MarginTarget(int32_t bps,
                               const std::string& starts = "2013-01-01",
                               const std::string& ends = "2014-12-31") {
  v1::Target target;
  target.set_name(AccountName("a") + "/targets/margin");
  target.set_measure(v1::Target::MEASURE_MARGIN_BPS);
  target.set_margin_bps(bps);
  *target.mutable_starts_on() = Date(starts);
  *target.mutable_ends_on() = Date(ends);
  return target;
}

inline v1::StrategicException AnException(const std::string& approved,
                                          const std::string& expires) {
  v1::StrategicException exception;
  exception.set_name(AccountName("a") + "/strategicExceptions/x");
  exception.set_criterion(v1::CRITERION_DOOR_OPENER);
  exception.set_approver("programs/p/members/dora");
  *exception.mutable_approved_on() = Date(approved);
  *exception.mutable_expires_on() = Date(expires);
  return exception;
}

// Returns an account with these sums in December 2013, all of it closed, with a
// benchmark of 18 % and a target of 10 %.
inline ProfitabilityInput AnAccount(int64_t revenue, int64_t direct_cost,
                                    int64_t cost_of_sales) {
  ProfitabilityInput input;
  input.account = AccountName("a");
  input.reporting_currency = "USD";
  input.months = {Month(absl::CivilMonth(2013, 12), Units(revenue),
                        Units(direct_cost), Units(cost_of_sales))};
  input.closes = Closed(absl::CivilMonth(2013, 12), absl::CivilMonth(2014, 1));
  input.supplier_months = {
      Month(absl::CivilMonth(2013, 12), Units(100'000'000))};
  input.benchmark = Benchmark{1800, 10000};
  input.targets = {MarginTarget(1000)};
  return input;
}

// Makes the loss of `input` go back so far that `quarters` evaluations in a row
// see it, and no more.
inline ProfitabilityInput Since(ProfitabilityInput input, int quarters) {
  // The sums of December 2013 are seen for a year; repeated a year earlier, and
  // credited to nothing before.
  const LedgerMonth december = input.months.front();
  const absl::CivilMonth first =
      absl::CivilMonth(2014, 1) - 3 * (quarters - 1) - 1;
  input.months.clear();
  for (absl::CivilMonth month(2013, 12); month >= first; month -= 12) {
    LedgerMonth sums = december;
    sums.month = month;
    input.months.push_back(sums);
  }
  LedgerMonth start = december;
  start.month = first;
  if (input.months.back().month != first) input.months.push_back(start);
  input.closes = Closed(first, absl::CivilMonth(2014, 1));
  return input;
}

inline v1::ProfitabilityVerdict Judge(const ProfitabilityInput& input,
                                      absl::CivilDay day = kNewYear) {
  const auto verdict = JudgeProfitability(input, day, ProfitabilityValues());
  EXPECT_THAT(verdict, kam::testing::IsOk());
  return verdict.ok() ? *verdict : v1::ProfitabilityVerdict();
}

inline std::vector<std::string> Codes(const v1::ProfitabilityVerdict& verdict) {
  std::vector<std::string> codes;
  for (const auto& flag : verdict.flags()) codes.push_back(flag.code());
  return codes;
}

}  // namespace kam::account::testing
