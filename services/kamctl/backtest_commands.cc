#include "services/kamctl/backtest_commands.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/status/status_macros.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "services/kamctl/message_file.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using assessment::v1::AssessmentService;
using assessment::v1::BacktestPolicyResponse;
using assessment::v1::VerdictShift;

struct BacktestOptions {
  std::string policy;
  std::string file;
  std::string account;
  std::vector<std::string> models;
  int months = 0;
};

// The id of the account whose assessment this is.
std::string AccountIdOf(const std::string& assessment) {
  const std::vector<std::string> parts = absl::StrSplit(assessment, '/');
  return parts.size() > 3 ? parts[3] : assessment;
}

// "1 -> 2", or what both are.
std::string FromTo(const std::string& from, const std::string& to) {
  return from == to ? to : absl::StrCat(from, " -> ", to);
}

// A verdict that would differ, in a line.
std::string DifferenceLine(const BacktestPolicyResponse& judged,
                           const VerdictShift& shift) {
  std::string line = absl::StrCat(
      PeopleDate(judged.as_of()), "  ", AccountIdOf(judged.assessment()), "  ",
      Word(shift.model()), "  ",
      FromTo(shift.from().value(), shift.to().value()), "  ",
      FromTo(Word(shift.from().status()), Word(shift.to().status())));
  for (const std::string& code : shift.raised_flags()) {
    absl::StrAppend(&line, "  +", code);
  }
  for (const std::string& code : shift.cleared_flags()) {
    absl::StrAppend(&line, "  -", code);
  }
  for (const auto& one : shift.shifts()) {
    absl::StrAppend(&line, "  ", one.key(), " ",
                    FromTo(one.from().empty() ? "unknown" : one.from(),
                           one.to().empty() ? "unknown" : one.to()));
  }
  return line + '\n';
}

std::string CountsOf(const BacktestPolicyResponse& judged) {
  return absl::StrCat(PeopleCount(judged.judged()), " assessments judged, ",
                      PeopleCount(judged.differing()), " would differ");
}

absl::StatusOr<assessment::v1::BacktestPolicyRequest> BacktestOf(
    const BacktestOptions& options, Session& session) {
  assessment::v1::BacktestPolicyRequest request;
  if (options.account.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
  } else {
    ASSIGN_OR_RETURN(*request.mutable_parent(),
                     session.NameIn("accounts", options.account));
  }
  assessment::v1::ProgramPolicy draft;
  if (options.file.empty()) {
    assessment::v1::GetPolicyRequest get;
    ASSIGN_OR_RETURN(*get.mutable_name(),
                     session.NameIn("policies", options.policy));
    ASSIGN_OR_RETURN(draft, session.connection().Call(
                                &AssessmentService::Stub::GetPolicy, get));
  } else {
    ASSIGN_OR_RETURN(draft, ReadMessage<assessment::v1::ProgramPolicy>(
                                options.file, session.in()));
  }
  *request.mutable_policy() = draft.values();
  request.set_months(options.months);
  for (const std::string& word : options.models) {
    ASSIGN_OR_RETURN(const auto model, ParseWord<assessment::v1::Model>(word));
    request.add_models(model);
  }
  return request;
}

absl::StatusOr<Exit> Backtest(const BacktestOptions& options,
                              Session& session) {
  ASSIGN_OR_RETURN(const auto request, BacktestOf(options, session));
  grpc::ClientContext context;
  const auto reader =
      session.connection().StubOf<AssessmentService::Stub>().BacktestPolicy(
          &context, request);
  // How far it is goes over itself, where somebody sees it.
  const char* const clear = session.terminal() ? "\r\x1b[K" : "";
  BacktestPolicyResponse judged;
  while (reader->Read(&judged)) {
    if (session.json()) {
      session.out() << ToJson(judged, /*indented=*/false) << std::endl;
      continue;
    }
    session.err() << clear << std::flush;
    for (const VerdictShift& shift : judged.shifts()) {
      session.out() << DifferenceLine(judged, shift);
    }
    if (judged.done()) {
      session.out() << "-- " << CountsOf(judged) << '\n';
    } else if (session.terminal()) {
      session.out() << std::flush;
      session.err() << CountsOf(judged) << std::flush;
    }
  }
  session.err() << clear << std::flush;
  const grpc::Status status = reader->Finish();
  if (!status.ok()) return FromServer(status);
  return Exit::kDone;
}

}  // namespace

void AddBacktestPolicy(CLI::App& policy, Action& chosen) {
  CLI::App* command = policy.add_subcommand(
      "backtest", "which stored verdicts a draft would change");
  command->footer(
      "Every assessment of the last months is judged again by what it was "
      "judged on;\nnothing is stored. With --json every message of the stream "
      "is one line.\n\nExamples:\n  kamctl policy backtest strict --months 6\n"
      "  kamctl policy backtest --file strict.json --model phases");
  auto options = std::make_shared<BacktestOptions>();
  auto* source = command->add_option_group("draft");
  source->add_option("policy", options->policy, "id of the draft");
  source->add_option("--file", options->file,
                     "a policy's file instead; - for the input");
  source->require_option(1);
  command->add_option("--account", options->account,
                      "only this account; default the whole programme");
  command->add_option("--model", options->models, "only these models");
  command
      ->add_option("--months", options->months,
                   "how far back, by when assessments were stored; default 12")
      ->check(CLI::Range(1, 1200));
  command->callback([options, &chosen] {
    chosen = [options](Session& session) {
      return Backtest(*options, session);
    };
  });
}

}  // namespace kam::kamctl
