#include "services/kamctl/assessment_commands.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/status/status_macros.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "services/kamctl/feed.h"
#include "services/kamctl/page.h"
#include "services/kamctl/shift_text.h"
#include "services/kamctl/table.h"
#include "services/kamctl/time_options.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using assessment::v1::AssessmentService;

template <typename Flags>
std::string CodesOf(const Flags& flags) {
  return absl::StrJoin(flags, ", ", [](std::string* out, const auto& flag) {
    absl::StrAppend(out, flag.code());
  });
}

void PrintAssessment(const assessment::v1::Assessment& assessment,
                     Session& session) {
  session.out() << (assessment.name().empty() ? "not stored"
                                              : assessment.name())
                << '\n';
  Line("account", assessment.account(), session.out());
  Line("day", PeopleDate(assessment.as_of()), session.out());
  for (const auto& unseen : assessment.unseen()) {
    Line("not seen", absl::StrCat(unseen.service(), ": ", unseen.reason()),
         session.out());
  }
  Table table({{"model"}, {"value"}, {"bounds"}, {"certainty"}, {"flags"}});
  for (const auto& verdict : assessment.verdicts()) {
    table.AddRow({Word(verdict.model()), verdict.value(), BoundsOf(verdict),
                  Word(verdict.status()), CodesOf(verdict.flags())});
  }
  session.out() << '\n' << table.ToString();
}

void AddAssess(CLI::App& app, Action& chosen) {
  struct Options {
    std::string account;
    TimeOptions times;
  };
  CLI::App* command = app.add_subcommand(
      "assess", "assess an account by all models, and keep what is new");
  command->footer(
      "A past day or a past state is kept, too, but is not published.\n\n"
      "Example:\n  kamctl assess 697 --as-of 2013-11-30");
  auto options = std::make_shared<Options>();
  command->add_option("account", options->account, "id or name of the account")
      ->required();
  options->times.AddTo(*command);
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      assessment::v1::AssessAccountRequest request;
      ASSIGN_OR_RETURN(*request.mutable_account(),
                       session.NameIn("accounts", options->account));
      RETURN_IF_ERROR(options->times.ApplyTo(request));
      ASSIGN_OR_RETURN(const auto assessment,
                       session.connection().Call(
                           &AssessmentService::Stub::AssessAccount, request));
      if (session.json()) {
        session.PrintJson(assessment);
      } else {
        PrintAssessment(assessment, session);
      }
      return Exit::kDone;
    };
  });
}

void AddCompare(CLI::App& app, Action& chosen) {
  struct Options {
    std::string from;
    std::string to;
    std::string from_time;
    std::string to_time;
  };
  CLI::App* command = app.add_subcommand(
      "compare", "how two assessments differ, dimension by dimension");
  command->footer(
      "Each is an assessment's name, or an account for its latest.\n\n"
      "Example:\n  kamctl compare 697 697 --from-time 2026-01-31T09:30:00Z");
  auto options = std::make_shared<Options>();
  command->add_option("from", options->from, "the first")->required();
  command->add_option("to", options->to, "the second")->required();
  command->add_option("--from-time", options->from_time,
                      "the first account's latest at this time");
  command->add_option("--to-time", options->to_time,
                      "the second account's latest at this time");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      assessment::v1::CompareAssessmentsRequest request;
      ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
      auto fill = [&](const std::string& name, const std::string& time,
                      assessment::v1::AssessmentPoint* point) -> absl::Status {
        ASSIGN_OR_RETURN(*point->mutable_name(),
                         session.NameIn("accounts", name));
        if (time.empty()) return absl::OkStatus();
        ASSIGN_OR_RETURN(*point->mutable_read_time(), ParseTime(time));
        return absl::OkStatus();
      };
      RETURN_IF_ERROR(
          fill(options->from, options->from_time, request.mutable_from()));
      RETURN_IF_ERROR(
          fill(options->to, options->to_time, request.mutable_to()));
      ASSIGN_OR_RETURN(
          const auto answer,
          session.connection().Call(
              &AssessmentService::Stub::CompareAssessments, request));
      if (session.json()) {
        session.PrintJson(answer);
        return Exit::kDone;
      }
      Line("from", answer.from().name(), session.out());
      Line("to", answer.to().name(), session.out());
      for (const auto& shift : answer.shifts()) PrintShift(shift, session);
      return Exit::kDone;
    };
  });
}

// A verdict that changed, in a line: what it was, and what it is.
std::string ChangeLine(const assessment::v1::PublishedAssessment& published,
                       const assessment::v1::VerdictChange& change) {
  const auto& verdict = change.verdict();
  std::string when = PeopleTime(published.commit_time());
  if (!published.has_commit_time()) when.assign(when.size(), ' ');
  std::string line =
      absl::StrCat(when, "  ", LastId(published.assessment().account()), "  ",
                   Word(verdict.model()), "  ");
  if (change.has_previous() && change.previous().value() != verdict.value()) {
    absl::StrAppend(&line, change.previous().value(), " -> ");
  }
  absl::StrAppend(&line, verdict.value(), "  ", Word(verdict.status()));
  for (const std::string& code : change.raised_flags()) {
    absl::StrAppend(&line, "  +", code);
  }
  for (const std::string& code : change.cleared_flags()) {
    absl::StrAppend(&line, "  -", code);
  }
  return line + '\n';
}

struct StreamOptions {
  std::string account;
  std::vector<std::string> models;
  std::string severity;
  std::string resume;
  bool all = false;
  bool skip_snapshot = false;
  bool once = false;
};

absl::StatusOr<assessment::v1::WatchAssessmentsRequest> RequestOf(
    const StreamOptions& options, Session& session) {
  assessment::v1::WatchAssessmentsRequest request;
  if (options.account.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
  } else {
    ASSIGN_OR_RETURN(*request.mutable_parent(),
                     session.NameIn("accounts", options.account));
  }
  for (const std::string& word : options.models) {
    ASSIGN_OR_RETURN(const auto model, ParseWord<assessment::v1::Model>(word));
    request.add_models(model);
  }
  if (!options.severity.empty()) {
    ASSIGN_OR_RETURN(const auto severity,
                     ParseWord<type::v1::Severity>(options.severity));
    request.set_least_severity(severity);
  }
  request.set_changed_only(!options.all);
  request.set_resume_token(options.resume);
  request.set_skip_snapshot(options.skip_snapshot);
  request.set_stop_when_caught_up(options.once);
  return request;
}

absl::StatusOr<Exit> WatchStream(const StreamOptions& options,
                                 Session& session) {
  ASSIGN_OR_RETURN(const auto request, RequestOf(options, session));
  return PrintFeed(
      &AssessmentService::Stub::WatchAssessments, request,
      [](const assessment::v1::PublishedAssessment& published) {
        std::string lines;
        for (const auto& change : published.verdicts()) {
          lines += ChangeLine(published, change);
        }
        return lines;
      },
      session);
}

void PrintLines(const char* title,
                const google::protobuf::RepeatedPtrField<std::string>& lines,
                Session& session) {
  if (lines.empty()) return;
  session.out() << "  " << title << ":\n";
  for (const std::string& line : lines) {
    session.out() << "    " << line << '\n';
  }
}

}  // namespace

void AddWatchAssessments(CLI::App& watch, Action& chosen) {
  CLI::App* command = watch.add_subcommand(
      "assessments", "follow verdicts as they change, one in a line");
  command->footer(
      "Ends with Ctrl-C. With --json every message of the stream is one line,\n"
      "its resumeToken included.\n\n"
      "Example:\n  kamctl watch assessments --model phases --severity warn");
  auto options = std::make_shared<StreamOptions>();
  command->add_option("account", options->account,
                      "only this account; default the whole programme");
  command->add_option("--model", options->models, "only these models");
  command->add_option("--severity", options->severity,
                      "only verdicts with a flag as grave as this");
  command->add_flag("--all", options->all, "also verdicts that say the same");
  command->add_option("--resume", options->resume,
                      "go on after the message that had this token");
  command->add_flag("--skip-snapshot", options->skip_snapshot,
                    "begin with what happens from now on");
  command->add_flag("--once", options->once, "end when all has been shown");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) {
      return WatchStream(*options, session);
    };
  });
}

absl::StatusOr<Exit> ExplainAssessment(const std::string& name,
                                       Session& session) {
  assessment::v1::ExplainAssessmentRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), session.NameIn("accounts", name));
  ASSIGN_OR_RETURN(const auto answer,
                   session.connection().Call(
                       &AssessmentService::Stub::ExplainAssessment, request));
  if (session.json()) {
    session.PrintJson(answer);
    return Exit::kDone;
  }
  Line("assessment", answer.assessment().name(), session.out());
  Line("day", PeopleDate(answer.assessment().as_of()), session.out());
  for (const auto& verdict : answer.verdicts()) {
    session.out() << '\n' << verdict.summary() << '\n';
    if (!verdict.before().empty()) {
      session.out() << "  " << verdict.before() << '\n';
    }
    PrintLines("warnings", verdict.warnings(), session);
    PrintLines("because", verdict.because(), session);
    PrintLines("not known", verdict.not_known(), session);
    PrintLines("would change", verdict.would_change(), session);
  }
  return Exit::kDone;
}

void AddAssessmentCommands(CLI::App& app, Action& chosen) {
  AddAssess(app, chosen);
  AddCompare(app, chosen);
}

}  // namespace kam::kamctl
