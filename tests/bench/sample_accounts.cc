#include "tests/bench/sample_accounts.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/base/date.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "tests/bench/ask.h"

namespace kam::bench {
namespace {

namespace account_v1 = ::kam::account::v1;
namespace planning_v1 = ::kam::planning::v1;
namespace team_v1 = ::kam::team::v1;

// How many accounts are made at once.
constexpr int kMakers = 16;

using Channel = std::shared_ptr<grpc::Channel>;

// Plain words of a given length.
std::string Words(size_t bytes) {
  static constexpr absl::string_view kText =
      "reviewed the delivery figures of the quarter with the plant and agreed "
      "on weekly calls until the backlog is gone; ";
  std::string words;
  while (words.size() < bytes) absl::StrAppend(&words, kText);
  words.resize(bytes);
  return words;
}

google::type::Date DaysAgo(int days) {
  return ToProto(Today(SystemClock(), absl::UTCTimeZone()) - days);
}

std::string Id(absl::string_view kind, int number) {
  return absl::StrCat(kind, "-", number);
}

account_v1::Contact MakeContact(int number) {
  account_v1::Contact contact;
  contact.set_display_name(absl::StrCat("Alexandra Hamilton ", number));
  contact.set_decision_level(account_v1::DECISION_LEVEL_INFLUENCER);
  contact.set_function(account_v1::CONTACT_FUNCTION_PURCHASING);
  contact.set_seniority(type::v1::GRADE_MANAGER);
  contact.set_influence(3);
  contact.set_support(account_v1::Contact::SUPPORT_SUPPORTER);
  contact.set_title("Head of Strategic Purchasing");
  contact.set_email_address(
      absl::StrCat("alexandra.hamilton.", number, "@customer.example"));
  contact.set_phone_number("+49 89 1234 5678");
  contact.set_note(Words(40));
  return contact;
}

planning_v1::Plan MakeActions(const AccountSize& size) {
  planning_v1::Plan plan;
  plan.set_kind(planning_v1::PLAN_KIND_BESPOKE_ACCOUNT);
  plan.set_title("Three-year plan");
  plan.set_horizon_months(36);
  for (int i = 0; i < size.actions; ++i) {
    planning_v1::Action* action = plan.add_actions();
    *action = MakeAction(i);
    action->mutable_owner()->set_member(
        Id("member", i % std::max(1, size.members)));
  }
  return plan;
}

}  // namespace

account_v1::Interaction MakeInteraction(int number) {
  account_v1::Interaction interaction;
  *interaction.mutable_happened_on() = DaysAgo(7 * number + 1);
  interaction.set_type(account_v1::Interaction::TYPE_MEETING);
  interaction.set_two_way(true);
  interaction.set_subject("Quarterly review of deliveries");
  interaction.set_note(Words(200));
  return interaction;
}

SampleAccounts::SampleAccounts(SampleProgram program)
    : program_(absl::StrCat("programs/", program.id)),
      accounts_(program.accounts),
      size_(program.size) {}

planning_v1::Action MakeAction(int number) {
  planning_v1::Action action;
  action.set_id(Id("action", number));
  action.set_text(Words(55));
  *action.mutable_due_on() = DaysAgo(-30 - number);
  action.set_state(planning_v1::ACTION_STATE_OPEN);
  return action;
}

absl::StatusOr<SampleAccounts> SampleAccounts::Make(const Channel& suite,
                                                    SampleProgram program) {
  SampleAccounts sample(program);
  account_v1::ProgramService::Stub stub(suite);
  account_v1::CreateProgramRequest request;
  request.set_program_id(program.id);
  request.mutable_program()->set_display_name("Measurements");
  request.mutable_program()->set_reporting_currency("USD");
  request.mutable_program()->set_time_zone("UTC");
  const absl::Status made =
      Ask(stub, &account_v1::ProgramService::Stub::CreateProgram, request)
          .status();
  if (absl::IsAlreadyExists(made)) return sample;
  RETURN_IF_ERROR(made);
  RETURN_IF_ERROR(sample.MakeMembers(suite));
  RETURN_IF_ERROR(sample.MakeAccounts(suite));
  return sample;
}

// Several at once, so that they share commits: there may be ten thousand.
absl::Status SampleAccounts::MakeAccounts(const Channel& suite) const {
  // One more, to be written to.
  std::atomic<int> next = 0;
  std::vector<absl::Status> ends(kMakers);
  std::vector<std::thread> makers;
  for (absl::Status& end : ends) {
    makers.emplace_back([&] {
      for (int i = next++; i <= accounts_ && end.ok(); i = next++) {
        end = MakeAccount(suite, i);
      }
    });
  }
  for (std::thread& maker : makers) maker.join();
  for (const absl::Status& end : ends) RETURN_IF_ERROR(end);
  return absl::OkStatus();
}

std::vector<std::string> SampleAccounts::names() const {
  std::vector<std::string> names;
  for (int i = 0; i < accounts_; ++i) {
    names.push_back(absl::StrCat(program_, "/accounts/", Id("account", i)));
  }
  return names;
}

std::string SampleAccounts::writing_account() const {
  return absl::StrCat(program_, "/accounts/", Id("account", accounts_));
}

absl::Status SampleAccounts::MakeMembers(const Channel& suite) const {
  team_v1::TeamService::Stub stub(suite);
  for (int i = 0; i < size_.members; ++i) {
    team_v1::CreateMemberRequest request;
    request.set_parent(program_);
    request.set_member_id(Id("member", i));
    request.mutable_member()->set_display_name(
        absl::StrCat("Benjamin Okafor ", i));
    team_v1::Position* position = request.mutable_member()->add_positions();
    *position->mutable_starts_on() = DaysAgo(900);
    position->set_title("Key account manager");
    position->set_grade(type::v1::GRADE_MANAGER);
    position->set_function(team_v1::BUSINESS_FUNCTION_SALES);
    RETURN_IF_ERROR(
        Ask(stub, &team_v1::TeamService::Stub::CreateMember, request).status());
  }
  return absl::OkStatus();
}

absl::Status SampleAccounts::MakeAccount(const Channel& suite,
                                         int number) const {
  account_v1::AccountService::Stub stub(suite);
  account_v1::CreateAccountRequest request;
  request.set_parent(program_);
  request.set_account_id(Id("account", number));
  account_v1::Account* account = request.mutable_account();
  account->set_display_name(absl::StrCat("Northwind Components ", number));
  account->set_sector("Industrial machinery");
  account->set_region("EMEA");
  account_v1::ExternalKey* key = account->add_external_keys();
  key->set_source_system("erp");
  key->set_key(absl::StrCat("C-", number));
  RETURN_IF_ERROR(
      Ask(stub, &account_v1::AccountService::Stub::CreateAccount, request)
          .status());
  const std::string name =
      absl::StrCat(program_, "/accounts/", request.account_id());
  RETURN_IF_ERROR(MakeRelations(suite, name));
  RETURN_IF_ERROR(MakeTeam(suite, name));
  return MakePlan(suite, name);
}

absl::Status SampleAccounts::MakeRelations(const Channel& suite,
                                           const std::string& account) const {
  account_v1::AccountService::Stub stub(suite);
  for (int i = 0; i < size_.contacts; ++i) {
    account_v1::CreateContactRequest request;
    request.set_parent(account);
    request.set_contact_id(Id("contact", i));
    *request.mutable_contact() = MakeContact(i);
    RETURN_IF_ERROR(
        Ask(stub, &account_v1::AccountService::Stub::CreateContact, request)
            .status());
  }
  for (int i = 0; i < size_.interactions; ++i) {
    account_v1::CreateInteractionRequest request;
    request.set_parent(account);
    request.set_interaction_id(Id("interaction", i));
    *request.mutable_interaction() = MakeInteraction(i);
    request.mutable_interaction()->add_participants()->set_contact(
        absl::StrCat(account, "/contacts/", Id("contact", i)));
    RETURN_IF_ERROR(
        Ask(stub, &account_v1::AccountService::Stub::CreateInteraction, request)
            .status());
  }
  return absl::OkStatus();
}

absl::Status SampleAccounts::MakeTeam(const Channel& suite,
                                      const std::string& account) const {
  team_v1::TeamService::Stub stub(suite);
  for (int i = 0; i < size_.members; ++i) {
    team_v1::CreateAssignmentRequest request;
    request.set_parent(account);
    request.set_assignment_id(Id("assignment", i));
    team_v1::Assignment* assignment = request.mutable_assignment();
    assignment->set_member(
        absl::StrCat(program_, "/members/", Id("member", i)));
    assignment->set_role(i == 0 ? team_v1::ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER
                                : team_v1::ASSIGNMENT_ROLE_SUPPORT);
    assignment->set_lead(i == 0);
    *assignment->mutable_starts_on() = DaysAgo(400);
    RETURN_IF_ERROR(
        Ask(stub, &team_v1::TeamService::Stub::CreateAssignment, request)
            .status());
  }
  return absl::OkStatus();
}

absl::Status SampleAccounts::MakePlan(const Channel& suite,
                                      const std::string& account) const {
  if (size_.actions == 0) return absl::OkStatus();
  planning_v1::PlanningService::Stub stub(suite);
  planning_v1::CreatePlanRequest request;
  request.set_parent(account);
  request.set_plan_id("plan");
  *request.mutable_plan() = MakeActions(size_);
  for (planning_v1::Action& action :
       *request.mutable_plan()->mutable_actions()) {
    action.mutable_owner()->set_member(
        absl::StrCat(program_, "/members/", action.owner().member()));
  }
  RETURN_IF_ERROR(
      Ask(stub, &planning_v1::PlanningService::Stub::CreatePlan, request)
          .status());
  planning_v1::ActivatePlanRequest activate;
  activate.set_name(absl::StrCat(account, "/plans/plan"));
  return Ask(stub, &planning_v1::PlanningService::Stub::ActivatePlan, activate)
      .status();
}

}  // namespace kam::bench
