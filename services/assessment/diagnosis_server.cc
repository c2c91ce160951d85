#include "services/assessment/diagnosis_server.h"

#include <utility>

#include "common/rpc/handler.h"
#include "common/status/status_macros.h"
#include "services/assessment/explanation.h"

namespace kam::assessment {

grpc::Status DiagnosisServer::DiagnoseProgram(
    grpc::ServerContext* context, const v1::DiagnoseProgramRequest* request,
    v1::ProgramDiagnosis* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller& caller) -> absl::Status {
        ASSIGN_OR_RETURN(*response, diagnostician_->Diagnose(context, *request,
                                                             caller.principal));
        return absl::OkStatus();
      });
}

grpc::Status DiagnosisServer::ExplainDiagnosis(
    grpc::ServerContext* context, const v1::ExplainDiagnosisRequest* request,
    v1::ExplainDiagnosisResponse* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        const storage::ReadView view = state().store->View();
        ASSIGN_OR_RETURN(v1::ProgramDiagnosis diagnosis,
                         records().diagnoses.Get(view, request->name()));
        ASSIGN_OR_RETURN(*response->mutable_policy(),
                         records().PolicyOf(view, diagnosis.policy_digest()));
        if (request->show_evidence()) {
          ASSIGN_OR_RETURN(*response->mutable_evidence(),
                           records().EvidenceOf(view, request->name()));
        }
        for (const v1::Verdict& one : diagnosis.verdicts()) {
          *response->add_verdicts() = ExplainVerdict(diagnosis, one);
        }
        diagnosis.clear_verdicts();
        *response->mutable_diagnosis() = std::move(diagnosis);
        return absl::OkStatus();
      });
}

}  // namespace kam::assessment
