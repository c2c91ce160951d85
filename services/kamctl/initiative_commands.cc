#include "services/kamctl/initiative_commands.h"

#include <memory>
#include <string>
#include <vector>

#include "common/status/status_macros.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "services/kamctl/account_item.h"
#include "services/kamctl/all_pages.h"
#include "services/kamctl/table.h"

namespace kam::kamctl {
namespace {

using planning::v1::Initiative;
using planning::v1::PlanningService;

constexpr char kInitiative[] = "initiative";
constexpr char kInitiatives[] = "initiatives";

Exit Tell(const Initiative& initiative, Session& session) {
  if (session.json()) {
    session.PrintJson(initiative);
  } else {
    session.out() << initiative.name() << " is " << Word(initiative.state())
                  << '\n';
  }
  return Exit::kDone;
}

absl::StatusOr<Exit> ListInitiatives(const std::string& account,
                                     Session& session) {
  planning::v1::ListInitiativesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   session.NameIn("accounts", account));
  ASSIGN_OR_RETURN(
      const auto all,
      AllPages(&PlanningService::Stub::ListInitiatives, request, session));
  if (session.json()) {
    session.PrintJson(all);
    return Exit::kDone;
  }
  Table table({{"initiative"},
               {"name"},
               {"state"},
               {"begun by"},
               {"offering"},
               {"started"},
               {"ends"}});
  for (const Initiative& one : all.initiatives()) {
    table.AddRow({LastId(one.name()), one.display_name(), Word(one.state()),
                  Word(one.initiator()), Word(one.offering()),
                  PeopleDate(one.started_on()), PeopleDate(one.ends_on())});
  }
  session.out() << table.ToStringOr("no initiatives");
  return Exit::kDone;
}

struct NewInitiative {
  AccountItem item;
  std::string name;
  std::string initiator;
  std::string offering;
  std::string scope;
  std::string ends_on;
  std::vector<std::string> functions;
};

absl::StatusOr<Exit> Add(const NewInitiative& given, Session& session) {
  planning::v1::CreateInitiativeRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   session.NameIn("accounts", given.item.account));
  request.set_initiative_id(given.item.id);
  Initiative& initiative = *request.mutable_initiative();
  initiative.set_display_name(given.name);
  initiative.set_scope(given.scope);
  RETURN_IF_ERROR(
      SetWord(given.initiator, &Initiative::set_initiator, initiative));
  RETURN_IF_ERROR(
      SetWord(given.offering, &Initiative::set_offering, initiative));
  for (const std::string& word : given.functions) {
    ASSIGN_OR_RETURN(const auto function,
                     ParseWord<planning::v1::InitiativeFunction>(word));
    initiative.add_functions(function);
  }
  RETURN_IF_ERROR(
      SetDate(given.ends_on, &Initiative::mutable_ends_on, initiative));
  ASSIGN_OR_RETURN(const Initiative created,
                   session.connection().Call(
                       &PlanningService::Stub::CreateInitiative, request));
  return Tell(created, session);
}

void AddNewInitiative(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand("add", "propose an initiative");
  command->footer(
      "Example:\n  kamctl initiative add 697 packaging --name \"Lighter "
      "packaging\" \\\n    --initiator customer --function technical "
      "--ends-on 2014-12-31");
  auto given = std::make_shared<NewInitiative>();
  given->item.AddTo(*command, kInitiative);
  command->add_option("--name", given->name, "what people call it")->required();
  command->add_option("--initiator", given->initiator,
                      "customer, supplier or joint");
  command->add_option("--offering", given->offering,
                      "fixed, project specific, tailored or bespoke");
  command->add_option("--scope", given->scope, "what it covers");
  command->add_option("--function", given->functions,
                      "a function of ours that takes part");
  command->add_option("--ends-on", given->ends_on, "when it is to end");
  command->callback([given, &chosen] {
    chosen = [given](Session& session) { return Add(*given, session); };
  });
}

}  // namespace

void AddInitiativeCommands(CLI::App& app, Action& chosen) {
  CLI::App* initiative = app.add_subcommand(
      "initiative", "what we and the customer undertake together");
  initiative->require_subcommand(1);
  AddListOf(*initiative, "those of an account", ListInitiatives, chosen);
  AddNewInitiative(*initiative, chosen);
  using Stub = PlanningService::Stub;
  AddStep(*initiative, {"start", "begin it", kInitiative, kInitiatives},
          &Stub::StartInitiative,
          &planning::v1::StartInitiativeRequest::mutable_started_on, Tell,
          chosen);
  AddStep(*initiative,
          {"complete", "end it, its aim reached", kInitiative, kInitiatives},
          &Stub::CompleteInitiative,
          &planning::v1::CompleteInitiativeRequest::mutable_ended_on, Tell,
          chosen);
  AddStep(*initiative,
          {"stop", "end it, its aim not reached", kInitiative, kInitiatives},
          &Stub::StopInitiative,
          &planning::v1::StopInitiativeRequest::mutable_ended_on, Tell, chosen);
}

}  // namespace kam::kamctl
