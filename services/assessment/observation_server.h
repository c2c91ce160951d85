#pragma once

#include "common/base/date.h"
#include "common/rpc/store_server.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "services/assessment/assessment_records.h"
#include "services/assessment/observation.h"

namespace kam::assessment {

// Observations: recorded once, never edited, retracted where they prove wrong.
// Thread-safe.
class ObservationServer : public rpc::StoreServer<v1::AssessmentService> {
 public:
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
      v1::ListObservationsResponse* response) override {
    return standard().List(
        context, *request, response, observation_,
        [request](const v1::Observation& one) {
          return (request->model() == v1::MODEL_UNSPECIFIED ||
                  request->model() == one.model()) &&
                 (request->dimension().empty() ||
                  request->dimension() == one.dimension());
        });
  }
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

 protected:
  // The state must outlive this.
  explicit ObservationServer(rpc::ServiceState* state) : StoreServer(state) {}

  const AssessmentRecords& records() const { return records_; }

  // No evidence is dated after this day.
  absl::CivilDay latest_day() const { return LatestDay(*state().clock); }

 private:
  void Validate(const v1::Observation& observation,
                Violations& violations) const {
    ValidateObservation(observation, latest_day(), violations);
  }
  absl::Status Admit(const storage::Transaction& transaction,
                     const v1::Observation* before,
                     const v1::Observation& after) const;

  const AssessmentRecords& records_ = AssessmentRecords::Get();
  rpc::ResourceOf<v1::Observation> observation_{
      records_.observations,
      [this](const v1::Observation& one, Violations& violations) {
        Validate(one, violations);
      },
      [this](const storage::Transaction& transaction,
             const v1::Observation* before, v1::Observation& after) {
        return Admit(transaction, before, after);
      }};
};

}  // namespace kam::assessment
