#pragma once

#include "absl/status/status.h"
#include "common/base/clock.h"
#include "common/storage/transaction.h"
#include "kam/account/v1/ledger.pb.h"

namespace kam::account {

// Months that one call may close.
inline constexpr int kMaxMonthsToClose = 600;

// Closes the months that `request` asks for and lists each of them, those
// closed before as they were. NOT_FOUND when there is no such programme or
// account; INVALID_ARGUMENT for dates reversed or too many months;
// FAILED_PRECONDITION, PERIOD_NOT_OVER.
absl::Status CloseMonths(storage::Transaction& transaction, const Clock& clock,
                         const v1::ClosePeriodRequest& request,
                         v1::ClosePeriodResponse* response);

}  // namespace kam::account
