#include "services/assessment/audit_server.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "common/resource/name.h"
#include "common/rpc/handler.h"
#include "common/rpc/standpoint.h"
#include "common/status/status_macros.h"
#include "services/assessment/audit_menu.h"
#include "services/assessment/evaluation.h"

namespace kam::assessment {

using resource::AccountName;
using resource::ProgramName;
using storage::Transaction;

absl::StatusOr<std::optional<v1::Template>> AuditServer::TemplateOf(
    const storage::Reader& reader, const std::string& name,
    int64_t version) const {
  ASSIGN_OR_RETURN(const ProgramName program, ProgramName::Of(name));
  ASSIGN_OR_RETURN(const std::vector<v1::Template> all,
                   records_.templates.ListAll(reader, {program.program}));
  const auto found = std::find_if(
      all.begin(), all.end(),
      [&](const v1::Template& one) { return one.version() == version; });
  if (found == all.end()) return std::optional<v1::Template>();
  return std::optional<v1::Template>(*found);
}

absl::Status AuditServer::CheckAnswers(const Transaction& transaction,
                                       const v1::Audit& audit) const {
  ASSIGN_OR_RETURN(
      const std::optional<v1::Template> its,
      TemplateOf(transaction, audit.name(), audit.template_version()));
  Violations violations;
  CheckOwnQuestions(audit, its.has_value() ? &*its : nullptr, violations);
  return violations.ToStatus();
}

absl::Status AuditServer::Admit(const Transaction& transaction,
                                const v1::Audit* before,
                                v1::Audit& after) const {
  if (before != nullptr) {
    RETURN_IF_ERROR(CheckNotCompleted(*before));
  } else {
    ASSIGN_OR_RETURN(const ProgramName program, ProgramName::Of(after.name()));
    ASSIGN_OR_RETURN(const ProgramRules rules,
                     records_.RulesOf(transaction, program.program));
    after.set_state(v1::AUDIT_STATE_DRAFT);
    if (rules.in_force.has_value()) {
      after.set_template_version(rules.in_force->version());
    }
  }
  return CheckAnswers(transaction, after);
}

grpc::Status AuditServer::CompleteAudit(grpc::ServerContext* context,
                                        const v1::CompleteAuditRequest* request,
                                        v1::Audit* response) {
  return standard().Change(
      context, *request, response, audit_step_,
      [request](Transaction& transaction, v1::Audit& audit) {
        if (request->has_held_on() && !audit.has_held_on()) {
          *audit.mutable_held_on() = request->held_on();
        }
        return Complete(transaction.revision(), transaction.commit_time(),
                        audit);
      });
}

grpc::Status AuditServer::AmendAudit(grpc::ServerContext* context,
                                     const v1::AmendAuditRequest* request,
                                     v1::Audit* response) {
  return standard().Change(
      context, *request, response, audit_step_,
      [request](Transaction& transaction, v1::Audit& audit) {
        return Amend(request->amendment(), transaction.commit_time(), audit);
      });
}

template <typename Request>
grpc::Status AuditServer::DecideFinding(grpc::ServerContext* context,
                                        const Request& request,
                                        FindingDecision decision,
                                        v1::Audit* response) const {
  decision.finding = request.finding();
  decision.note = request.note();
  return standard().Change(
      context, request, response, audit_step_,
      [&decision](Transaction& transaction, v1::Audit& audit) {
        decision.decided_by = transaction.context().actor;
        decision.decided_at = transaction.commit_time();
        return Decide(decision, audit);
      });
}

grpc::Status AuditServer::AcceptAuditFinding(
    grpc::ServerContext* context, const v1::AcceptAuditFindingRequest* request,
    v1::Audit* response) {
  FindingDecision decision;
  decision.state = v1::AUDIT_FINDING_STATE_ACCEPTED;
  decision.record = request->record();
  return DecideFinding(context, *request, std::move(decision), response);
}

grpc::Status AuditServer::DeclineAuditFinding(
    grpc::ServerContext* context, const v1::DeclineAuditFindingRequest* request,
    v1::Audit* response) {
  FindingDecision decision;
  decision.state = v1::AUDIT_FINDING_STATE_DECLINED;
  return DecideFinding(context, *request, std::move(decision), response);
}

grpc::Status AuditServer::ListAuditQuestions(
    grpc::ServerContext* context, const v1::ListAuditQuestionsRequest* request,
    v1::ListAuditQuestionsResponse* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const ProgramName program,
                         ProgramName::Parse(request->parent()));
        ASSIGN_OR_RETURN(const storage::ReadView view,
                         state().store->ViewAt(rpc::ReadTimeOf(*request)));
        ASSIGN_OR_RETURN(const ProgramRules rules,
                         records_.RulesOf(view, program.program));
        for (v1::AuditQuestion& one : AuditMenu(rules.template_in_force())) {
          *response->add_questions() = std::move(one);
        }
        if (rules.in_force.has_value()) {
          response->set_template_version(rules.in_force->version());
        }
        return absl::OkStatus();
      });
}

grpc::Status AuditServer::EvaluateAudits(
    grpc::ServerContext* context, const v1::EvaluateAuditsRequest* request,
    v1::Verdict* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const AccountName account,
                         AccountName::Parse(request->account()));
        ASSIGN_OR_RETURN(const rpc::Standpoint at,
                         rpc::StandpointOf(state(), *request));
        ASSIGN_OR_RETURN(const ProgramRules rules,
                         records_.RulesOf(at.view, account.program));
        ASSIGN_OR_RETURN(std::vector<v1::Audit> audits,
                         records_.AuditsOf(at.view, account));
        v1::Evidence evidence;
        evidence.set_subject(account.ToString());
        v1::AuditFacts& facts = *evidence.mutable_customer_audit();
        facts = AuditFactsOf(HeldBy(std::move(audits), at.as_of), at.as_of);
        if (request->has_designated_on()) {
          *facts.mutable_designated_on() = request->designated_on();
        }
        if (request->has_top_ranked()) {
          facts.set_top_ranked(request->top_ranked());
        }
        ASSIGN_OR_RETURN(*response, Evaluate(v1::MODEL_CUSTOMER_AUDIT, evidence,
                                             rules.policy, at.as_of));
        return absl::OkStatus();
      });
}

}  // namespace kam::assessment
