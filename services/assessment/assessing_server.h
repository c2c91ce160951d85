#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "services/assessment/assessor.h"
#include "services/assessment/diagnosis_server.h"

namespace kam::assessment {

// The handlers about assessments on one store. Thread-safe.
class AssessingServer : public DiagnosisServer {
 public:
  grpc::Status AssessAccount(grpc::ServerContext* context,
                             const v1::AssessAccountRequest* request,
                             v1::Assessment* response) override;
  grpc::Status GetAssessment(grpc::ServerContext* context,
                             const v1::GetAssessmentRequest* request,
                             v1::Assessment* response) override {
    return standard().Get(context, *request, response, assessment_);
  }
  grpc::Status ListAssessments(grpc::ServerContext* context,
                               const v1::ListAssessmentsRequest* request,
                               v1::ListAssessmentsResponse* response) override;
  grpc::Status ExplainAssessment(
      grpc::ServerContext* context, const v1::ExplainAssessmentRequest* request,
      v1::ExplainAssessmentResponse* response) override;
  grpc::Status ReplayAssessment(
      grpc::ServerContext* context, const v1::ReplayAssessmentRequest* request,
      v1::ReplayAssessmentResponse* response) override;
  grpc::Status CompareAssessments(
      grpc::ServerContext* context,
      const v1::CompareAssessmentsRequest* request,
      v1::CompareAssessmentsResponse* response) override;
  grpc::Status BacktestPolicy(
      grpc::ServerContext* context, const v1::BacktestPolicyRequest* request,
      grpc::ServerWriter<v1::BacktestPolicyResponse>* writer) override;
  grpc::Status WatchAssessments(
      grpc::ServerContext* context, const v1::WatchAssessmentsRequest* request,
      grpc::ServerWriter<v1::WatchAssessmentsResponse>* writer) override;

 protected:
  // The state must outlive this.
  AssessingServer(rpc::ServiceState* state, std::shared_ptr<Assessor> assessor,
                  std::shared_ptr<Diagnostician> diagnostician)
      : DiagnosisServer(state, std::move(diagnostician)),
        assessor_(std::move(assessor)) {}

 private:
  absl::Status Replay(const v1::ReplayAssessmentRequest& request,
                      v1::ReplayAssessmentResponse* response) const;
  absl::Status Backtest(grpc::ServerContext* context,
                        const v1::BacktestPolicyRequest& request,
                        grpc::ServerWriter<v1::BacktestPolicyResponse>* writer);
  // The assessment that a point of a comparison names.
  absl::StatusOr<v1::Assessment> PointOf(const v1::AssessmentPoint& point,
                                         const std::string& parent) const;

  rpc::ResourceOf<v1::Assessment> assessment_{records().assessments};
  std::shared_ptr<Assessor> assessor_;
};

}  // namespace kam::assessment
