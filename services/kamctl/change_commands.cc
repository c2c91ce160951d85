#include "services/kamctl/change_commands.h"

#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "services/kamctl/assessment_commands.h"
#include "services/kamctl/feed.h"
#include "services/kamctl/table.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using account::v1::AccountService;
using assessment::v1::AssessmentService;
using planning::v1::PlanningService;
using team::v1::TeamService;

struct WatchOptions {
  std::string account;
  std::string service;
  std::string resume;
  bool skip_snapshot = false;
  bool once = false;
};

struct HistoryOptions {
  std::string name;
  int shown = 50;
};

// A change in a line; what it changed is for --json. What is of a snapshot was
// committed at no time of its own.
template <typename Change>
std::string ChangeLine(const Change& change) {
  std::string when = PeopleTime(change.commit_time());
  if (!change.has_commit_time()) when.assign(when.size(), ' ');
  std::string line = absl::StrCat(when, "  ", change.revision(), "  ",
                                  Word(change.kind()), "  ", change.name(),
                                  "  ", change.actor(), "  ", change.reason());
  line.erase(line.find_last_not_of(' ') + 1);
  return line + '\n';
}

// Prints a feed until it ends.
template <typename Response, typename Request, typename Stub>
absl::StatusOr<Exit> Watch(std::unique_ptr<grpc::ClientReader<Response>> (
                               Stub::*method)(grpc::ClientContext*,
                                              const Request&),
                           const WatchOptions& options, Session& session) {
  Request request;
  if (options.account.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
  } else {
    ASSIGN_OR_RETURN(*request.mutable_parent(),
                     session.NameIn("accounts", options.account));
  }
  request.set_resume_token(options.resume);
  request.set_skip_snapshot(options.skip_snapshot);
  request.set_stop_when_caught_up(options.once);
  return PrintFeed(
      method, request, [](const auto& change) { return ChangeLine(change); },
      session);
}

void AddWatch(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("watch", "follow what changes, from a snapshot on");
  command->footer(
      "Ends with Ctrl-C. With --json every message of the feed is one line,\n"
      "its resumeToken included.\n\n"
      "Example:\n  kamctl watch 697 --service planning --skip-snapshot");
  auto options = std::make_shared<WatchOptions>();
  command->add_option("account", options->account,
                      "only this account; default the whole programme");
  command->add_option("--service", options->service, "whose records")
      ->check(CLI::IsMember({"account", "team", "planning", "assessment"}))
      ->default_val("account");
  command->add_option("--resume", options->resume,
                      "go on after the message that had this token");
  command->add_flag("--skip-snapshot", options->skip_snapshot,
                    "begin with what happens from now on");
  command->add_flag("--once", options->once, "end when all has been shown");
  AddWatchAssessments(*command, chosen);
  command->callback([command, options, &chosen] {
    // It has chosen then.
    if (!command->get_subcommands().empty()) return;
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      if (options->service == "team") {
        return Watch(&TeamService::Stub::WatchTeamChanges, *options, session);
      }
      if (options->service == "planning") {
        return Watch(&PlanningService::Stub::WatchPlanningChanges, *options,
                     session);
      }
      if (options->service == "assessment") {
        return Watch(&AssessmentService::Stub::WatchAssessmentChanges, *options,
                     session);
      }
      return Watch(&AccountService::Stub::WatchAccountChanges, *options,
                   session);
    };
  });
}

// Prints the audit trail of one record, newest change first.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Exit> History(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                          const Request&,
                                                          Response*),
                             const std::string& name, int shown,
                             Session& session) {
  Request request;
  request.set_name(name);
  request.set_page_size(shown);
  ASSIGN_OR_RETURN(const Response answer,
                   session.connection().Call(method, request));
  if (session.json()) {
    session.PrintJson(answer);
    return Exit::kDone;
  }
  Table table({{"when"},
               {"revision", Side::kRight},
               {"what"},
               {"who"},
               {"on behalf of"},
               {"why"}});
  for (const auto& change : answer.changes()) {
    table.AddRow({PeopleTime(change.commit_time()),
                  absl::StrCat(change.revision()), Word(change.kind()),
                  change.actor(), change.on_behalf_of(), change.reason()});
  }
  session.out() << table.ToStringOr("no changes");
  if (!answer.next_page_token().empty()) {
    session.out() << "and older ones; --show tells how many to show\n";
  }
  return Exit::kDone;
}

// The collection that `name` is of: the last part but one.
std::string Collection(absl::string_view name) {
  const size_t end = name.rfind('/');
  if (end == absl::string_view::npos) return "";
  return LastId(name.substr(0, end));
}

void AddHistory(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("history", "who changed a record, when and why");
  command->footer(
      "A record is named from the programme on; an id alone is an "
      "account's.\n\n"
      "Example:\n  kamctl history 697\n  kamctl history "
      "accounts/697/contacts/933");
  auto options = std::make_shared<HistoryOptions>();
  command->add_option("name", options->name, "name of the record")->required();
  command->add_option("--show", options->shown, "how many changes to show")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(const std::string name,
                       session.NameIn("accounts", options->name));
      const std::string collection = Collection(name);
      if (collection == "members" || collection == "assignments") {
        return History(&TeamService::Stub::ListTeamChanges, name,
                       options->shown, session);
      }
      if (collection == "plans") {
        return History(&PlanningService::Stub::ListPlanningChanges, name,
                       options->shown, session);
      }
      if (collection == "observations" || collection == "audits" ||
          collection == "readinessCases" || collection == "templates" ||
          collection == "policies") {
        return History(&AssessmentService::Stub::ListAssessmentChanges, name,
                       options->shown, session);
      }
      return History(&AccountService::Stub::ListAccountChanges, name,
                     options->shown, session);
    };
  });
}

}  // namespace

void AddChangeCommands(CLI::App& app, Action& chosen) {
  AddWatch(app, chosen);
  AddHistory(app, chosen);
}

}  // namespace kam::kamctl
