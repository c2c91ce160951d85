#pragma once

#include "common/rpc/service_state.h"
#include "common/rpc/standard_methods.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "services/account/resources_server.h"

namespace kam::account {

// The standard methods on programmes. Thread-safe.
class ProgramServer final : public v1::ProgramService::Service {
 public:
  // The state must outlive this.
  explicit ProgramServer(rpc::ServiceState* state)
      : methods_(state), resources_(state) {}

  grpc::Status CreateProgram(grpc::ServerContext* context,
                             const v1::CreateProgramRequest* request,
                             v1::Program* response) override;
  grpc::Status GetProgram(grpc::ServerContext* context,
                          const v1::GetProgramRequest* request,
                          v1::Program* response) override;
  grpc::Status ListPrograms(grpc::ServerContext* context,
                            const v1::ListProgramsRequest* request,
                            v1::ListProgramsResponse* response) override;
  grpc::Status UpdateProgram(grpc::ServerContext* context,
                             const v1::UpdateProgramRequest* request,
                             v1::Program* response) override;
  grpc::Status DeleteProgram(grpc::ServerContext* context,
                             const v1::DeleteProgramRequest* request,
                             google::protobuf::Empty* response) override;

 private:
  rpc::StandardMethods methods_;
  AccountResources resources_;
};

}  // namespace kam::account
