#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "kam/account/v1/account_facts.pb.h"
#include "kam/assessment/v1/assessment_facts.pb.h"
#include "kam/gateway/v1/key_account_service.pb.h"
#include "kam/planning/v1/planning_facts.pb.h"
#include "kam/storage/v1/portfolio_place.pb.h"
#include "kam/team/v1/team_facts.pb.h"

namespace kam::gateway {

// What the other three services answered about the accounts of one page; absent
// of one that was not asked, since the page is empty.
struct PortfolioAnswers {
  std::optional<absl::StatusOr<team::v1::ProgramFacts>> team;
  std::optional<absl::StatusOr<planning::v1::ProgramFacts>> planning;
  std::optional<absl::StatusOr<assessment::v1::ProgramFacts>> assessment;
};

// Returns `accounts`, key accounts of `facts`, with a line from each service
// that answered, and how each answered. The page token is left to the caller.
v1::ListKeyAccountsResponse AssemblePortfolio(
    const account::v1::ProgramFacts& facts,
    const std::vector<std::string>& accounts, const PortfolioAnswers& answers);

// Returns where the list goes on behind a page that began at `place` and ends
// with account `last`: on the same day, and in the states in which each service
// answered first.
storage::v1::PortfolioPlace PlaceAfter(const storage::v1::PortfolioPlace& place,
                                       const std::string& last,
                                       const account::v1::ProgramFacts& facts,
                                       const PortfolioAnswers& answers);

}  // namespace kam::gateway
