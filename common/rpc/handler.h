#pragma once

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "common/rpc/caller.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"

namespace kam::rpc {

// A unary request may not be larger than this; a message of a bulk stream may
// be four times as large.
inline constexpr size_t kMaxRequestBytes = size_t{1} << 20;

using HandlerBody = absl::FunctionRef<absl::Status(const Caller&)>;

// The one wrapper around every unary handler: finds the caller, sheds load,
// checks deadline, size and the fields of the request (field_behavior.h), runs
// `body`, turns its status into gRPC's and logs one line. A request of which
// one field is an update mask need not have its REQUIRED fields.
grpc::Status Handle(grpc::ServerContext* context,
                    const google::protobuf::Message& request, HandlerBody body);

// The same around a stream: `what` is the first request or, where there is
// none yet, the request type's prototype; neither size nor fields are checked,
// and the call may last.
grpc::Status HandleStream(grpc::ServerContext* context,
                          const google::protobuf::Message& what,
                          HandlerBody body);

// Calls in progress over the whole process at most; beyond it, unary calls are
// refused at once with RESOURCE_EXHAUSTED, TOO_MANY_CALLS.
void SetCallLimit(int calls);

// The rpc of a request by its type: "kam.account.v1.GetAccountRequest" gives
// "kam.account.v1.GetAccount".
std::string MethodOf(const google::protobuf::Message& request);

}  // namespace kam::rpc
