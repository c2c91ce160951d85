#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "common/base/money.h"
#include "kam/account/v1/commerce.pb.h"
#include "services/account/account_policy.h"

namespace kam::account {

// What an account is to earn, in exactly one of the two forms.
struct ProfitTarget {
  // Resource name of the target.
  std::string name;
  std::optional<int64_t> margin_bps;
  std::optional<Amount> amount;
};

// Returns the profit target in force on `day`, both ends of a target's time
// included, or nothing. MARGIN_BPS and PROFIT_AMOUNT are profit targets, and
// PROFIT_AND_GROWTH with an amount where there is neither. Of several in one
// form the latest to start holds. INVALID_ARGUMENT: TARGET_FORMS when both
// forms are in force, TARGET_AMBIGUOUS when two that start on one day differ;
// FAILED_PRECONDITION, MIXED_CURRENCY, for an amount in another currency.
absl::StatusOr<std::optional<ProfitTarget>> FindProfitTarget(
    absl::Span<const v1::Target> targets, absl::CivilDay day,
    absl::string_view reporting_currency);

// Returns the exception that is live on `day`, or null: it has an approver and
// approved_on <= day <= expires_on <= approved_on + the longest life that the
// policy allows. Of several, the last to expire.
const v1::StrategicException* FindLiveException(
    absl::Span<const v1::StrategicException> exceptions, absl::CivilDay day,
    const ProfitabilityValues& values);

}  // namespace kam::account
