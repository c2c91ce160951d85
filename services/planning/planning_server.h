#pragma once

#include <memory>

#include "common/rpc/stored_service.h"
#include "common/rpc/watch.h"
#include "services/planning/program_server.h"

namespace kam::planning {

// PlanningService: facts, friction and the change feed, on top of what the
// classes above it serve. Thread-safe.
class PlanningServer final : public ProgramServer {
 public:
  // The state must outlive this.
  explicit PlanningServer(rpc::ServiceState* state) : ProgramServer(state) {}

  grpc::Status GetFriction(grpc::ServerContext* context,
                           const v1::GetFrictionRequest* request,
                           v1::Friction* response) override;
  grpc::Status GetPlanningFacts(grpc::ServerContext* context,
                                const v1::GetPlanningFactsRequest* request,
                                v1::PlanningFacts* response) override;
  grpc::Status GetProgramFacts(grpc::ServerContext* context,
                               const v1::GetProgramFactsRequest* request,
                               v1::ProgramFacts* response) override;

  grpc::Status ListPlanningChanges(
      grpc::ServerContext* context,
      const v1::ListPlanningChangesRequest* request,
      v1::ListPlanningChangesResponse* response) override {
    return rpc::ListChanges(context, state(), *request, response);
  }
  grpc::Status WatchPlanningChanges(
      grpc::ServerContext* context,
      const v1::WatchPlanningChangesRequest* request,
      grpc::ServerWriter<v1::WatchPlanningChangesResponse>* writer) override {
    return rpc::WatchChanges(context, state(), *request, writer);
  }

 private:
  absl::Status ReadFriction(const v1::GetFrictionRequest& request,
                            v1::Friction* friction) const;
  absl::Status ReadFacts(const v1::GetPlanningFactsRequest& request,
                         v1::PlanningFacts* facts) const;
  absl::Status ReadProgramFacts(const v1::GetProgramFactsRequest& request,
                                v1::ProgramFacts* facts) const;
};

// Makes the service's handlers, for RunStoredService and the suite.
std::unique_ptr<rpc::StoredService> MakePlanningService(
    rpc::ServiceState* state);

}  // namespace kam::planning
