#include "services/kamctl/verdict_commands.h"

#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "common/status/status_macros.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "services/kamctl/assessment_commands.h"
#include "services/kamctl/message_file.h"
#include "services/kamctl/verdict_text.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using assessment::v1::AssessmentService;

void Print(const assessment::v1::Verdict& verdict, Session& session) {
  if (session.json()) {
    session.PrintJson(verdict);
  } else {
    PrintVerdict(verdict, session.out());
  }
}

void AddEvaluate(CLI::App& app, Action& chosen) {
  struct Options {
    std::string file;
    std::string model;
    std::string as_of;
    std::string policy;
  };
  CLI::App* command = app.add_subcommand(
      "evaluate", "what a model says of evidence in a file; stores nothing");
  command->footer(
      "The file holds an EvaluateEvidenceRequest of kam.assessment.v1 in "
      "JSON.\n\n"
      "Example:\n  kamctl evaluate what-if.json --as-of 2013-11-30");
  auto options = std::make_shared<Options>();
  command->add_option("file", options->file, "the file; - for the input")
      ->required();
  command->add_option("--model", options->model,
                      "the model, in place of the file's");
  command->add_option("--as-of", options->as_of,
                      "the day assessed, in place of the file's");
  command->add_option("--policy", options->policy,
                      "a file with a Policy in JSON, in place of the file's");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      assessment::v1::EvaluateEvidenceRequest request;
      RETURN_IF_ERROR(ReadMessageFile(options->file, session.in(), request));
      if (!options->model.empty()) {
        ASSIGN_OR_RETURN(const auto model,
                         ParseWord<assessment::v1::Model>(options->model));
        request.set_model(model);
      }
      if (!options->as_of.empty()) {
        ASSIGN_OR_RETURN(*request.mutable_as_of(), ParseDate(options->as_of));
      }
      if (!options->policy.empty()) {
        request.clear_policy();
        RETURN_IF_ERROR(ReadMessageFile(options->policy, session.in(),
                                        *request.mutable_policy()));
      }
      ASSIGN_OR_RETURN(
          const auto verdict,
          session.connection().Call(&AssessmentService::Stub::EvaluateEvidence,
                                    request));
      Print(verdict, session);
      return Exit::kDone;
    };
  });
}

void AddExplain(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "explain",
      "why an assessment, or a verdict in a file, says what it says");
  command->footer(
      "A file holds a Verdict of kam.assessment.v1 in JSON, as evaluate "
      "--json writes it; then no server is asked.\n\n"
      "Example:\n  kamctl explain accounts/697/assessments/7ff9...\n"
      "  kamctl evaluate what-if.json --json | kamctl explain -");
  auto file = std::make_shared<std::string>();
  command
      ->add_option("what", *file,
                   "name of an assessment, or the file; - for the input")
      ->required();
  command->callback([file, &chosen] {
    chosen = [file](Session& session) -> absl::StatusOr<Exit> {
      if (absl::StrContains(*file, "/assessments/")) {
        return ExplainAssessment(*file, session);
      }
      assessment::v1::Verdict verdict;
      RETURN_IF_ERROR(ReadMessageFile(*file, session.in(), verdict));
      Print(verdict, session);
      return Exit::kDone;
    };
  });
}

}  // namespace

void AddVerdictCommands(CLI::App& app, Action& chosen) {
  AddEvaluate(app, chosen);
  AddExplain(app, chosen);
}

}  // namespace kam::kamctl
