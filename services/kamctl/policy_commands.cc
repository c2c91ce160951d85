#include "services/kamctl/policy_commands.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/text_format.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "services/kamctl/all_pages.h"
#include "services/kamctl/backtest_commands.h"
#include "services/kamctl/message_file.h"
#include "services/kamctl/page.h"
#include "services/kamctl/table.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using assessment::v1::AssessmentService;
using assessment::v1::ProgramPolicy;

constexpr char kPolicyExample[] = R"json({
  "displayName": "Stricter evidence",
  "note": "We ask every half year, and expect to be well ahead",
  "values": {
    "evidence": {"maxAgeDays": 200},
    "partnershipIndicators": {"partnerBps": 8000},
    "customerAudit": {"intervalMonths": 6}
  }
}
)json";

// Adds a row for each value that a message holds, by its path.
void AddPolicyValues(const google::protobuf::Message& message,
                     const std::string& path, Table& table) {
  using google::protobuf::FieldDescriptor;
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const std::string here =
        absl::StrCat(path, path.empty() ? "" : ".", field->name());
    if (!field->is_repeated() &&
        field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      AddPolicyValues(message.GetReflection()->GetMessage(message, field), here,
                      table);
      continue;
    }
    if (field->is_repeated()) {
      table.AddRow({here, absl::StrCat(message.GetReflection()->FieldSize(
                                           message, field),
                                       " in a list of its own")});
      continue;
    }
    std::string value;
    google::protobuf::TextFormat::PrintFieldValueToString(message, field, -1,
                                                          &value);
    table.AddRow({here, value});
  }
}

void PrintPolicy(const ProgramPolicy& policy, Session& session) {
  session.out() << (policy.display_name().empty() ? LastId(policy.name())
                                                  : policy.display_name())
                << '\n';
  Line("policy",
       absl::StrCat(policy.name(), ", version ", policy.version(), ", ",
                    Word(policy.state())),
       session.out());
  if (policy.has_activate_time()) {
    Line("in force from", PeopleTime(policy.activate_time()), session.out());
  }
  if (policy.has_supersede_time()) {
    Line("until", PeopleTime(policy.supersede_time()), session.out());
  }
  Line("why", policy.note(), session.out());
  Heading("WHAT DIFFERS FROM THE DEFAULTS", session.out());
  Table table({{"value"}, {"is"}});
  AddPolicyValues(policy.values(), "", table);
  session.out() << (table.empty() ? "  nothing\n" : Indented(table));
}

Exit Tell(const ProgramPolicy& policy, Session& session) {
  if (session.json()) {
    session.PrintJson(policy);
  } else {
    session.out() << policy.name() << " is version " << policy.version() << ", "
                  << Word(policy.state()) << '\n';
  }
  return Exit::kDone;
}

absl::StatusOr<ProgramPolicy> GetPolicy(const std::string& id,
                                        Session& session) {
  assessment::v1::GetPolicyRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), session.NameIn("policies", id));
  return session.connection().Call(&AssessmentService::Stub::GetPolicy,
                                   request);
}

// Prints the policy in force, or says that the defaults hold, and then what
// else there is.
absl::StatusOr<Exit> ShowPolicyInForce(Session& session) {
  assessment::v1::ListPoliciesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
  ASSIGN_OR_RETURN(
      const auto all,
      AllPages(&AssessmentService::Stub::ListPolicies, request, session));
  const ProgramPolicy* active = nullptr;
  Table others({{"version", Side::kRight}, {"policy"}, {"state"}, {"name"}});
  for (const ProgramPolicy& one : all.policies()) {
    if (one.state() == assessment::v1::VERSION_STATE_ACTIVE) {
      active = &one;
      continue;
    }
    others.AddRow({absl::StrCat(one.version()), LastId(one.name()),
                   Word(one.state()), one.display_name()});
  }
  if (session.json()) {
    session.PrintJson(active == nullptr ? ProgramPolicy() : *active);
    return Exit::kDone;
  }
  if (active == nullptr) {
    session.out() << "no policy is in force; the defaults hold\n";
  } else {
    PrintPolicy(*active, session);
  }
  if (!others.empty()) {
    Heading("OTHER VERSIONS", session.out());
    session.out() << Indented(others);
  }
  return Exit::kDone;
}

absl::StatusOr<Exit> ShowPolicyValues(Session& session) {
  assessment::v1::GetPolicyInForceRequest request;
  ASSIGN_OR_RETURN(*request.mutable_program(), session.Program());
  ASSIGN_OR_RETURN(const auto held,
                   session.connection().Call(
                       &AssessmentService::Stub::GetPolicyInForce, request));
  if (session.json()) {
    session.PrintJson(held);
    return Exit::kDone;
  }
  std::string text;
  google::protobuf::TextFormat::PrintToString(held.values(), &text);
  session.out() << text;
  return Exit::kDone;
}

void AddShowPolicy(CLI::App& parent, Action& chosen) {
  CLI::App* command =
      parent.add_subcommand("show", "by which values the programme is judged");
  command->footer(
      "A policy says what differs from the defaults. With --json it is what\n"
      "`kamctl policy apply` reads; --values shows every value that holds.\n\n"
      "Examples:\n  kamctl policy show\n  kamctl policy show strict\n"
      "  kamctl policy show --values");
  struct Options {
    std::string id;
    bool values = false;
  };
  auto options = std::make_shared<Options>();
  auto* id = command->add_option("policy", options->id,
                                 "id of the policy; default the one in force");
  command
      ->add_flag("--values", options->values,
                 "every value that holds, the defaults among them")
      ->excludes(id);
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      if (options->values) return ShowPolicyValues(session);
      if (options->id.empty()) return ShowPolicyInForce(session);
      ASSIGN_OR_RETURN(const ProgramPolicy policy,
                       GetPolicy(options->id, session));
      if (session.json()) {
        session.PrintJson(policy);
      } else {
        PrintPolicy(policy, session);
      }
      return Exit::kDone;
    };
  });
}

struct PolicyFile {
  std::string file;
  std::string id;
};

absl::StatusOr<ProgramPolicy> ApplyPolicy(const PolicyFile& options,
                                          Session& session) {
  ASSIGN_OR_RETURN(ProgramPolicy policy,
                   ReadMessage<ProgramPolicy>(options.file, session.in()));
  ASSIGN_OR_RETURN(const std::string program, session.Program());
  const std::string id =
      options.id.empty() ? LastId(policy.name()) : options.id;
  if (id.empty()) {
    assessment::v1::CreatePolicyRequest request;
    request.set_parent(program);
    *request.mutable_policy() = std::move(policy);
    return session.connection().Call(&AssessmentService::Stub::CreatePolicy,
                                     request);
  }
  assessment::v1::UpdatePolicyRequest request;
  policy.set_name(absl::StrCat(program, "/policies/", id));
  *request.mutable_policy() = std::move(policy);
  request.mutable_update_mask()->add_paths("*");
  request.set_allow_missing(true);
  return session.connection().Call(&AssessmentService::Stub::UpdatePolicy,
                                   request);
}

void AddApplyPolicy(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand(
      "apply", "store a policy that was written as a file, as a draft");
  command->footer(
      "The file is the policy as JSON; `kamctl policy example` prints one to "
      "begin\nwith. Only what is to differ from the defaults is written. A "
      "file with a name\nor a --policy replaces that draft whole; one without "
      "begins a new draft. A\nvalue that is unknown or out of its range is "
      "refused and named.\n\nExample:\n"
      "  kamctl policy example > strict.json\n"
      "  kamctl policy apply strict.json --policy strict\n"
      "  kamctl policy activate strict");
  auto options = std::make_shared<PolicyFile>();
  command->add_option("file", options->file, "the file; - for the input")
      ->required();
  command->add_option("--policy", options->id, "id of the policy");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(const ProgramPolicy policy,
                       ApplyPolicy(*options, session));
      return Tell(policy, session);
    };
  });
}

void AddActivatePolicy(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand(
      "activate", "put a draft in force, in place of the policy in force");
  auto id = std::make_shared<std::string>();
  command->add_option("policy", *id, "id of the draft")->required();
  command->callback([id, &chosen] {
    chosen = [id](Session& session) -> absl::StatusOr<Exit> {
      assessment::v1::ActivatePolicyRequest request;
      ASSIGN_OR_RETURN(*request.mutable_name(),
                       session.NameIn("policies", *id));
      ASSIGN_OR_RETURN(const ProgramPolicy policy,
                       session.connection().Call(
                           &AssessmentService::Stub::ActivatePolicy, request));
      return Tell(policy, session);
    };
  });
}

void AddPolicyExample(CLI::App& parent, Action& chosen) {
  CLI::App* command =
      parent.add_subcommand("example", "a policy's file to begin with");
  command->callback([&chosen] {
    chosen = [](Session& session) -> absl::StatusOr<Exit> {
      session.out() << kPolicyExample;
      return Exit::kDone;
    };
  });
}

}  // namespace

void AddPolicyCommands(CLI::App& app, Action& chosen) {
  CLI::App* policy = app.add_subcommand(
      "policy", "the values by which models judge, in versions");
  policy->require_subcommand(1);
  AddShowPolicy(*policy, chosen);
  AddPolicyExample(*policy, chosen);
  AddApplyPolicy(*policy, chosen);
  AddActivatePolicy(*policy, chosen);
  AddBacktestPolicy(*policy, chosen);
}

}  // namespace kam::kamctl
