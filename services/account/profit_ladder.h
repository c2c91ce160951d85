#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "kam/account/v1/profitability.pb.h"
#include "services/account/benchmark.h"

namespace kam::account {

// Returns the steps from gross revenue down to account profit. Costs and what
// follows from them are without amount unless the window is cost-complete.
// OUT_OF_RANGE when a sum leaves the range of money.
absl::StatusOr<std::vector<v1::LadderStep>> ProfitLadder(
    const ProfitWindow& window, absl::string_view reporting_currency);

}  // namespace kam::account
