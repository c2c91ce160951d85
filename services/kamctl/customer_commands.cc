#include "services/kamctl/customer_commands.h"

#include <memory>
#include <string>

#include "common/base/money.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "services/kamctl/account_item.h"

namespace kam::kamctl {
namespace {

using account::v1::AccountService;
using account::v1::Objective;
using account::v1::Target;

struct NewObjective {
  AccountItem item;
  std::string name;
  std::string recorded_on;
  std::string horizon;
  bool strategic = false;
};

absl::StatusOr<Exit> AddOne(const NewObjective& given, Session& session) {
  account::v1::CreateObjectiveRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   session.NameIn("accounts", given.item.account));
  request.set_objective_id(given.item.id);
  Objective& objective = *request.mutable_objective();
  objective.set_display_name(given.name);
  if (given.strategic) objective.set_strategic(type::v1::TRI_STATE_PRESENT);
  RETURN_IF_ERROR(SetWord(given.horizon, &Objective::set_horizon, objective));
  RETURN_IF_ERROR(
      SetDate(given.recorded_on, &Objective::mutable_recorded_on, objective));
  ASSIGN_OR_RETURN(const Objective created,
                   session.connection().Call(
                       &AccountService::Stub::CreateObjective, request));
  return TellStored(created, session);
}

void AddObjective(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand("add", "note one");
  command->footer(
      "Example:\n  kamctl objective add 697 fewer-returns --name \"Halve the "
      "returns\" \\\n    --on 2014-01-15 --horizon long --strategic");
  auto given = std::make_shared<NewObjective>();
  given->item.AddTo(*command, "objective");
  command->add_option("--name", given->name, "what they want to reach")
      ->required();
  command->add_option("--on", given->recorded_on, "when we learned of it")
      ->required();
  command->add_option("--horizon", given->horizon, "short or long");
  command->add_flag("--strategic", given->strategic, "it is strategic to them");
  command->callback([given, &chosen] {
    chosen = [given](Session& session) { return AddOne(*given, session); };
  });
}

struct NewTarget {
  AccountItem item;
  std::string measure;
  std::string amount;
  std::string currency;
  std::string starts_on;
  std::string ends_on;
  std::string objective;
};

absl::StatusOr<Exit> AddOne(const NewTarget& given, Session& session) {
  account::v1::CreateTargetRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   session.NameIn("accounts", given.item.account));
  request.set_target_id(given.item.id);
  Target& target = *request.mutable_target();
  RETURN_IF_ERROR(SetWord(given.measure, &Target::set_measure, target));
  ASSIGN_OR_RETURN(const Amount amount, ParseAmount(given.amount));
  *target.mutable_amount() = ToProto(amount, given.currency);
  RETURN_IF_ERROR(SetDate(given.starts_on, &Target::mutable_starts_on, target));
  RETURN_IF_ERROR(SetDate(given.ends_on, &Target::mutable_ends_on, target));
  if (!given.objective.empty()) {
    const AccountItem served{given.item.account, given.objective};
    ASSIGN_OR_RETURN(*target.mutable_objective(),
                     served.Name("objectives", session));
  }
  ASSIGN_OR_RETURN(
      const Target created,
      session.connection().Call(&AccountService::Stub::CreateTarget, request));
  return TellStored(created, session);
}

void AddTarget(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand("add", "set one in money");
  command->footer(
      "Example:\n  kamctl target add 697 profit --measure \"profit amount\" "
      "\\\n    --amount 25000 --currency USD --from 2014-01-01 --to "
      "2014-12-31");
  auto given = std::make_shared<NewTarget>();
  given->item.AddTo(*command, "target");
  command
      ->add_option("--measure", given->measure,
                   "revenue, profit amount, profit and growth")
      ->required();
  command->add_option("--amount", given->amount, "what is to be reached")
      ->required();
  command
      ->add_option("--currency", given->currency, "ISO 4217 code of the amount")
      ->required();
  command->add_option("--from", given->starts_on, "first day")->required();
  command->add_option("--to", given->ends_on, "last day");
  command->add_option("--objective", given->objective,
                      "id of the customer's objective that it serves");
  command->callback([given, &chosen] {
    chosen = [given](Session& session) { return AddOne(*given, session); };
  });
}

}  // namespace

void AddCustomerCommands(CLI::App& app, Action& chosen) {
  CLI::App* objective =
      app.add_subcommand("objective", "what the customer wants to reach");
  objective->require_subcommand(1);
  AddObjective(*objective, chosen);
  CLI::App* target =
      app.add_subcommand("target", "what we want to reach with an account");
  target->require_subcommand(1);
  AddTarget(*target, chosen);
}

}  // namespace kam::kamctl
