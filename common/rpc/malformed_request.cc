#include "common/rpc/malformed_request.h"

#include "common/rpc/grpc_status.h"
#include "common/status/errors.h"

namespace kam::rpc {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::InterceptorBatchMethods;

class Interceptor : public grpc::experimental::Interceptor {
 public:
  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(
            InterceptionHookPoints::PRE_SEND_STATUS)) {
      grpc::Status status = methods->GetSendStatus();
      // Every status of a handler's carries details.
      if (status.error_code() == grpc::StatusCode::INTERNAL &&
          status.error_details().empty()) {
        methods->ModifySendStatus(ToGrpcStatus(MalformedRequest()));
      }
    }
    methods->Proceed();
  }
};

class Factory : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  grpc::experimental::Interceptor* CreateServerInterceptor(
      grpc::experimental::ServerRpcInfo* /*info*/) override {
    return new Interceptor();
  }
};

}  // namespace

absl::Status MalformedRequest() {
  return InvalidArgument("MALFORMED_REQUEST",
                         "The request is not a message of this rpc's type; "
                         "text must be UTF-8.");
}

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>
MalformedRequestInterceptor() {
  return std::make_unique<Factory>();
}

}  // namespace kam::rpc
