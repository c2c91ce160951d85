#pragma once

#include "common/base/date.h"
#include "common/rpc/store_server.h"
#include "kam/assessment/v1/audit_service.grpc.pb.h"
#include "services/assessment/assessment_records.h"
#include "services/assessment/audit_findings.h"
#include "services/assessment/audit_record.h"

namespace kam::assessment {

// The handlers of AuditService. Thread-safe.
class AuditServer final : public rpc::StoreServer<v1::AuditService> {
 public:
  // The state must outlive this.
  explicit AuditServer(rpc::ServiceState* state) : StoreServer(state) {}

  grpc::Status CreateAudit(grpc::ServerContext* context,
                           const v1::CreateAuditRequest* request,
                           v1::Audit* response) override {
    return standard().Create(context, *request, response, audit_);
  }
  grpc::Status GetAudit(grpc::ServerContext* context,
                        const v1::GetAuditRequest* request,
                        v1::Audit* response) override {
    return standard().Get(context, *request, response, audit_);
  }
  grpc::Status ListAudits(grpc::ServerContext* context,
                          const v1::ListAuditsRequest* request,
                          v1::ListAuditsResponse* response) override {
    return standard().List(
        context, *request, response, audit_, [request](const v1::Audit& one) {
          return request->state() == v1::AUDIT_STATE_UNSPECIFIED ||
                 one.state() == request->state();
        });
  }
  grpc::Status UpdateAudit(grpc::ServerContext* context,
                           const v1::UpdateAuditRequest* request,
                           v1::Audit* response) override {
    return standard().Update(context, *request, response, audit_);
  }
  grpc::Status DeleteAudit(grpc::ServerContext* context,
                           const v1::DeleteAuditRequest* request,
                           google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, audit_);
  }

  grpc::Status CompleteAudit(grpc::ServerContext* context,
                             const v1::CompleteAuditRequest* request,
                             v1::Audit* response) override;
  grpc::Status AmendAudit(grpc::ServerContext* context,
                          const v1::AmendAuditRequest* request,
                          v1::Audit* response) override;
  grpc::Status AcceptAuditFinding(grpc::ServerContext* context,
                                  const v1::AcceptAuditFindingRequest* request,
                                  v1::Audit* response) override;
  grpc::Status DeclineAuditFinding(
      grpc::ServerContext* context,
      const v1::DeclineAuditFindingRequest* request,
      v1::Audit* response) override;
  grpc::Status ListAuditQuestions(
      grpc::ServerContext* context,
      const v1::ListAuditQuestionsRequest* request,
      v1::ListAuditQuestionsResponse* response) override;
  grpc::Status EvaluateAudits(grpc::ServerContext* context,
                              const v1::EvaluateAuditsRequest* request,
                              v1::Verdict* response) override;

 private:
  // A new audit is a draft and may ask the questions of the template in force;
  // a completed one no longer changes.
  absl::Status Admit(const storage::Transaction& transaction,
                     const v1::Audit* before, v1::Audit& after) const;
  // A template of the programme of `name` by its version; nothing of version 0.
  absl::StatusOr<std::optional<v1::Template>> TemplateOf(
      const storage::Reader& reader, const std::string& name,
      int64_t version) const;
  absl::Status CheckAnswers(const storage::Transaction& transaction,
                            const v1::Audit& audit) const;
  template <typename Request>
  grpc::Status DecideFinding(grpc::ServerContext* context,
                             const Request& request, FindingDecision decision,
                             v1::Audit* response) const;

  const AssessmentRecords& records_ = AssessmentRecords::Get();
  // Of the standard methods, and of the steps that a completed audit may take.
  rpc::ResourceOf<v1::Audit> audit_{
      records_.audits,
      [this](const v1::Audit& one, Violations& violations) {
        ValidateAudit(one, LatestDay(*state().clock), violations);
      },
      [this](const storage::Transaction& transaction, const v1::Audit* before,
             v1::Audit& after) { return Admit(transaction, before, after); },
      [](const storage::Transaction&, const v1::Audit& one) {
        return CheckNotCompleted(one);
      }};
  rpc::ResourceOf<v1::Audit> audit_step_{
      records_.audits,
      [this](const v1::Audit& one, Violations& violations) {
        ValidateAudit(one, LatestDay(*state().clock), violations);
      },
      [this](const storage::Transaction& transaction, const v1::Audit*,
             v1::Audit& after) { return CheckAnswers(transaction, after); }};
};

}  // namespace kam::assessment
