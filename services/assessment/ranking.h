#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "kam/assessment/v1/ranking.pb.h"
#include "kam/assessment/v1/standing.pb.h"

namespace kam::assessment {

// An account, and how it stands; absent when it was never assessed.
struct RankedAccount {
  std::string account;
  std::optional<v1::StandingSummary> standing = std::nullopt;
};

// Returns those of `accounts` that the ranking asks for, in its order.
// INVALID_ARGUMENT: INVALID_PAGE_SIZE for a wrong limit, INVALID_PHASE for a
// phase that is none, UNKNOWN_ACCOUNT when `after` is not among them.
absl::StatusOr<std::vector<RankedAccount>> Rank(
    std::vector<RankedAccount> accounts, const v1::Ranking& ranking);

}  // namespace kam::assessment
