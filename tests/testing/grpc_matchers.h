#pragma once

#include <string>

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"

// Matchers for what a client sees. Users link gRPC themselves.
namespace kam::testing {

inline constexpr auto kInvalidCall = grpc::StatusCode::INVALID_ARGUMENT;
inline constexpr auto kFailedCall = grpc::StatusCode::FAILED_PRECONDITION;

// Returns the google.rpc.Status that travels beside `status`; empty when there
// is none.
inline google::rpc::Status DetailsOf(const grpc::Status& status) {
  google::rpc::Status details;
  if (!details.ParseFromString(status.error_details())) details.Clear();
  return details;
}

// Returns the first detail of type Detail, or an empty one.
template <typename Detail>
Detail DetailOf(const grpc::Status& status) {
  const google::rpc::Status details = DetailsOf(status);
  Detail detail;
  for (const auto& any : details.details()) {
    if (any.template Is<Detail>() && any.UnpackTo(&detail)) return detail;
  }
  return Detail();
}

// Returns the reason of the ErrorInfo beside `status`, or "".
inline std::string ReasonOf(const grpc::Status& status) {
  return DetailOf<google::rpc::ErrorInfo>(status).reason();
}

inline std::string Show(const grpc::Status& status) {
  return "code " + std::to_string(status.error_code()) + ", reason \"" +
         ReasonOf(status) + "\": " + status.error_message();
}

// Matches OK.
MATCHER(GrpcIsOk, negation ? "is not OK" : "is OK") {
  *result_listener << "which is " << Show(arg);
  return arg.ok();
}

// Matches a grpc::Status by its code.
MATCHER_P(GrpcStatusIs, code,
          "has the code " + std::to_string(static_cast<int>(code))) {
  *result_listener << "which is " << Show(arg);
  return arg.error_code() == code;
}

// Matches a grpc::Status by its code and the reason of its ErrorInfo, a string
// or a matcher of one.
MATCHER_P2(GrpcStatusIs, code, reason,
           "has the code " + std::to_string(static_cast<int>(code)) +
               " and a reason that " +
               ::testing::DescribeMatcher<std::string>(reason)) {
  *result_listener << "which is " << Show(arg);
  return arg.error_code() == code &&
         ::testing::ExplainMatchResult(reason, ReasonOf(arg), result_listener);
}

}  // namespace kam::testing
