#pragma once

#include <memory>
#include <utility>

#include "services/assessment/diagnostician.h"
#include "services/assessment/policy_server.h"

namespace kam::assessment {

// The handlers about diagnoses of programmes. Thread-safe.
class DiagnosisServer : public PolicyServer {
 public:
  grpc::Status DiagnoseProgram(grpc::ServerContext* context,
                               const v1::DiagnoseProgramRequest* request,
                               v1::ProgramDiagnosis* response) override;
  grpc::Status GetDiagnosis(grpc::ServerContext* context,
                            const v1::GetDiagnosisRequest* request,
                            v1::ProgramDiagnosis* response) override {
    return standard().Get(context, *request, response, diagnosis_);
  }
  grpc::Status ListDiagnoses(grpc::ServerContext* context,
                             const v1::ListDiagnosesRequest* request,
                             v1::ListDiagnosesResponse* response) override {
    return standard().List(context, *request, response, diagnosis_,
                           [request](const v1::ProgramDiagnosis& one) {
                             return request->show_retrospective() ||
                                    !one.retrospective();
                           });
  }
  grpc::Status ExplainDiagnosis(
      grpc::ServerContext* context, const v1::ExplainDiagnosisRequest* request,
      v1::ExplainDiagnosisResponse* response) override;

 protected:
  // The state must outlive this.
  DiagnosisServer(rpc::ServiceState* state,
                  std::shared_ptr<Diagnostician> diagnostician)
      : PolicyServer(state), diagnostician_(std::move(diagnostician)) {}

 private:
  rpc::ResourceOf<v1::ProgramDiagnosis> diagnosis_{records().diagnoses};
  std::shared_ptr<Diagnostician> diagnostician_;
};

}  // namespace kam::assessment
