#pragma once

#include <functional>
#include <string>

#include "absl/time/civil_time.h"
#include "common/rpc/store_server.h"
#include "common/status/errors.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "services/planning/plan.h"
#include "services/planning/planning_records.h"
#include "services/planning/record_checks.h"

namespace kam::planning {

// Plans as whole documents: the standard methods, activation, revision, reviews
// and the check. Thread-safe.
class PlanServer : public rpc::StoreServer<v1::PlanningService> {
 public:
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
  grpc::Status RevisePlan(grpc::ServerContext* context,
                          const v1::RevisePlanRequest* request,
                          v1::Plan* response) override;
  grpc::Status ReviewPlan(grpc::ServerContext* context,
                          const v1::ReviewPlanRequest* request,
                          v1::Plan* response) override;
  grpc::Status SharePlan(grpc::ServerContext* context,
                         const v1::SharePlanRequest* request,
                         v1::Plan* response) override;
  grpc::Status CheckPlan(grpc::ServerContext* context,
                         const v1::CheckPlanRequest* request,
                         v1::PlanCheckResult* response) override;

 protected:
  // The state must outlive this.
  explicit PlanServer(rpc::ServiceState* state) : StoreServer(state) {}

  const PlanningRecords& records() const { return records_; }

  // The days that a step of a record may have now.
  StepDays step_days() const;

  // A validator of the standard methods out of one that takes the latest day
  // that evidence may have.
  template <typename T>
  std::function<void(const T&, Violations&)> ByLatestDay(
      void (*validate)(const T&, absl::CivilDay, Violations&)) const {
    return [this, validate](const T& record, Violations& violations) {
      validate(record, step_days().latest, violations);
    };
  }

  // Completes and judges a plan that is to be stored. A new one is a draft, the
  // account's next version; a superseded one no longer changes.
  absl::Status AdmitPlan(const storage::Transaction& transaction,
                         const v1::Plan* before, v1::Plan& after) const;

 private:
  // Ends the plan in whose place that of the request comes, and returns the day
  // on which it does. FAILED_PRECONDITION, ANOTHER_PLAN_ACTIVE, when it must
  // not supersede; StepDay's errors: of no day two plans are in force.
  absl::StatusOr<google::type::Date> EndActivePlan(
      storage::Transaction& transaction,
      const v1::ActivatePlanRequest& request) const;

  const PlanningRecords& records_ = PlanningRecords::Get();
  rpc::ResourceOf<v1::Plan> plan_{
      records_.plans, ByLatestDay(ValidatePlan),
      [this](const storage::Transaction& transaction, const v1::Plan* before,
             v1::Plan& after) {
        return AdmitPlan(transaction, before, after);
      }};
};

}  // namespace kam::planning
