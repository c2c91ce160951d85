#pragma once

#include "services/planning/commitment.h"
#include "services/planning/initiative_server.h"
#include "services/planning/opportunity.h"
#include "services/planning/requirement.h"

namespace kam::planning {

// Opportunities, commitments and requirements: the standard methods and the
// moves of their records. Thread-safe.
class CommitmentServer : public InitiativeServer {
 public:
  grpc::Status CreateOpportunity(grpc::ServerContext* context,
                                 const v1::CreateOpportunityRequest* request,
                                 v1::Opportunity* response) override {
    return standard().Create(context, *request, response, opportunity_);
  }
  grpc::Status GetOpportunity(grpc::ServerContext* context,
                              const v1::GetOpportunityRequest* request,
                              v1::Opportunity* response) override {
    return standard().Get(context, *request, response, opportunity_);
  }
  grpc::Status ListOpportunities(
      grpc::ServerContext* context, const v1::ListOpportunitiesRequest* request,
      v1::ListOpportunitiesResponse* response) override {
    return standard().List(context, *request, response, opportunity_,
                           [request](const v1::Opportunity& one) {
                             return request->stage() ==
                                        v1::OPPORTUNITY_STAGE_UNSPECIFIED ||
                                    one.stage() == request->stage();
                           });
  }
  grpc::Status UpdateOpportunity(grpc::ServerContext* context,
                                 const v1::UpdateOpportunityRequest* request,
                                 v1::Opportunity* response) override {
    return standard().Update(context, *request, response, opportunity_);
  }
  grpc::Status DeleteOpportunity(grpc::ServerContext* context,
                                 const v1::DeleteOpportunityRequest* request,
                                 google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, opportunity_);
  }
  grpc::Status MoveOpportunity(grpc::ServerContext* context,
                               const v1::MoveOpportunityRequest* request,
                               v1::Opportunity* response) override {
    return standard().Change(context, *request, response, opportunity_,
                             [&](storage::Transaction&, v1::Opportunity& one) {
                               return ::kam::planning::MoveOpportunity(
                                   *request, step_days(), one);
                             });
  }

  grpc::Status CreateCommitment(grpc::ServerContext* context,
                                const v1::CreateCommitmentRequest* request,
                                v1::Commitment* response) override {
    return standard().Create(context, *request, response, commitment_);
  }
  grpc::Status GetCommitment(grpc::ServerContext* context,
                             const v1::GetCommitmentRequest* request,
                             v1::Commitment* response) override {
    return standard().Get(context, *request, response, commitment_);
  }
  grpc::Status ListCommitments(grpc::ServerContext* context,
                               const v1::ListCommitmentsRequest* request,
                               v1::ListCommitmentsResponse* response) override {
    return standard().List(context, *request, response, commitment_,
                           [request](const v1::Commitment& one) {
                             return request->state() ==
                                        v1::COMMITMENT_STATE_UNSPECIFIED ||
                                    one.state() == request->state();
                           });
  }
  grpc::Status UpdateCommitment(grpc::ServerContext* context,
                                const v1::UpdateCommitmentRequest* request,
                                v1::Commitment* response) override {
    return standard().Update(context, *request, response, commitment_);
  }
  grpc::Status DeleteCommitment(grpc::ServerContext* context,
                                const v1::DeleteCommitmentRequest* request,
                                google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, commitment_);
  }
  grpc::Status AcceptCommitment(grpc::ServerContext* context,
                                const v1::AcceptCommitmentRequest* request,
                                v1::Commitment* response) override {
    return standard().Change(context, *request, response, commitment_,
                             [&](storage::Transaction&, v1::Commitment& one) {
                               return MoveCommitment(
                                   v1::COMMITMENT_STATE_ACCEPTED,
                                   request->moved_on(), "", step_days(), one);
                             });
  }
  grpc::Status DeliverCommitment(grpc::ServerContext* context,
                                 const v1::DeliverCommitmentRequest* request,
                                 v1::Commitment* response) override {
    return standard().Change(context, *request, response, commitment_,
                             [&](storage::Transaction&, v1::Commitment& one) {
                               return MoveCommitment(
                                   v1::COMMITMENT_STATE_DELIVERED,
                                   request->moved_on(), "", step_days(), one);
                             });
  }
  grpc::Status BlockCommitment(grpc::ServerContext* context,
                               const v1::BlockCommitmentRequest* request,
                               v1::Commitment* response) override {
    return standard().Change(context, *request, response, commitment_,
                             [&](storage::Transaction&, v1::Commitment& one) {
                               return MoveCommitment(
                                   v1::COMMITMENT_STATE_BLOCKED,
                                   request->moved_on(), request->reason(),
                                   step_days(), one);
                             });
  }
  grpc::Status WithdrawCommitment(grpc::ServerContext* context,
                                  const v1::WithdrawCommitmentRequest* request,
                                  v1::Commitment* response) override {
    return standard().Change(context, *request, response, commitment_,
                             [&](storage::Transaction&, v1::Commitment& one) {
                               return MoveCommitment(
                                   v1::COMMITMENT_STATE_WITHDRAWN,
                                   request->moved_on(), request->reason(),
                                   step_days(), one);
                             });
  }

  grpc::Status CreateRequirement(grpc::ServerContext* context,
                                 const v1::CreateRequirementRequest* request,
                                 v1::Requirement* response) override {
    return standard().Create(context, *request, response, requirement_);
  }
  grpc::Status GetRequirement(grpc::ServerContext* context,
                              const v1::GetRequirementRequest* request,
                              v1::Requirement* response) override {
    return standard().Get(context, *request, response, requirement_);
  }
  grpc::Status ListRequirements(
      grpc::ServerContext* context, const v1::ListRequirementsRequest* request,
      v1::ListRequirementsResponse* response) override {
    return standard().List(context, *request, response, requirement_);
  }
  grpc::Status UpdateRequirement(grpc::ServerContext* context,
                                 const v1::UpdateRequirementRequest* request,
                                 v1::Requirement* response) override {
    return standard().Update(context, *request, response, requirement_);
  }
  grpc::Status DeleteRequirement(grpc::ServerContext* context,
                                 const v1::DeleteRequirementRequest* request,
                                 google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, requirement_);
  }
  grpc::Status AcknowledgeRequirement(
      grpc::ServerContext* context,
      const v1::AcknowledgeRequirementRequest* request,
      v1::Requirement* response) override {
    return standard().Change(context, *request, response, requirement_,
                             [&](storage::Transaction&, v1::Requirement& one) {
                               return ::kam::planning::AcknowledgeRequirement(
                                   *request, step_days(), one);
                             });
  }
  grpc::Status MeetRequirement(grpc::ServerContext* context,
                               const v1::MeetRequirementRequest* request,
                               v1::Requirement* response) override {
    return standard().Change(context, *request, response, requirement_,
                             [&](storage::Transaction&, v1::Requirement& one) {
                               return ::kam::planning::MeetRequirement(
                                   *request, step_days(), one);
                             });
  }

 protected:
  using InitiativeServer::InitiativeServer;

 private:
  // A new opportunity is at its first stage, and may follow an exploited one.
  absl::Status AdmitOpportunity(const storage::Transaction& transaction,
                                const v1::Opportunity* before,
                                v1::Opportunity& after) const;

  rpc::ResourceOf<v1::Opportunity> opportunity_{
      records().opportunities, ByLatestDay(ValidateOpportunity),
      [this](const storage::Transaction& transaction,
             const v1::Opportunity* before, v1::Opportunity& after) {
        return AdmitOpportunity(transaction, before, after);
      }};
  rpc::ResourceOf<v1::Commitment> commitment_{
      records().commitments, ByLatestDay(ValidateCommitment),
      [](const storage::Transaction&, const v1::Commitment* before,
         v1::Commitment& after) {
        if (before == nullptr) ProposeCommitment(after);
        return absl::OkStatus();
      }};
  rpc::ResourceOf<v1::Requirement> requirement_{
      records().requirements, ByLatestDay(ValidateRequirement)};
};

}  // namespace kam::planning
