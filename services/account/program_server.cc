#include "services/account/program_server.h"

namespace kam::account {

grpc::Status ProgramServer::CreateProgram(
    grpc::ServerContext* context, const v1::CreateProgramRequest* request,
    v1::Program* response) {
  return methods_.Create(context, *request, response, resources_.programs);
}

grpc::Status ProgramServer::GetProgram(grpc::ServerContext* context,
                                       const v1::GetProgramRequest* request,
                                       v1::Program* response) {
  return methods_.Get(context, *request, response, resources_.programs);
}

grpc::Status ProgramServer::ListPrograms(grpc::ServerContext* context,
                                         const v1::ListProgramsRequest* request,
                                         v1::ListProgramsResponse* response) {
  return methods_.List(context, *request, response, resources_.programs);
}

grpc::Status ProgramServer::UpdateProgram(
    grpc::ServerContext* context, const v1::UpdateProgramRequest* request,
    v1::Program* response) {
  return methods_.Update(context, *request, response, resources_.programs);
}

grpc::Status ProgramServer::DeleteProgram(
    grpc::ServerContext* context, const v1::DeleteProgramRequest* request,
    google::protobuf::Empty* response) {
  return methods_.Delete(context, *request, response, resources_.programs);
}

}  // namespace kam::account
