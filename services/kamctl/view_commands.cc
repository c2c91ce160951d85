#include "services/kamctl/view_commands.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/gateway/v1/key_account_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "services/kamctl/all_pages.h"
#include "services/kamctl/display_names.h"
#include "services/kamctl/standing_text.h"
#include "services/kamctl/table.h"
#include "services/kamctl/time_options.h"
#include "services/kamctl/view_text.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using account::v1::AccountService;
using gateway::v1::KeyAccountService;
using team::v1::TeamService;

void AddView(CLI::App& app, Action& chosen) {
  struct Options {
    std::string account;
    TimeOptions time;
    std::vector<std::string> sections;
  };
  CLI::App* command =
      app.add_subcommand("view", "the joint view of one account");
  command->footer(
      "A section whose service is down says so; the others are shown.\n\n"
      "Example:\n  kamctl view 697 --as-of 2013-11-30 --section team");
  auto options = std::make_shared<Options>();
  command->add_option("account", options->account, "id or name of the account")
      ->required();
  options->time.AddTo(*command);
  command->add_option("--section", options->sections,
                      "only this section: team, planning, assessment; that of "
                      "the account is always there");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      gateway::v1::GetKeyAccountViewRequest request;
      ASSIGN_OR_RETURN(*request.mutable_name(),
                       session.NameIn("accounts", options->account));
      RETURN_IF_ERROR(options->time.ApplyTo(request));
      for (const std::string& word : options->sections) {
        ASSIGN_OR_RETURN(const auto section,
                         ParseWord<gateway::v1::Section>(word));
        request.add_sections(section);
      }
      ASSIGN_OR_RETURN(
          const auto view,
          session.connection().Call(&KeyAccountService::Stub::GetKeyAccountView,
                                    request));
      if (session.json()) {
        session.PrintJson(view);
      } else {
        DisplayNames names(session);
        names.Learn(view);
        PrintView(view, names, session.out());
      }
      return Exit::kDone;
    };
  });
}

void AddCompareAccounts(CLI::App& app, Action& chosen) {
  struct Options {
    std::string from;
    std::string to;
    TimeOptions from_time;
    TimeOptions to_time;
  };
  CLI::App* command =
      app.add_subcommand("compare-accounts",
                         "what the views of two accounts say side by side, or "
                         "of one at two times");
  command->footer(
      "Examples:\n  kamctl compare-accounts 697 170\n"
      "  kamctl compare-accounts 697 697 --from-as-of 2013-05-31");
  auto options = std::make_shared<Options>();
  command->add_option("from", options->from, "id or name of the first account")
      ->required();
  command->add_option("to", options->to, "id or name of the second account")
      ->required();
  options->from_time.AddTo(*command, "from-");
  options->to_time.AddTo(*command, "to-");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      gateway::v1::CompareKeyAccountsRequest request;
      ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
      ASSIGN_OR_RETURN(*request.mutable_from()->mutable_name(),
                       session.NameIn("accounts", options->from));
      ASSIGN_OR_RETURN(*request.mutable_to()->mutable_name(),
                       session.NameIn("accounts", options->to));
      RETURN_IF_ERROR(options->from_time.ApplyTo(*request.mutable_from()));
      RETURN_IF_ERROR(options->to_time.ApplyTo(*request.mutable_to()));
      ASSIGN_OR_RETURN(
          const auto both,
          session.connection().Call(
              &KeyAccountService::Stub::CompareKeyAccounts, request));
      if (session.json()) {
        session.PrintJson(both);
      } else {
        PrintComparison(both, session);
      }
      return Exit::kDone;
    };
  });
}

// Which key accounts are listed, and in which order.
struct PortfolioOptions {
  TimeOptions time;
  std::string order_by;
  bool reverse = false;
  std::vector<int> phases;
  std::vector<std::string> profits;
  std::string severity;

  void AddTo(CLI::App& command) {
    time.AddTo(command);
    command.add_option("--order-by", order_by,
                       "name, phase, profitability or severity; of key "
                       "accounts only, as all that follow");
    command.add_flag("--reverse", reverse, "the other way round");
    command.add_option("--phase", phases,
                       "only those that show this phase; 0 for one that cannot "
                       "be told");
    command.add_option("--profit", profits,
                       "only those of this profitability, such as loss");
    command.add_option("--severity", severity,
                       "only those with a flag as grave as this");
  }

  absl::Status ApplyTo(gateway::v1::ListKeyAccountsRequest& request) const {
    RETURN_IF_ERROR(time.ApplyTo(request));
    if (!order_by.empty()) {
      ASSIGN_OR_RETURN(const auto order,
                       ParseWord<gateway::v1::KeyAccountOrder>(order_by));
      request.set_order_by(order);
    }
    request.set_reverse(reverse);
    for (const int phase : phases) request.add_phases(phase);
    for (const std::string& word : profits) {
      ASSIGN_OR_RETURN(
          const auto value,
          ParseWord<account::v1::ProfitabilityVerdict::Value>(word));
      request.add_profitabilities(value);
    }
    if (!severity.empty()) {
      ASSIGN_OR_RETURN(const auto least,
                       ParseWord<type::v1::Severity>(severity));
      request.set_least_severity(least);
    }
    return absl::OkStatus();
  }
};

absl::StatusOr<Exit> ListKeyAccounts(const PortfolioOptions& options,
                                     Session& session) {
  gateway::v1::ListKeyAccountsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
  RETURN_IF_ERROR(options.ApplyTo(request));
  ASSIGN_OR_RETURN(
      const auto all,
      AllPages(&KeyAccountService::Stub::ListKeyAccounts, request, session));
  if (session.json()) {
    session.PrintJson(all);
  } else {
    PrintKeyAccounts(all, session.out());
  }
  return Exit::kDone;
}

absl::StatusOr<Exit> ListAccounts(Session& session) {
  account::v1::ListAccountsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
  ASSIGN_OR_RETURN(const auto all, AllPages(&AccountService::Stub::ListAccounts,
                                            request, session));
  if (session.json()) {
    session.PrintJson(all);
    return Exit::kDone;
  }
  Table table({{"account"}, {"name"}, {"sector"}, {"region"}, {"keys"}});
  for (const account::v1::Account& account : all.accounts()) {
    table.AddRow(
        {LastId(account.name()), account.display_name(), account.sector(),
         account.region(),
         absl::StrJoin(
             account.external_keys(), ", ",
             [](std::string* out, const account::v1::ExternalKey& key) {
               out->append(key.source_system() + ":" + key.key());
             })});
  }
  session.out() << table.ToStringOr("no accounts");
  return Exit::kDone;
}

absl::StatusOr<Exit> ListMembers(Session& session) {
  team::v1::ListMembersRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
  ASSIGN_OR_RETURN(const auto all,
                   AllPages(&TeamService::Stub::ListMembers, request, session));
  if (session.json()) {
    session.PrintJson(all);
    return Exit::kDone;
  }
  std::map<std::string, std::string> names;
  for (const team::v1::Member& member : all.members()) {
    names[member.name()] = member.display_name();
  }
  Table table({{"member"}, {"name"}, {"title"}, {"reports to"}});
  for (const team::v1::Member& member : all.members()) {
    const team::v1::Position position =
        member.positions().empty()
            ? team::v1::Position()
            : member.positions(member.positions_size() - 1);
    const auto manager = names.find(position.reports_to());
    table.AddRow({LastId(member.name()), member.display_name(),
                  position.title(),
                  manager == names.end() ? LastId(position.reports_to())
                                         : manager->second});
  }
  session.out() << table.ToStringOr("no members");
  return Exit::kDone;
}

void AddListKeyAccounts(CLI::App& app, Action& chosen) {
  struct Options {
    std::string what;
    PortfolioOptions portfolio;
  };
  CLI::App* command =
      app.add_subcommand("list", "list key accounts, all accounts, or members");
  command->footer(
      "Examples:\n  kamctl list key-accounts --as-of 2013-11-30\n"
      "  kamctl list --order-by severity --profit loss");
  auto options = std::make_shared<Options>();
  command
      ->add_option("what", options->what, "key-accounts, accounts or members")
      ->check(CLI::IsMember({"key-accounts", "accounts", "members"}))
      ->default_val("key-accounts");
  options->portfolio.AddTo(*command);
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      if (options->what == "accounts") return ListAccounts(session);
      if (options->what == "members") return ListMembers(session);
      return ListKeyAccounts(options->portfolio, session);
    };
  });
}

}  // namespace

void AddViewCommands(CLI::App& app, Action& chosen) {
  AddView(app, chosen);
  AddCompareAccounts(app, chosen);
  AddListKeyAccounts(app, chosen);
}

}  // namespace kam::kamctl
