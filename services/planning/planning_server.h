#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/rpc/service_state.h"
#include "common/rpc/standard_methods.h"
#include "common/rpc/stored_service.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "services/planning/planning_records.h"

namespace kam::planning {

// The handlers of PlanningService on one store. Thread-safe.
class PlanningServer final : public v1::PlanningService::Service,
                             public rpc::StoredService {
 public:
  // Sets the state's schema; the state must outlive the server.
  explicit PlanningServer(rpc::ServiceState* state);

  std::vector<grpc::Service*> services() override { return {this}; }
  std::vector<std::string> names() const override {
    return {v1::PlanningService::service_full_name()};
  }
  void Drain() override { state_->Drain(); }

  grpc::Status CreatePlan(grpc::ServerContext* context,
                          const v1::CreatePlanRequest* request,
                          v1::Plan* response) override;
  grpc::Status GetPlan(grpc::ServerContext* context,
                       const v1::GetPlanRequest* request,
                       v1::Plan* response) override;
  grpc::Status ListPlans(grpc::ServerContext* context,
                         const v1::ListPlansRequest* request,
                         v1::ListPlansResponse* response) override;
  grpc::Status UpdatePlan(grpc::ServerContext* context,
                          const v1::UpdatePlanRequest* request,
                          v1::Plan* response) override;
  grpc::Status DeletePlan(grpc::ServerContext* context,
                          const v1::DeletePlanRequest* request,
                          google::protobuf::Empty* response) override;
  grpc::Status ActivatePlan(grpc::ServerContext* context,
                            const v1::ActivatePlanRequest* request,
                            v1::Plan* response) override;
  grpc::Status GetPlanningFacts(grpc::ServerContext* context,
                                const v1::GetPlanningFactsRequest* request,
                                v1::PlanningFacts* response) override;
  grpc::Status GetProgramFacts(grpc::ServerContext* context,
                               const v1::GetProgramFactsRequest* request,
                               v1::ProgramFacts* response) override;
  grpc::Status ListPlanningChanges(
      grpc::ServerContext* context,
      const v1::ListPlanningChangesRequest* request,
      v1::ListPlanningChangesResponse* response) override;
  grpc::Status WatchPlanningChanges(
      grpc::ServerContext* context,
      const v1::WatchPlanningChangesRequest* request,
      grpc::ServerWriter<v1::WatchPlanningChangesResponse>* writer) override;

 private:
  rpc::ServiceState* state_;
  PlanningRecords records_;
  rpc::StandardMethods standard_;
  // The body of ActivatePlan: the plan and the one whose place it takes.
  absl::Status ActivateIn(storage::Transaction& transaction,
                          const resource::ResourceName& name,
                          const v1::ActivatePlanRequest& request,
                          v1::Plan* plan) const;

  rpc::Resource plan_;
};

// Makes the service's handlers, for RunStoredService and the suite.
std::unique_ptr<rpc::StoredService> MakePlanningService(
    rpc::ServiceState* state);

}  // namespace kam::planning
