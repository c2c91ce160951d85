#include "services/kamctl/opportunity_commands.h"

#include <memory>
#include <string>

#include "common/base/money.h"
#include "common/status/status_macros.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "services/kamctl/account_item.h"
#include "services/kamctl/all_pages.h"
#include "services/kamctl/table.h"

namespace kam::kamctl {
namespace {

using planning::v1::Opportunity;
using planning::v1::PlanningService;

constexpr char kOpportunity[] = "opportunity";
constexpr char kOpportunities[] = "opportunities";

Exit Tell(const Opportunity& opportunity, Session& session) {
  if (session.json()) {
    session.PrintJson(opportunity);
  } else {
    session.out() << opportunity.name() << " is in "
                  << Word(opportunity.stage()) << '\n';
  }
  return Exit::kDone;
}

absl::StatusOr<Exit> ListOpportunities(const std::string& account,
                                       Session& session) {
  planning::v1::ListOpportunitiesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   session.NameIn("accounts", account));
  ASSIGN_OR_RETURN(
      const auto all,
      AllPages(&PlanningService::Stub::ListOpportunities, request, session));
  if (session.json()) {
    session.PrintJson(all);
    return Exit::kDone;
  }
  Table table({{"opportunity"},
               {"name"},
               {"stage"},
               {"since"},
               {"outcome"},
               {"owner"},
               {"value", Side::kRight}});
  for (const Opportunity& one : all.opportunities()) {
    const auto& history = one.stage_history();
    table.AddRow(
        {LastId(one.name()), one.display_name(), Word(one.stage()),
         history.empty() ? "" : PeopleDate(history.rbegin()->moved_on()),
         Word(one.outcome()), LastId(one.owner()),
         one.has_value() ? PeopleAmount(one.value()) : ""});
  }
  session.out() << table.ToStringOr("no opportunities");
  return Exit::kDone;
}

struct NewOpportunity {
  AccountItem item;
  std::string name;
  std::string opened_on;
  std::string value;
  std::string currency;
  std::string owner;
  std::string follows;
};

absl::StatusOr<Exit> Add(const NewOpportunity& given, Session& session) {
  planning::v1::CreateOpportunityRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   session.NameIn("accounts", given.item.account));
  request.set_opportunity_id(given.item.id);
  Opportunity& opportunity = *request.mutable_opportunity();
  opportunity.set_display_name(given.name);
  RETURN_IF_ERROR(
      SetDate(given.opened_on, &Opportunity::mutable_opened_on, opportunity));
  if (!given.value.empty()) {
    ASSIGN_OR_RETURN(const Amount value, ParseAmount(given.value));
    *opportunity.mutable_value() = ToProto(value, given.currency);
  }
  if (!given.owner.empty()) {
    ASSIGN_OR_RETURN(*opportunity.mutable_owner(),
                     session.NameIn("members", given.owner));
  }
  if (!given.follows.empty()) {
    const AccountItem before{given.item.account, given.follows};
    ASSIGN_OR_RETURN(*opportunity.mutable_follows(),
                     before.Name(kOpportunities, session));
  }
  ASSIGN_OR_RETURN(const Opportunity created,
                   session.connection().Call(
                       &PlanningService::Stub::CreateOpportunity, request));
  return Tell(created, session);
}

void AddNewOpportunity(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand("add", "begin one, in presales");
  command->footer(
      "Example:\n  kamctl opportunity add 697 lyon --name \"Frames for "
      "Lyon\" \\\n    --value 250000 --currency EUR --owner 277");
  auto given = std::make_shared<NewOpportunity>();
  given->item.AddTo(*command, kOpportunity);
  command->add_option("--name", given->name, "what people call it")->required();
  command->add_option("--opened-on", given->opened_on,
                      "when it was seen; default today");
  auto* currency = command->add_option("--currency", given->currency,
                                       "ISO 4217 code of the value");
  command
      ->add_option("--value", given->value, "what it may bring, as 250000.00")
      ->needs(currency);
  command->add_option("--owner", given->owner, "the member who follows it");
  command->add_option("--follows", given->follows,
                      "id of the opportunity whose exploitation led to it");
  command->callback([given, &chosen] {
    chosen = [given](Session& session) { return Add(*given, session); };
  });
}

void AddMove(CLI::App& parent, Action& chosen) {
  struct Options {
    ItemStep step;
    std::string stage;
  };
  CLI::App* command = parent.add_subcommand("move", "take one a stage further");
  command->footer(
      "Stages: presales, contract negotiation, implementation delivery, "
      "review,\nexploitation; lost from the first two, closed from the last; "
      "a step back needs\na --reason.\n\nExample:\n  kamctl opportunity move "
      "697 lyon \"contract negotiation\"");
  auto options = std::make_shared<Options>();
  options->step.AddTo(*command, kOpportunity);
  command->add_option("stage", options->stage, "where it goes")->required();
  command->add_option("--reason", options->step.reason, "why");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      planning::v1::MoveOpportunityRequest request;
      ASSIGN_OR_RETURN(*request.mutable_name(),
                       options->step.item.Name(kOpportunities, session));
      RETURN_IF_ERROR(SetWord(options->stage,
                              &planning::v1::MoveOpportunityRequest::set_stage,
                              request));
      RETURN_IF_ERROR(SetDate(
          options->step.on,
          &planning::v1::MoveOpportunityRequest::mutable_moved_on, request));
      request.set_reason(options->step.reason);
      ASSIGN_OR_RETURN(const Opportunity moved,
                       session.connection().Call(
                           &PlanningService::Stub::MoveOpportunity, request));
      return Tell(moved, session);
    };
  });
}

}  // namespace

void AddOpportunityCommands(CLI::App& app, Action& chosen) {
  CLI::App* opportunity = app.add_subcommand(
      "opportunity", "business that is being developed, stage by stage");
  opportunity->require_subcommand(1);
  AddListOf(*opportunity, "those at an account", ListOpportunities, chosen);
  AddNewOpportunity(*opportunity, chosen);
  AddMove(*opportunity, chosen);
}

}  // namespace kam::kamctl
