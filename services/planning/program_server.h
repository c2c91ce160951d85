#pragma once

#include "services/planning/account_sets.h"
#include "services/planning/commitment_server.h"
#include "services/planning/list_completeness.h"

namespace kam::planning {

// What is said of a programme as a whole, and of the lists of an account: whom
// it was announced to, whom it serves, by which values it is judged, and which
// lists are complete. Thread-safe.
class ProgramServer : public CommitmentServer {
 public:
  grpc::Status CreateAnnouncedSet(grpc::ServerContext* context,
                                  const v1::CreateAnnouncedSetRequest* request,
                                  v1::AnnouncedSet* response) override {
    return standard().Create(context, *request, response, announced_set_);
  }
  grpc::Status GetAnnouncedSet(grpc::ServerContext* context,
                               const v1::GetAnnouncedSetRequest* request,
                               v1::AnnouncedSet* response) override {
    return standard().Get(context, *request, response, announced_set_);
  }
  grpc::Status ListAnnouncedSets(
      grpc::ServerContext* context, const v1::ListAnnouncedSetsRequest* request,
      v1::ListAnnouncedSetsResponse* response) override {
    return standard().List(context, *request, response, announced_set_);
  }
  grpc::Status UpdateAnnouncedSet(grpc::ServerContext* context,
                                  const v1::UpdateAnnouncedSetRequest* request,
                                  v1::AnnouncedSet* response) override {
    return standard().Update(context, *request, response, announced_set_);
  }
  grpc::Status DeleteAnnouncedSet(grpc::ServerContext* context,
                                  const v1::DeleteAnnouncedSetRequest* request,
                                  google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, announced_set_);
  }

  grpc::Status CreateServedSet(grpc::ServerContext* context,
                               const v1::CreateServedSetRequest* request,
                               v1::ServedSet* response) override {
    return standard().Create(context, *request, response, served_set_);
  }
  grpc::Status GetServedSet(grpc::ServerContext* context,
                            const v1::GetServedSetRequest* request,
                            v1::ServedSet* response) override {
    return standard().Get(context, *request, response, served_set_);
  }
  grpc::Status ListServedSets(grpc::ServerContext* context,
                              const v1::ListServedSetsRequest* request,
                              v1::ListServedSetsResponse* response) override {
    return standard().List(context, *request, response, served_set_);
  }
  grpc::Status UpdateServedSet(grpc::ServerContext* context,
                               const v1::UpdateServedSetRequest* request,
                               v1::ServedSet* response) override {
    return standard().Update(context, *request, response, served_set_);
  }
  grpc::Status DeleteServedSet(grpc::ServerContext* context,
                               const v1::DeleteServedSetRequest* request,
                               google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, served_set_);
  }

  grpc::Status CreatePlanningListCompleteness(
      grpc::ServerContext* context,
      const v1::CreatePlanningListCompletenessRequest* request,
      v1::PlanningListCompleteness* response) override {
    return standard().Create(context, *request, response, completeness_);
  }
  grpc::Status GetPlanningListCompleteness(
      grpc::ServerContext* context,
      const v1::GetPlanningListCompletenessRequest* request,
      v1::PlanningListCompleteness* response) override {
    return standard().Get(context, *request, response, completeness_);
  }
  grpc::Status ListPlanningListCompletenesses(
      grpc::ServerContext* context,
      const v1::ListPlanningListCompletenessesRequest* request,
      v1::ListPlanningListCompletenessesResponse* response) override {
    return standard().List(context, *request, response, completeness_);
  }
  grpc::Status UpdatePlanningListCompleteness(
      grpc::ServerContext* context,
      const v1::UpdatePlanningListCompletenessRequest* request,
      v1::PlanningListCompleteness* response) override {
    return standard().Update(context, *request, response, completeness_);
  }
  grpc::Status DeletePlanningListCompleteness(
      grpc::ServerContext* context,
      const v1::DeletePlanningListCompletenessRequest* request,
      google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, completeness_);
  }

  grpc::Status GetPlanningPolicy(grpc::ServerContext* context,
                                 const v1::GetPlanningPolicyRequest* request,
                                 v1::PlanningPolicy* response) override;
  grpc::Status UpdatePlanningPolicy(
      grpc::ServerContext* context,
      const v1::UpdatePlanningPolicyRequest* request,
      v1::PlanningPolicy* response) override {
    return standard().Update(context, *request, response, policy_);
  }

 protected:
  using CommitmentServer::CommitmentServer;

 private:
  rpc::ResourceOf<v1::AnnouncedSet> announced_set_{
      records().announced_sets, ByLatestDay(ValidateAnnouncedSet)};
  rpc::ResourceOf<v1::ServedSet> served_set_{records().served_sets,
                                             ByLatestDay(ValidateServedSet)};
  rpc::ResourceOf<v1::PlanningListCompleteness> completeness_{
      records().completenesses, ByLatestDay(ValidateListCompleteness)};
  rpc::ResourceOf<v1::PlanningPolicy> policy_{
      records().policies, nullptr,
      [](const storage::Transaction&, const v1::PlanningPolicy* before,
         v1::PlanningPolicy& after) { return AdmitPolicy(before, after); }};
};

}  // namespace kam::planning
