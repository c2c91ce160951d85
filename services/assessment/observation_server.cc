#include "services/assessment/observation_server.h"

#include "common/resource/name.h"
#include "common/status/status_macros.h"
#include "common/storage/stamps.h"
#include "services/assessment/template_record.h"

namespace kam::assessment {

absl::Status ObservationServer::Admit(const storage::Transaction& transaction,
                                      const v1::Observation* before,
                                      const v1::Observation& after) const {
  if (before != nullptr) return CheckNotEdited(*before, after);
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Of(after.name()));
  ASSIGN_OR_RETURN(const ProgramRules rules,
                   records_.RulesOf(transaction, program.program));
  return CheckReadable(after, rules.policy,
                       IndicatorsOf(rules.template_in_force(), rules.policy));
}

grpc::Status ObservationServer::RetractObservation(
    grpc::ServerContext* context, const v1::RetractObservationRequest* request,
    v1::Observation* response) {
  return standard().Change(
      context, *request, response, observation_,
      [request](storage::Transaction& transaction, v1::Observation& one) {
        if (one.retracted()) return absl::OkStatus();
        one.set_retracted(true);
        one.set_retract_reason(request->reason());
        storage::StampTime(one, "retract_time", transaction.commit_time());
        return absl::OkStatus();
      });
}

}  // namespace kam::assessment
