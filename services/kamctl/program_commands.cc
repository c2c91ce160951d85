#include "services/kamctl/program_commands.h"

#include <memory>
#include <string>

#include "common/status/status_macros.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "services/kamctl/all_pages.h"
#include "services/kamctl/table.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using account::v1::ProgramService;

void PrintPrograms(const account::v1::ListProgramsResponse& answer,
                   Session& session) {
  Table table({{"programme"}, {"name"}, {"currency"}, {"time zone"}});
  for (const account::v1::Program& program : answer.programs()) {
    table.AddRow({LastId(program.name()), program.display_name(),
                  program.reporting_currency(), program.time_zone()});
  }
  session.out() << table.ToStringOr(
      "no programmes; kamctl program create --help tells how to begin");
}

void AddCreate(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand("create", "create a programme");
  command->footer(
      "Example:\n  kamctl program create europe --name \"Key accounts "
      "Europe\" \\\n    --currency EUR --time-zone Europe/Berlin");
  auto request = std::make_shared<account::v1::CreateProgramRequest>();
  auto* program = request->mutable_program();
  auto option = [&](const char* name, std::string* field, const char* help) {
    return command->add_option(name, *field, help)->required();
  };
  option("id", request->mutable_program_id(), "its id, such as europe");
  option("--name", program->mutable_display_name(), "its name");
  option("--currency", program->mutable_reporting_currency(),
         "ISO 4217 code in which sums are given");
  option("--time-zone", program->mutable_time_zone(),
         "zone in which business days are counted, such as Europe/Berlin");
  command->callback([request, &chosen] {
    chosen = [request](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(const auto program,
                       session.connection().Call(
                           &ProgramService::Stub::CreateProgram, *request));
      if (session.json()) {
        session.PrintJson(program);
      } else {
        session.out() << "created " << program.name() << '\n';
      }
      return Exit::kDone;
    };
  });
}

void AddListPrograms(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand("list", "list the programmes");
  command->callback([&chosen] {
    chosen = [](Session& session) -> absl::StatusOr<Exit> {
      account::v1::ListProgramsRequest request;
      request.set_page_size(kPageSize);
      account::v1::ListProgramsResponse all;
      do {
        ASSIGN_OR_RETURN(const auto page,
                         session.connection().Call(
                             &ProgramService::Stub::ListPrograms, request));
        all.mutable_programs()->MergeFrom(page.programs());
        request.set_page_token(page.next_page_token());
      } while (!request.page_token().empty());
      if (session.json()) {
        session.PrintJson(all);
      } else {
        PrintPrograms(all, session);
      }
      return Exit::kDone;
    };
  });
}

}  // namespace

void AddProgramCommands(CLI::App& app, Action& chosen) {
  CLI::App* program =
      app.add_subcommand("program", "create and list programmes");
  program->require_subcommand(1);
  AddCreate(*program, chosen);
  AddListPrograms(*program, chosen);
}

}  // namespace kam::kamctl
