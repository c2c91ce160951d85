#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "kam/account/v1/account_facts.pb.h"
#include "kam/assessment/v1/assessment_facts.pb.h"
#include "kam/assessment/v1/ranking.pb.h"
#include "kam/gateway/v1/key_account_service.pb.h"

// Which key accounts of a programme a list shows, and in which order.
namespace kam::gateway {

// Checks the phases that the request asks for. INVALID_ARGUMENT, INVALID_PHASE.
absl::Status CheckPhases(const v1::ListKeyAccountsRequest& request);

// Whether the whole programme is looked through for a page: it is not the next
// accounts by name.
bool IsRanked(const v1::ListKeyAccountsRequest& request);

// Whether the assessment service decides.
bool IsRankedByStanding(const v1::ListKeyAccountsRequest& request);

// Returns the names of the key accounts of `facts` that the request asks for as
// far as the account service can tell, by profitability or by name.
std::vector<std::string> ChooseKeyAccounts(
    const account::v1::ProgramFacts& facts,
    const v1::ListKeyAccountsRequest& request);

// Returns what to ask the assessment service to make of them: `limit` at most
// of those that come after account `after`, if any.
assessment::v1::Ranking RankingOf(const v1::ListKeyAccountsRequest& request,
                                  const std::string& after, int limit);

// Returns `limit` at most of `accounts` that come after account `after`, if
// any. INVALID_ARGUMENT, INVALID_PAGE_TOKEN, when it is not among them.
absl::StatusOr<std::vector<std::string>> PageAfter(
    const std::vector<std::string>& accounts, const std::string& after,
    int limit);

}  // namespace kam::gateway
