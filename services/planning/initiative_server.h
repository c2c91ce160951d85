#pragma once

#include "services/planning/contribution.h"
#include "services/planning/development_objective.h"
#include "services/planning/initiative.h"
#include "services/planning/plan_edit_server.h"

namespace kam::planning {

// Initiatives, contributions and what we want to reach with an account: the
// standard methods and the steps of their records. Thread-safe.
class InitiativeServer : public PlanEditServer {
 public:
  grpc::Status CreateInitiative(grpc::ServerContext* context,
                                const v1::CreateInitiativeRequest* request,
                                v1::Initiative* response) override {
    return standard().Create(context, *request, response, initiative_);
  }
  grpc::Status GetInitiative(grpc::ServerContext* context,
                             const v1::GetInitiativeRequest* request,
                             v1::Initiative* response) override {
    return standard().Get(context, *request, response, initiative_);
  }
  grpc::Status ListInitiatives(grpc::ServerContext* context,
                               const v1::ListInitiativesRequest* request,
                               v1::ListInitiativesResponse* response) override {
    return standard().List(context, *request, response, initiative_,
                           [request](const v1::Initiative& one) {
                             return request->state() ==
                                        v1::INITIATIVE_STATE_UNSPECIFIED ||
                                    one.state() == request->state();
                           });
  }
  grpc::Status UpdateInitiative(grpc::ServerContext* context,
                                const v1::UpdateInitiativeRequest* request,
                                v1::Initiative* response) override {
    return standard().Update(context, *request, response, initiative_);
  }
  grpc::Status DeleteInitiative(grpc::ServerContext* context,
                                const v1::DeleteInitiativeRequest* request,
                                google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, initiative_);
  }
  grpc::Status StartInitiative(grpc::ServerContext* context,
                               const v1::StartInitiativeRequest* request,
                               v1::Initiative* response) override {
    return standard().Change(context, *request, response, initiative_,
                             [&](storage::Transaction&, v1::Initiative& one) {
                               return ::kam::planning::StartInitiative(
                                   *request, step_days(), one);
                             });
  }
  grpc::Status CompleteInitiative(grpc::ServerContext* context,
                                  const v1::CompleteInitiativeRequest* request,
                                  v1::Initiative* response) override {
    return standard().Change(context, *request, response, initiative_,
                             [&](storage::Transaction&, v1::Initiative& one) {
                               return ::kam::planning::CompleteInitiative(
                                   *request, step_days(), one);
                             });
  }
  grpc::Status StopInitiative(grpc::ServerContext* context,
                              const v1::StopInitiativeRequest* request,
                              v1::Initiative* response) override {
    return standard().Change(context, *request, response, initiative_,
                             [&](storage::Transaction&, v1::Initiative& one) {
                               return ::kam::planning::StopInitiative(
                                   *request, step_days(), one);
                             });
  }

  grpc::Status CreateContribution(grpc::ServerContext* context,
                                  const v1::CreateContributionRequest* request,
                                  v1::Contribution* response) override {
    return standard().Create(context, *request, response, contribution_);
  }
  grpc::Status GetContribution(grpc::ServerContext* context,
                               const v1::GetContributionRequest* request,
                               v1::Contribution* response) override {
    return standard().Get(context, *request, response, contribution_);
  }
  grpc::Status ListContributions(
      grpc::ServerContext* context, const v1::ListContributionsRequest* request,
      v1::ListContributionsResponse* response) override {
    return standard().List(context, *request, response, contribution_);
  }
  grpc::Status UpdateContribution(grpc::ServerContext* context,
                                  const v1::UpdateContributionRequest* request,
                                  v1::Contribution* response) override {
    return standard().Update(context, *request, response, contribution_);
  }
  grpc::Status DeleteContribution(grpc::ServerContext* context,
                                  const v1::DeleteContributionRequest* request,
                                  google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, contribution_);
  }
  grpc::Status ConfirmContribution(
      grpc::ServerContext* context,
      const v1::ConfirmContributionRequest* request,
      v1::Contribution* response) override {
    return standard().Change(context, *request, response, contribution_,
                             [&](storage::Transaction&, v1::Contribution& one) {
                               return ::kam::planning::ConfirmContribution(
                                   *request, step_days(), one);
                             });
  }

  grpc::Status CreateDevelopmentObjective(
      grpc::ServerContext* context,
      const v1::CreateDevelopmentObjectiveRequest* request,
      v1::DevelopmentObjective* response) override {
    return standard().Create(context, *request, response, objective_);
  }
  grpc::Status GetDevelopmentObjective(
      grpc::ServerContext* context,
      const v1::GetDevelopmentObjectiveRequest* request,
      v1::DevelopmentObjective* response) override {
    return standard().Get(context, *request, response, objective_);
  }
  grpc::Status ListDevelopmentObjectives(
      grpc::ServerContext* context,
      const v1::ListDevelopmentObjectivesRequest* request,
      v1::ListDevelopmentObjectivesResponse* response) override {
    return standard().List(context, *request, response, objective_);
  }
  grpc::Status UpdateDevelopmentObjective(
      grpc::ServerContext* context,
      const v1::UpdateDevelopmentObjectiveRequest* request,
      v1::DevelopmentObjective* response) override {
    return standard().Update(context, *request, response, objective_);
  }
  grpc::Status DeleteDevelopmentObjective(
      grpc::ServerContext* context,
      const v1::DeleteDevelopmentObjectiveRequest* request,
      google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, objective_);
  }

 protected:
  using PlanEditServer::PlanEditServer;

 private:
  rpc::ResourceOf<v1::Initiative> initiative_{
      records().initiatives, ByLatestDay(ValidateInitiative),
      [](const storage::Transaction&, const v1::Initiative* before,
         v1::Initiative& after) {
        if (before == nullptr) after.set_state(v1::INITIATIVE_STATE_PROPOSED);
        return absl::OkStatus();
      }};
  rpc::ResourceOf<v1::Contribution> contribution_{
      records().contributions, ByLatestDay(ValidateContribution),
      [](const storage::Transaction&, const v1::Contribution* before,
         v1::Contribution&) {
        return before == nullptr ? absl::OkStatus() : CheckMayChange(*before);
      }};
  rpc::ResourceOf<v1::DevelopmentObjective> objective_{
      records().objectives, ByLatestDay(ValidateObjective)};
};

}  // namespace kam::planning
