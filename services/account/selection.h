#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "kam/account/v1/account.pb.h"
#include "kam/account/v1/selection.pb.h"
#include "services/account/account_policy.h"
#include "services/account/ledger_window.h"
#include "services/account/pareto.h"

namespace kam::account {

// What a selection reads of one account on a day.
struct SelectionAccount {
  // `programs/{program}/accounts/{account}`.
  std::string account;
  // Its selection root (SelectionRoots); empty when it is its own.
  std::string root;
  // Whether its class is CUSTOMER or KEY_ACCOUNT.
  bool buying = false;
  // Whether it is a key account (IsKeyAccount).
  bool key_account = false;
  // The ledger over TrailingWindow(day, window_months).
  LedgerWindow window;
  google::protobuf::RepeatedPtrField<v1::CriterionRating> ratings;
};

// All accounts of a programme on a day.
struct SelectionRun {
  absl::CivilDay day;
  std::string reporting_currency;
  // Whether the programme has any ledger entry on or before the day; without
  // one C1 is unknown.
  bool has_ledger = false;
  std::vector<SelectionAccount> accounts;
};

// A root of a run, with what was found of it.
struct NominatedRoot {
  std::vector<std::string> members;
  bool key_account = false;
  // By revenue or by strategic criteria.
  bool by_revenue = false;
  bool by_criteria = false;
  bool tied = false;
};

// The outcome of one run.
struct Nomination {
  absl::CivilDay day;
  v1::ParetoSelection pareto;
  // Of every account with a rating by people, ordered by name.
  std::vector<v1::StrategicNomination> strategic;
  // By selection root.
  std::map<std::string, NominatedRoot> roots;
};

// Whether an edge of the hierarchy is in force on `day`; both ends count.
bool EdgeInForce(const v1::HierarchyEdge& edge, absl::CivilDay day);

// Returns each account's selection root on `day`: the buying group it belongs
// to, that group's own and so on, or itself. An account that a group edge names
// and that is not among `accounts` is still a root. Of one kind at most one
// edge is in force on a day.
std::map<std::string, std::string> SelectionRoots(
    absl::Span<const v1::Account> accounts, absl::CivilDay day);

// Runs the selection of one day. FAILED_PRECONDITION, MIXED_CURRENCY, when an
// account has revenue in another currency; OUT_OF_RANGE when a sum leaves the
// range of money.
absl::StatusOr<Nomination> Nominate(const SelectionRun& run,
                                    const SelectionValues& values);

// Returns the days of the quarterly runs that Mismatches compares with, latest
// first.
std::vector<absl::CivilDay> MismatchRuns(absl::CivilDay day,
                                         const SelectionValues& values);

// Returns where nomination and designation disagree, by kind and then by root.
// `quarterly` are the outcomes of MismatchRuns, in its order.
std::vector<v1::SelectionMismatch> Mismatches(
    const Nomination& current, absl::Span<const Nomination> quarterly);

// Returns the answer of SelectKeyAccounts, but for `store` and `policy`.
// `quarterly` are the runs of MismatchRuns, in its order. Errors as Nominate.
absl::StatusOr<v1::SelectKeyAccountsResponse> SelectKeyAccounts(
    const SelectionRun& current, absl::Span<const SelectionRun> quarterly,
    const SelectionValues& values);

}  // namespace kam::account
