#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/rpc/service_state.h"
#include "common/rpc/standard_methods.h"
#include "common/rpc/stored_service.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "services/team/team_records.h"

namespace kam::team {

// The handlers of TeamService on one store. Thread-safe.
class TeamServer final : public v1::TeamService::Service,
                         public rpc::StoredService {
 public:
  // Sets the state's schema; the state must outlive the server.
  explicit TeamServer(rpc::ServiceState* state);

  std::vector<grpc::Service*> services() override { return {this}; }
  std::vector<std::string> names() const override {
    return {v1::TeamService::service_full_name()};
  }
  void Drain() override { state_->Drain(); }

  grpc::Status CreateMember(grpc::ServerContext* context,
                            const v1::CreateMemberRequest* request,
                            v1::Member* response) override;
  grpc::Status GetMember(grpc::ServerContext* context,
                         const v1::GetMemberRequest* request,
                         v1::Member* response) override;
  grpc::Status ListMembers(grpc::ServerContext* context,
                           const v1::ListMembersRequest* request,
                           v1::ListMembersResponse* response) override;
  grpc::Status UpdateMember(grpc::ServerContext* context,
                            const v1::UpdateMemberRequest* request,
                            v1::Member* response) override;
  grpc::Status DeleteMember(grpc::ServerContext* context,
                            const v1::DeleteMemberRequest* request,
                            google::protobuf::Empty* response) override;
  grpc::Status CreateAssignment(grpc::ServerContext* context,
                                const v1::CreateAssignmentRequest* request,
                                v1::Assignment* response) override;
  grpc::Status GetAssignment(grpc::ServerContext* context,
                             const v1::GetAssignmentRequest* request,
                             v1::Assignment* response) override;
  grpc::Status ListAssignments(grpc::ServerContext* context,
                               const v1::ListAssignmentsRequest* request,
                               v1::ListAssignmentsResponse* response) override;
  grpc::Status UpdateAssignment(grpc::ServerContext* context,
                                const v1::UpdateAssignmentRequest* request,
                                v1::Assignment* response) override;
  grpc::Status DeleteAssignment(grpc::ServerContext* context,
                                const v1::DeleteAssignmentRequest* request,
                                google::protobuf::Empty* response) override;
  grpc::Status GetTeamFacts(grpc::ServerContext* context,
                            const v1::GetTeamFactsRequest* request,
                            v1::TeamFacts* response) override;
  grpc::Status GetProgramFacts(grpc::ServerContext* context,
                               const v1::GetProgramFactsRequest* request,
                               v1::ProgramFacts* response) override;
  grpc::Status ListTeamChanges(grpc::ServerContext* context,
                               const v1::ListTeamChangesRequest* request,
                               v1::ListTeamChangesResponse* response) override;
  grpc::Status WatchTeamChanges(
      grpc::ServerContext* context, const v1::WatchTeamChangesRequest* request,
      grpc::ServerWriter<v1::WatchTeamChangesResponse>* writer) override;

 private:
  rpc::ServiceState* state_;
  TeamRecords records_;
  rpc::StandardMethods standard_;
  rpc::Resource member_;
  rpc::Resource assignment_;
};

// Makes the service's handlers, for RunStoredService and the suite.
std::unique_ptr<rpc::StoredService> MakeTeamService(rpc::ServiceState* state);

}  // namespace kam::team
