#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "kam/account/v1/classification.pb.h"
#include "services/account/account_policy.h"
#include "services/account/ledger_window.h"

namespace kam::account {

// What is known of an account on a day.
struct ClassificationInput {
  // `programs/{program}/accounts/{account}`.
  std::string account;
  // Whether it is a key account on the day (IsKeyAccount).
  bool key_account = false;
  // Whether any contact or visit is recorded on or before the day.
  bool contacted = false;
  // Ledger entries with revenue above zero on or before the day.
  int64_t purchases_ever = 0;
  // The ledger over TrailingWindow(day, window_months).
  LedgerWindow window;
};

// Whether the window shows a regular buyer (rule 2 of 4.f.1): enough purchases
// in enough calendar months, and net revenue above zero. FAILED_PRECONDITION,
// MIXED_CURRENCY, when revenue in several currencies differs in sign, so that
// only a rate could tell.
absl::StatusOr<bool> BuysRegularly(const ClassificationInput& input,
                                   const SelectionValues& values,
                                   absl::string_view reporting_currency);

// Returns the class of an account on `day`, its flags and why. Errors as
// BuysRegularly.
absl::StatusOr<v1::AccountClassification> ClassifyAccount(
    const ClassificationInput& input, absl::CivilDay day,
    const SelectionValues& values, absl::string_view reporting_currency);

}  // namespace kam::account
