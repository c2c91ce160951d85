#pragma once

#include <memory>

#include "absl/status/status.h"
#include "grpcpp/support/server_interceptor.h"

namespace kam::rpc {

// INVALID_ARGUMENT, MALFORMED_REQUEST: what came is not of the rpc's type.
absl::Status MalformedRequest();

// Gives a clear error to requests that gRPC could not read as their type, text
// that is not UTF-8 above all: without it they get INTERNAL and no reason,
// since no handler ever sees them.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
MalformedRequestInterceptor();

}  // namespace kam::rpc
