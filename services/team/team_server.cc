#include "services/team/team_server.h"

#include <utility>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "common/rpc/handler.h"
#include "common/rpc/request_fields.h"
#include "common/rpc/watch.h"
#include "common/status/status_macros.h"
#include "services/team/assignment.h"
#include "services/team/member.h"
#include "services/team/team_facts.h"

namespace kam::team {

TeamServer::TeamServer(rpc::ServiceState* state)
    : state_(state), standard_(state) {
  state_->schema = &records_.schema();
  member_.table = &records_.members().table();
  member_.validate = [](const google::protobuf::Message& record,
                        Violations& violations) {
    ValidateMember(static_cast<const v1::Member&>(record), violations);
  };
  assignment_.table = &records_.assignments().table();
  assignment_.validate = [](const google::protobuf::Message& record,
                            Violations& violations) {
    ValidateAssignment(static_cast<const v1::Assignment&>(record), violations);
  };
}

grpc::Status TeamServer::CreateMember(grpc::ServerContext* context,
                                      const v1::CreateMemberRequest* request,
                                      v1::Member* response) {
  return standard_.Create(context, *request, response, member_);
}

grpc::Status TeamServer::GetMember(grpc::ServerContext* context,
                                   const v1::GetMemberRequest* request,
                                   v1::Member* response) {
  return standard_.Get(context, *request, response, member_);
}

grpc::Status TeamServer::ListMembers(grpc::ServerContext* context,
                                     const v1::ListMembersRequest* request,
                                     v1::ListMembersResponse* response) {
  return standard_.List(context, *request, response, member_);
}

grpc::Status TeamServer::UpdateMember(grpc::ServerContext* context,
                                      const v1::UpdateMemberRequest* request,
                                      v1::Member* response) {
  return standard_.Update(context, *request, response, member_);
}

grpc::Status TeamServer::DeleteMember(grpc::ServerContext* context,
                                      const v1::DeleteMemberRequest* request,
                                      google::protobuf::Empty* response) {
  return standard_.Delete(context, *request, response, member_);
}

grpc::Status TeamServer::CreateAssignment(
    grpc::ServerContext* context, const v1::CreateAssignmentRequest* request,
    v1::Assignment* response) {
  return standard_.Create(context, *request, response, assignment_);
}

grpc::Status TeamServer::GetAssignment(grpc::ServerContext* context,
                                       const v1::GetAssignmentRequest* request,
                                       v1::Assignment* response) {
  return standard_.Get(context, *request, response, assignment_);
}

grpc::Status TeamServer::ListAssignments(
    grpc::ServerContext* context, const v1::ListAssignmentsRequest* request,
    v1::ListAssignmentsResponse* response) {
  return standard_.List(
      context, *request, response, assignment_,
      [request](const google::protobuf::Message& record) {
        return request->member().empty() ||
               static_cast<const v1::Assignment&>(record).member() ==
                   request->member();
      });
}

grpc::Status TeamServer::UpdateAssignment(
    grpc::ServerContext* context, const v1::UpdateAssignmentRequest* request,
    v1::Assignment* response) {
  return standard_.Update(context, *request, response, assignment_);
}

grpc::Status TeamServer::DeleteAssignment(
    grpc::ServerContext* context, const v1::DeleteAssignmentRequest* request,
    google::protobuf::Empty* response) {
  return standard_.Delete(context, *request, response, assignment_);
}

grpc::Status TeamServer::GetTeamFacts(grpc::ServerContext* context,
                                      const v1::GetTeamFactsRequest* request,
                                      v1::TeamFacts* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const resource::AccountName account,
                         resource::AccountName::Parse(request->account()));
        ASSIGN_OR_RETURN(const absl::CivilDay day,
                         DayOr(request->as_of(),
                               Today(*state_->clock, absl::UTCTimeZone())));
        ASSIGN_OR_RETURN(const storage::ReadView view,
                         state_->store->ViewAt(rpc::ReadTimeOf(*request)));
        ASSIGN_OR_RETURN(const std::vector<v1::Assignment> assignments,
                         records_.AssignmentsTo(view, account));
        ASSIGN_OR_RETURN(const MembersByName members,
                         records_.MembersOf(view, assignments, day));
        *response = AssembleTeamFacts(assignments, members, day);
        if (!response->members().empty() &&
            IsLead(response->members(0).assignment())) {
          ASSIGN_OR_RETURN(
              const int led,
              records_.AccountsLedBy(view, account.Program(),
                                     response->members(0).assignment().member(),
                                     day));
          response->set_accounts_of_lead(led);
        }
        response->mutable_store()->set_epoch(view.epoch());
        response->mutable_store()->set_revision(view.revision());
        *response->mutable_as_of() = ToProto(day);
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
        ASSIGN_OR_RETURN(const absl::CivilDay day,
                         DayOr(request->as_of(),
                               Today(*state_->clock, absl::UTCTimeZone())));
        ASSIGN_OR_RETURN(const storage::ReadView view,
                         state_->store->ViewAt(rpc::ReadTimeOf(*request)));
        response->mutable_store()->set_epoch(view.epoch());
        response->mutable_store()->set_revision(view.revision());
        *response->mutable_as_of() = ToProto(day);
        response->set_program(program.ToString());
        if (accounts.empty()) {
          ASSIGN_OR_RETURN(const LeadCount count,
                           records_.CountLeads(view, program, day));
          response->set_leads(count.leads);
          response->set_led_accounts(count.led_accounts);
        }
        for (const resource::AccountName& account : accounts) {
          ASSIGN_OR_RETURN(const std::vector<v1::Assignment> assignments,
                           records_.AssignmentsTo(view, account));
          ASSIGN_OR_RETURN(const MembersByName members,
                           records_.MembersOf(view, assignments, day));
          v1::AccountTeamSummary* line = response->add_accounts();
          *line = SummarizeTeam(assignments, members, day);
          line->set_account(account.ToString());
        }
        return absl::OkStatus();
      });
}

grpc::Status TeamServer::ListTeamChanges(
    grpc::ServerContext* context, const v1::ListTeamChangesRequest* request,
    v1::ListTeamChangesResponse* response) {
  return rpc::ListChanges(context, *state_, *request, response);
}

grpc::Status TeamServer::WatchTeamChanges(
    grpc::ServerContext* context, const v1::WatchTeamChangesRequest* request,
    grpc::ServerWriter<v1::WatchTeamChangesResponse>* writer) {
  return rpc::WatchChanges(context, *state_, *request, writer);
}

std::unique_ptr<rpc::StoredService> MakeTeamService(rpc::ServiceState* state) {
  return std::make_unique<TeamServer>(state);
}

}  // namespace kam::team
