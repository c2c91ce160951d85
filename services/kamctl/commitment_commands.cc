#include "services/kamctl/commitment_commands.h"

#include <memory>
#include <string>

#include "common/status/status_macros.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "services/kamctl/account_item.h"
#include "services/kamctl/all_pages.h"
#include "services/kamctl/table.h"

namespace kam::kamctl {
namespace {

using planning::v1::Commitment;
using planning::v1::PlanningService;

constexpr char kCommitment[] = "commitment";
constexpr char kCommitments[] = "commitments";

Exit Tell(const Commitment& commitment, Session& session) {
  if (session.json()) {
    session.PrintJson(commitment);
  } else {
    session.out() << commitment.name() << " is " << Word(commitment.state())
                  << '\n';
  }
  return Exit::kDone;
}

absl::StatusOr<Exit> ListCommitments(const std::string& account,
                                     Session& session) {
  planning::v1::ListCommitmentsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   session.NameIn("accounts", account));
  ASSIGN_OR_RETURN(
      const auto all,
      AllPages(&PlanningService::Stub::ListCommitments, request, session));
  if (session.json()) {
    session.PrintJson(all);
    return Exit::kDone;
  }
  Table table({{"commitment"},
               {"name"},
               {"type"},
               {"department"},
               {"state"},
               {"promised"},
               {"due"}});
  for (const Commitment& one : all.commitments()) {
    table.AddRow({LastId(one.name()), one.display_name(), Word(one.type()),
                  LastId(one.department()), Word(one.state()),
                  PeopleDate(one.promised_on()), PeopleDate(one.due_on())});
  }
  session.out() << table.ToStringOr("no commitments");
  return Exit::kDone;
}

struct NewCommitment {
  AccountItem item;
  std::string name;
  std::string type;
  std::string department;
  std::string promised_on;
  std::string due_on;
  std::string promised_by;
  bool asked = false;
  bool unasked = false;
};

absl::StatusOr<Exit> Add(const NewCommitment& given, Session& session) {
  planning::v1::CreateCommitmentRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   session.NameIn("accounts", given.item.account));
  request.set_commitment_id(given.item.id);
  Commitment& commitment = *request.mutable_commitment();
  commitment.set_display_name(given.name);
  RETURN_IF_ERROR(SetWord(given.type, &Commitment::set_type, commitment));
  ASSIGN_OR_RETURN(*commitment.mutable_department(),
                   session.NameIn("departments", given.department));
  RETURN_IF_ERROR(
      SetDate(given.promised_on, &Commitment::mutable_promised_on, commitment));
  RETURN_IF_ERROR(
      SetDate(given.due_on, &Commitment::mutable_due_on, commitment));
  if (!given.promised_by.empty()) {
    ASSIGN_OR_RETURN(*commitment.mutable_promised_by(),
                     session.NameIn("members", given.promised_by));
  }
  if (given.asked || given.unasked) {
    commitment.set_asked_before_promise(given.asked);
  }
  ASSIGN_OR_RETURN(const Commitment created,
                   session.connection().Call(
                       &PlanningService::Stub::CreateCommitment, request));
  return Tell(created, session);
}

void AddNewCommitment(CLI::App& parent, Action& chosen) {
  CLI::App* command =
      parent.add_subcommand("add", "note what was promised to a customer");
  command->footer(
      "Example:\n  kamctl commitment add 697 friday --name \"Delivery on "
      "Fridays\" \\\n    --type delivery --department logistics "
      "--promised-on 2014-01-15 --unasked");
  auto given = std::make_shared<NewCommitment>();
  given->item.AddTo(*command, kCommitment);
  command->add_option("--name", given->name, "what was promised")->required();
  command
      ->add_option("--type", given->type,
                   "discount, financing, delivery, service, custom product or "
                   "other")
      ->required();
  command
      ->add_option("--department", given->department,
                   "the department that has to keep it")
      ->required();
  command->add_option("--promised-on", given->promised_on, "when")->required();
  command->add_option("--due-on", given->due_on, "when it is to be kept");
  command->add_option("--promised-by", given->promised_by,
                      "the member who promised it");
  auto* asked = command->add_flag("--asked", given->asked,
                                  "the department was asked before");
  command
      ->add_flag("--unasked", given->unasked,
                 "the department was not asked before")
      ->excludes(asked);
  command->callback([given, &chosen] {
    chosen = [given](Session& session) { return Add(*given, session); };
  });
}

}  // namespace

void AddCommitmentCommands(CLI::App& app, Action& chosen) {
  CLI::App* commitment = app.add_subcommand(
      "commitment", "what was promised to a customer, and who keeps it");
  commitment->require_subcommand(1);
  AddListOf(*commitment, "those to an account", ListCommitments, chosen);
  AddNewCommitment(*commitment, chosen);
  using Stub = PlanningService::Stub;
  AddStep(*commitment,
          {"accept", "the department takes it on", kCommitment, kCommitments},
          &Stub::AcceptCommitment,
          &planning::v1::AcceptCommitmentRequest::mutable_moved_on, Tell,
          chosen);
  AddStep(*commitment, {"deliver", "it was kept", kCommitment, kCommitments},
          &Stub::DeliverCommitment,
          &planning::v1::DeliverCommitmentRequest::mutable_moved_on, Tell,
          chosen);
  AddStep(
      *commitment,
      {"block", "the department will not keep it", kCommitment, kCommitments},
      &Stub::BlockCommitment,
      &planning::v1::BlockCommitmentRequest::mutable_moved_on, Tell, chosen);
  AddStep(
      *commitment, {"withdraw", "it was taken back", kCommitment, kCommitments},
      &Stub::WithdrawCommitment,
      &planning::v1::WithdrawCommitmentRequest::mutable_moved_on, Tell, chosen);
}

}  // namespace kam::kamctl
