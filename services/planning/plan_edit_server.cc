#include "services/planning/plan_edit_server.h"

#include <optional>
#include <string>
#include <utility>

#include "common/base/random.h"
#include "common/resource/field_behavior.h"
#include "common/resource/name.h"
#include "common/rpc/handler.h"
#include "common/rpc/list_page.h"
#include "common/rpc/mutation.h"
#include "common/rpc/request_fields.h"
#include "common/status/status_macros.h"
#include "services/planning/due_records.h"

namespace kam::planning {

grpc::Status PlanEditServer::EditPlan(
    grpc::ServerContext* context, const google::protobuf::Message& request,
    google::protobuf::Message* response,
    absl::FunctionRef<absl::Status(v1::Plan&)> edit) {
  return rpc::Handle(
      context, request, [&](const rpc::Caller& caller) -> absl::Status {
        const std::string name = rpc::StringField(request, "plan");
        RETURN_IF_ERROR(resource::ResourceName::Parse<v1::Plan>(name).status());
        return rpc::Mutate(
            state(), caller, request, response,
            [&](storage::Transaction& transaction) -> absl::Status {
              ASSIGN_OR_RETURN(const v1::Plan before,
                               records().plans.Get(transaction, name));
              const std::string etag = rpc::StringField(request, "etag");
              if (!etag.empty() && etag != before.etag())
                return EtagMismatch(name);
              RETURN_IF_ERROR(CheckMayChange(before));
              v1::Plan plan = before;
              RETURN_IF_ERROR(edit(plan));
              Violations violations;
              resource::CheckInput(plan, "plan", violations);
              RETURN_IF_ERROR(violations.ToStatus());
              RETURN_IF_ERROR(AdmitPlan(transaction, &before, plan));
              RETURN_IF_ERROR(records().plans.Update(transaction, &plan));
              rpc::SetStringField(*response, "plan", name);
              rpc::SetStringField(*response, "etag", plan.etag());
              return absl::OkStatus();
            });
      });
}

grpc::Status PlanEditServer::EditAction(
    grpc::ServerContext* context, const google::protobuf::Message& request,
    v1::ActionEdit* response,
    absl::FunctionRef<absl::StatusOr<v1::Action>(v1::Plan&)> edit) {
  return EditPlan(context, request, response,
                  [&](v1::Plan& plan) -> absl::Status {
                    ASSIGN_OR_RETURN(*response->mutable_action(), edit(plan));
                    return absl::OkStatus();
                  });
}

grpc::Status PlanEditServer::EditItem(
    grpc::ServerContext* context, const google::protobuf::Message& request,
    v1::PlanItemEdit* response,
    absl::FunctionRef<absl::StatusOr<v1::PlanItem>(v1::Plan&)> edit) {
  return EditPlan(context, request, response,
                  [&](v1::Plan& plan) -> absl::Status {
                    ASSIGN_OR_RETURN(*response->mutable_item(), edit(plan));
                    return absl::OkStatus();
                  });
}

grpc::Status PlanEditServer::AddAction(grpc::ServerContext* context,
                                       const v1::AddActionRequest* request,
                                       v1::ActionEdit* response) {
  v1::Action action = request->action();
  if (action.id().empty()) action.set_id(NewUuid(*state().random));
  return EditAction(context, *request, response, [&](v1::Plan& plan) {
    return kam::planning::AddAction(action, plan);
  });
}

grpc::Status PlanEditServer::AddPlanItem(grpc::ServerContext* context,
                                         const v1::AddPlanItemRequest* request,
                                         v1::PlanItemEdit* response) {
  v1::PlanItem item = request->item();
  SetIdIfMissing(NewUuid(*state().random), item);
  return EditItem(context, *request, response,
                  [&](v1::Plan& plan) { return AddItem(item, plan); });
}

grpc::Status PlanEditServer::ListDueActions(
    grpc::ServerContext* context, const v1::ListDueActionsRequest* request,
    v1::ListDueActionsResponse* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const DueQuery query, ToDueQuery(*request));
        ASSIGN_OR_RETURN(const rpc::ListPage page,
                         rpc::StartPage(state(), *request));
        // The index is of the present, and so are the plans read through it.
        ASSIGN_OR_RETURN(const DueEnd end,
                         ListDue(state().store->View(), query, page.after_key,
                                 page.limit, response->mutable_due_actions()));
        if (!end.next_after.empty())
          response->set_next_page_token(page.NextToken(end.next_after));
        return absl::OkStatus();
      });
}

}  // namespace kam::planning
