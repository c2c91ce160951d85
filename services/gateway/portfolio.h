#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "kam/account/v1/account_facts.pb.h"
#include "kam/assessment/v1/assessment_facts.pb.h"
#include "kam/gateway/v1/key_account_service.pb.h"
#include "kam/planning/v1/planning_facts.pb.h"
#include "kam/team/v1/team_facts.pb.h"

namespace kam::gateway {

// One page of a programme's key accounts.
struct PortfolioPage {
  // In the order of names.
  std::vector<account::v1::KeyAccountFact> key_accounts;
  // The last one's name when more follow, else empty.
  std::string next_after;
};

// Returns the key accounts whose names come after `after`, at most `size`.
PortfolioPage PageAfter(const account::v1::ProgramFacts& facts,
                        absl::string_view after, int size);

// What the other three services answered about the accounts of one page. All
// are absent when the page is empty, since then nobody was asked.
struct PortfolioAnswers {
  std::optional<absl::StatusOr<team::v1::ProgramFacts>> team;
  std::optional<absl::StatusOr<planning::v1::ProgramFacts>> planning;
  std::optional<absl::StatusOr<assessment::v1::ProgramFacts>> assessment;
};

// Returns the page with a line from each service that answered, and how each
// answered. The page token is left to the caller.
v1::ListKeyAccountsResponse AssemblePortfolio(
    const account::v1::ProgramFacts& facts, const PortfolioPage& page,
    const PortfolioAnswers& answers);

}  // namespace kam::gateway
