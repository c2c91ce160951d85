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

absl::StatusOr<Exit> ListKeyAccounts(const TimeOptions& time,
                                     Session& session) {
  gateway::v1::ListKeyAccountsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
  RETURN_IF_ERROR(time.ApplyTo(request));
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
    TimeOptions time;
  };
  CLI::App* command =
      app.add_subcommand("list", "list key accounts, all accounts, or members");
  command->footer("Example:\n  kamctl list key-accounts --as-of 2013-11-30");
  auto options = std::make_shared<Options>();
  command
      ->add_option("what", options->what, "key-accounts, accounts or members")
      ->check(CLI::IsMember({"key-accounts", "accounts", "members"}))
      ->default_val("key-accounts");
  options->time.AddTo(*command);
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      if (options->what == "accounts") return ListAccounts(session);
      if (options->what == "members") return ListMembers(session);
      return ListKeyAccounts(options->time, session);
    };
  });
}

}  // namespace

void AddViewCommands(CLI::App& app, Action& chosen) {
  AddView(app, chosen);
  AddListKeyAccounts(app, chosen);
}

}  // namespace kam::kamctl
