#pragma once

#include <memory>
#include <string>

#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "kam/assessment/v1/audit_service.grpc.pb.h"
#include "services/assessment/assessment_server.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/parse_proto.h"
#include "tests/testing/service_harness.h"

namespace kam::assessment {

// What a call answered.
template <typename Response>
struct Answer {
  grpc::Status status;
  Response value;
};

inline constexpr char kProgram[] = "programs/p";
inline constexpr char kAccount[] = "programs/p/accounts/a";

// Returns `field` as a day of 2013, in protobuf's text format.
inline std::string On(const std::string& field, int month, int day) {
  return field + " { year: 2013 month: " + std::to_string(month) +
         " day: " + std::to_string(day) + " } ";
}

// Returns `text`, or nothing where `fields` say something of the field
// themselves.
inline std::string OrElse(const std::string& fields, const std::string& field,
                          const std::string& text) {
  return fields.find(field) == std::string::npos ? text : "";
}

// The assessment service in process, on a store of its own, on 1 December 2013.
// Call sends any unary request, written in protobuf's text format.
class AssessmentServiceTest : public ::testing::Test {
 protected:
  using Stub = v1::AssessmentService::Stub;
  using AuditStub = v1::AuditService::Stub;

  AssessmentServiceTest() : harness_("assessment", MakeAssessmentService) {
    Connect();
  }

  void Connect() {
    stub_ = v1::AssessmentService::NewStub(harness_.channel());
    audits_ = v1::AuditService::NewStub(harness_.channel());
  }

  template <typename Request, typename Response>
  Answer<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                     const Request&, Response*),
                        const std::string& text) {
    return Send(*stub_, method, text);
  }
  template <typename Request, typename Response>
  Answer<Response> Call(grpc::Status (AuditStub::*method)(grpc::ClientContext*,
                                                          const Request&,
                                                          Response*),
                        const std::string& text) {
    return Send(*audits_, method, text);
  }

  // The same, and expects success.
  template <typename Method>
  auto Done(Method method, const std::string& text) {
    auto answer = Call(method, text);
    EXPECT_THAT(answer.status, kam::testing::GrpcIsOk()) << text;
    return answer.value;
  }

  // The status of a call.
  template <typename Method>
  grpc::Status Status(Method method, const std::string& text) {
    return Call(method, text).status;
  }

  // The facts of kAccount, of today unless `more` says another day.
  v1::AssessmentFacts Facts(const std::string& more = "") {
    return Done(&Stub::GetAssessmentFacts,
                std::string("account: '") + kAccount + "' " + more);
  }

  kam::testing::ServiceHarness harness_;
  std::unique_ptr<Stub> stub_;
  std::unique_ptr<AuditStub> audits_;

 private:
  template <typename AnyStub, typename Request, typename Response>
  Answer<Response> Send(AnyStub& stub,
                        grpc::Status (AnyStub::*method)(grpc::ClientContext*,
                                                        const Request&,
                                                        Response*),
                        const std::string& text) {
    grpc::ClientContext context;
    Answer<Response> answer;
    answer.status = (stub.*method)(
        &context, kam::testing::ParseProto<Request>(text), &answer.value);
    return answer;
  }
};

}  // namespace kam::assessment
