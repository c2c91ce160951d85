#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "kam/account/v1/commerce.pb.h"
#include "kam/account/v1/profitability.pb.h"
#include "services/account/account_policy.h"
#include "services/account/benchmark.h"
#include "services/account/ledger_window.h"

namespace kam::account {

// What a profitability verdict reads of an account. All windows begin and end
// with a month, so monthly sums suffice.
struct ProfitabilityInput {
  // `programs/{program}/accounts/{account}`.
  std::string account;
  std::string reporting_currency;
  // Whether it is a key account on the day (IsKeyAccount).
  bool key_account = false;
  // Monthly sums of the account, in any order: far enough back for the losses
  // that are to be counted, 12 months and 3 more for each quarter.
  std::vector<LedgerMonth> months;
  // Months that finance has closed, of the programme or of the account.
  PeriodCloses closes;
  // Monthly sums of all accounts of the programme, this one included.
  std::vector<LedgerMonth> supplier_months;
  // FindBenchmark over the programme's key accounts on the day.
  std::optional<Benchmark> benchmark;
  // All targets of the account, of any measure and time.
  std::vector<v1::Target> targets;
  // All strategic exceptions of the account.
  std::vector<v1::StrategicException> exceptions;
};

// Returns the verdict on `day` (4.g). INVALID_ARGUMENT as FindProfitTarget;
// FAILED_PRECONDITION, MIXED_CURRENCY, when the account's window or target
// holds money in another currency; OUT_OF_RANGE when a sum leaves the range of
// money.
absl::StatusOr<v1::ProfitabilityVerdict> JudgeProfitability(
    const ProfitabilityInput& input, absl::CivilDay day,
    const ProfitabilityValues& values);

// Returns n: how many quarterly evaluations in a row, counted back from the
// latest on or before `day`, are cost-complete and end below zero. Errors as
// JudgeProfitability.
absl::StatusOr<int> CountLossQuarters(const ProfitabilityInput& input,
                                      absl::CivilDay day,
                                      const ProfitabilityValues& values);

}  // namespace kam::account
