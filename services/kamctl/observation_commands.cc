#include "services/kamctl/observation_commands.h"

#include <memory>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/status/status_macros.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "services/kamctl/account_item.h"
#include "services/kamctl/all_pages.h"
#include "services/kamctl/table.h"

namespace kam::kamctl {
namespace {

using assessment::v1::AssessmentService;
using assessment::v1::Observation;

// What was seen, in a word.
std::string SeenValue(const Observation& observation) {
  switch (observation.value_case()) {
    case Observation::kKey:
      return observation.key();
    case Observation::kState:
      return Word(observation.state());
    case Observation::kRating:
      return absl::StrCat(observation.rating());
    case Observation::VALUE_NOT_SET:
      break;
  }
  return "";
}

Exit Tell(const Observation& observation, Session& session) {
  if (session.json()) {
    session.PrintJson(observation);
  } else {
    session.out() << observation.name() << ": " << observation.dimension()
                  << " was " << SeenValue(observation) << " on "
                  << PeopleDate(observation.observed_on())
                  << (observation.retracted() ? ", retracted" : "") << '\n';
  }
  return Exit::kDone;
}

struct NewObservation {
  std::string account;
  std::string dimension;
  std::string value;
  std::string model;
  std::string on;
  std::string source_class;
  std::string observer;
  std::string contact;
  std::string note;
  std::string id;
};

// Present, absent and unknown are states, a whole number is a rating, and
// anything else one of the dimension's values: "mutual plans" is MUTUAL_PLANS.
void SetSeenValue(const std::string& text, Observation& observation) {
  int64_t rating = 0;
  if (absl::SimpleAtoi(text, &rating)) {
    observation.set_rating(rating);
    return;
  }
  const auto state = ParseWord<type::v1::TriState>(text);
  if (state.ok()) {
    observation.set_state(*state);
    return;
  }
  observation.set_key(absl::AsciiStrToUpper(
      absl::StrReplaceAll(text, {{" ", "_"}, {"-", "_"}})));
}

// Dimensions of the phases are written in capitals, indicators in small
// letters.
absl::Status SetSeenModel(const NewObservation& given,
                          Observation& observation) {
  if (!given.model.empty()) {
    return SetWord(given.model, &Observation::set_model, observation);
  }
  const bool is_indicator =
      !given.dimension.empty() && absl::ascii_islower(given.dimension.front());
  observation.set_model(is_indicator
                            ? assessment::v1::MODEL_PARTNERSHIP_INDICATORS
                            : assessment::v1::MODEL_PHASES);
  return absl::OkStatus();
}

absl::StatusOr<Exit> Add(const NewObservation& given, Session& session) {
  assessment::v1::CreateObservationRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   session.NameIn("accounts", given.account));
  request.set_observation_id(given.id);
  Observation& observation = *request.mutable_observation();
  observation.set_dimension(given.dimension);
  SetSeenValue(given.value, observation);
  RETURN_IF_ERROR(SetSeenModel(given, observation));
  RETURN_IF_ERROR(
      SetDate(given.on, &Observation::mutable_observed_on, observation));
  RETURN_IF_ERROR(
      SetWord(given.source_class, &Observation::set_source_class, observation));
  if (!given.observer.empty()) {
    ASSIGN_OR_RETURN(*observation.mutable_observer(),
                     session.NameIn("members", given.observer));
  }
  if (!given.contact.empty()) {
    observation.set_contact(
        absl::StrCat(request.parent(), "/contacts/", given.contact));
  }
  observation.set_note(given.note);
  ASSIGN_OR_RETURN(const Observation created,
                   session.connection().Call(
                       &AssessmentService::Stub::CreateObservation, request));
  return Tell(created, session);
}

void AddNewObservation(CLI::App& parent, Action& chosen) {
  CLI::App* command =
      parent.add_subcommand("add", "record what was seen of an account");
  command->footer(
      "An observation is never edited: retract what proves wrong, and add "
      "another.\nIts strength is where it comes from: the customer before a "
      "third party before\nour own people; what records tell outranks all.\n\n"
      "Examples:\n"
      "  kamctl observe add 697 APPROACH \"mutual plans\" --on 2013-11-30 \\\n"
      "    --class customer --contact 933 --note \"Their plans and ours\"\n"
      "  kamctl observe add 697 told_partner present --on 2013-11-30 \\\n"
      "    --class customer\n"
      "  kamctl observe add 697 price_resistance 40 --on 2013-11-30 \\\n"
      "    --class supplier --observer 277");
  auto given = std::make_shared<NewObservation>();
  command->add_option("account", given->account, "id or name of the account")
      ->required();
  command
      ->add_option("dimension", given->dimension,
                   "what it is about, such as APPROACH or told_partner")
      ->required();
  command
      ->add_option("value", given->value,
                   "a value of the dimension, or present, absent, unknown, or "
                   "a rating")
      ->required();
  command->add_option("--on", given->on, "the day it was seen, as 2013-11-30")
      ->required();
  command
      ->add_option("--class", given->source_class,
                   "customer, third party or supplier")
      ->required();
  command->add_option("--model", given->model,
                      "the model that reads it; default phases, of an "
                      "indicator partnership indicators");
  command->add_option("--observer", given->observer, "the member who saw it");
  command->add_option("--contact", given->contact, "the contact who said it");
  command->add_option("--note", given->note, "what was said or seen");
  command->add_option("--id", given->id, "id to give it; default a new one");
  command->callback([given, &chosen] {
    chosen = [given](Session& session) { return Add(*given, session); };
  });
}

absl::StatusOr<Exit> ListObservations(const std::string& account,
                                      Session& session) {
  assessment::v1::ListObservationsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   session.NameIn("accounts", account));
  ASSIGN_OR_RETURN(
      const auto all,
      AllPages(&AssessmentService::Stub::ListObservations, request, session));
  if (session.json()) {
    session.PrintJson(all);
    return Exit::kDone;
  }
  Table table({{"on"}, {"dimension"}, {"value"}, {"from"}, {"note"}, {"id"}});
  for (const Observation& one : all.observations()) {
    table.AddRow(
        {PeopleDate(one.observed_on()), one.dimension(),
         absl::StrCat(SeenValue(one), one.retracted() ? " (retracted)" : ""),
         Word(one.source_class()), one.note(), LastId(one.name())});
  }
  session.out() << table.ToStringOr("nothing was observed");
  return Exit::kDone;
}

void AddRetractObservation(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand(
      "retract",
      "withdraw an observation: it stays readable, and counts no "
      "more");
  command->footer(
      "Example:\n  kamctl observe retract 697 first --reason \"Another "
      "plant\"");
  struct Given {
    AccountItem item;
    std::string reason;
  };
  auto given = std::make_shared<Given>();
  given->item.AddTo(*command, "observation");
  command->add_option("--reason", given->reason, "why")->required();
  command->callback([given, &chosen] {
    chosen = [given](Session& session) -> absl::StatusOr<Exit> {
      assessment::v1::RetractObservationRequest request;
      ASSIGN_OR_RETURN(*request.mutable_name(),
                       given->item.Name("observations", session));
      request.set_reason(given->reason);
      ASSIGN_OR_RETURN(
          const Observation retracted,
          session.connection().Call(
              &AssessmentService::Stub::RetractObservation, request));
      return Tell(retracted, session);
    };
  });
}

}  // namespace

void AddObservationCommands(CLI::App& app, Action& chosen) {
  CLI::App* observe = app.add_subcommand(
      "observe", "what was seen of an account, by whom and when");
  observe->require_subcommand(1);
  AddNewObservation(*observe, chosen);
  AddListOf(*observe, "all that was observed of an account", ListObservations,
            chosen);
  AddRetractObservation(*observe, chosen);
}

}  // namespace kam::kamctl
