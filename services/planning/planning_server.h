#pragma once

#include <memory>
#include <string>

#include "common/base/date.h"
#include "common/rpc/store_server.h"
#include "common/rpc/stored_service.h"
#include "common/rpc/watch.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "services/planning/plan.h"
#include "services/planning/planning_records.h"

namespace kam::planning {

// The handlers of PlanningService on one store. Thread-safe.
class PlanningServer final : public rpc::StoreServer<v1::PlanningService> {
 public:
  // The state must outlive this.
  explicit PlanningServer(rpc::ServiceState* state) : StoreServer(state) {}

  grpc::Status CreatePlan(grpc::ServerContext* context,
                          const v1::CreatePlanRequest* request,
                          v1::Plan* response) override {
    return standard().Create(context, *request, response, plan_);
  }
  grpc::Status GetPlan(grpc::ServerContext* context,
                       const v1::GetPlanRequest* request,
                       v1::Plan* response) override {
    return standard().Get(context, *request, response, plan_);
  }
  grpc::Status ListPlans(grpc::ServerContext* context,
                         const v1::ListPlansRequest* request,
                         v1::ListPlansResponse* response) override;
  grpc::Status UpdatePlan(grpc::ServerContext* context,
                          const v1::UpdatePlanRequest* request,
                          v1::Plan* response) override {
    return standard().Update(context, *request, response, plan_);
  }
  grpc::Status DeletePlan(grpc::ServerContext* context,
                          const v1::DeletePlanRequest* request,
                          google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, plan_);
  }
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
  // A new plan is a draft; a superseded one no longer changes.
  static absl::Status AdmitPlan(const storage::Transaction& transaction,
                                const v1::Plan* before, v1::Plan& after);

  // Ends the plan in whose place `successor`, a plan's name, comes.
  // FAILED_PRECONDITION, ANOTHER_PLAN_ACTIVE, when it must not `supersede`.
  absl::Status EndActivePlan(storage::Transaction& transaction,
                             const std::string& successor, absl::CivilDay today,
                             bool supersede) const;

  const PlanningRecords& records_ = PlanningRecords::Get();
  rpc::ResourceOf<v1::Plan> plan_{
      records_.plans,
      [this](const v1::Plan& plan, Violations& violations) {
        ValidatePlan(plan, LatestDay(*state().clock), violations);
      },
      AdmitPlan};
};

// Makes the service's handlers, for RunStoredService and the suite.
std::unique_ptr<rpc::StoredService> MakePlanningService(
    rpc::ServiceState* state);

}  // namespace kam::planning
