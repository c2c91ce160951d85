#include "services/kamctl/run.h"

#include <CLI/CLI.hpp>

#include "common/status/errors.h"
#include "services/kamctl/assessment_commands.h"
#include "services/kamctl/audit_commands.h"
#include "services/kamctl/change_commands.h"
#include "services/kamctl/commitment_commands.h"
#include "services/kamctl/customer_commands.h"
#include "services/kamctl/diagnosis_commands.h"
#include "services/kamctl/health_commands.h"
#include "services/kamctl/import_commands.h"
#include "services/kamctl/initiative_commands.h"
#include "services/kamctl/interrupt.h"
#include "services/kamctl/ledger_commands.h"
#include "services/kamctl/observation_commands.h"
#include "services/kamctl/opportunity_commands.h"
#include "services/kamctl/plan_commands.h"
#include "services/kamctl/policy_commands.h"
#include "services/kamctl/program_commands.h"
#include "services/kamctl/selection_commands.h"
#include "services/kamctl/team_commands.h"
#include "services/kamctl/verdict_commands.h"
#include "services/kamctl/view_commands.h"

namespace kam::kamctl {
namespace {

constexpr char kFooter[] =
    "A first run:\n"
    "  export KAM_PROGRAM=europe\n"
    "  kamctl program create europe --name Europe --currency EUR \\\n"
    "    --time-zone Europe/Berlin\n"
    "  kamctl import accounts accounts.csv\n"
    "  kamctl import ledger ledger.csv --set cost_of_sales=0\n"
    "  kamctl close 2013-11 --first 2010-12\n"
    "  kamctl summarize\n"
    "  kamctl select --as-of 2013-11-30\n"
    "  kamctl view 697\n"
    "  kamctl plan apply 697 plan.json\n"
    "\n"
    "Exit codes:\n"
    "  0  done\n"
    "  1  the server refused, and said why\n"
    "  2  the command line or an input file is wrong\n"
    "  3  no server answered\n"
    "  4  an import kept the good rows and left others out\n"
    "  130  stopped by Ctrl-C";

void AddGlobalOptions(CLI::App& app, GlobalOptions& options) {
  app.add_option("--address", options.address, "where the services listen")
      ->envname("KAM_ADDRESS")
      ->default_val("127.0.0.1:7400");
  app.add_option("--program", options.program, "the programme to work in")
      ->envname("KAM_PROGRAM");
  app.add_flag("--json", options.json, "answer in JSON, for programs");
  app.add_option("--timeout", options.timeout_seconds,
                 "seconds that a call may take")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
}

// Says on `err` what went wrong; returns what to exit with.
Exit Explain(const absl::Status& status, const GlobalOptions& options,
             std::ostream& err) {
  if (IsUnreachable(status)) {
    err << "kamctl: no answer from " << options.address << ": "
        << std::string(status.message()) << '\n';
    return Exit::kUnreachable;
  }
  err << "kamctl: ";
  if (const std::string reason = Reason(status); !reason.empty()) {
    err << reason << ": ";
  } else if (IsFromServer(status)) {
    err << absl::StatusCodeToString(status.code()) << ": ";
  }
  err << std::string(status.message()) << '\n';
  // The message tells the first; it need not be said twice.
  const auto details = GetBadRequest(status);
  if (details.has_value() && details->field_violations_size() > 1) {
    for (const auto& violation : details->field_violations()) {
      err << "  " << violation.field() << " " << violation.description()
          << '\n';
    }
  }
  if (IsInterrupted(status)) return Exit::kInterrupted;
  return IsFromServer(status) ? Exit::kRefused : Exit::kUsage;
}

}  // namespace

Exit Run(int argc, const char* const* argv, const Streams& streams) {
  GlobalOptions options;
  Action chosen;
  CLI::App app("Key account management from the command line.", "kamctl");
  app.footer(kFooter);
  app.require_subcommand(1);
  // Global options may stand after the subcommand too.
  app.fallthrough();
  AddGlobalOptions(app, options);
  AddProgramCommands(app, chosen);
  AddImportCommands(app, chosen);
  AddLedgerCommands(app, chosen);
  AddSelectionCommands(app, chosen);
  AddViewCommands(app, chosen);
  AddTeamCommands(app, chosen);
  AddPlanCommands(app, chosen);
  AddInitiativeCommands(app, chosen);
  AddOpportunityCommands(app, chosen);
  AddCustomerCommands(app, chosen);
  AddCommitmentCommands(app, chosen);
  AddObservationCommands(app, chosen);
  AddAuditCommands(app, chosen);
  AddPolicyCommands(app, chosen);
  AddVerdictCommands(app, chosen);
  AddAssessmentCommands(app, chosen);
  AddDiagnosisCommands(app, chosen);
  AddChangeCommands(app, chosen);
  AddHealthCommands(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 knows no other way to say that the command line is wrong, or asks
    // for help.
    const bool asked = app.exit(error, streams.out, streams.err) == 0;
    return asked ? Exit::kDone : Exit::kUsage;
  }
  Session session(options, streams);
  const absl::StatusOr<Exit> result = chosen(session);
  streams.out.flush();
  if (!result.ok()) return Explain(result.status(), options, streams.err);
  return *result;
}

}  // namespace kam::kamctl
