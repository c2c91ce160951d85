#include "services/account/evaluation_records.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/account/account_records.h"
#include "services/account/designation.h"
#include "services/account/interaction_records.h"
#include "services/account/strategic_criteria.h"

namespace kam::account {
namespace {

using storage::Reader;

Stretch StretchOf(const DateSpan& span) {
  return Stretch{span.start, span.end};
}

std::vector<std::string> IdsOf(absl::string_view account) {
  const auto name = resource::AccountName::Parse(account);
  return name.ok() ? std::vector<std::string>{name->program, name->account}
                   : std::vector<std::string>();
}

template <typename Value>
Value FindOr(const std::map<std::string, Value>& map, const std::string& key) {
  const auto it = map.find(key);
  return it == map.end() ? Value() : it->second;
}

absl::StatusOr<LedgerWindow> SumOf(const MonthsByAccount& months,
                                   const std::string& account,
                                   absl::string_view currency) {
  const auto it = months.find(account);
  if (it == months.end()) return LedgerWindow();
  return SumLedger(it->second, currency);
}

absl::Status AddAll(const LedgerMonth& term, LedgerMonth& sum) {
  ASSIGN_OR_RETURN(sum.revenue, Add(sum.revenue, term.revenue));
  ASSIGN_OR_RETURN(sum.returns, Add(sum.returns, term.returns));
  ASSIGN_OR_RETURN(sum.direct_cost, Add(sum.direct_cost, term.direct_cost));
  ASSIGN_OR_RETURN(sum.cost_of_sales,
                   Add(sum.cost_of_sales, term.cost_of_sales));
  sum.purchases += term.purchases;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<LedgerMonth>> SumByMonth(
    const MonthsByAccount& months) {
  std::map<std::pair<absl::CivilMonth, std::string>, LedgerMonth> sums;
  for (const auto& [account, slices] : months) {
    for (const LedgerMonth& slice : slices) {
      LedgerMonth& sum = sums[{slice.month, slice.currency}];
      sum.month = slice.month;
      sum.currency = slice.currency;
      RETURN_IF_ERROR(AddAll(slice, sum));
    }
  }
  std::vector<LedgerMonth> result;
  for (auto& [key, sum] : sums) result.push_back(std::move(sum));
  return result;
}

absl::StatusOr<std::optional<Benchmark>> ReadBenchmark(
    const Reader& reader, const Evaluation& evaluation,
    const PeriodCloses& closes, const MonthsByAccount& months) {
  std::vector<BenchmarkPeer> peers;
  ASSIGN_OR_RETURN(const std::vector<v1::Account> accounts,
                   ReadAccounts(reader, evaluation.program.name()));
  for (const v1::Account& account : accounts) {
    if (!IsKeyAccount(account.designations(), evaluation.as_of)) continue;
    BenchmarkPeer peer;
    peer.months = FindOr(months, account.name());
    ASSIGN_OR_RETURN(peer.closes, ReadAccountCloses(reader, account.name(),
                                                    closes, peer.months));
    peers.push_back(std::move(peer));
  }
  return FindBenchmark(peers, evaluation.as_of, evaluation.currency(),
                       evaluation.profitability);
}

// Absent when an account has money in another currency.
absl::StatusOr<std::optional<std::set<std::string>>> ReadTopRanked(
    const Reader& reader, const Evaluation& evaluation) {
  ASSIGN_OR_RETURN(
      const MonthsByAccount months,
      ReadMonths(reader, evaluation.program.name(),
                 StretchOf(TrailingWindow(
                     evaluation.as_of, evaluation.selection.window_months))));
  std::vector<AccountAmount> revenues;
  for (const auto& [account, slices] : months) {
    ASSIGN_OR_RETURN(const LedgerWindow window,
                     SumLedger(slices, evaluation.currency()));
    if (window.foreign_money) return std::optional<std::set<std::string>>();
    revenues.push_back(AccountAmount{account, window.revenue});
  }
  return std::optional<std::set<std::string>>(
      TopRanked(revenues, evaluation.selection.top_ranks));
}

}  // namespace

absl::CivilDay TodayIn(const v1::Program& program, const Clock& clock) {
  absl::TimeZone zone = absl::UTCTimeZone();
  absl::LoadTimeZone(program.time_zone(), &zone);
  return Today(clock, zone);
}

absl::StatusOr<Evaluation> ReadEvaluation(const Reader& reader,
                                          absl::string_view program,
                                          const google::type::Date* as_of,
                                          const Clock& clock) {
  Evaluation evaluation;
  ASSIGN_OR_RETURN(evaluation.program,
                   AccountRecords::Get().programs.Get(reader, program));
  ASSIGN_OR_RETURN(evaluation.selection,
                   ResolvePolicy(evaluation.program.selection_policy()));
  ASSIGN_OR_RETURN(evaluation.profitability,
                   ResolvePolicy(evaluation.program.profitability_policy()));
  if (as_of == nullptr) {
    evaluation.as_of = TodayIn(evaluation.program, clock);
    return evaluation;
  }
  const auto day = DayFromProto(*as_of);
  if (!day.ok()) return WithReason(day.status(), "INVALID_DATE");
  evaluation.as_of = *day;
  return evaluation;
}

absl::StatusOr<MonthsByAccount> ReadMonths(const Reader& reader,
                                           absl::string_view parent,
                                           const Stretch& stretch) {
  MonthsByAccount months;
  RETURN_IF_ERROR(
      ForEachSlice(reader, parent, stretch, [&](const LedgerSlice& slice) {
        months[slice.account].push_back(ToLedgerMonth(slice));
      }));
  return months;
}

absl::StatusOr<std::map<std::string, int64_t>> ReadPurchases(
    const Reader& reader, absl::string_view parent, absl::CivilDay day) {
  std::map<std::string, int64_t> purchases;
  RETURN_IF_ERROR(ForEachSlice(reader, parent, Stretch{std::nullopt, day + 1},
                               [&](const LedgerSlice& slice) {
                                 purchases[slice.account] +=
                                     slice.sums.purchases;
                               }));
  return purchases;
}

absl::StatusOr<std::vector<v1::Account>> ReadAccounts(
    const Reader& reader, absl::string_view program) {
  ASSIGN_OR_RETURN(const resource::ProgramName name,
                   resource::ProgramName::Parse(program));
  std::vector<v1::Account> accounts;
  RETURN_IF_ERROR(AccountRecords::Get().accounts.ForEach(
      reader, {name.program}, [&](const v1::Account& account) {
        if (!account.has_delete_time()) accounts.push_back(account);
      }));
  return accounts;
}

absl::StatusOr<PeriodCloses> ReadProgramCloses(const Reader& reader,
                                               absl::string_view program) {
  ASSIGN_OR_RETURN(const resource::ProgramName name,
                   resource::ProgramName::Parse(program));
  PeriodCloses closes;
  RETURN_IF_ERROR(AccountRecords::Get().period_closes.ForEach(
      reader, {name.program}, [&](const v1::PeriodClose& close) {
        const auto day = DayFromProto(close.month());
        if (day.ok()) closes.months.insert(absl::CivilMonth(*day));
      }));
  return closes;
}

absl::StatusOr<PeriodCloses> ReadAccountCloses(
    const Reader& reader, absl::string_view account,
    const PeriodCloses& program_closes,
    const std::vector<LedgerMonth>& months) {
  PeriodCloses closes = program_closes;
  RETURN_IF_ERROR(AccountRecords::Get().account_period_closes.Visit(
      reader, IdsOf(account), [&](google::protobuf::Message& record) {
        const auto day =
            DayFromProto(static_cast<const v1::PeriodClose&>(record).month());
        if (day.ok()) closes.months.insert(absl::CivilMonth(*day));
        return true;
      }));
  for (const LedgerMonth& month : months) {
    if (!closes.first_entry.has_value() || month.month < *closes.first_entry) {
      closes.first_entry = month.month;
    }
  }
  return closes;
}

absl::StatusOr<std::vector<ClassificationInput>> ReadClassificationInputs(
    const Reader& reader, const Evaluation& evaluation,
    const std::vector<v1::Account>& accounts) {
  // One account is read by itself, several with their programme.
  const std::string parent =
      accounts.size() == 1 ? accounts[0].name() : evaluation.program.name();
  const DateSpan span =
      TrailingWindow(evaluation.as_of, evaluation.selection.window_months);
  ASSIGN_OR_RETURN(const MonthsByAccount months,
                   ReadMonths(reader, parent, StretchOf(span)));
  ASSIGN_OR_RETURN(const auto purchases,
                   ReadPurchases(reader, parent, evaluation.as_of));
  std::vector<ClassificationInput> inputs;
  for (const v1::Account& account : accounts) {
    ClassificationInput input;
    input.account = account.name();
    input.key_account = IsKeyAccount(account.designations(), evaluation.as_of);
    ASSIGN_OR_RETURN(const resource::AccountName name,
                     resource::AccountName::Parse(account.name()));
    ASSIGN_OR_RETURN(input.contacted,
                     HasInteraction(reader, name, evaluation.as_of));
    input.purchases_ever = FindOr(purchases, account.name());
    ASSIGN_OR_RETURN(input.window,
                     SumOf(months, account.name(), evaluation.currency()));
    inputs.push_back(std::move(input));
  }
  return inputs;
}

absl::StatusOr<SelectionRun> ReadSelectionRun(
    const Reader& reader, const Evaluation& evaluation,
    const std::vector<v1::Account>& accounts, absl::CivilDay day) {
  SelectionRun run;
  run.day = day;
  run.reporting_currency = evaluation.currency();
  const DateSpan span = TrailingWindow(day, evaluation.selection.window_months);
  ASSIGN_OR_RETURN(
      const MonthsByAccount months,
      ReadMonths(reader, evaluation.program.name(), StretchOf(span)));
  RETURN_IF_ERROR(ForEachSlice(
      reader, evaluation.program.name(), Stretch{std::nullopt, day + 1},
      [&](const LedgerSlice&) { run.has_ledger = true; }));
  const std::map<std::string, std::string> roots =
      SelectionRoots(accounts, day);
  for (const v1::Account& account : accounts) {
    SelectionAccount one;
    one.account = account.name();
    one.root = FindOr(roots, account.name());
    one.key_account = IsKeyAccount(account.designations(), day);
    ASSIGN_OR_RETURN(one.window,
                     SumOf(months, account.name(), evaluation.currency()));
    ClassificationInput input;
    input.account = account.name();
    input.key_account = one.key_account;
    input.window = one.window;
    ASSIGN_OR_RETURN(
        const bool regular,
        BuysRegularly(input, evaluation.selection, evaluation.currency()));
    one.buying = one.key_account || regular;
    one.ratings = account.criteria_ratings();
    run.accounts.push_back(std::move(one));
  }
  return run;
}

absl::StatusOr<ProgramFigures> ReadProgramFigures(
    const Reader& reader, const Evaluation& evaluation) {
  ProgramFigures figures;
  // Whole months up to the day's: all windows of profitability end with one.
  const absl::CivilDay month_start(absl::CivilMonth(evaluation.as_of));
  ASSIGN_OR_RETURN(const MonthsByAccount months,
                   ReadMonths(reader, evaluation.program.name(),
                              Stretch{std::nullopt, month_start}));
  ASSIGN_OR_RETURN(figures.supplier_months, SumByMonth(months));
  ASSIGN_OR_RETURN(figures.closes,
                   ReadProgramCloses(reader, evaluation.program.name()));
  ASSIGN_OR_RETURN(figures.benchmark,
                   ReadBenchmark(reader, evaluation, figures.closes, months));
  ASSIGN_OR_RETURN(figures.top_ranked, ReadTopRanked(reader, evaluation));
  return figures;
}

absl::StatusOr<ProfitabilityInput> ReadProfitabilityInput(
    const Reader& reader, const Evaluation& evaluation,
    const v1::Account& account, const ProgramFigures& figures) {
  const AccountRecords& records = AccountRecords::Get();
  ProfitabilityInput input;
  input.account = account.name();
  input.reporting_currency = evaluation.currency();
  input.key_account = IsKeyAccount(account.designations(), evaluation.as_of);
  const absl::CivilDay month_start(absl::CivilMonth(evaluation.as_of));
  ASSIGN_OR_RETURN(
      const MonthsByAccount months,
      ReadMonths(reader, account.name(), Stretch{std::nullopt, month_start}));
  input.months = FindOr(months, account.name());
  ASSIGN_OR_RETURN(
      input.closes,
      ReadAccountCloses(reader, account.name(), figures.closes, input.months));
  input.supplier_months = figures.supplier_months;
  input.benchmark = figures.benchmark;
  ASSIGN_OR_RETURN(input.targets,
                   records.targets.ListAll(reader, IdsOf(account.name())));
  ASSIGN_OR_RETURN(input.exceptions, records.strategic_exceptions.ListAll(
                                         reader, IdsOf(account.name())));
  return input;
}

}  // namespace kam::account
