#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "common/base/date.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "services/assessment/assessment_server.h"
#include "tests/services/assessment/domain/phase_exemplars.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/parse_proto.h"
#include "tests/testing/service_harness.h"

namespace kam::assessment {

// Asks the service what a model says of evidence on kExemplarDay: for tests of
// what the papers say, one an item.
class EvaluationRequirements : public ::testing::Test {
 protected:
  EvaluationRequirements()
      : harness_("assessment", MakeAssessmentService),
        stub_(v1::AssessmentService::NewStub(harness_.channel())) {}

  grpc::Status TryAssess(v1::Model model, const v1::Evidence& evidence,
                         v1::Verdict* verdict) {
    v1::EvaluateEvidenceRequest request;
    request.set_model(model);
    *request.mutable_evidence() = evidence;
    *request.mutable_as_of() = ToProto(kExemplarDay);
    grpc::ClientContext context;
    return stub_->EvaluateEvidence(&context, request, verdict);
  }

  v1::Verdict Assess(v1::Model model, const v1::Evidence& evidence) {
    v1::Verdict verdict;
    EXPECT_THAT(TryAssess(model, evidence, &verdict), kam::testing::GrpcIsOk());
    return verdict;
  }

  // The same of evidence in protobuf's text format.
  v1::Verdict Assess(v1::Model model, const std::string& evidence) {
    return Assess(model, kam::testing::ParseProto<v1::Evidence>(evidence));
  }

  static std::vector<std::string> CodesOf(const v1::Verdict& verdict) {
    std::vector<std::string> codes;
    for (const v1::VerdictFlag& flag : verdict.flags()) {
      codes.push_back(flag.code());
    }
    return codes;
  }

  // What was chosen for the finding `key`; empty when there is none.
  static std::string ChosenOf(const v1::Verdict& verdict,
                              const std::string& key) {
    const auto found =
        std::find_if(verdict.findings().begin(), verdict.findings().end(),
                     [&](const v1::Finding& one) { return one.key() == key; });
    return found == verdict.findings().end() ? "" : found->chosen();
  }

 private:
  kam::testing::ServiceHarness harness_;
  std::unique_ptr<v1::AssessmentService::Stub> stub_;
};

}  // namespace kam::assessment
