#pragma once

#include <memory>
#include <utility>

#include "common/rpc/stored_service.h"
#include "common/rpc/watch.h"
#include "services/assessment/assessing_server.h"
#include "services/assessment/upstreams.h"

namespace kam::assessment {

// AssessmentService: facts, evaluation and the change feed, on top of what the
// classes above it serve. Thread-safe.
class AssessmentServer final : public AssessingServer {
 public:
  // The state must outlive this.
  AssessmentServer(rpc::ServiceState* state, std::shared_ptr<Assessor> assessor,
                   std::shared_ptr<Diagnostician> diagnostician)
      : AssessingServer(state, std::move(assessor), std::move(diagnostician)) {}

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
  absl::Status ReadProgramFacts(const v1::GetProgramFactsRequest& request,
                                v1::ProgramFacts* facts) const;
};

// Makes the service's handlers, for RunStoredService and the suite, and what
// follows the other services, which must outlive them and may be connected
// later.
std::unique_ptr<rpc::StoredService> MakeFollowingService(
    rpc::ServiceState* state, Upstreams* upstreams);
// The same without the other services: they never answer.
std::unique_ptr<rpc::StoredService> MakeAssessmentService(
    rpc::ServiceState* state);

}  // namespace kam::assessment
