#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/rpc/service_state.h"
#include "common/rpc/standard_methods.h"
#include "common/rpc/stored_service.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "services/assessment/assessment_records.h"

namespace kam::assessment {

// The handlers of AssessmentService on one store. Thread-safe.
class AssessmentServer final : public v1::AssessmentService::Service,
                               public rpc::StoredService {
 public:
  // Sets the state's schema; the state must outlive the server.
  explicit AssessmentServer(rpc::ServiceState* state);

  std::vector<grpc::Service*> services() override { return {this}; }
  std::vector<std::string> names() const override {
    return {v1::AssessmentService::service_full_name()};
  }
  void Drain() override { state_->Drain(); }

  grpc::Status CreateObservation(grpc::ServerContext* context,
                                 const v1::CreateObservationRequest* request,
                                 v1::Observation* response) override;
  grpc::Status GetObservation(grpc::ServerContext* context,
                              const v1::GetObservationRequest* request,
                              v1::Observation* response) override;
  grpc::Status ListObservations(
      grpc::ServerContext* context, const v1::ListObservationsRequest* request,
      v1::ListObservationsResponse* response) override;
  grpc::Status UpdateObservation(grpc::ServerContext* context,
                                 const v1::UpdateObservationRequest* request,
                                 v1::Observation* response) override;
  grpc::Status DeleteObservation(grpc::ServerContext* context,
                                 const v1::DeleteObservationRequest* request,
                                 google::protobuf::Empty* response) override;
  grpc::Status RetractObservation(grpc::ServerContext* context,
                                  const v1::RetractObservationRequest* request,
                                  v1::Observation* response) override;
  grpc::Status GetAssessmentFacts(grpc::ServerContext* context,
                                  const v1::GetAssessmentFactsRequest* request,
                                  v1::AssessmentFacts* response) override;
  grpc::Status GetProgramFacts(grpc::ServerContext* context,
                               const v1::GetProgramFactsRequest* request,
                               v1::ProgramFacts* response) override;
  grpc::Status ListAssessmentChanges(
      grpc::ServerContext* context,
      const v1::ListAssessmentChangesRequest* request,
      v1::ListAssessmentChangesResponse* response) override;
  grpc::Status WatchAssessmentChanges(
      grpc::ServerContext* context,
      const v1::WatchAssessmentChangesRequest* request,
      grpc::ServerWriter<v1::WatchAssessmentChangesResponse>* writer) override;

 private:
  rpc::ServiceState* state_;
  AssessmentRecords records_;
  rpc::StandardMethods standard_;
  rpc::Resource observation_;
};

// Makes the service's handlers, for RunStoredService and the suite.
std::unique_ptr<rpc::StoredService> MakeAssessmentService(
    rpc::ServiceState* state);

}  // namespace kam::assessment
