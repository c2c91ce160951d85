#pragma once

#include "services/team/resources_server.h"
#include "services/team/skill_server.h"

namespace kam::team {

// The handlers of how the supplier stands behind its programme: departments
// and their alignment, authority, willingness, completeness, policy.
// Thread-safe.
class OrganisationServer : public SkillServer {
 public:
  grpc::Status CreateDepartment(grpc::ServerContext* context,
                                const v1::CreateDepartmentRequest* request,
                                v1::Department* response) override {
    return standard().Create(context, *request, response, department_);
  }
  grpc::Status GetDepartment(grpc::ServerContext* context,
                             const v1::GetDepartmentRequest* request,
                             v1::Department* response) override {
    return standard().Get(context, *request, response, department_);
  }
  grpc::Status ListDepartments(grpc::ServerContext* context,
                               const v1::ListDepartmentsRequest* request,
                               v1::ListDepartmentsResponse* response) override {
    return standard().List(context, *request, response, department_);
  }
  grpc::Status UpdateDepartment(grpc::ServerContext* context,
                                const v1::UpdateDepartmentRequest* request,
                                v1::Department* response) override {
    return standard().Update(context, *request, response, department_);
  }
  grpc::Status DeleteDepartment(grpc::ServerContext* context,
                                const v1::DeleteDepartmentRequest* request,
                                google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, department_);
  }

  grpc::Status CreateAlignmentStatement(
      grpc::ServerContext* context,
      const v1::CreateAlignmentStatementRequest* request,
      v1::AlignmentStatement* response) override {
    return standard().Create(context, *request, response, alignment_statement_);
  }
  grpc::Status GetAlignmentStatement(
      grpc::ServerContext* context,
      const v1::GetAlignmentStatementRequest* request,
      v1::AlignmentStatement* response) override {
    return standard().Get(context, *request, response, alignment_statement_);
  }
  grpc::Status ListAlignmentStatements(
      grpc::ServerContext* context,
      const v1::ListAlignmentStatementsRequest* request,
      v1::ListAlignmentStatementsResponse* response) override {
    return standard().List(context, *request, response, alignment_statement_,
                           [request](const v1::AlignmentStatement& record) {
                             return request->account().empty() ||
                                    record.account() == request->account();
                           });
  }
  grpc::Status UpdateAlignmentStatement(
      grpc::ServerContext* context,
      const v1::UpdateAlignmentStatementRequest* request,
      v1::AlignmentStatement* response) override {
    return standard().Update(context, *request, response, alignment_statement_);
  }
  grpc::Status DeleteAlignmentStatement(
      grpc::ServerContext* context,
      const v1::DeleteAlignmentStatementRequest* request,
      google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, alignment_statement_);
  }

  grpc::Status CreateAuthority(grpc::ServerContext* context,
                               const v1::CreateAuthorityRequest* request,
                               v1::Authority* response) override {
    return standard().Create(context, *request, response, authority_);
  }
  grpc::Status GetAuthority(grpc::ServerContext* context,
                            const v1::GetAuthorityRequest* request,
                            v1::Authority* response) override {
    return standard().Get(context, *request, response, authority_);
  }
  grpc::Status ListAuthorities(grpc::ServerContext* context,
                               const v1::ListAuthoritiesRequest* request,
                               v1::ListAuthoritiesResponse* response) override {
    return standard().List(context, *request, response, authority_);
  }
  grpc::Status UpdateAuthority(grpc::ServerContext* context,
                               const v1::UpdateAuthorityRequest* request,
                               v1::Authority* response) override {
    return standard().Update(context, *request, response, authority_);
  }
  grpc::Status DeleteAuthority(grpc::ServerContext* context,
                               const v1::DeleteAuthorityRequest* request,
                               google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, authority_);
  }

  grpc::Status CreateWillingnessStatement(
      grpc::ServerContext* context,
      const v1::CreateWillingnessStatementRequest* request,
      v1::WillingnessStatement* response) override {
    return standard().Create(context, *request, response,
                             willingness_statement_);
  }
  grpc::Status GetWillingnessStatement(
      grpc::ServerContext* context,
      const v1::GetWillingnessStatementRequest* request,
      v1::WillingnessStatement* response) override {
    return standard().Get(context, *request, response, willingness_statement_);
  }
  grpc::Status ListWillingnessStatements(
      grpc::ServerContext* context,
      const v1::ListWillingnessStatementsRequest* request,
      v1::ListWillingnessStatementsResponse* response) override {
    return standard().List(context, *request, response, willingness_statement_,
                           [request](const v1::WillingnessStatement& record) {
                             return request->account().empty() ||
                                    record.account() == request->account();
                           });
  }
  grpc::Status UpdateWillingnessStatement(
      grpc::ServerContext* context,
      const v1::UpdateWillingnessStatementRequest* request,
      v1::WillingnessStatement* response) override {
    return standard().Update(context, *request, response,
                             willingness_statement_);
  }
  grpc::Status DeleteWillingnessStatement(
      grpc::ServerContext* context,
      const v1::DeleteWillingnessStatementRequest* request,
      google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response,
                             willingness_statement_);
  }

  grpc::Status CreateListCompleteness(
      grpc::ServerContext* context,
      const v1::CreateListCompletenessRequest* request,
      v1::ListCompleteness* response) override {
    return standard().Create(context, *request, response, list_completeness_);
  }
  grpc::Status GetListCompleteness(
      grpc::ServerContext* context,
      const v1::GetListCompletenessRequest* request,
      v1::ListCompleteness* response) override {
    return standard().Get(context, *request, response, list_completeness_);
  }
  grpc::Status ListListCompletenesses(
      grpc::ServerContext* context,
      const v1::ListListCompletenessesRequest* request,
      v1::ListListCompletenessesResponse* response) override {
    return standard().List(context, *request, response, list_completeness_);
  }
  grpc::Status UpdateListCompleteness(
      grpc::ServerContext* context,
      const v1::UpdateListCompletenessRequest* request,
      v1::ListCompleteness* response) override {
    return standard().Update(context, *request, response, list_completeness_);
  }
  grpc::Status DeleteListCompleteness(
      grpc::ServerContext* context,
      const v1::DeleteListCompletenessRequest* request,
      google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, list_completeness_);
  }

  grpc::Status GetTeamPolicy(grpc::ServerContext* context,
                             const v1::GetTeamPolicyRequest* request,
                             v1::TeamPolicy* response) override {
    return standard().Get(context, *request, response, team_policy_);
  }
  grpc::Status UpdateTeamPolicy(grpc::ServerContext* context,
                                const v1::UpdateTeamPolicyRequest* request,
                                v1::TeamPolicy* response) override {
    return standard().Update(context, *request, response, team_policy_);
  }

 protected:
  // The state must outlive this.
  explicit OrganisationServer(rpc::ServiceState* state) : SkillServer(state) {}

 private:
  DatedResource<v1::Department> department_{state(), records().departments};
  DatedResource<v1::AlignmentStatement> alignment_statement_{
      state(), records().alignment_statements};
  DatedResource<v1::Authority> authority_{state(), records().authorities};
  DatedResource<v1::WillingnessStatement> willingness_statement_{
      state(), records().willingness_statements};
  DatedResource<v1::ListCompleteness> list_completeness_{
      state(), records().list_completenesses};
  DatedResource<v1::TeamPolicy> team_policy_{state(), records().team_policies,
                                             AdmitTeamPolicy};
};

}  // namespace kam::team
