#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/rpc/grpc_status.h"
#include "common/rpc/server.h"
#include "common/rpc/stored_service.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/testing_server.h"
#include "tests/testing/parse_proto.h"
#include "tests/testing/temp_dir.h"

namespace kam::rpc {

using Stub = testing::v1::TestingService::Stub;

// Fails the test unless the error is one that clients may see: exactly one
// ErrorInfo in our domain, and no text of the engine or the file system.
void ExpectProperError(const grpc::Status& status);

// How a test server differs from the usual.
struct TestServerSettings {
  // Serve on a free port of the loopback, beside the in-process channel.
  bool listen = false;
  storage::DiskLimits disk{0, 0, 0, 0};
  std::function<void(storage::StoreHealth)> on_health;
};

// The test service on a store in a folder of its own, served.
class TestServer {
 public:
  // Starts it; the test fails when that does not work.
  explicit TestServer(TestServerSettings settings = {});
  ~TestServer() { Stop(); }

  // Ends the streams, drains the server and closes the store.
  void Stop();
  // Starts again on the same store, after Stop.
  void Start();

  // Calls one method of the stub, in process. Checks errors on the way.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const Request& request) {
    grpc::ClientContext context;
    Response response;
    grpc::Status status = (*stub_.*method)(&context, request, &response);
    if (status.ok()) return response;
    ExpectProperError(status);
    return FromGrpcStatus(status);
  }
  // The same with the request in protobuf's text format.
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(
      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                   Response*),
      const std::string& request) {
    return Call(method, kam::testing::ParseProto<Request>(request));
  }

  // Makes programs/p, and in it the accounts of these ids, red.
  void MakeAccounts(const std::vector<std::string>& ids);

  Stub& stub() { return *stub_; }
  // A stub of a channel of its own to the loopback port.
  std::unique_ptr<Stub> NewLoopbackStub();
  std::string address() const;

  Server& server() { return *server_; }
  OpenService& open() { return *open_; }
  storage::Store& store() { return open_->store(); }
  ServiceState& state() { return open_->state(); }
  TestingControls& controls() { return controls_; }

 private:
  TestServerSettings settings_;
  kam::testing::TempDir folder_;
  TestingControls controls_;
  std::unique_ptr<OpenService> open_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<Stub> stub_;
};

}  // namespace kam::rpc
