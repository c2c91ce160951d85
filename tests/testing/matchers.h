#pragma once

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "tests/testing/proto_matchers.h"

// Matchers for absl::Status and absl::StatusOr, and, included from
// proto_matchers.h, for messages. Those for grpc::Status are in
// grpc_matchers.h.
namespace kam::testing {

inline constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
inline constexpr auto kFailed = absl::StatusCode::kFailedPrecondition;

inline const absl::Status& StatusOf(const absl::Status& status) {
  return status;
}

template <typename T>
const absl::Status& StatusOf(const absl::StatusOr<T>& status_or) {
  return status_or.status();
}

// The fields that the status finds fault with, in its order.
inline std::vector<std::string> PathsOf(const absl::Status& status) {
  std::vector<std::string> paths;
  const auto details = GetBadRequest(status);
  if (!details.has_value()) return paths;
  for (const auto& violation : details->field_violations()) {
    paths.push_back(violation.field());
  }
  return paths;
}

// Matches OK.
MATCHER(IsOk, negation ? "is not OK" : "is OK") {
  *result_listener << "which is " << StatusOf(arg).ToString();
  return StatusOf(arg).ok();
}

// Matches an absl::StatusOr that holds a value which `inner` matches.
MATCHER_P(
    IsOkAndHolds, inner,
    "holds a value that " +
        ::testing::DescribeMatcher<typename std::decay_t<arg_type>::value_type>(
            inner, negation)) {
  if (!arg.ok()) {
    *result_listener << "which is " << arg.status().ToString();
    return false;
  }
  return ::testing::ExplainMatchResult(inner, *arg, result_listener);
}

// Matches a status whose ErrorInfo gives a reason that `reason`, a string or a
// matcher of one, matches; "" when it has none.
MATCHER_P(HasReason, reason,
          "has a reason that " +
              ::testing::DescribeMatcher<std::string>(reason, negation)) {
  *result_listener << "which is " << StatusOf(arg).ToString();
  return ::testing::ExplainMatchResult(reason, Reason(StatusOf(arg)),
                                       result_listener);
}

// Matches a status by its code.
MATCHER_P(StatusIs, code, "has the code " + absl::StatusCodeToString(code)) {
  *result_listener << "which is " << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code;
}

// Matches a status by its code and the reason of its ErrorInfo, a string or a
// matcher of one.
MATCHER_P2(StatusIs, code, reason,
           "has the code " + absl::StatusCodeToString(code) +
               " and a reason that " +
               ::testing::DescribeMatcher<std::string>(reason)) {
  *result_listener << "which is " << StatusOf(arg).ToString();
  return StatusOf(arg).code() == code &&
         ::testing::ExplainMatchResult(reason, Reason(StatusOf(arg)),
                                       result_listener);
}

// Matches a status whose message `message`, a string or a matcher of one,
// matches.
MATCHER_P(HasMessage, message,
          "has a message that " +
              ::testing::DescribeMatcher<std::string>(message, negation)) {
  return ::testing::ExplainMatchResult(
      message, std::string(StatusOf(arg).message()), result_listener);
}

}  // namespace kam::testing
