#include "services/kamctl/diagnosis_commands.h"

#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "services/kamctl/page.h"
#include "services/kamctl/time_options.h"
#include "services/kamctl/verdict_text.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using assessment::v1::AssessmentService;
using assessment::v1::ProgramDiagnosis;

// What the verdict was before, where that was another one.
std::string BeforeOf(const ProgramDiagnosis& diagnosis,
                     const assessment::v1::Verdict& verdict) {
  for (const auto& one : diagnosis.previous_verdicts()) {
    if (one.model() == verdict.model() && one.value() != verdict.value()) {
      return absl::StrCat(one.value(), ", ", Word(one.status()), ", in ",
                          diagnosis.previous());
    }
  }
  return "";
}

void PrintDiagnosis(const ProgramDiagnosis& diagnosis, Session& session) {
  for (const auto& verdict : diagnosis.verdicts()) {
    PrintVerdict(verdict, session.out());
    session.out() << '\n';
  }
  Heading("WHAT IT RESTS ON", session.out());
  Line("programme", diagnosis.program_display_name(), session.out());
  Line("key accounts", PeopleCount(diagnosis.key_accounts()), session.out());
  for (const auto& unseen : diagnosis.unseen()) {
    Line("not seen", absl::StrCat(unseen.service(), ": ", unseen.reason()),
         session.out());
  }
  for (const auto& verdict : diagnosis.verdicts()) {
    Line(absl::StrCat("before, ", Word(verdict.model())),
         BeforeOf(diagnosis, verdict), session.out());
  }
  Line("kept as",
       diagnosis.name().empty() ? "nothing: a service did not answer; ask again"
                                : diagnosis.name(),
       session.out());
}

}  // namespace

void AddDiagnosisCommands(CLI::App& app, Action& chosen) {
  struct Options {
    std::string program;
    TimeOptions times;
  };
  CLI::App* command = app.add_subcommand(
      "diagnose", "whether a programme is key account management or selling");
  command->footer(
      "The verdict comes first, then why, what is not known, and what to do; "
      "then what\nthe programme's records warn of. It is kept when it says "
      "something new.\n\nExample:\n  kamctl diagnose europe --as-of "
      "2013-11-30");
  auto options = std::make_shared<Options>();
  command->add_option("what", options->program,
                      "id of the programme; default the one worked in");
  options->times.AddTo(*command);
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      assessment::v1::DiagnoseProgramRequest request;
      if (options->program.empty()) {
        ASSIGN_OR_RETURN(*request.mutable_program(), session.Program());
      } else {
        request.set_program(absl::StartsWith(options->program, "programs/")
                                ? options->program
                                : absl::StrCat("programs/", options->program));
      }
      RETURN_IF_ERROR(options->times.ApplyTo(request));
      ASSIGN_OR_RETURN(const auto diagnosis,
                       session.connection().Call(
                           &AssessmentService::Stub::DiagnoseProgram, request));
      if (session.json()) {
        session.PrintJson(diagnosis);
      } else {
        PrintDiagnosis(diagnosis, session);
      }
      return Exit::kDone;
    };
  });
}

}  // namespace kam::kamctl
