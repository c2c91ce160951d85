#pragma once

#include <memory>

#include "grpcpp/support/server_interceptor.h"

namespace kam::rpc {

// Gives a clear error to requests that gRPC could not read as their type, text
// that is not UTF-8 above all: without it they get INTERNAL and no reason,
// since no handler ever sees them.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
MalformedRequestInterceptor();

}  // namespace kam::rpc
