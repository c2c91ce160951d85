#include "services/planning/plan_server.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/base/random.h"
#include "common/resource/name.h"
#include "common/rpc/handler.h"
#include "common/rpc/mutation.h"
#include "common/rpc/standpoint.h"
#include "common/status/status_macros.h"
#include "services/planning/pitfalls.h"
#include "services/planning/plan_check.h"

namespace kam::planning {

using resource::ResourceName;
using storage::Transaction;

StepDays PlanServer::step_days() const {
  return {Today(*state().clock, absl::UTCTimeZone()),
          LatestDay(*state().clock)};
}

absl::Status PlanServer::AdmitPlan(const Transaction& transaction,
                                   const v1::Plan* before,
                                   v1::Plan& after) const {
  const StepDays days = step_days();
  if (before != nullptr) {
    RETURN_IF_ERROR(CheckMayChange(*before));
    // The day from which it plans is never forgotten.
    if (!after.has_starts_on() && before->has_starts_on())
      *after.mutable_starts_on() = before->starts_on();
  } else {
    ASSIGN_OR_RETURN(const ResourceName name,
                     ResourceName::Parse<v1::Plan>(after.name()));
    int32_t latest = 0;
    RETURN_IF_ERROR(records_.plans.ForEach(
        transaction, name.Parent().ids(), [&](const v1::Plan& plan) {
          latest = std::max(latest, plan.version());
        }));
    BeginDraft(latest + 1, days.today, after);
  }
  Violations violations;
  ValidatePlan(after, days.latest, violations);
  return violations.ToStatus();
}

grpc::Status PlanServer::ListPlans(grpc::ServerContext* context,
                                   const v1::ListPlansRequest* request,
                                   v1::ListPlansResponse* response) {
  return standard().List(
      context, *request, response, plan_, [request](const v1::Plan& plan) {
        return request->state() == v1::PLAN_STATE_UNSPECIFIED ||
               plan.state() == request->state();
      });
}

grpc::Status PlanServer::ActivatePlan(grpc::ServerContext* context,
                                      const v1::ActivatePlanRequest* request,
                                      v1::Plan* response) {
  return standard().Change(
      context, *request, response, plan_,
      [&](Transaction& transaction, v1::Plan& plan) -> absl::Status {
        ASSIGN_OR_RETURN(const google::type::Date day,
                         EndActivePlan(transaction, *request));
        return Activate(day, plan);
      });
}

absl::StatusOr<google::type::Date> PlanServer::EndActivePlan(
    Transaction& transaction, const v1::ActivatePlanRequest& request) const {
  ASSIGN_OR_RETURN(const ResourceName name,
                   ResourceName::Parse<v1::Plan>(request.name()));
  ASSIGN_OR_RETURN(std::vector<v1::Plan> plans,
                   records_.plans.ListAll(transaction, name.Parent().ids()));
  v1::Plan* active = nullptr;
  for (v1::Plan& other : plans) {
    if (other.state() == v1::PLAN_STATE_ACTIVE &&
        other.name() != request.name()) {
      active = &other;
    }
  }
  if (active != nullptr && !request.supersede()) {
    return FailedPrecondition(
        "ANOTHER_PLAN_ACTIVE",
        absl::StrCat("The plan ", active->name(),
                     " is active; set supersede to take its place."));
  }
  ASSIGN_OR_RETURN(const google::type::Date day,
                   StepDay(step_days(), "activated_on", request.activated_on(),
                           LatestPlanDay(plans, request.name())));
  if (active != nullptr) {
    Supersede(day, *active);
    RETURN_IF_ERROR(records_.plans.Update(transaction, active));
  }
  return day;
}

grpc::Status PlanServer::RevisePlan(grpc::ServerContext* context,
                                    const v1::RevisePlanRequest* request,
                                    v1::Plan* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller& caller) -> absl::Status {
        ASSIGN_OR_RETURN(const ResourceName name,
                         ResourceName::Parse<v1::Plan>(request->name()));
        std::vector<std::string> ids = name.Parent().ids();
        ids.push_back(request->plan_id().empty() ? NewUuid(*state().random)
                                                 : request->plan_id());
        ASSIGN_OR_RETURN(
            const ResourceName copy,
            ResourceName::FromIds(resource::ResourcePattern::Of<v1::Plan>(),
                                  std::move(ids)));
        return rpc::Mutate(
            state(), caller, *request, response,
            [&](Transaction& transaction) -> absl::Status {
              ASSIGN_OR_RETURN(
                  const v1::Plan plan,
                  records_.plans.Get(transaction, request->name()));
              *response = CopyForRevision(plan);
              response->set_name(copy.ToString());
              RETURN_IF_ERROR(AdmitPlan(transaction, nullptr, *response));
              return records_.plans.Create(transaction, copy.ToString(),
                                           response);
            });
      });
}

grpc::Status PlanServer::ReviewPlan(grpc::ServerContext* context,
                                    const v1::ReviewPlanRequest* request,
                                    v1::Plan* response) {
  return standard().Change(context, *request, response, plan_,
                           [&](Transaction&, v1::Plan& plan) {
                             AddReview(request->review(), plan);
                             return absl::OkStatus();
                           });
}

grpc::Status PlanServer::SharePlan(grpc::ServerContext* context,
                                   const v1::SharePlanRequest* request,
                                   v1::Plan* response) {
  return standard().Change(context, *request, response, plan_,
                           [&](Transaction&, v1::Plan& plan) {
                             Share(request->members(), plan);
                             return absl::OkStatus();
                           });
}

grpc::Status PlanServer::CheckPlan(grpc::ServerContext* context,
                                   const v1::CheckPlanRequest* request,
                                   v1::PlanCheckResult* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const ResourceName name,
                         ResourceName::Parse<v1::Plan>(request->name()));
        Violations violations;
        ValidateRoster(request->name(), request->roster(), violations);
        RETURN_IF_ERROR(violations.ToStatus());
        ASSIGN_OR_RETURN(const rpc::Standpoint at,
                         rpc::StandpointOf(state(), *request));
        ASSIGN_OR_RETURN(const v1::Plan plan,
                         records_.plans.Get(at.view, request->name()));
        ASSIGN_OR_RETURN(const PlanningValues values,
                         records_.PolicyOf(at.view, name.id(0)));
        ASSIGN_OR_RETURN(const auto same,
                         records_.SamePositioning(at.view, plan));
        *response = kam::planning::CheckPlan(
            plan, request->has_roster() ? &request->roster() : nullptr,
            at.as_of, values);
        rpc::SetStandpoint(at, response);
        response->set_plan(plan.name());
        for (auto& flag :
             FindPlanPitfalls(plan, same.value_or(std::vector<std::string>()),
                              at.as_of, values)) {
          *response->add_flags() = std::move(flag);
        }
        return absl::OkStatus();
      });
}

}  // namespace kam::planning
