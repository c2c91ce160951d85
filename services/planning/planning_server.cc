#include "services/planning/planning_server.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "common/rpc/handler.h"
#include "common/rpc/standpoint.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/planning/plan.h"
#include "services/planning/planning_facts.h"

namespace kam::planning {

absl::Status PlanningServer::AdmitPlan(const storage::Transaction&,
                                       const v1::Plan* before,
                                       v1::Plan& after) {
  if (before != nullptr) return CheckMayChange(*before);
  after.set_state(v1::PLAN_STATE_DRAFT);
  return absl::OkStatus();
}

grpc::Status PlanningServer::ListPlans(grpc::ServerContext* context,
                                       const v1::ListPlansRequest* request,
                                       v1::ListPlansResponse* response) {
  return standard().List(
      context, *request, response, plan_, [request](const v1::Plan& plan) {
        return request->state() == v1::PLAN_STATE_UNSPECIFIED ||
               plan.state() == request->state();
      });
}

grpc::Status PlanningServer::ActivatePlan(
    grpc::ServerContext* context, const v1::ActivatePlanRequest* request,
    v1::Plan* response) {
  const absl::CivilDay today = Today(*state().clock, absl::UTCTimeZone());
  return standard().Change(
      context, *request, response, plan_,
      [&](storage::Transaction& transaction, v1::Plan& plan) -> absl::Status {
        RETURN_IF_ERROR(EndActivePlan(transaction, plan.name(), today,
                                      request->supersede()));
        return Activate(today, plan);
      });
}

absl::Status PlanningServer::EndActivePlan(storage::Transaction& transaction,
                                           const std::string& successor,
                                           absl::CivilDay today,
                                           bool supersede) const {
  ASSIGN_OR_RETURN(const resource::ResourceName name,
                   resource::ResourceName::Parse<v1::Plan>(successor));
  ASSIGN_OR_RETURN(std::vector<v1::Plan> plans,
                   records_.plans.ListAll(transaction, name.Parent().ids()));
  for (v1::Plan& other : plans) {
    if (other.state() != v1::PLAN_STATE_ACTIVE || other.name() == successor) {
      continue;
    }
    if (!supersede) {
      return FailedPrecondition(
          "ANOTHER_PLAN_ACTIVE",
          absl::StrCat("The plan ", other.name(),
                       " is active; set supersede to take its place."));
    }
    Supersede(today, other);
    RETURN_IF_ERROR(records_.plans.Update(transaction, &other));
  }
  return absl::OkStatus();
}

grpc::Status PlanningServer::GetPlanningFacts(
    grpc::ServerContext* context, const v1::GetPlanningFactsRequest* request,
    v1::PlanningFacts* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const resource::AccountName account,
                         resource::AccountName::Parse(request->account()));
        ASSIGN_OR_RETURN(const rpc::Standpoint at,
                         rpc::StandpointOf(state(), *request));
        ASSIGN_OR_RETURN(const std::vector<v1::Plan> plans,
                         records_.PlansOf(at.view, account));
        *response = AssemblePlanningFacts(plans, at.as_of);
        rpc::SetStandpoint(at, response);
        response->set_account(account.ToString());
        return absl::OkStatus();
      });
}

grpc::Status PlanningServer::GetProgramFacts(
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

        for (const resource::AccountName& account : accounts) {
          ASSIGN_OR_RETURN(const std::vector<v1::Plan> plans,
                           records_.PlansOf(at.view, account));
          v1::AccountPlanSummary* line = response->add_accounts();
          *line = SummarizePlans(plans, at.as_of);
          line->set_account(account.ToString());
        }
        return absl::OkStatus();
      });
}

std::unique_ptr<rpc::StoredService> MakePlanningService(
    rpc::ServiceState* state) {
  return rpc::StoredService::Of<PlanningRecords, PlanningServer>(state);
}

}  // namespace kam::planning
