#include "services/kamctl/ledger_commands.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/ledger_service.grpc.pb.h"
#include "services/kamctl/display_names.h"
#include "services/kamctl/table.h"
#include "services/kamctl/time_options.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using account::v1::AccountService;
using account::v1::GetAccountProfitabilityResponse;
using account::v1::LedgerService;
using account::v1::LedgerTotals;
using account::v1::ProfitabilityVerdict;

void PrintSummary(const account::v1::SummarizeLedgerResponse& answer,
                  std::ostream& out) {
  const LedgerTotals& totals = answer.totals();
  Table figures({{"over the ledger"}, {"", Side::kRight}});
  figures.AddRow({"entries", PeopleCount(totals.entry_count())});
  figures.AddRow({"revenue", PeopleAmount(totals.revenue())});
  figures.AddRow({"direct cost", PeopleAmount(totals.direct_cost())});
  figures.AddRow({"gross margin", PeopleAmount(totals.gross_margin())});
  figures.AddRow({"cost of sales", PeopleAmount(totals.cost_of_sales())});
  figures.AddRow({"profit", PeopleAmount(totals.profit())});
  figures.AddRow({"accounts with sales", PeopleCount(answer.buyer_count())});
  if (answer.has_accounts_for_80_percent()) {
    figures.AddRow({"of them carry 80 % of the revenue",
                    PeopleCount(answer.accounts_for_80_percent())});
  }
  figures.AddRow({"of them lose money by gross margin",
                  PeopleCount(answer.loss_maker_count())});
  figures.AddRow(
      {"what those lose", PeopleAmount(answer.loss_maker_gross_margin())});
  out << figures.ToString();
  int losing = 0;
  Table largest({{"largest"},
                 {"name"},
                 {"revenue", Side::kRight},
                 {"share", Side::kRight},
                 {"gross margin", Side::kRight},
                 {"rate", Side::kRight}});
  for (const account::v1::AccountLedgerSummary& one : answer.largest()) {
    const LedgerTotals& sums = one.totals();
    const google::type::Money& margin = sums.gross_margin();
    if (margin.units() < 0 || margin.nanos() < 0) ++losing;
    largest.AddRow(
        {LastId(one.account()), one.display_name(),
         PeopleAmount(sums.revenue()),
         one.has_revenue_share_bps() ? PeopleShare(one.revenue_share_bps())
                                     : "",
         PeopleAmount(margin),
         sums.has_gross_margin_bps() ? PeopleShare(sums.gross_margin_bps())
                                     : ""});
  }
  if (largest.empty()) return;
  out << '\n'
      << largest.ToString() << losing << " of these " << answer.largest_size()
      << " lose money by gross margin\n";
}

void AddSummarize(CLI::App& app, Action& chosen) {
  struct Options {
    std::string account;
    std::string from;
    std::string to;
    std::string read_time;
    int largest = 10;
  };
  CLI::App* command = app.add_subcommand(
      "summarize", "sum the ledger: totals, buyers, 80 %, loss-makers");
  command->footer(
      "Example, of one year:\n  kamctl summarize --from 2012-12-01 --to "
      "2013-12-01");
  auto options = std::make_shared<Options>();
  command->add_option("account", options->account,
                      "only this account; default the whole programme");
  command->add_option("--from", options->from, "first day");
  command->add_option("--to", options->to, "the day after the last one");
  command->add_option("--read-time", options->read_time,
                      "read the records as they were at this time");
  command->add_option("--largest", options->largest, "how many of the largest")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      account::v1::SummarizeLedgerRequest request;
      if (options->account.empty()) {
        ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
      } else {
        ASSIGN_OR_RETURN(*request.mutable_parent(),
                         session.NameIn("accounts", options->account));
      }
      if (!options->from.empty()) {
        ASSIGN_OR_RETURN(*request.mutable_from_date(),
                         ParseDate(options->from));
      }
      if (!options->to.empty()) {
        ASSIGN_OR_RETURN(*request.mutable_to_date(), ParseDate(options->to));
      }
      if (!options->read_time.empty()) {
        ASSIGN_OR_RETURN(*request.mutable_read_time(),
                         ParseTime(options->read_time));
      }
      request.set_largest_count(options->largest);
      ASSIGN_OR_RETURN(const auto answer,
                       session.connection().Call(
                           &LedgerService::Stub::SummarizeLedger, request));
      if (session.json()) {
        session.PrintJson(answer);
      } else {
        PrintSummary(answer, session.out());
      }
      return Exit::kDone;
    };
  });
}

std::string AmountOr(bool known, const google::type::Money& amount) {
  return known ? PeopleAmount(amount) : "unknown";
}

void PrintProfits(const std::vector<GetAccountProfitabilityResponse>& answers,
                  Session& session) {
  DisplayNames names(session);
  Table table({{"account"},
               {"name"},
               {"revenue", Side::kRight},
               {"profit", Side::kRight},
               {"margin", Side::kRight},
               {"share of ours", Side::kRight},
               {"verdict"},
               {"what to do"}});
  for (const GetAccountProfitabilityResponse& answer : answers) {
    const ProfitabilityVerdict& verdict = answer.verdict();
    table.AddRow(
        {LastId(verdict.account()), names.Of(verdict.account()),
         PeopleAmount(verdict.revenue()),
         AmountOr(verdict.has_profit(), verdict.profit()),
         verdict.has_margin_bps() ? PeopleShare(verdict.margin_bps()) : "",
         verdict.has_dependence_bps() ? PeopleShare(verdict.dependence_bps())
                                      : "",
         Word(verdict.value()),
         Words<ProfitabilityVerdict::Action>(verdict.actions())});
  }
  if (!answers.empty()) {
    const ProfitabilityVerdict& first = answers.front().verdict();
    session.out() << "twelve months from " << PeopleDate(first.window_start())
                  << " up to but not including "
                  << PeopleDate(first.window_end())
                  << (first.cost_complete() ? ", costs complete"
                                            : ", costs not complete")
                  << '\n';
  }
  session.out() << table.ToStringOr("no account has sales");
}

void PrintLadder(const ProfitabilityVerdict& verdict, std::ostream& out) {
  Table table({{"step"}, {"amount", Side::kRight}, {"share", Side::kRight}});
  for (const account::v1::LadderStep& step : verdict.ladder()) {
    table.AddRow({Word(step.kind()), AmountOr(step.has_amount(), step.amount()),
                  step.has_share_bps() ? PeopleShare(step.share_bps()) : ""});
  }
  out << '\n' << table.ToString() << verdict.explanation().sentence() << '\n';
}

// The ten largest accounts of the trailing window.
absl::StatusOr<std::vector<std::string>> TenLargest(const TimeOptions& time,
                                                    Session& session) {
  account::v1::GetConcentrationRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), session.Program());
  RETURN_IF_ERROR(time.ApplyTo(request));
  ASSIGN_OR_RETURN(const auto answer,
                   session.connection().Call(
                       &AccountService::Stub::GetConcentration, request));
  std::vector<std::string> accounts;
  for (const account::v1::AccountDependence& one : answer.largest()) {
    accounts.push_back(one.account());
  }
  return accounts;
}

void AddProfit(CLI::App& app, Action& chosen) {
  struct Options {
    std::vector<std::string> accounts;
    TimeOptions time;
    bool ten_largest = false;
  };
  CLI::App* command =
      app.add_subcommand("profit", "whether accounts earn money, what to do");
  command->footer(
      "One account is shown with its ladder from revenue to profit.\n\n"
      "Example:\n  kamctl profit --ten-largest --as-of 2013-11-30");
  auto options = std::make_shared<Options>();
  command->add_option("account", options->accounts, "ids or names of accounts");
  command->add_flag("--ten-largest", options->ten_largest,
                    "the ten largest by revenue of the trailing window");
  options->time.AddTo(*command);
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      std::vector<std::string> accounts;
      if (options->ten_largest) {
        ASSIGN_OR_RETURN(accounts, TenLargest(options->time, session));
      }
      for (const std::string& account : options->accounts) {
        ASSIGN_OR_RETURN(std::string name, session.NameIn("accounts", account));
        accounts.push_back(std::move(name));
      }
      if (accounts.empty() && !options->ten_largest) {
        return InvalidArgument("NO_ACCOUNT",
                               "name an account, or give --ten-largest");
      }
      std::vector<GetAccountProfitabilityResponse> answers;
      for (const std::string& account : accounts) {
        account::v1::GetAccountProfitabilityRequest request;
        request.set_name(account);
        RETURN_IF_ERROR(options->time.ApplyTo(request));
        ASSIGN_OR_RETURN(
            auto answer,
            session.connection().Call(
                &AccountService::Stub::GetAccountProfitability, request));
        answers.push_back(std::move(answer));
      }
      if (session.json()) {
        for (const auto& answer : answers) session.PrintJson(answer);
        return Exit::kDone;
      }
      PrintProfits(answers, session);
      if (answers.size() == 1) {
        PrintLadder(answers.front().verdict(), session.out());
      }
      return Exit::kDone;
    };
  });
}

void AddClose(CLI::App& app, Action& chosen) {
  struct Options {
    std::string month;
    std::string first;
    std::string account;
    std::string closed_by;
    std::string note;
  };
  CLI::App* command = app.add_subcommand(
      "close",
      "declare that months hold all their costs; nothing is booked "
      "into them any more");
  command->footer(
      "Example:\n  kamctl close 2013-11 --first 2010-12 --by finance");
  auto options = std::make_shared<Options>();
  command->add_option("month", options->month, "the (last) month, as 2013-11")
      ->required();
  command->add_option("--first", options->first, "the first month of several");
  command->add_option("--account", options->account,
                      "for this account alone; default the whole programme");
  command->add_option("--by", options->closed_by, "who closes");
  command->add_option("--note", options->note, "what to know about it");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      account::v1::ClosePeriodRequest request;
      if (options->account.empty()) {
        ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
      } else {
        ASSIGN_OR_RETURN(*request.mutable_parent(),
                         session.NameIn("accounts", options->account));
      }
      ASSIGN_OR_RETURN(*request.mutable_month(), ParseMonth(options->month));
      if (!options->first.empty()) {
        ASSIGN_OR_RETURN(*request.mutable_first_month(),
                         ParseMonth(options->first));
      }
      request.set_closed_by(options->closed_by);
      request.set_note(options->note);
      ASSIGN_OR_RETURN(const auto answer,
                       session.connection().Call(
                           &LedgerService::Stub::ClosePeriod, request));
      if (session.json()) {
        session.PrintJson(answer);
      } else {
        session.out() << PeopleCount(answer.period_closes_size())
                      << " months are closed for " << request.parent() << '\n';
      }
      return Exit::kDone;
    };
  });
}

}  // namespace

void AddLedgerCommands(CLI::App& app, Action& chosen) {
  AddSummarize(app, chosen);
  AddProfit(app, chosen);
  AddClose(app, chosen);
}

}  // namespace kam::kamctl
