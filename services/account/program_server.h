#pragma once

#include "common/rpc/store_server.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "services/account/resources_server.h"

namespace kam::account {

// The standard methods on programmes. Thread-safe.
class ProgramServer final : public rpc::StoreServer<v1::ProgramService> {
 public:
  // The state must outlive this.
  explicit ProgramServer(rpc::ServiceState* state)
      : StoreServer(state), resources_(state) {}

  grpc::Status CreateProgram(grpc::ServerContext* context,
                             const v1::CreateProgramRequest* request,
                             v1::Program* response) override {
    return standard().Create(context, *request, response, resources_.programs);
  }
  grpc::Status GetProgram(grpc::ServerContext* context,
                          const v1::GetProgramRequest* request,
                          v1::Program* response) override {
    return standard().Get(context, *request, response, resources_.programs);
  }
  grpc::Status ListPrograms(grpc::ServerContext* context,
                            const v1::ListProgramsRequest* request,
                            v1::ListProgramsResponse* response) override {
    return standard().List(context, *request, response, resources_.programs);
  }
  grpc::Status UpdateProgram(grpc::ServerContext* context,
                             const v1::UpdateProgramRequest* request,
                             v1::Program* response) override {
    return standard().Update(context, *request, response, resources_.programs);
  }
  grpc::Status DeleteProgram(grpc::ServerContext* context,
                             const v1::DeleteProgramRequest* request,
                             google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, resources_.programs);
  }

 private:
  AccountResources resources_;
};

}  // namespace kam::account
