#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/storage/reader.h"
#include "google/type/date.pb.h"
#include "kam/account/v1/account.pb.h"
#include "kam/account/v1/program.pb.h"
#include "services/account/account_policy.h"
#include "services/account/benchmark.h"
#include "services/account/classification.h"
#include "services/account/ledger_records.h"
#include "services/account/profitability.h"
#include "services/account/selection.h"

// Reads from the store what the verdicts are computed from.
namespace kam::account {

// A programme, its policies with their defaults, and the day asked for.
struct Evaluation {
  v1::Program program;
  SelectionValues selection;
  ProfitabilityValues profitability;
  absl::CivilDay as_of;

  const std::string& currency() const { return program.reporting_currency(); }
};

// Reads a programme. `as_of` is today in the programme's zone when absent.
// NOT_FOUND; INVALID_ARGUMENT, INVALID_DATE.
absl::StatusOr<Evaluation> ReadEvaluation(const storage::Reader& reader,
                                          absl::string_view program,
                                          const google::type::Date* as_of,
                                          const Clock& clock);

// Today in the programme's zone.
absl::CivilDay TodayIn(const v1::Program& program, const Clock& clock);

// Monthly sums by account name.
using MonthsByAccount = std::map<std::string, std::vector<LedgerMonth>>;

// The sums of `parent`, a programme or an account, in a stretch.
absl::StatusOr<MonthsByAccount> ReadMonths(const storage::Reader& reader,
                                           absl::string_view parent,
                                           const Stretch& stretch);

// Purchases on or before `day`, by account name.
absl::StatusOr<std::map<std::string, int64_t>> ReadPurchases(
    const storage::Reader& reader, absl::string_view parent,
    absl::CivilDay day);

// The accounts of a programme that are not deleted, by name.
absl::StatusOr<std::vector<v1::Account>> ReadAccounts(
    const storage::Reader& reader, absl::string_view program);

// The months closed for the whole programme, and for one account: its own and
// the programme's, with its first month of entries.
absl::StatusOr<PeriodCloses> ReadProgramCloses(const storage::Reader& reader,
                                               absl::string_view program);
absl::StatusOr<PeriodCloses> ReadAccountCloses(
    const storage::Reader& reader, absl::string_view account,
    const PeriodCloses& program_closes, const std::vector<LedgerMonth>& months);

// What classes are computed from: of all accounts, or of those given.
absl::StatusOr<std::vector<ClassificationInput>> ReadClassificationInputs(
    const storage::Reader& reader, const Evaluation& evaluation,
    const std::vector<v1::Account>& accounts);

// What a selection of `day` is computed from.
absl::StatusOr<SelectionRun> ReadSelectionRun(
    const storage::Reader& reader, const Evaluation& evaluation,
    const std::vector<v1::Account>& accounts, absl::CivilDay day);

// What verdicts on one account need to know of its whole programme on a day.
struct ProgramFigures {
  // Monthly sums over all accounts, one per month and currency.
  std::vector<LedgerMonth> supplier_months;
  PeriodCloses closes;
  std::optional<Benchmark> benchmark;
  // Accounts of the top ranks by revenue of the trailing window; absent when
  // currencies are mixed.
  std::optional<std::set<std::string>> top_ranked;
};
absl::StatusOr<ProgramFigures> ReadProgramFigures(const storage::Reader& reader,
                                                  const Evaluation& evaluation);

// What the profitability of an account is computed from.
absl::StatusOr<ProfitabilityInput> ReadProfitabilityInput(
    const storage::Reader& reader, const Evaluation& evaluation,
    const v1::Account& account, const ProgramFigures& figures);

}  // namespace kam::account
