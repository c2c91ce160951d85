#include "services/team/team_server.h"

#include <utility>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "common/rpc/handler.h"
#include "common/rpc/standpoint.h"
#include "common/status/status_macros.h"
#include "services/team/assignment.h"
#include "services/team/member.h"
#include "services/team/team_facts.h"

namespace kam::team {

grpc::Status TeamServer::ListAssignments(
    grpc::ServerContext* context, const v1::ListAssignmentsRequest* request,
    v1::ListAssignmentsResponse* response) {
  return standard().List(context, *request, response, assignment_,
                         [request](const v1::Assignment& assignment) {
                           return request->member().empty() ||
                                  assignment.member() == request->member();
                         });
}

grpc::Status TeamServer::GetTeamFacts(grpc::ServerContext* context,
                                      const v1::GetTeamFactsRequest* request,
                                      v1::TeamFacts* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const resource::AccountName account,
                         resource::AccountName::Parse(request->account()));
        ASSIGN_OR_RETURN(const rpc::Standpoint at,
                         rpc::StandpointOf(state(), *request));
        ASSIGN_OR_RETURN(const std::vector<v1::Assignment> assignments,
                         records_.AssignmentsTo(at.view, account));
        ASSIGN_OR_RETURN(const MembersByName members,
                         records_.MembersOf(at.view, assignments, at.as_of));
        *response = AssembleTeamFacts(assignments, members, at.as_of);
        if (!response->members().empty() &&
            IsLead(response->members(0).assignment())) {
          ASSIGN_OR_RETURN(
              const int led,
              records_.AccountsLedBy(at.view, account.Program(),
                                     response->members(0).assignment().member(),
                                     at.as_of));
          response->set_accounts_of_lead(led);
        }
        rpc::SetStandpoint(at, response);
        response->set_account(account.ToString());
        return absl::OkStatus();
      });
}

grpc::Status TeamServer::GetProgramFacts(
    grpc::ServerContext* context, const v1::GetProgramFactsRequest* request,
    v1::ProgramFacts* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const resource::ProgramName program,
                         resource::ProgramName::Parse(request->program()));
        ASSIGN_OR_RETURN(const std::vector<resource::AccountName> accounts,
                         resource::ParseAccounts(program, request->accounts()));
        ASSIGN_OR_RETURN(const rpc::Standpoint at,
                         rpc::StandpointOf(state(), *request));
        rpc::SetStandpoint(at, response);
        response->set_program(program.ToString());
        if (accounts.empty()) {
          ASSIGN_OR_RETURN(const LeadCount count,
                           records_.CountLeads(at.view, program, at.as_of));
          response->set_leads(count.leads);
          response->set_led_accounts(count.led_accounts);
        }
        for (const resource::AccountName& account : accounts) {
          ASSIGN_OR_RETURN(const std::vector<v1::Assignment> assignments,
                           records_.AssignmentsTo(at.view, account));
          ASSIGN_OR_RETURN(const MembersByName members,
                           records_.MembersOf(at.view, assignments, at.as_of));
          v1::AccountTeamSummary* line = response->add_accounts();
          *line = SummarizeTeam(assignments, members, at.as_of);
          line->set_account(account.ToString());
        }
        return absl::OkStatus();
      });
}

std::unique_ptr<rpc::StoredService> MakeTeamService(rpc::ServiceState* state) {
  return rpc::StoredService::Of<TeamRecords, TeamServer>(state);
}

}  // namespace kam::team
