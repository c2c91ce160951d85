#include "services/kamctl/audit_commands.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "kam/assessment/v1/audit_service.grpc.pb.h"
#include "services/kamctl/account_item.h"
#include "services/kamctl/all_pages.h"
#include "services/kamctl/audit_text.h"
#include "services/kamctl/finding_record.h"
#include "services/kamctl/message_file.h"
#include "services/kamctl/table.h"
#include "services/kamctl/time_options.h"
#include "services/kamctl/verdict_text.h"

namespace kam::kamctl {
namespace {

using assessment::v1::Audit;
using assessment::v1::AuditFinding;
using assessment::v1::AuditService;

// Which audit a command is about.
struct AuditOptions {
  std::string account;
  std::string id;

  void AddTo(CLI::App& command, const std::string& otherwise) {
    command.add_option("account", account, "id or name of the account")
        ->required();
    command.add_option("--audit", id,
                       absl::StrCat("id of the audit; default ", otherwise));
  }
};

// Days as numbers that order as they do.
int DayOrder(const google::type::Date& date) {
  return (date.year() * 100 + date.month()) * 100 + date.day();
}

// The audit that was named; else the one begun or held last, of drafts alone
// if so asked.
absl::StatusOr<Audit> FindAudit(const AuditOptions& options, bool drafts,
                                Session& session) {
  ASSIGN_OR_RETURN(const std::string account,
                   session.NameIn("accounts", options.account));
  if (!options.id.empty()) {
    assessment::v1::GetAuditRequest request;
    request.set_name(absl::StrCat(account, "/audits/", options.id));
    return session.connection().Call(&AuditService::Stub::GetAudit, request);
  }
  assessment::v1::ListAuditsRequest request;
  request.set_parent(account);
  if (drafts) request.set_state(assessment::v1::AUDIT_STATE_DRAFT);
  ASSIGN_OR_RETURN(const auto all,
                   AllPages(&AuditService::Stub::ListAudits, request, session));
  const Audit* latest = nullptr;
  for (const Audit& one : all.audits()) {
    if (latest == nullptr ||
        DayOrder(one.held_on()) >= DayOrder(latest->held_on())) {
      latest = &one;
    }
  }
  if (latest != nullptr) return *latest;
  return MakeError(absl::StatusCode::kNotFound, "NO_AUDIT",
                   absl::StrCat(account, drafts ? " has no draft" : " has none",
                                "; kamctl audit apply --help tells how to "
                                "write one"));
}

void Print(const Audit& audit, Session& session) {
  if (session.json()) {
    session.PrintJson(audit);
  } else {
    PrintAudit(audit, session.out());
  }
}

void AddAuditQuestions(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand(
      "questions", "the menu: what one can ask, and what it leads to");
  command->callback([&chosen] {
    chosen = [](Session& session) -> absl::StatusOr<Exit> {
      assessment::v1::ListAuditQuestionsRequest request;
      ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
      ASSIGN_OR_RETURN(const auto menu,
                       session.connection().Call(
                           &AuditService::Stub::ListAuditQuestions, request));
      if (session.json()) {
        session.PrintJson(menu);
      } else {
        PrintQuestions(menu, session.out());
      }
      return Exit::kDone;
    };
  });
}

void AddAuditExample(CLI::App& parent, Action& chosen) {
  CLI::App* command =
      parent.add_subcommand("example", "an audit's file to begin with");
  auto account = std::make_shared<std::string>();
  command->add_option("account", *account, "id or name of the account")
      ->required();
  command->callback([account, &chosen] {
    chosen = [account](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(const std::string name,
                       session.NameIn("accounts", *account));
      session.out() << AuditExample(name);
      return Exit::kDone;
    };
  });
}

absl::StatusOr<Exit> ListAudits(const std::string& account, Session& session) {
  assessment::v1::ListAuditsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   session.NameIn("accounts", account));
  ASSIGN_OR_RETURN(const auto all,
                   AllPages(&AuditService::Stub::ListAudits, request, session));
  if (session.json()) {
    session.PrintJson(all);
    return Exit::kDone;
  }
  Table table({{"audit"},
               {"held on"},
               {"state"},
               {"asked"},
               {"led by"},
               {"counts"},
               {"offers", Side::kRight}});
  for (const Audit& one : all.audits()) {
    table.AddRow({LastId(one.name()), PeopleDate(one.held_on()),
                  Word(one.state()), Word(one.channel()),
                  LastId(one.interviewer()), one.valid() ? "yes" : "no",
                  absl::StrCat(one.findings_size())});
  }
  session.out() << table.ToStringOr("no audits");
  return Exit::kDone;
}

void AddShowAudit(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand("show", "an audit as a page");
  command->footer(
      "Below the page stands what the account's audits say together: the mark, "
      "how\nthe customer sees us, and when the next is due. With --json it is "
      "the audit\nalone, as `kamctl audit apply` reads it.\n\n"
      "Example:\n  kamctl audit show 697 --as-of 2014-11-30");
  struct Options {
    AuditOptions audit;
    TimeOptions time;
  };
  auto options = std::make_shared<Options>();
  options->audit.AddTo(*command, "the latest");
  options->time.AddTo(*command);
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(const Audit audit,
                       FindAudit(options->audit, /*drafts=*/false, session));
      Print(audit, session);
      if (session.json()) return Exit::kDone;
      assessment::v1::EvaluateAuditsRequest request;
      ASSIGN_OR_RETURN(*request.mutable_account(),
                       session.NameIn("accounts", options->audit.account));
      RETURN_IF_ERROR(options->time.ApplyTo(request));
      ASSIGN_OR_RETURN(const auto verdict,
                       session.connection().Call(
                           &AuditService::Stub::EvaluateAudits, request));
      session.out() << '\n';
      PrintVerdict(verdict, session.out());
      return Exit::kDone;
    };
  });
}

struct AuditFile {
  std::string account;
  std::string file;
  std::string id;
};

absl::StatusOr<Audit> ApplyAudit(const AuditFile& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string account,
                   session.NameIn("accounts", options.account));
  ASSIGN_OR_RETURN(Audit audit, ReadMessage<Audit>(options.file, session.in()));
  const std::string id = options.id.empty() ? LastId(audit.name()) : options.id;
  if (id.empty()) {
    assessment::v1::CreateAuditRequest request;
    request.set_parent(account);
    *request.mutable_audit() = std::move(audit);
    return session.connection().Call(&AuditService::Stub::CreateAudit, request);
  }
  assessment::v1::UpdateAuditRequest request;
  audit.set_name(absl::StrCat(account, "/audits/", id));
  *request.mutable_audit() = std::move(audit);
  request.mutable_update_mask()->add_paths("*");
  request.set_allow_missing(true);
  return session.connection().Call(&AuditService::Stub::UpdateAudit, request);
}

void AddApplyAudit(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand(
      "apply", "store an audit that was written as a file, as a draft");
  command->footer(
      "The file is the audit as JSON; `kamctl audit example` prints one to "
      "begin with\nand `kamctl audit questions` the menu to choose from. A "
      "file with a name or an\n--audit replaces that draft whole; one without "
      "begins a new draft.\n\nExample:\n"
      "  kamctl audit example 697 > audit.json\n"
      "  kamctl audit apply 697 audit.json --audit autumn\n"
      "  kamctl audit complete 697\n  kamctl audit accept 697 1 --set "
      "severity=2");
  auto options = std::make_shared<AuditFile>();
  command->add_option("account", options->account, "id or name of the account")
      ->required();
  command->add_option("file", options->file, "the file; - for the input")
      ->required();
  command->add_option("--audit", options->id, "id of the audit");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(const Audit audit, ApplyAudit(*options, session));
      if (session.json()) {
        session.PrintJson(audit);
      } else {
        session.out() << "stored " << audit.name() << ", "
                      << Word(audit.state()) << '\n';
      }
      return Exit::kDone;
    };
  });
}

void AddCompleteAudit(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand(
      "complete", "say that an audit is whole: it counts from now on");
  command->footer(
      "What a completed audit says no longer changes. What it brought up is "
      "offered to\nthe services that keep such records; `kamctl audit accept` "
      "takes it over.");
  struct Options {
    AuditOptions audit;
    std::string on;
  };
  auto options = std::make_shared<Options>();
  options->audit.AddTo(*command, "the latest draft");
  command->add_option("--on", options->on,
                      "the day it was held, where the audit does not say");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(const Audit draft,
                       FindAudit(options->audit, /*drafts=*/true, session));
      assessment::v1::CompleteAuditRequest request;
      request.set_name(draft.name());
      RETURN_IF_ERROR(SetDate(
          options->on, &assessment::v1::CompleteAuditRequest::mutable_held_on,
          request));
      ASSIGN_OR_RETURN(const Audit audit,
                       session.connection().Call(
                           &AuditService::Stub::CompleteAudit, request));
      Print(audit, session);
      return Exit::kDone;
    };
  });
}

struct FindingOptions {
  AuditOptions audit;
  std::string finding;
  std::vector<std::string> fields;
  std::string note;

  void AddTo(CLI::App& command) {
    audit.AddTo(command, "the latest");
    command.add_option("finding", finding, "id of the finding")->required();
  }
};

Exit TellFinding(const Audit& audit, const std::string& id, Session& session) {
  for (const AuditFinding& one : audit.findings()) {
    if (one.id() != id) continue;
    if (session.json()) {
      session.PrintJson(one);
    } else {
      session.out() << "finding " << one.id() << " is " << Word(one.state())
                    << (one.record().empty() ? "" : ": ") << one.record()
                    << '\n';
    }
  }
  return Exit::kDone;
}

// Writes the record that is proposed, then notes on the audit that it was.
absl::StatusOr<Exit> AcceptFinding(const FindingOptions& options,
                                   Session& session) {
  ASSIGN_OR_RETURN(const Audit audit,
                   FindAudit(options.audit, /*drafts=*/false, session));
  assessment::v1::AcceptAuditFindingRequest request;
  request.set_name(audit.name());
  request.set_finding(options.finding);
  request.set_note(options.note);
  for (const AuditFinding& one : audit.findings()) {
    if (one.id() != options.finding) continue;
    if (one.state() != assessment::v1::AUDIT_FINDING_STATE_OFFERED) {
      return FailedPrecondition(
          "FINDING_DECIDED",
          absl::StrCat("finding ", one.id(), " is ", Word(one.state())));
    }
    ASSIGN_OR_RETURN(*request.mutable_record(),
                     WriteProposal(one.proposal(), options.fields, session));
  }
  ASSIGN_OR_RETURN(const Audit accepted,
                   session.connection().Call(
                       &AuditService::Stub::AcceptAuditFinding, request));
  return TellFinding(accepted, options.finding, session);
}

void AddAcceptFinding(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand(
      "accept", "write what a finding proposes, and note that it was");
  command->footer(
      "An issue needs its severity, a pressure its source; --set gives what "
      "the audit\ndoes not tell, and changes what it does.\n\n"
      "Examples:\n  kamctl audit accept 697 1 --set severity=2\n"
      "  kamctl audit accept 697 2 --set source=customers \\\n"
      "    --set \"display_name=Longer payment terms\"");
  auto options = std::make_shared<FindingOptions>();
  options->AddTo(*command);
  command->add_option("--set", options->fields,
                      "a field of the record, as field=value");
  command->add_option("--note", options->note, "what to know about it");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) {
      return AcceptFinding(*options, session);
    };
  });
}

void AddDeclineFinding(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand(
      "decline", "note that nothing follows from a finding");
  auto options = std::make_shared<FindingOptions>();
  options->AddTo(*command);
  command->add_option("--reason", options->note, "why")->required();
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(const Audit audit,
                       FindAudit(options->audit, /*drafts=*/false, session));
      assessment::v1::DeclineAuditFindingRequest request;
      request.set_name(audit.name());
      request.set_finding(options->finding);
      request.set_note(options->note);
      ASSIGN_OR_RETURN(const Audit declined,
                       session.connection().Call(
                           &AuditService::Stub::DeclineAuditFinding, request));
      return TellFinding(declined, options->finding, session);
    };
  });
}

}  // namespace

void AddAuditCommands(CLI::App& app, Action& chosen) {
  CLI::App* audit =
      app.add_subcommand("audit", "what a customer says of us when asked");
  audit->require_subcommand(1);
  AddAuditQuestions(*audit, chosen);
  AddAuditExample(*audit, chosen);
  AddApplyAudit(*audit, chosen);
  AddListOf(*audit, "an account's audits", ListAudits, chosen);
  AddShowAudit(*audit, chosen);
  AddCompleteAudit(*audit, chosen);
  AddAcceptFinding(*audit, chosen);
  AddDeclineFinding(*audit, chosen);
}

}  // namespace kam::kamctl
