#pragma once

#include <grpcpp/grpcpp.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "google/type/date.pb.h"
#include "services/kamctl/session.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {

// One of the things that belong to an account, as the command line names it.
struct AccountItem {
  std::string account;
  std::string id;

  void AddTo(CLI::App& command, const std::string& what) {
    command.add_option("account", account, "id or name of the account")
        ->required();
    command.add_option("id", id, absl::StrCat("id of the ", what))->required();
  }

  // Returns its full name, of the account's collection `collection`.
  absl::StatusOr<std::string> Name(const std::string& collection,
                                   Session& session) const {
    ASSIGN_OR_RETURN(const std::string parent,
                     session.NameIn("accounts", account));
    return absl::StrCat(parent, "/", collection, "/", id);
  }
};

// A step that moves such a thing on: when, and why.
struct ItemStep {
  AccountItem item;
  std::string on;
  std::string reason;

  void AddTo(CLI::App& command, const std::string& what) {
    item.AddTo(command, what);
    command.add_option("--on", on, "the day, as 2014-03-31; default today");
  }
};

// Reads `text` into the date of `message` unless it is empty.
template <typename Message>
absl::Status SetDate(const std::string& text,
                     google::type::Date* (Message::*mutable_date)(),
                     Message& message) {
  if (text.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(*(message.*mutable_date)(), ParseDate(text));
  return absl::OkStatus();
}

// Reads `text` into the enum of `message` unless it is empty.
template <typename Message, typename Enum>
absl::Status SetWord(const std::string& text, void (Message::*set)(Enum),
                     Message& message) {
  if (text.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Enum value, ParseWord<Enum>(text));
  (message.*set)(value);
  return absl::OkStatus();
}

// Says that a record was stored.
template <typename Record>
Exit TellStored(const Record& record, Session& session) {
  if (session.json()) {
    session.PrintJson(record);
  } else {
    session.out() << "stored " << record.name() << '\n';
  }
  return Exit::kDone;
}

// Adds `list` to `parent`: what `list` prints of an account.
inline void AddListOf(CLI::App& parent, const char* help,
                      absl::StatusOr<Exit> (*list)(const std::string& account,
                                                   Session& session),
                      Action& chosen) {
  CLI::App* command = parent.add_subcommand("list", help);
  auto account = std::make_shared<std::string>();
  command->add_option("account", *account, "id or name of the account")
      ->required();
  command->callback([account, list, &chosen] {
    chosen = [account, list](Session& session) {
      return list(*account, session);
    };
  });
}

// What a step is called, and on what it is taken.
struct StepWords {
  const char* name;
  const char* help;
  const char* what;
  const char* collection;
};

// Adds a step to `parent`: the rpc `method` with the day in the field of
// `mutable_day`, and a reason where the rpc takes one; `tell` says where the
// record stands then.
template <typename Stub, typename Request, typename Record>
void AddStep(CLI::App& parent, const StepWords& words,
             grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                          Record*),
             google::type::Date* (Request::*mutable_day)(),
             Exit (*tell)(const Record&, Session&), Action& chosen) {
  CLI::App* command = parent.add_subcommand(words.name, words.help);
  auto step = std::make_shared<ItemStep>();
  step->AddTo(*command, words.what);
  constexpr bool kHasReason = requires(Request request, std::string reason) {
    request.set_reason(reason);
  };
  if constexpr (kHasReason) {
    command->add_option("--reason", step->reason, "why")->required();
  }
  command->callback([=, &chosen] {
    chosen = [=](Session& session) -> absl::StatusOr<Exit> {
      Request request;
      ASSIGN_OR_RETURN(*request.mutable_name(),
                       step->item.Name(words.collection, session));
      RETURN_IF_ERROR(SetDate(step->on, mutable_day, request));
      if constexpr (kHasReason) request.set_reason(step->reason);
      ASSIGN_OR_RETURN(const Record moved,
                       session.connection().Call(method, request));
      return tell(moved, session);
    };
  });
}

}  // namespace kam::kamctl
