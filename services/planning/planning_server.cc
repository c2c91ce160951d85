#include "services/planning/planning_server.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "common/rpc/handler.h"
#include "common/rpc/standpoint.h"
#include "common/status/status_macros.h"
#include "services/planning/friction.h"
#include "services/planning/pitfalls.h"
#include "services/planning/planning_facts.h"

namespace kam::planning {
namespace {

using resource::AccountName;
using resource::ProgramName;

// The ids of the account or the programme that `parent` names.
absl::StatusOr<std::vector<std::string>> IdsOf(const std::string& parent) {
  const auto account = AccountName::Parse(parent);
  if (account.ok())
    return std::vector<std::string>{account->program, account->account};
  ASSIGN_OR_RETURN(const ProgramName program, ProgramName::Parse(parent));
  return std::vector<std::string>{program.program};
}

// What the programme's own records say by the day.
absl::Status TellSets(const PlanningRecords& records,
                      const ProgramName& program, const rpc::Standpoint& at,
                      v1::ProgramFacts* facts) {
  RETURN_IF_ERROR(records.announced_sets.ForEach(
      at.view, {program.program}, [&](const v1::AnnouncedSet& set) {
        if (IsBy(set.announced_on(), at.as_of))
          *facts->add_announced_sets() = set;
      }));
  return records.served_sets.ForEach(at.view, {program.program},
                                     [&](const v1::ServedSet& set) {
                                       if (IsBy(set.served_on(), at.as_of))
                                         *facts->add_served_sets() = set;
                                     });
}

void JudgeSets(absl::CivilDay launched_on, absl::CivilDay day,
               const PlanningValues& values, v1::ProgramFacts* facts) {
  const std::optional<v1::AnnouncementVerdict> verdict = JudgeAnnouncement(
      {facts->announced_sets().begin(), facts->announced_sets().end()},
      {facts->served_sets().begin(), facts->served_sets().end()}, launched_on,
      day, values);
  if (!verdict.has_value()) return;
  *facts->mutable_announcement() = *verdict;
  if (!verdict->collapsed()) return;
  *facts->add_flags() =
      MakeFlag("PROGRAMME_COLLAPSE", kam::type::v1::SEVERITY_VIOLATION, "S1-07",
               absl::StrCat(verdict->served(), " of ", verdict->announced(),
                            " announced accounts are served."));
}

}  // namespace

grpc::Status PlanningServer::GetFriction(grpc::ServerContext* context,
                                         const v1::GetFrictionRequest* request,
                                         v1::Friction* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return ReadFriction(*request, response);
  });
}

absl::Status PlanningServer::ReadFriction(const v1::GetFrictionRequest& request,
                                          v1::Friction* friction) const {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, IdsOf(request.parent()));
  ASSIGN_OR_RETURN(const rpc::Standpoint at,
                   rpc::StandpointOf(state(), request));
  ASSIGN_OR_RETURN(const PlanningValues values,
                   records().PolicyOf(at.view, ids[0]));
  FrictionTally tally(at.as_of, values);
  RETURN_IF_ERROR(records().commitments.ForEach(
      at.view, ids, [&](const v1::Commitment& one) { tally.Add(one); }));
  *friction = tally.Result();
  friction->set_parent(request.parent());
  rpc::SetStandpoint(at, friction);
  return absl::OkStatus();
}

grpc::Status PlanningServer::GetPlanningFacts(
    grpc::ServerContext* context, const v1::GetPlanningFactsRequest* request,
    v1::PlanningFacts* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return ReadFacts(*request, response);
  });
}

absl::Status PlanningServer::ReadFacts(
    const v1::GetPlanningFactsRequest& request,
    v1::PlanningFacts* facts) const {
  ASSIGN_OR_RETURN(const AccountName account,
                   AccountName::Parse(request.account()));
  ASSIGN_OR_RETURN(const rpc::Standpoint at,
                   rpc::StandpointOf(state(), request));
  ASSIGN_OR_RETURN(const PlanningValues values,
                   records().PolicyOf(at.view, account.program));
  ASSIGN_OR_RETURN(const AccountPlanning account_records,
                   records().AccountOf(at.view, account));
  std::optional<std::vector<std::string>> same;
  if (const v1::Plan* plan = PlanInForce(account_records.plans, at.as_of)) {
    ASSIGN_OR_RETURN(same, records().SamePositioning(at.view, *plan));
  }
  *facts = AssemblePlanningFacts(account_records, at.as_of, values, same);
  rpc::SetStandpoint(at, facts);
  facts->set_account(account.ToString());
  facts->mutable_friction()->set_parent(account.ToString());
  return absl::OkStatus();
}

grpc::Status PlanningServer::GetProgramFacts(
    grpc::ServerContext* context, const v1::GetProgramFactsRequest* request,
    v1::ProgramFacts* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return ReadProgramFacts(*request, response);
  });
}

absl::Status PlanningServer::ReadProgramFacts(
    const v1::GetProgramFactsRequest& request, v1::ProgramFacts* facts) const {
  ASSIGN_OR_RETURN(const ProgramName program,
                   ProgramName::Parse(request.program()));
  ASSIGN_OR_RETURN(const std::vector<AccountName> accounts,
                   resource::ParseAccounts(program, request.accounts()));
  ASSIGN_OR_RETURN(const rpc::Standpoint at,
                   rpc::StandpointOf(state(), request));
  ASSIGN_OR_RETURN(const PlanningValues values,
                   records().PolicyOf(at.view, program.program));
  rpc::SetStandpoint(at, facts);
  RETURN_IF_ERROR(rpc::SetReadTime(at.view, facts));
  facts->set_program(program.ToString());
  facts->set_policy_version(values.version);
  RETURN_IF_ERROR(TellSets(records(), program, at, facts));
  if (request.has_launched_on()) {
    ASSIGN_OR_RETURN(const absl::CivilDay launched_on,
                     DayFromProto(request.launched_on()));
    JudgeSets(launched_on, at.as_of, values, facts);
  }
  for (const AccountName& account : accounts) {
    ASSIGN_OR_RETURN(const AccountPlanning account_records,
                     records().AccountOf(at.view, account));
    v1::AccountPlanSummary* line = facts->add_accounts();
    *line = SummarizePlanning(account_records, at.as_of, values);
    line->set_account(account.ToString());
  }
  return absl::OkStatus();
}

std::unique_ptr<rpc::StoredService> MakePlanningService(
    rpc::ServiceState* state) {
  return rpc::StoredService::Of<PlanningRecords, PlanningServer>(state);
}

}  // namespace kam::planning
