#include "services/planning/program_server.h"

#include "common/resource/name.h"
#include "common/rpc/handler.h"
#include "common/rpc/request_fields.h"
#include "common/status/status_macros.h"

namespace kam::planning {

grpc::Status ProgramServer::GetPlanningPolicy(
    grpc::ServerContext* context, const v1::GetPlanningPolicyRequest* request,
    v1::PlanningPolicy* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(
            const resource::ResourceName name,
            resource::ResourceName::Parse<v1::PlanningPolicy>(request->name()));
        ASSIGN_OR_RETURN(const storage::ReadView view,
                         state().store->ViewAt(rpc::ReadTimeOf(*request)));
        ASSIGN_OR_RETURN(const bool found,
                         records().policies.table().Find(view, name, response));
        if (!found) response->set_name(request->name());
        return absl::OkStatus();
      });
}

}  // namespace kam::planning
