#include "services/planning/planning_server.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "common/rpc/handler.h"
#include "common/rpc/mutation.h"
#include "common/rpc/request_fields.h"
#include "common/rpc/watch.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/planning/plan.h"
#include "services/planning/planning_facts.h"

namespace kam::planning {
namespace {

// A new plan is a draft; a superseded one no longer changes.
absl::Status AdmitPlan(const google::protobuf::Message* before,
                       google::protobuf::Message& after) {
  if (before != nullptr)
    return CheckMayChange(static_cast<const v1::Plan&>(*before));
  static_cast<v1::Plan&>(after).set_state(v1::PLAN_STATE_DRAFT);
  return absl::OkStatus();
}

}  // namespace

PlanningServer::PlanningServer(rpc::ServiceState* state)
    : state_(state), standard_(state) {
  state_->schema = &records_.schema();
  plan_.table = &records_.plans().table();
  plan_.validate = [this](const google::protobuf::Message& record,
                          Violations& violations) {
    ValidatePlan(static_cast<const v1::Plan&>(record),
                 LatestDay(*state_->clock), violations);
  };
  plan_.admit =
      [](const storage::Transaction&, const google::protobuf::Message* before,
         google::protobuf::Message& after) { return AdmitPlan(before, after); };
}

grpc::Status PlanningServer::CreatePlan(grpc::ServerContext* context,
                                        const v1::CreatePlanRequest* request,
                                        v1::Plan* response) {
  return standard_.Create(context, *request, response, plan_);
}

grpc::Status PlanningServer::GetPlan(grpc::ServerContext* context,
                                     const v1::GetPlanRequest* request,
                                     v1::Plan* response) {
  return standard_.Get(context, *request, response, plan_);
}

grpc::Status PlanningServer::ListPlans(grpc::ServerContext* context,
                                       const v1::ListPlansRequest* request,
                                       v1::ListPlansResponse* response) {
  return standard_.List(
      context, *request, response, plan_,
      [request](const google::protobuf::Message& record) {
        return request->state() == v1::PLAN_STATE_UNSPECIFIED ||
               static_cast<const v1::Plan&>(record).state() == request->state();
      });
}

grpc::Status PlanningServer::UpdatePlan(grpc::ServerContext* context,
                                        const v1::UpdatePlanRequest* request,
                                        v1::Plan* response) {
  return standard_.Update(context, *request, response, plan_);
}

grpc::Status PlanningServer::DeletePlan(grpc::ServerContext* context,
                                        const v1::DeletePlanRequest* request,
                                        google::protobuf::Empty* response) {
  return standard_.Delete(context, *request, response, plan_);
}

grpc::Status PlanningServer::ActivatePlan(
    grpc::ServerContext* context, const v1::ActivatePlanRequest* request,
    v1::Plan* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller& caller) -> absl::Status {
        ASSIGN_OR_RETURN(
            const resource::ResourceName name,
            resource::ResourceName::Parse<v1::Plan>(request->name()));
        return rpc::Mutate(*state_, caller, *request, response,
                           [&](storage::Transaction& transaction) {
                             return ActivateIn(transaction, name, *request,
                                               response);
                           });
      });
}

absl::Status PlanningServer::ActivateIn(storage::Transaction& transaction,
                                        const resource::ResourceName& name,
                                        const v1::ActivatePlanRequest& request,
                                        v1::Plan* plan) const {
  ASSIGN_OR_RETURN(*plan, records_.plans().Get(transaction, name.ToString()));
  if (!request.etag().empty() && request.etag() != plan->etag()) {
    return EtagMismatch(plan->name());
  }
  const absl::CivilDay today = Today(*state_->clock, absl::UTCTimeZone());
  ASSIGN_OR_RETURN(std::vector<v1::Plan> plans,
                   records_.plans().ListAll(transaction, name.Parent().ids()));
  for (v1::Plan& other : plans) {
    if (other.state() != v1::PLAN_STATE_ACTIVE || other.name() == plan->name())
      continue;
    if (!request.supersede()) {
      return FailedPrecondition(
          "ANOTHER_PLAN_ACTIVE",
          absl::StrCat("The plan ", other.name(),
                       " is active; set supersede to take its place."));
    }
    Supersede(today, other);
    RETURN_IF_ERROR(records_.plans().Update(transaction, &other));
  }
  RETURN_IF_ERROR(Activate(today, *plan));
  return records_.plans().Update(transaction, plan);
}

grpc::Status PlanningServer::GetPlanningFacts(
    grpc::ServerContext* context, const v1::GetPlanningFactsRequest* request,
    v1::PlanningFacts* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const resource::AccountName account,
                         resource::AccountName::Parse(request->account()));
        ASSIGN_OR_RETURN(const absl::CivilDay day,
                         DayOr(request->as_of(),
                               Today(*state_->clock, absl::UTCTimeZone())));
        ASSIGN_OR_RETURN(const storage::ReadView view,
                         state_->store->ViewAt(rpc::ReadTimeOf(*request)));
        ASSIGN_OR_RETURN(const std::vector<v1::Plan> plans,
                         records_.PlansOf(view, account));
        *response = AssemblePlanningFacts(plans, day);
        response->mutable_store()->set_epoch(view.epoch());
        response->mutable_store()->set_revision(view.revision());
        *response->mutable_as_of() = ToProto(day);
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
        ASSIGN_OR_RETURN(const absl::CivilDay day,
                         DayOr(request->as_of(),
                               Today(*state_->clock, absl::UTCTimeZone())));
        ASSIGN_OR_RETURN(const storage::ReadView view,
                         state_->store->ViewAt(rpc::ReadTimeOf(*request)));
        response->mutable_store()->set_epoch(view.epoch());
        response->mutable_store()->set_revision(view.revision());
        *response->mutable_as_of() = ToProto(day);
        response->set_program(program.ToString());

        for (const resource::AccountName& account : accounts) {
          ASSIGN_OR_RETURN(const std::vector<v1::Plan> plans,
                           records_.PlansOf(view, account));
          v1::AccountPlanSummary* line = response->add_accounts();
          *line = SummarizePlans(plans, day);
          line->set_account(account.ToString());
        }
        return absl::OkStatus();
      });
}

grpc::Status PlanningServer::ListPlanningChanges(
    grpc::ServerContext* context, const v1::ListPlanningChangesRequest* request,
    v1::ListPlanningChangesResponse* response) {
  return rpc::ListChanges(context, *state_, *request, response);
}

grpc::Status PlanningServer::WatchPlanningChanges(
    grpc::ServerContext* context,
    const v1::WatchPlanningChangesRequest* request,
    grpc::ServerWriter<v1::WatchPlanningChangesResponse>* writer) {
  return rpc::WatchChanges(context, *state_, *request, writer);
}

std::unique_ptr<rpc::StoredService> MakePlanningService(
    rpc::ServiceState* state) {
  return std::make_unique<PlanningServer>(state);
}

}  // namespace kam::planning
