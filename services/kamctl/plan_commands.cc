#include "services/kamctl/plan_commands.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "services/kamctl/account_item.h"
#include "services/kamctl/all_pages.h"
#include "services/kamctl/display_names.h"
#include "services/kamctl/message_file.h"
#include "services/kamctl/plan_example.h"
#include "services/kamctl/plan_text.h"
#include "services/kamctl/time_options.h"

namespace kam::kamctl {
namespace {

using planning::v1::Plan;
using planning::v1::PlanningService;
using team::v1::TeamService;

// Which plan a command is about.
struct PlanOptions {
  std::string account;
  std::string plan;

  void AddTo(CLI::App& command) {
    command.add_option("account", account, "id or name of the account")
        ->required();
    command.add_option("--plan", plan,
                       "id of the plan; default the active one, else the "
                       "latest draft");
  }
};

// The plan in force, else the latest version; of drafts alone if so asked.
absl::StatusOr<Plan> LatestPlan(const std::string& account, bool drafts,
                                Session& session) {
  planning::v1::ListPlansRequest request;
  request.set_parent(account);
  if (drafts) request.set_state(planning::v1::PLAN_STATE_DRAFT);
  ASSIGN_OR_RETURN(const auto all, AllPages(&PlanningService::Stub::ListPlans,
                                            request, session));
  const Plan* latest = nullptr;
  for (const Plan& plan : all.plans()) {
    if (plan.state() == planning::v1::PLAN_STATE_ACTIVE) return plan;
    if (latest == nullptr || plan.version() > latest->version()) latest = &plan;
  }
  if (latest != nullptr) return *latest;
  return MakeError(
      absl::StatusCode::kNotFound, "NO_PLAN",
      absl::StrCat(account, drafts ? " has no draft" : " has no plan",
                   "; kamctl plan apply --help tells how to write "
                   "one"));
}

absl::StatusOr<Plan> FindPlan(const PlanOptions& options, Session& session,
                              bool drafts = false) {
  ASSIGN_OR_RETURN(const std::string account,
                   session.NameIn("accounts", options.account));
  if (options.plan.empty()) return LatestPlan(account, drafts, session);
  planning::v1::GetPlanRequest request;
  request.set_name(absl::StrCat(account, "/plans/", options.plan));
  return session.connection().Call(&PlanningService::Stub::GetPlan, request);
}

// `programs/{program}/accounts/{account}` of a plan's name.
std::string AccountOf(const Plan& plan) {
  return plan.name().substr(0, plan.name().find("/plans/"));
}

void AddShowPlan(CLI::App& parent, Action& chosen) {
  CLI::App* command = parent.add_subcommand("show", "a plan as a page");
  command->footer(
      "With --json it is what `kamctl plan apply` reads; its etag keeps two\n"
      "editors from undoing each other's work.\n\n"
      "Example:\n  kamctl plan show 697\n  kamctl --json plan show 697 > "
      "plan.json");
  auto options = std::make_shared<PlanOptions>();
  options->AddTo(*command);
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(const Plan plan, FindPlan(*options, session));
      if (session.json()) {
        session.PrintJson(plan);
      } else {
        DisplayNames names(session);
        PrintPlan(plan, names, session.out());
      }
      return Exit::kDone;
    };
  });
}

// Whom the account's team consists of, as far as the team service answers and
// somebody leads.
void AddRoster(const std::string& account, Session& session,
               planning::v1::CheckPlanRequest& request) {
  team::v1::GetTeamFactsRequest team;
  team.set_account(account);
  if (request.has_as_of()) *team.mutable_as_of() = request.as_of();
  if (request.has_read_time()) *team.mutable_read_time() = request.read_time();
  const auto facts =
      session.connection().Call(&TeamService::Stub::GetTeamFacts, team);
  // Whoever leads comes first, and then leads this account at least.
  if (!facts.ok() || facts->accounts_of_lead() == 0) return;
  planning::v1::Roster& roster = *request.mutable_roster();
  roster.set_key_account_manager(facts->members(0).assignment().member());
  for (const team::v1::AssignedMember& member : facts->members()) {
    roster.add_members(member.assignment().member());
  }
}

absl::StatusOr<planning::v1::PlanCheckResult> CheckPlan(
    const Plan& plan, planning::v1::CheckPlanRequest request,
    Session& session) {
  request.set_name(plan.name());
  if (!request.has_as_of()) {
    ASSIGN_OR_RETURN(*request.mutable_as_of(),
                     TodayIn(plan.name(), session.connection()));
  }
  AddRoster(AccountOf(plan), session, request);
  return session.connection().Call(&PlanningService::Stub::CheckPlan, request);
}

void AddCheck(CLI::App& parent, Action& chosen) {
  struct Options {
    PlanOptions plan;
    TimeOptions time;
  };
  CLI::App* command =
      parent.add_subcommand("check", "whether a plan is whole, and what fails");
  command->footer(
      "Three checks look at the account's team; they stay unknown while "
      "nobody\nleads it.\n\nExample:\n  kamctl plan check 697 --as-of "
      "2014-01-31");
  auto options = std::make_shared<Options>();
  options->plan.AddTo(*command);
  options->time.AddTo(*command);
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(const Plan plan, FindPlan(options->plan, session));
      planning::v1::CheckPlanRequest request;
      RETURN_IF_ERROR(options->time.ApplyTo(request));
      ASSIGN_OR_RETURN(const auto result, CheckPlan(plan, request, session));
      if (session.json()) {
        session.PrintJson(result);
      } else {
        DisplayNames names(session);
        PrintPlanCheck(result, names, session.out());
      }
      return Exit::kDone;
    };
  });
}

void AddDue(CLI::App& parent, Action& chosen) {
  struct Options {
    std::string member;
    std::string account;
    std::string until;
    int shown = 50;
  };
  CLI::App* command = parent.add_subcommand(
      "due", "the open actions of all active plans, the earliest first");
  command->footer(
      "Example:\n  kamctl plan due --member 277 --until 2014-03-31");
  auto options = std::make_shared<Options>();
  auto* member = command->add_option("--member", options->member,
                                     "only those of this member");
  command
      ->add_option("--account", options->account, "only those of this account")
      ->excludes(member);
  command->add_option("--until", options->until,
                      "the last day that counts, as 2014-03-31; default all");
  command->add_option("--show", options->shown, "how many to show")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      planning::v1::ListDueActionsRequest request;
      ASSIGN_OR_RETURN(*request.mutable_parent(), session.Program());
      request.set_page_size(options->shown);
      if (!options->until.empty()) {
        ASSIGN_OR_RETURN(*request.mutable_until(), ParseDate(options->until));
      }
      if (!options->member.empty()) {
        ASSIGN_OR_RETURN(*request.mutable_member(),
                         session.NameIn("members", options->member));
      } else if (!options->account.empty()) {
        ASSIGN_OR_RETURN(*request.mutable_account(),
                         session.NameIn("accounts", options->account));
      }
      ASSIGN_OR_RETURN(const auto due,
                       session.connection().Call(
                           &PlanningService::Stub::ListDueActions, request));
      if (session.json()) {
        session.PrintJson(due);
        return Exit::kDone;
      }
      DisplayNames names(session);
      PrintDueActions(due, names, session.out());
      if (!due.next_page_token().empty()) {
        session.out() << "and later ones; --show tells how many to show\n";
      }
      return Exit::kDone;
    };
  });
}

struct ApplyOptions {
  std::string account;
  std::string plan;
  std::string file;
  // Of the check that follows.
  TimeOptions time;
};

// The name that a plan of a file has or gets. A draft that is there is changed
// rather than a second one begun.
absl::StatusOr<std::string> NameToApply(const ApplyOptions& options,
                                        const Plan& plan, Session& session) {
  ASSIGN_OR_RETURN(const std::string account,
                   session.NameIn("accounts", options.account));
  if (!options.plan.empty()) {
    return absl::StrCat(account, "/plans/", options.plan);
  }
  if (plan.name().empty()) return std::string();
  if (AccountOf(plan) == account) return plan.name();
  return InvalidArgument(
      "PLAN_OF_ANOTHER_ACCOUNT",
      absl::StrCat("the file is of ", plan.name(),
                   "; take its name and etag out to apply it here"));
}

absl::StatusOr<Plan> Apply(const ApplyOptions& options, Session& session) {
  ASSIGN_OR_RETURN(Plan plan, ReadMessage<Plan>(options.file, session.in()));
  ASSIGN_OR_RETURN(const std::string name, NameToApply(options, plan, session));
  if (name.empty()) {
    planning::v1::CreatePlanRequest request;
    ASSIGN_OR_RETURN(*request.mutable_parent(),
                     session.NameIn("accounts", options.account));
    *request.mutable_plan() = std::move(plan);
    return session.connection().Call(&PlanningService::Stub::CreatePlan,
                                     request);
  }
  planning::v1::UpdatePlanRequest request;
  plan.set_name(name);
  *request.mutable_plan() = std::move(plan);
  request.mutable_update_mask()->add_paths("*");
  request.set_allow_missing(true);
  return session.connection().Call(&PlanningService::Stub::UpdatePlan, request);
}

void AddApply(CLI::App& parent, Action& chosen) {
  CLI::App* command =
      parent.add_subcommand("apply", "store a plan that was written as a file");
  command->footer(
      "The file is the plan as JSON; `kamctl plan example` prints one to begin "
      "with\nand `kamctl --json plan show` the one that is stored. A file with "
      "a name or a\n--plan replaces that plan whole; one without begins a new "
      "draft. What is left\nout of the file is empty afterwards. An etag in it "
      "refuses the file when the\nplan has changed since.\n\n"
      "Example:\n  kamctl plan example > plan.json\n"
      "  kamctl plan apply 697 plan.json --plan year-one\n"
      "  kamctl plan check 697\n  kamctl plan activate 697");
  auto options = std::make_shared<ApplyOptions>();
  command->add_option("account", options->account, "id or name of the account")
      ->required();
  command->add_option("file", options->file, "the file; - for the input")
      ->required();
  command->add_option("--plan", options->plan, "id of the plan");
  command->add_option("--as-of", options->time.as_of,
                      "the day of which the plan is checked, as 2013-11-30; "
                      "default today");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      planning::v1::CheckPlanRequest request;
      RETURN_IF_ERROR(options->time.ApplyTo(request));
      ASSIGN_OR_RETURN(const Plan plan, Apply(*options, session));
      if (session.json()) {
        session.PrintJson(plan);
        return Exit::kDone;
      }
      session.out() << "stored " << plan.name() << ", " << Word(plan.state())
                    << '\n';
      const auto result = CheckPlan(plan, request, session);
      // The plan is stored, whatever the check says.
      DisplayNames names(session);
      if (result.ok()) PrintPlanCheck(*result, names, session.out());
      return Exit::kDone;
    };
  });
}

void AddActivate(CLI::App& parent, Action& chosen) {
  struct Options {
    PlanOptions plan;
    std::string on;
    bool supersede = false;
  };
  CLI::App* command = parent.add_subcommand("activate", "put a draft in force");
  auto options = std::make_shared<Options>();
  options->plan.AddTo(*command);
  command->add_option(
      "--on", options->on,
      "since when it is in force, as 2014-01-31; default today");
  command->add_flag("--supersede", options->supersede,
                    "take the place of the plan in force");
  command->callback([options, &chosen] {
    chosen = [options](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(const Plan plan,
                       FindPlan(options->plan, session, /*drafts=*/true));
      planning::v1::ActivatePlanRequest request;
      request.set_name(plan.name());
      request.set_supersede(options->supersede);
      RETURN_IF_ERROR(SetDate(
          options->on, &planning::v1::ActivatePlanRequest::mutable_activated_on,
          request));
      ASSIGN_OR_RETURN(const Plan active,
                       session.connection().Call(
                           &PlanningService::Stub::ActivatePlan, request));
      if (session.json()) {
        session.PrintJson(active);
      } else {
        session.out() << active.name() << " is in force from "
                      << PeopleDate(active.activated_on()) << '\n';
      }
      return Exit::kDone;
    };
  });
}

void AddExample(CLI::App& parent, Action& chosen) {
  CLI::App* command =
      parent.add_subcommand("example", "a plan's file to begin with");
  command->callback([&chosen] {
    chosen = [](Session& session) -> absl::StatusOr<Exit> {
      ASSIGN_OR_RETURN(const std::string program, session.Program());
      session.out() << PlanExample(program);
      return Exit::kDone;
    };
  });
}

}  // namespace

void AddPlanCommands(CLI::App& app, Action& chosen) {
  CLI::App* plan =
      app.add_subcommand("plan", "write, check, follow and show account plans");
  plan->require_subcommand(1);
  AddShowPlan(*plan, chosen);
  AddCheck(*plan, chosen);
  AddDue(*plan, chosen);
  AddApply(*plan, chosen);
  AddActivate(*plan, chosen);
  AddExample(*plan, chosen);
}

}  // namespace kam::kamctl
