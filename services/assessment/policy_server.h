#pragma once

#include "services/assessment/observation_server.h"
#include "services/assessment/program_policy.h"
#include "services/assessment/readiness_case.h"
#include "services/assessment/template_record.h"
#include "services/assessment/versions.h"

namespace kam::assessment {

// By what accounts are judged: templates and policies, which are kept in
// versions of which one is in force, and readiness cases. Thread-safe.
class PolicyServer : public ObservationServer {
 public:
  grpc::Status CreateTemplate(grpc::ServerContext* context,
                              const v1::CreateTemplateRequest* request,
                              v1::Template* response) override {
    return standard().Create(context, *request, response, template_);
  }
  grpc::Status GetTemplate(grpc::ServerContext* context,
                           const v1::GetTemplateRequest* request,
                           v1::Template* response) override {
    return standard().Get(context, *request, response, template_);
  }
  grpc::Status ListTemplates(grpc::ServerContext* context,
                             const v1::ListTemplatesRequest* request,
                             v1::ListTemplatesResponse* response) override {
    return standard().List(context, *request, response, template_,
                           [request](const v1::Template& one) {
                             return request->state() ==
                                        v1::VERSION_STATE_UNSPECIFIED ||
                                    one.state() == request->state();
                           });
  }
  grpc::Status UpdateTemplate(grpc::ServerContext* context,
                              const v1::UpdateTemplateRequest* request,
                              v1::Template* response) override {
    return standard().Update(context, *request, response, template_);
  }
  grpc::Status DeleteTemplate(grpc::ServerContext* context,
                              const v1::DeleteTemplateRequest* request,
                              google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, template_);
  }
  grpc::Status ActivateTemplate(grpc::ServerContext* context,
                                const v1::ActivateTemplateRequest* request,
                                v1::Template* response) override;

  grpc::Status CreatePolicy(grpc::ServerContext* context,
                            const v1::CreatePolicyRequest* request,
                            v1::ProgramPolicy* response) override {
    return standard().Create(context, *request, response, policy_);
  }
  grpc::Status GetPolicy(grpc::ServerContext* context,
                         const v1::GetPolicyRequest* request,
                         v1::ProgramPolicy* response) override {
    return standard().Get(context, *request, response, policy_);
  }
  grpc::Status ListPolicies(grpc::ServerContext* context,
                            const v1::ListPoliciesRequest* request,
                            v1::ListPoliciesResponse* response) override {
    return standard().List(context, *request, response, policy_,
                           [request](const v1::ProgramPolicy& one) {
                             return request->state() ==
                                        v1::VERSION_STATE_UNSPECIFIED ||
                                    one.state() == request->state();
                           });
  }
  grpc::Status UpdatePolicy(grpc::ServerContext* context,
                            const v1::UpdatePolicyRequest* request,
                            v1::ProgramPolicy* response) override {
    return standard().Update(context, *request, response, policy_);
  }
  grpc::Status DeletePolicy(grpc::ServerContext* context,
                            const v1::DeletePolicyRequest* request,
                            google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, policy_);
  }
  grpc::Status ActivatePolicy(grpc::ServerContext* context,
                              const v1::ActivatePolicyRequest* request,
                              v1::ProgramPolicy* response) override;
  grpc::Status GetPolicyInForce(grpc::ServerContext* context,
                                const v1::GetPolicyInForceRequest* request,
                                v1::PolicyInForce* response) override;

  grpc::Status CreateReadinessCase(
      grpc::ServerContext* context,
      const v1::CreateReadinessCaseRequest* request,
      v1::ReadinessCase* response) override {
    return standard().Create(context, *request, response, readiness_case_);
  }
  grpc::Status GetReadinessCase(grpc::ServerContext* context,
                                const v1::GetReadinessCaseRequest* request,
                                v1::ReadinessCase* response) override {
    return standard().Get(context, *request, response, readiness_case_);
  }
  grpc::Status ListReadinessCases(
      grpc::ServerContext* context,
      const v1::ListReadinessCasesRequest* request,
      v1::ListReadinessCasesResponse* response) override {
    return standard().List(context, *request, response, readiness_case_);
  }
  grpc::Status UpdateReadinessCase(
      grpc::ServerContext* context,
      const v1::UpdateReadinessCaseRequest* request,
      v1::ReadinessCase* response) override {
    return standard().Update(context, *request, response, readiness_case_);
  }
  grpc::Status DeleteReadinessCase(
      grpc::ServerContext* context,
      const v1::DeleteReadinessCaseRequest* request,
      google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, readiness_case_);
  }

 protected:
  using ObservationServer::ObservationServer;

 private:
  // A new template is the draft of the programme's next version; one that was
  // put in force no longer changes.
  absl::Status AdmitTemplate(const storage::Transaction& transaction,
                             const v1::Template* before,
                             v1::Template& after) const;
  // Whether a template may come next, as the store stands.
  absl::Status CheckTemplateMayCome(const storage::Transaction& transaction,
                                    const v1::Template& next) const;
  absl::Status AdmitPolicy(const storage::Transaction& transaction,
                           const v1::ProgramPolicy* before,
                           v1::ProgramPolicy& after) const;

  rpc::ResourceOf<v1::Template> template_{
      records().templates, nullptr,
      [this](const storage::Transaction& transaction,
             const v1::Template* before, v1::Template& after) {
        return AdmitTemplate(transaction, before, after);
      },
      [](const storage::Transaction&, const v1::Template& one) {
        return CheckDraft(one);
      }};
  // Of the step that ends another version before this one is stored.
  rpc::ResourceOf<v1::Template> template_step_{records().templates};
  rpc::ResourceOf<v1::ProgramPolicy> policy_{
      records().policies, ValidateProgramPolicy,
      [this](const storage::Transaction& transaction,
             const v1::ProgramPolicy* before, v1::ProgramPolicy& after) {
        return AdmitPolicy(transaction, before, after);
      },
      [](const storage::Transaction&, const v1::ProgramPolicy& one) {
        return CheckDraft(one);
      }};
  rpc::ResourceOf<v1::ReadinessCase> readiness_case_{
      records().readiness_cases,
      [this](const v1::ReadinessCase& one, Violations& violations) {
        ValidateReadinessCase(one, latest_day(), violations);
      }};
};

}  // namespace kam::assessment
