#pragma once

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

// The only boundary between absl::Status, which is used inside, and
// grpc::Status, which travels.
namespace kam::rpc {

// Code, message and payloads; the payloads travel as google.rpc.Status details.
// An error without a reason is a bug of ours: it is logged, and becomes
// INTERNAL without its text.
grpc::Status ToGrpcStatus(const absl::Status& status);

// The reverse. A status that did not come from our services keeps its code and
// has no payloads.
absl::Status FromGrpcStatus(const grpc::Status& status);

// The same of the end of a call to one of our services. What gRPC itself says,
// such as that a deadline has passed, has no reason: its code is the best there
// is.
absl::Status OutcomeOf(const grpc::Status& ended);

}  // namespace kam::rpc
