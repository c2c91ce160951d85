#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "common/base/money.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "kam/account/v1/account.pb.h"
#include "kam/account/v1/selection.pb.h"
#include "services/account/account_policy.h"

namespace kam::account {

// An account and a sum of money.
struct AccountAmount {
  std::string account;
  Amount amount;
};

// Returns the accounts that are among the `top` largest by `revenues`, ties at
// the last place included; only revenue above zero ranks.
std::set<std::string> TopRanked(absl::Span<const AccountAmount> revenues,
                                int top);

// What a strategic nomination reads of an account.
struct CriteriaInput {
  // `programs/{program}/accounts/{account}`.
  std::string account;
  // Ratings by people; those dated after the day are ignored, and of one
  // criterion the latest counts, unless two of that day differ.
  google::protobuf::RepeatedPtrField<v1::CriterionRating> ratings;
  // Whether the account is TopRanked by trailing revenue, from which C1
  // follows; absent without a ledger.
  std::optional<bool> top_ranked;
};

// Returns whether the account is a strategic nominee on `day`, with the bounds
// of its score and why (4.f.3, A-33).
v1::StrategicNomination NominateByCriteria(const CriteriaInput& input,
                                           absl::CivilDay day,
                                           const SelectionValues& values);

}  // namespace kam::account
