#pragma once

#include <memory>
#include <string>
#include <utility>

#include "common/rpc/server.h"
#include "common/rpc/stored_service.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/temp_dir.h"

namespace kam::testing {

// A stored service on a store in a folder of its own, served within the
// process under a clock that stands still until it is set. The test fails when
// it cannot be opened. Users link kam_rpc themselves.
class ServiceHarness {
 public:
  ServiceHarness(std::string service, rpc::ServiceFactory factory)
      : service_(std::move(service)), factory_(std::move(factory)) {
    Start(true);
  }
  ~ServiceHarness() { Stop(); }

  // Ends the server and closes the store, and opens both again.
  void Restart() {
    Stop();
    Start(false);
  }

  std::shared_ptr<grpc::Channel> channel() {
    return server_->InProcessChannel();
  }
  FakeClock& clock() { return clock_; }
  storage::Store& store() { return open_->store(); }

 private:
  void Start(bool init) {
    storage::StoreOptions options;
    options.directory = folder_.Path(service_);
    options.service = service_;
    options.init = init;
    options.clock = &clock_;
    options.disk.min_free_bps = 0;
    options.disk.min_free_bytes = 0;
    options.disk.ballast_bytes = 0;
    auto open = rpc::OpenService::Open(std::move(options), factory_);
    ASSERT_TRUE(open.ok()) << open.status();
    open_ = *std::move(open);
    rpc::ServerOptions server_options;
    server_options.drain_delay = absl::ZeroDuration();
    auto server =
        rpc::Server::Start(server_options, open_->handlers().services(),
                           open_->handlers().names());
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }

  void Stop() {
    if (server_ != nullptr)
      server_->Drain([this] { open_->handlers().Drain(); });
    server_.reset();
    open_.reset();
  }

  std::string service_;
  rpc::ServiceFactory factory_;
  TempDir folder_;
  FakeClock clock_;
  std::unique_ptr<rpc::OpenService> open_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace kam::testing
