#include "services/gateway/portfolio_order.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

#include "common/status/errors.h"
#include "kam/account/v1/profitability.pb.h"

namespace kam::gateway {
namespace {

using Profitability = account::v1::ProfitabilityVerdict;

constexpr int kLastPhase = 5;

// Worst first; what is not among them cannot be told.
constexpr Profitability::Value kWorstFirst[] = {
    Profitability::VALUE_LOSS, Profitability::VALUE_NO_REVENUE,
    Profitability::VALUE_BELOW_TARGET,
    Profitability::VALUE_PROFITABLE_NO_TARGET, Profitability::VALUE_ON_TARGET};

bool IsAskedFor(const account::v1::KeyAccountFact& fact,
                const v1::ListKeyAccountsRequest& request) {
  const auto& asked = request.profitabilities();
  return asked.empty() || std::find(asked.begin(), asked.end(),
                                    fact.profitability()) != asked.end();
}

// Where a key account stands in the order of profitability.
std::ptrdiff_t PlaceOf(const account::v1::KeyAccountFact& fact, bool reverse) {
  const auto* const found = std::find(
      std::begin(kWorstFirst), std::end(kWorstFirst), fact.profitability());
  const std::ptrdiff_t place = found - std::begin(kWorstFirst);
  return reverse && found != std::end(kWorstFirst) ? -place : place;
}

}  // namespace

absl::Status CheckPhases(const v1::ListKeyAccountsRequest& request) {
  Violations violations;
  const bool are_known =
      std::all_of(request.phases().begin(), request.phases().end(),
                  [](int phase) { return phase >= 0 && phase <= kLastPhase; });
  if (!are_known) {
    violations.Add("phases", "must be 0 to 5", "INVALID_PHASE");
  }
  return violations.ToStatus();
}

bool IsRankedByStanding(const v1::ListKeyAccountsRequest& request) {
  return request.order_by() == v1::KEY_ACCOUNT_ORDER_PHASE ||
         request.order_by() == v1::KEY_ACCOUNT_ORDER_SEVERITY ||
         !request.phases().empty() ||
         request.least_severity() != type::v1::SEVERITY_UNSPECIFIED;
}

bool IsRanked(const v1::ListKeyAccountsRequest& request) {
  return IsRankedByStanding(request) || request.reverse() ||
         request.order_by() == v1::KEY_ACCOUNT_ORDER_PROFITABILITY ||
         !request.profitabilities().empty();
}

std::vector<std::string> ChooseKeyAccounts(
    const account::v1::ProgramFacts& facts,
    const v1::ListKeyAccountsRequest& request) {
  std::vector<const account::v1::KeyAccountFact*> chosen;
  for (const account::v1::KeyAccountFact& fact : facts.key_accounts()) {
    if (IsAskedFor(fact, request)) chosen.push_back(&fact);
  }
  switch (request.order_by()) {
    case v1::KEY_ACCOUNT_ORDER_PROFITABILITY:
      std::stable_sort(chosen.begin(), chosen.end(),
                       [&](const auto* a, const auto* b) {
                         return PlaceOf(*a, request.reverse()) <
                                PlaceOf(*b, request.reverse());
                       });
      break;
    case v1::KEY_ACCOUNT_ORDER_UNSPECIFIED:
    case v1::KEY_ACCOUNT_ORDER_NAME:
      if (request.reverse()) std::reverse(chosen.begin(), chosen.end());
      break;
    default:
      break;
  }
  std::vector<std::string> names;
  names.reserve(chosen.size());
  for (const auto* fact : chosen) names.push_back(fact->account());
  return names;
}

assessment::v1::Ranking RankingOf(const v1::ListKeyAccountsRequest& request,
                                  const std::string& after, int limit) {
  assessment::v1::Ranking ranking;
  if (request.order_by() == v1::KEY_ACCOUNT_ORDER_PHASE) {
    ranking.set_order_by(assessment::v1::RANKING_ORDER_PHASE);
  } else if (request.order_by() == v1::KEY_ACCOUNT_ORDER_SEVERITY) {
    ranking.set_order_by(assessment::v1::RANKING_ORDER_SEVERITY);
  }
  ranking.set_reverse(request.reverse());
  *ranking.mutable_phases() = request.phases();
  ranking.set_least_severity(request.least_severity());
  ranking.set_after(after);
  ranking.set_limit(limit);
  return ranking;
}

absl::StatusOr<std::vector<std::string>> PageAfter(
    const std::vector<std::string>& accounts, const std::string& after,
    int limit) {
  auto begin = accounts.begin();
  if (!after.empty()) {
    begin = std::find(begin, accounts.end(), after);
    if (begin == accounts.end()) {
      return InvalidArgument("INVALID_PAGE_TOKEN",
                             "The page_token is not one of this list.");
    }
    ++begin;
  }
  const auto count = std::min<std::ptrdiff_t>(limit, accounts.end() - begin);
  return std::vector<std::string>(begin, begin + count);
}

}  // namespace kam::gateway
