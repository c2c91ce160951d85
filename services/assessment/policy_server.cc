#include "services/assessment/policy_server.h"

#include <vector>

#include "common/resource/name.h"
#include "common/rpc/handler.h"
#include "common/rpc/request_fields.h"
#include "common/status/status_macros.h"
#include "services/assessment/version_records.h"

namespace kam::assessment {

using resource::ProgramName;
using storage::Transaction;

absl::Status PolicyServer::CheckTemplateMayCome(
    const Transaction& transaction, const v1::Template& next) const {
  ASSIGN_OR_RETURN(const ProgramName program, ProgramName::Of(next.name()));
  ASSIGN_OR_RETURN(const ProgramRules rules,
                   records().RulesOf(transaction, program.program));
  Violations violations;
  ValidateTemplate(next, rules.policy, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const std::vector<v1::Template> versions,
                   records().templates.ListAll(transaction, {program.program}));
  return CheckKeysNotReused(next, versions, rules.policy);
}

absl::Status PolicyServer::AdmitTemplate(const Transaction& transaction,
                                         const v1::Template* before,
                                         v1::Template& after) const {
  if (before != nullptr) {
    RETURN_IF_ERROR(CheckDraft(*before));
  } else {
    RETURN_IF_ERROR(BeginDraft(transaction, records().templates, after));
  }
  return CheckTemplateMayCome(transaction, after);
}

grpc::Status PolicyServer::ActivateTemplate(
    grpc::ServerContext* context, const v1::ActivateTemplateRequest* request,
    v1::Template* response) {
  return standard().Change(
      context, *request, response, template_step_,
      [this](Transaction& transaction, v1::Template& one) -> absl::Status {
        // Another version may have come into force since it was drafted.
        RETURN_IF_ERROR(CheckTemplateMayCome(transaction, one));
        return PutInForce(transaction, records().templates, one);
      });
}

absl::Status PolicyServer::AdmitPolicy(const Transaction& transaction,
                                       const v1::ProgramPolicy* before,
                                       v1::ProgramPolicy& after) const {
  // The record's own version counts.
  after.mutable_values()->clear_version();
  if (before != nullptr) return CheckDraft(*before);
  return BeginDraft(transaction, records().policies, after);
}

grpc::Status PolicyServer::ActivatePolicy(
    grpc::ServerContext* context, const v1::ActivatePolicyRequest* request,
    v1::ProgramPolicy* response) {
  return standard().Change(
      context, *request, response, policy_,
      [this](Transaction& transaction, v1::ProgramPolicy& one) {
        return PutInForce(transaction, records().policies, one);
      });
}

grpc::Status PolicyServer::GetPolicyInForce(
    grpc::ServerContext* context, const v1::GetPolicyInForceRequest* request,
    v1::PolicyInForce* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const ProgramName program,
                         ProgramName::Parse(request->program()));
        ASSIGN_OR_RETURN(const storage::ReadView view,
                         state().store->ViewAt(rpc::ReadTimeOf(*request)));
        ASSIGN_OR_RETURN(const ProgramRules rules,
                         records().RulesOf(view, program.program));
        response->set_policy(rules.policy_name);
        *response->mutable_values() = rules.policy.values();
        response->set_digest(rules.policy.digest());
        return absl::OkStatus();
      });
}

}  // namespace kam::assessment
