#pragma once

#include <memory>

#include "common/base/date.h"
#include "common/rpc/store_server.h"
#include "common/rpc/stored_service.h"
#include "common/rpc/watch.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "services/assessment/assessment_records.h"
#include "services/assessment/observation.h"

namespace kam::assessment {

// The handlers of AssessmentService on one store. Thread-safe.
class AssessmentServer final : public rpc::StoreServer<v1::AssessmentService> {
 public:
  // The state must outlive this.
  explicit AssessmentServer(rpc::ServiceState* state) : StoreServer(state) {}

  grpc::Status CreateObservation(grpc::ServerContext* context,
                                 const v1::CreateObservationRequest* request,
                                 v1::Observation* response) override {
    return standard().Create(context, *request, response, observation_);
  }
  grpc::Status GetObservation(grpc::ServerContext* context,
                              const v1::GetObservationRequest* request,
                              v1::Observation* response) override {
    return standard().Get(context, *request, response, observation_);
  }
  grpc::Status ListObservations(
      grpc::ServerContext* context, const v1::ListObservationsRequest* request,
      v1::ListObservationsResponse* response) override;
  grpc::Status UpdateObservation(grpc::ServerContext* context,
                                 const v1::UpdateObservationRequest* request,
                                 v1::Observation* response) override {
    return standard().Update(context, *request, response, observation_);
  }
  grpc::Status DeleteObservation(grpc::ServerContext* context,
                                 const v1::DeleteObservationRequest* request,
                                 google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, observation_);
  }
  grpc::Status RetractObservation(grpc::ServerContext* context,
                                  const v1::RetractObservationRequest* request,
                                  v1::Observation* response) override;
  grpc::Status GetAssessmentFacts(grpc::ServerContext* context,
                                  const v1::GetAssessmentFactsRequest* request,
                                  v1::AssessmentFacts* response) override;
  grpc::Status GetProgramFacts(grpc::ServerContext* context,
                               const v1::GetProgramFactsRequest* request,
                               v1::ProgramFacts* response) override;
  grpc::Status EvaluateEvidence(grpc::ServerContext* context,
                                const v1::EvaluateEvidenceRequest* request,
                                v1::Verdict* response) override;
  grpc::Status ListAssessmentChanges(
      grpc::ServerContext* context,
      const v1::ListAssessmentChangesRequest* request,
      v1::ListAssessmentChangesResponse* response) override {
    return rpc::ListChanges(context, state(), *request, response);
  }

  grpc::Status WatchAssessmentChanges(
      grpc::ServerContext* context,
      const v1::WatchAssessmentChangesRequest* request,
      grpc::ServerWriter<v1::WatchAssessmentChangesResponse>* writer) override {
    return rpc::WatchChanges(context, state(), *request, writer);
  }

 private:
  const AssessmentRecords& records_ = AssessmentRecords::Get();
  rpc::ResourceOf<v1::Observation> observation_{
      records_.observations,
      [this](const v1::Observation& observation, Violations& violations) {
        ValidateObservation(observation, LatestDay(*state().clock), violations);
      }};
};

// Makes the service's handlers, for RunStoredService and the suite.
std::unique_ptr<rpc::StoredService> MakeAssessmentService(
    rpc::ServiceState* state);

}  // namespace kam::assessment
