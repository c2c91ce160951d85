#pragma once

#include <memory>

#include "grpcpp/channel.h"
#include "kam/bench/v1/echo.grpc.pb.h"

namespace kam::bench {

// The least a synchronous gRPC server can do: EchoService without wrapper,
// checks, log or store. Thread-safe once connected.
class EchoServer final : public v1::EchoService::Service {
 public:
  // Where FanOut asks; before the first call of it.
  void Connect(const std::shared_ptr<grpc::Channel>& channel) {
    stub_ = v1::EchoService::NewStub(channel);
  }

  grpc::Status Echo(grpc::ServerContext* context,
                    const v1::EchoRequest* request,
                    v1::EchoResponse* response) override;
  grpc::Status FanOut(grpc::ServerContext* context,
                      const v1::FanOutRequest* request,
                      v1::FanOutResponse* response) override;

 private:
  std::unique_ptr<v1::EchoService::Stub> stub_;
};

}  // namespace kam::bench
