#pragma once

#include <memory>

#include "common/rpc/stored_service.h"
#include "common/rpc/watch.h"
#include "services/team/assignment.h"
#include "services/team/involvement_server.h"
#include "services/team/member.h"

namespace kam::team {

// TeamService: members and their assignments, the facts and the change feed, on
// top of what the classes above it serve. Thread-safe.
class TeamServer final : public InvolvementServer {
 public:
  // The state must outlive this.
  explicit TeamServer(rpc::ServiceState* state) : InvolvementServer(state) {}

  grpc::Status CreateMember(grpc::ServerContext* context,
                            const v1::CreateMemberRequest* request,
                            v1::Member* response) override {
    return standard().Create(context, *request, response, member_);
  }
  grpc::Status GetMember(grpc::ServerContext* context,
                         const v1::GetMemberRequest* request,
                         v1::Member* response) override {
    return standard().Get(context, *request, response, member_);
  }
  grpc::Status ListMembers(grpc::ServerContext* context,
                           const v1::ListMembersRequest* request,
                           v1::ListMembersResponse* response) override {
    return standard().List(context, *request, response, member_);
  }
  grpc::Status UpdateMember(grpc::ServerContext* context,
                            const v1::UpdateMemberRequest* request,
                            v1::Member* response) override {
    return standard().Update(
        context, *request, response,
        request->correct_history() ? corrected_member_ : member_);
  }
  grpc::Status ChangePosition(grpc::ServerContext* context,
                              const v1::ChangePositionRequest* request,
                              v1::Member* response) override;
  grpc::Status DeleteMember(grpc::ServerContext* context,
                            const v1::DeleteMemberRequest* request,
                            google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, member_);
  }

  grpc::Status CreateAssignment(grpc::ServerContext* context,
                                const v1::CreateAssignmentRequest* request,
                                v1::Assignment* response) override {
    return standard().Create(context, *request, response, assignment_);
  }
  grpc::Status GetAssignment(grpc::ServerContext* context,
                             const v1::GetAssignmentRequest* request,
                             v1::Assignment* response) override {
    return standard().Get(context, *request, response, assignment_);
  }
  grpc::Status ListAssignments(grpc::ServerContext* context,
                               const v1::ListAssignmentsRequest* request,
                               v1::ListAssignmentsResponse* response) override {
    return standard().List(context, *request, response, assignment_,
                           [request](const v1::Assignment& record) {
                             return request->member().empty() ||
                                    record.member() == request->member();
                           });
  }
  grpc::Status UpdateAssignment(grpc::ServerContext* context,
                                const v1::UpdateAssignmentRequest* request,
                                v1::Assignment* response) override {
    return standard().Update(context, *request, response, assignment_);
  }
  grpc::Status DeleteAssignment(grpc::ServerContext* context,
                                const v1::DeleteAssignmentRequest* request,
                                google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, assignment_);
  }
  grpc::Status GetTeamFacts(grpc::ServerContext* context,
                            const v1::GetTeamFactsRequest* request,
                            v1::TeamFacts* response) override;
  grpc::Status GetProgramFacts(grpc::ServerContext* context,
                               const v1::GetProgramFactsRequest* request,
                               v1::ProgramFacts* response) override;
  grpc::Status ListTeamChanges(grpc::ServerContext* context,
                               const v1::ListTeamChangesRequest* request,
                               v1::ListTeamChangesResponse* response) override {
    return rpc::ListChanges(context, state(), *request, response);
  }

  grpc::Status WatchTeamChanges(
      grpc::ServerContext* context, const v1::WatchTeamChangesRequest* request,
      grpc::ServerWriter<v1::WatchTeamChangesResponse>* writer) override {
    return rpc::WatchChanges(context, state(), *request, writer);
  }

 private:
  absl::Status ReadTeamFacts(const v1::GetTeamFactsRequest& request,
                             v1::TeamFacts* facts) const;
  absl::Status ReadFactsOfProgram(const v1::GetProgramFactsRequest& request,
                                  v1::ProgramFacts* facts) const;

  rpc::ResourceOf<v1::Member> member_{
      records().members, ValidateMember,
      [this](const storage::Transaction&, const v1::Member* before,
             v1::Member& after) {
        return CheckHistory(before, after, LatestDay(*state().clock));
      }};
  // The same for a correction of what was recorded.
  rpc::ResourceOf<v1::Member> corrected_member_{records().members,
                                                ValidateMember};
  rpc::ResourceOf<v1::Assignment> assignment_{
      records().assignments, ValidateAssignment, AdmitAssignment};
};

// Makes the service's handlers, for RunStoredService and the suite.
std::unique_ptr<rpc::StoredService> MakeTeamService(rpc::ServiceState* state);

}  // namespace kam::team
