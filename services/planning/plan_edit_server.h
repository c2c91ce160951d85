#pragma once

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/planning/plan_actions.h"
#include "services/planning/plan_items.h"
#include "services/planning/plan_server.h"

namespace kam::planning {

// Edits of one item of a plan, each a commit of its own on the plan as it then
// stands, so that two editors do not overwrite each other; and what is due over
// all plans. Thread-safe.
class PlanEditServer : public PlanServer {
 public:
  grpc::Status AddAction(grpc::ServerContext* context,
                         const v1::AddActionRequest* request,
                         v1::ActionEdit* response) override;
  grpc::Status UpdateAction(grpc::ServerContext* context,
                            const v1::UpdateActionRequest* request,
                            v1::ActionEdit* response) override {
    return EditAction(context, *request, response, [&](v1::Plan& plan) {
      return ::kam::planning::UpdateAction(*request, plan);
    });
  }
  grpc::Status CompleteAction(grpc::ServerContext* context,
                              const v1::CompleteActionRequest* request,
                              v1::ActionEdit* response) override {
    return EditAction(context, *request, response, [&](v1::Plan& plan) {
      return ::kam::planning::CompleteAction(*request, step_days(), plan);
    });
  }
  grpc::Status CancelAction(grpc::ServerContext* context,
                            const v1::CancelActionRequest* request,
                            v1::ActionEdit* response) override {
    return EditAction(context, *request, response, [&](v1::Plan& plan) {
      return ::kam::planning::CancelAction(*request, step_days(), plan);
    });
  }
  grpc::Status ReopenAction(grpc::ServerContext* context,
                            const v1::ReopenActionRequest* request,
                            v1::ActionEdit* response) override {
    return EditAction(context, *request, response, [&](v1::Plan& plan) {
      return ::kam::planning::ReopenAction(request->action_id(), plan);
    });
  }
  grpc::Status ReassignAction(grpc::ServerContext* context,
                              const v1::ReassignActionRequest* request,
                              v1::ActionEdit* response) override {
    return EditAction(context, *request, response, [&](v1::Plan& plan) {
      return ::kam::planning::ReassignAction(*request, plan);
    });
  }
  grpc::Status RemoveAction(grpc::ServerContext* context,
                            const v1::RemoveActionRequest* request,
                            v1::ActionEdit* response) override {
    return EditAction(context, *request, response, [&](v1::Plan& plan) {
      return ::kam::planning::RemoveAction(request->action_id(), plan);
    });
  }

  grpc::Status AddPlanItem(grpc::ServerContext* context,
                           const v1::AddPlanItemRequest* request,
                           v1::PlanItemEdit* response) override;
  grpc::Status UpdatePlanItem(grpc::ServerContext* context,
                              const v1::UpdatePlanItemRequest* request,
                              v1::PlanItemEdit* response) override {
    return EditItem(context, *request, response, [&](v1::Plan& plan) {
      return UpdateItem(request->item(), plan);
    });
  }
  grpc::Status RemovePlanItem(grpc::ServerContext* context,
                              const v1::RemovePlanItemRequest* request,
                              v1::PlanItemEdit* response) override {
    return EditItem(context, *request, response, [&](v1::Plan& plan) {
      return RemoveItem(request->key(), plan);
    });
  }

  grpc::Status ListDueActions(grpc::ServerContext* context,
                              const v1::ListDueActionsRequest* request,
                              v1::ListDueActionsResponse* response) override;

 protected:
  using PlanServer::PlanServer;

 private:
  // Runs `edit` on the plan that the request's `plan` names, in one commit,
  // with its `etag` compared; `*plan` is the plan after it.
  grpc::Status EditPlan(grpc::ServerContext* context,
                        const google::protobuf::Message& request,
                        google::protobuf::Message* response,
                        absl::FunctionRef<absl::Status(v1::Plan&)> edit);

  // The same for edits that answer with the action, or the item.
  grpc::Status EditAction(
      grpc::ServerContext* context, const google::protobuf::Message& request,
      v1::ActionEdit* response,
      absl::FunctionRef<absl::StatusOr<v1::Action>(v1::Plan&)> edit);
  grpc::Status EditItem(
      grpc::ServerContext* context, const google::protobuf::Message& request,
      v1::PlanItemEdit* response,
      absl::FunctionRef<absl::StatusOr<v1::PlanItem>(v1::Plan&)> edit);
};

}  // namespace kam::planning
