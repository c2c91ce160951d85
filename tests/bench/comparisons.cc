#include "tests/bench/comparisons.h"

#include <array>
#include <cstdint>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/bench/v1/echo.grpc.pb.h"
#include "kam/gateway/v1/key_account_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "tests/bench/ask.h"
#include "tests/bench/sample_accounts.h"
#include "tests/bench/sample_programs.h"

namespace kam::bench {
namespace {

using AccountStub = account::v1::AccountService::Stub;
using GatewayStub = gateway::v1::KeyAccountService::Stub;
using PlanningStub = planning::v1::PlanningService::Stub;
using TeamStub = team::v1::TeamService::Stub;
using Channel = std::shared_ptr<grpc::Channel>;

// The size of view that is agreed on.
constexpr size_t kMinViewBytes = 18'000;
constexpr size_t kMaxViewBytes = 20'480;

// A question to the bare server as long as `request`.
template <typename BareRequest>
grpc::ByteBuffer AsLongAs(const google::protobuf::Message& request,
                          BareRequest bare) {
  const size_t given = bare.ByteSizeLong();
  const size_t wanted = request.ByteSizeLong();
  // The field's tag and length are two bytes.
  if (wanted > given + 2)
    bare.set_padding(std::string(wanted - given - 2, 'p'));
  return ToBytes(bare);
}

v1::EchoRequest EchoOf(size_t answer_bytes) {
  v1::EchoRequest request;
  request.set_answer_bytes(static_cast<int32_t>(answer_bytes));
  return request;
}

// `method` beside an Echo of the same sizes.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Comparison> BesideEcho(
    absl::string_view title, absl::string_view aim, absl::string_view service,
    const Channel& suite,
    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                 Response*),
    const std::vector<Request>& requests) {
  Comparison comparison;
  comparison.title = absl::StrCat(title, " / echo");
  comparison.aim = std::string(aim);
  comparison.ours.method = absl::StrCat("/", service, "/", title);
  comparison.beside.method = "/kam.bench.v1.EchoService/Echo";
  Stub stub(suite);
  for (const Request& request : requests) {
    ASSIGN_OR_RETURN(const Response answer, Ask(stub, method, request));
    comparison.ours.requests.push_back(ToBytes(request));
    comparison.beside.requests.push_back(
        AsLongAs(request, EchoOf(answer.ByteSizeLong())));
  }
  return comparison;
}

absl::StatusOr<Comparison> CompareAccount(const Channel& suite) {
  ASSIGN_OR_RETURN(const SampleAccounts sample,
                   SampleAccounts::Make(suite, ViewProgram()));
  std::vector<account::v1::GetAccountRequest> requests;
  for (const std::string& name : sample.names()) {
    requests.emplace_back().set_name(name);
  }
  return BesideEcho("GetAccount", "0.80", "kam.account.v1.AccountService",
                    suite, &AccountStub::GetAccount, requests);
}

absl::StatusOr<Comparison> CompareInteraction(const Channel& suite) {
  ASSIGN_OR_RETURN(const SampleAccounts sample,
                   SampleAccounts::Make(suite, WritingProgram()));
  account::v1::CreateInteractionRequest request;
  request.set_parent(sample.writing_account());
  *request.mutable_interaction() = MakeInteraction(0);
  return BesideEcho<AccountStub>(
      "CreateInteraction", "", "kam.account.v1.AccountService", suite,
      &AccountStub::CreateInteraction,
      std::vector<account::v1::CreateInteractionRequest>{request});
}

absl::StatusOr<Comparison> CompareTeamFacts(const Channel& suite) {
  ASSIGN_OR_RETURN(const SampleAccounts sample,
                   SampleAccounts::Make(suite, DocumentProgram()));
  std::vector<team::v1::GetTeamFactsRequest> requests;
  for (const std::string& name : sample.names()) {
    requests.emplace_back().set_account(name);
  }
  return BesideEcho("GetTeamFacts", "", "kam.team.v1.TeamService", suite,
                    &TeamStub::GetTeamFacts, requests);
}

absl::StatusOr<Comparison> ComparePlanningFacts(const Channel& suite) {
  ASSIGN_OR_RETURN(const SampleAccounts sample,
                   SampleAccounts::Make(suite, DocumentProgram()));
  std::vector<planning::v1::GetPlanningFactsRequest> requests;
  for (const std::string& name : sample.names()) {
    requests.emplace_back().set_account(name);
  }
  return BesideEcho("GetPlanningFacts", "", "kam.planning.v1.PlanningService",
                    suite, &PlanningStub::GetPlanningFacts, requests);
}

absl::StatusOr<Comparison> ComparePlanCheck(const Channel& suite) {
  ASSIGN_OR_RETURN(const SampleAccounts sample,
                   SampleAccounts::Make(suite, DocumentProgram()));
  std::vector<planning::v1::CheckPlanRequest> requests;
  for (const std::string& name : sample.names()) {
    requests.emplace_back().set_name(absl::StrCat(name, "/plans/plan"));
  }
  return BesideEcho("CheckPlan", "", "kam.planning.v1.PlanningService", suite,
                    &PlanningStub::CheckPlan, requests);
}

absl::Status CheckView(const gateway::v1::KeyAccountView& view) {
  const size_t bytes = view.ByteSizeLong();
  std::cerr << absl::StrFormat(
      "view: %d bytes (account %d, team %d, planning %d, assessment %d)\n",
      bytes, view.account().ByteSizeLong(), view.team().ByteSizeLong(),
      view.planning().ByteSizeLong(), view.assessment().ByteSizeLong());
  const AccountSize size = ViewProgram().size;
  const bool whole =
      view.account().contacts_size() == size.contacts &&
      view.account().latest_interactions_size() == size.interactions &&
      view.team().members_size() == size.members &&
      view.planning().plan().actions_size() == size.actions &&
      view.assessment().status().state() ==
          gateway::v1::SectionStatus::STATE_OK &&
      view.unresolved_references().empty();
  if (whole && bytes >= kMinViewBytes && bytes <= kMaxViewBytes) {
    return absl::OkStatus();
  }
  return FailedPrecondition(
      "OTHER_VIEW", absl::StrCat("The view is not the one to be measured: ",
                                 bytes, " bytes."));
}

absl::StatusOr<Comparison> CompareView(const Channel& suite) {
  ASSIGN_OR_RETURN(const SampleAccounts sample,
                   SampleAccounts::Make(suite, ViewProgram()));
  Comparison comparison;
  comparison.title = "GetKeyAccountView / bare fan-out";
  comparison.aim = "0.70";
  comparison.ours.method =
      "/kam.gateway.v1.KeyAccountService/GetKeyAccountView";
  comparison.beside.method = "/kam.bench.v1.EchoService/FanOut";
  GatewayStub stub(suite);
  for (const std::string& name : sample.names()) {
    gateway::v1::GetKeyAccountViewRequest request;
    request.set_name(name);
    ASSIGN_OR_RETURN(const gateway::v1::KeyAccountView view,
                     Ask(stub, &GatewayStub::GetKeyAccountView, request));
    if (comparison.ours.requests.empty()) RETURN_IF_ERROR(CheckView(view));
    v1::FanOutRequest bare;
    for (const size_t bytes :
         {view.account().ByteSizeLong(), view.team().ByteSizeLong(),
          view.planning().ByteSizeLong(), view.assessment().ByteSizeLong()}) {
      bare.add_section_bytes(static_cast<int32_t>(bytes));
    }
    comparison.ours.requests.push_back(ToBytes(request));
    comparison.beside.requests.push_back(AsLongAs(request, bare));
  }
  return comparison;
}

absl::StatusOr<Side> FirstPageOfDueActions(const Channel& suite,
                                           const SampleProgram& program) {
  ASSIGN_OR_RETURN(const SampleAccounts sample,
                   SampleAccounts::Make(suite, program));
  planning::v1::ListDueActionsRequest request;
  request.set_parent(sample.program());
  PlanningStub stub(suite);
  ASSIGN_OR_RETURN(const planning::v1::ListDueActionsResponse page,
                   Ask(stub, &PlanningStub::ListDueActions, request));
  if (page.next_page_token().empty()) {
    return FailedPrecondition("SHORT_LIST", "One page holds all due actions.");
  }
  Side side;
  side.method = "/kam.planning.v1.PlanningService/ListDueActions";
  side.requests.push_back(ToBytes(request));
  return side;
}

absl::StatusOr<Comparison> CompareDueActions(const Channel& suite) {
  Comparison comparison;
  comparison.title = absl::StrCat("ListDueActions, ", kManyAccounts, " / ",
                                  kFewAccounts, " accounts");
  comparison.aim = "0.50";
  comparison.beside_is_suite = true;
  ASSIGN_OR_RETURN(comparison.ours,
                   FirstPageOfDueActions(suite, DueProgram(kManyAccounts)));
  ASSIGN_OR_RETURN(comparison.beside,
                   FirstPageOfDueActions(suite, DueProgram(kFewAccounts)));
  return comparison;
}

struct Measurement {
  absl::string_view name;
  absl::StatusOr<Comparison> (*prepare)(const Channel& suite);
};

constexpr std::array<Measurement, 7> kMeasurements = {{
    {"account", CompareAccount},
    {"view", CompareView},
    {"interaction", CompareInteraction},
    {"team-facts", CompareTeamFacts},
    {"planning-facts", ComparePlanningFacts},
    {"plan-check", ComparePlanCheck},
    {"due-actions", CompareDueActions},
}};

}  // namespace

std::vector<std::string> Measurements() {
  std::vector<std::string> names;
  for (const Measurement& measurement : kMeasurements) {
    names.emplace_back(measurement.name);
  }
  return names;
}

absl::StatusOr<Comparison> Prepare(absl::string_view measurement,
                                   const Channel& suite) {
  for (const Measurement& known : kMeasurements) {
    if (known.name == measurement) return known.prepare(suite);
  }
  return InvalidArgument(
      "UNKNOWN_MEASUREMENT",
      absl::StrCat("There is nothing to measure named ", measurement,
                   "; there are: ", absl::StrJoin(Measurements(), ", "), "."));
}

}  // namespace kam::bench
