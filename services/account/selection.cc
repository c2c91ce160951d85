#include "services/account/selection.h"

#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/status/status_macros.h"
#include "services/account/explanation.h"
#include "services/account/strategic_criteria.h"

namespace kam::account {
namespace {

using Kind = v1::SelectionMismatch::Kind;

std::string RootOf(const SelectionAccount& account) {
  return account.root.empty() ? account.account : account.root;
}

absl::Status CheckCurrencies(const SelectionRun& run) {
  for (const SelectionAccount& account : run.accounts) {
    if (!account.window.foreign_revenue.empty()) {
      return MixedCurrency(account.account, run.reporting_currency);
    }
  }
  return absl::OkStatus();
}

// Groups the accounts of `run` by root. Roots without a buying member are left
// out of what is returned, and kept in `nomination`.
absl::StatusOr<std::vector<ParetoRoot>> RollUp(const SelectionRun& run,
                                               Nomination& nomination) {
  std::map<std::string, Amount> sums;
  std::set<std::string> buying;
  for (const SelectionAccount& account : run.accounts) {
    const std::string name = RootOf(account);
    NominatedRoot& root = nomination.roots[name];
    root.members.push_back(account.account);
    root.key_account |= account.key_account;
    if (account.buying) buying.insert(name);
    ASSIGN_OR_RETURN(sums[name], Add(sums[name], account.window.revenue));
  }
  std::vector<ParetoRoot> roots;
  for (auto& [name, root] : nomination.roots) {
    absl::c_sort(root.members);
    if (root.members.size() == 1 && root.members.front() == name) {
      root.members.clear();
    }
    if (buying.contains(name)) {
      roots.push_back(ParetoRoot{name, sums[name], root.members});
    }
  }
  return roots;
}

void NominateStrategic(const SelectionRun& run, const SelectionValues& values,
                       Nomination& nomination) {
  std::vector<AccountAmount> revenues;
  for (const SelectionAccount& account : run.accounts) {
    revenues.push_back({account.account, account.window.revenue});
  }
  const std::set<std::string> top = TopRanked(revenues, values.top_ranks);
  for (const SelectionAccount& account : run.accounts) {
    const bool rated = absl::c_any_of(
        account.ratings,
        [](const v1::CriterionRating& rating) { return rating.has_rating(); });
    if (!rated) continue;
    CriteriaInput input;
    input.account = account.account;
    input.ratings = account.ratings;
    if (run.has_ledger) input.top_ranked = top.contains(account.account);
    v1::StrategicNomination result = NominateByCriteria(input, run.day, values);
    if (result.nominee()) nomination.roots[RootOf(account)].by_criteria = true;
    nomination.strategic.push_back(std::move(result));
  }
  absl::c_sort(nomination.strategic, [](const auto& a, const auto& b) {
    return a.account() < b.account();
  });
}

v1::SelectionMismatch MakeMismatch(Kind kind, const std::string& name,
                                   const NominatedRoot& root,
                                   absl::string_view sentence) {
  v1::SelectionMismatch mismatch;
  mismatch.set_kind(kind);
  mismatch.set_account(name);
  mismatch.mutable_members()->Assign(root.members.begin(), root.members.end());
  *mismatch.mutable_explanation() = Explain("S4-02", sentence);
  return mismatch;
}

bool IsNominated(const NominatedRoot& root) {
  return root.by_revenue || root.by_criteria || root.tied;
}

// Whether a run saw the root as a key account that nothing nominated.
bool KeyAndNotNominated(const Nomination& run, const std::string& name) {
  const auto found = run.roots.find(name);
  return found != run.roots.end() && found->second.key_account &&
         !IsNominated(found->second);
}

std::string Why(const NominatedRoot& root) {
  if (root.by_revenue && root.by_criteria) return "by revenue and by strategy";
  return root.by_revenue ? "by revenue" : "by strategy";
}

void FindNotNominated(const Nomination& current,
                      absl::Span<const Nomination> quarterly,
                      std::vector<v1::SelectionMismatch>& found) {
  if (quarterly.empty()) return;
  for (const auto& entry : current.roots) {
    const std::string& name = entry.first;
    const bool always = KeyAndNotNominated(current, name) &&
                        absl::c_all_of(quarterly, [&](const Nomination& run) {
                          return KeyAndNotNominated(run, name);
                        });
    if (!always) continue;
    v1::SelectionMismatch mismatch = MakeMismatch(
        v1::SelectionMismatch::KIND_DESIGNATED_NOT_NOMINATED, name,
        entry.second,
        absl::StrCat("A key account that neither revenue nor strategy "
                     "nominated in ",
                     quarterly.size(), " quarterly runs in a row."));
    for (const Nomination& run : quarterly) {
      *mismatch.add_runs() = ToProto(run.day);
    }
    found.push_back(std::move(mismatch));
  }
}

}  // namespace

bool EdgeInForce(const v1::HierarchyEdge& edge, absl::CivilDay day) {
  if (edge.has_starts_on()) {
    const absl::StatusOr<absl::CivilDay> start = DayFromProto(edge.starts_on());
    if (!start.ok() || *start > day) return false;
  }
  if (edge.has_ends_on()) {
    const absl::StatusOr<absl::CivilDay> end = DayFromProto(edge.ends_on());
    if (!end.ok() || *end < day) return false;
  }
  return true;
}

std::map<std::string, std::string> SelectionRoots(
    absl::Span<const v1::Account> accounts, absl::CivilDay day) {
  std::map<std::string, std::string> groups;
  for (const v1::Account& account : accounts) {
    for (const v1::HierarchyEdge& edge : account.hierarchy_edges()) {
      if (edge.kind() != v1::HierarchyEdge::KIND_BUYING_GROUP ||
          !EdgeInForce(edge, day)) {
        continue;
      }
      groups[account.name()] = edge.parent();
    }
  }
  std::map<std::string, std::string> roots;
  for (const v1::Account& account : accounts) {
    std::string root = account.name();
    // Cycles are refused on write; the bound keeps a bad record harmless.
    for (size_t steps = 0; steps <= groups.size(); ++steps) {
      const auto group = groups.find(root);
      if (group == groups.end()) break;
      root = group->second;
    }
    roots[account.name()] = root;
  }
  return roots;
}

absl::StatusOr<Nomination> Nominate(const SelectionRun& run,
                                    const SelectionValues& values) {
  RETURN_IF_ERROR(CheckCurrencies(run));
  Nomination nomination;
  nomination.day = run.day;
  ASSIGN_OR_RETURN(std::vector<ParetoRoot> roots, RollUp(run, nomination));
  ASSIGN_OR_RETURN(nomination.pareto, SelectPareto(std::move(roots), values,
                                                   run.reporting_currency));
  for (const v1::RootRevenue& root : nomination.pareto.nominated()) {
    nomination.roots[root.account()].by_revenue = true;
  }
  for (const v1::RootRevenue& root : nomination.pareto.tied()) {
    nomination.roots[root.account()].tied = true;
  }
  NominateStrategic(run, values, nomination);
  return nomination;
}

std::vector<absl::CivilDay> MismatchRuns(absl::CivilDay day,
                                         const SelectionValues& values) {
  return QuarterDays(day, values.unnominated_runs);
}

std::vector<v1::SelectionMismatch> Mismatches(
    const Nomination& current, absl::Span<const Nomination> quarterly) {
  std::vector<v1::SelectionMismatch> found;
  for (const auto& [name, root] : current.roots) {
    if (root.key_account || !(root.by_revenue || root.by_criteria)) continue;
    found.push_back(MakeMismatch(
        v1::SelectionMismatch::KIND_NOMINATED_NOT_DESIGNATED, name, root,
        absl::StrCat("Nominated ", Why(root), ", and not a key account.")));
  }
  FindNotNominated(current, quarterly, found);
  for (const auto& [name, root] : current.roots) {
    if (root.key_account || !root.tied) continue;
    found.push_back(MakeMismatch(
        v1::SelectionMismatch::KIND_TIED_NEEDS_DECISION, name, root,
        "On the cut with others of equal revenue: people choose."));
  }
  return found;
}

absl::StatusOr<v1::SelectKeyAccountsResponse> SelectKeyAccounts(
    const SelectionRun& current, absl::Span<const SelectionRun> quarterly,
    const SelectionValues& values) {
  ASSIGN_OR_RETURN(Nomination now, Nominate(current, values));
  std::vector<Nomination> runs;
  for (const SelectionRun& run : quarterly) {
    ASSIGN_OR_RETURN(Nomination outcome, Nominate(run, values));
    runs.push_back(std::move(outcome));
  }
  v1::SelectKeyAccountsResponse response;
  const DateSpan span = TrailingWindow(current.day, values.window_months);
  *response.mutable_as_of() = ToProto(current.day);
  *response.mutable_window_start() = ToProto(span.start);
  *response.mutable_window_end() = ToProto(span.end);
  for (v1::SelectionMismatch& mismatch : Mismatches(now, runs)) {
    *response.add_mismatches() = std::move(mismatch);
  }
  *response.mutable_pareto() = std::move(now.pareto);
  for (v1::StrategicNomination& nomination : now.strategic) {
    *response.add_strategic() = std::move(nomination);
  }
  return response;
}

}  // namespace kam::account
