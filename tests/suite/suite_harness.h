#pragma once

#include <memory>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "services/suite/suite.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/parse_proto.h"
#include "tests/testing/temp_dir.h"

namespace kam::suite {

// The five services in this process, on stores of their own, under a clock that
// stands still until it is set.
class SuiteTest : public ::testing::Test {
 protected:
  SuiteTest() { Open(true); }

  // Ends the services, and starts them again on what they have stored.
  void Restart() {
    suite_.reset();
    Open(false);
  }

  // Calls `method` of a service with the request that `text` spells.
  template <typename Service, typename Request, typename Answer>
  Answer Call(grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                                    const Request&, Answer*),
              const std::string& text) {
    const auto stub = Service::NewStub(suite_->InProcessChannel());
    grpc::ClientContext context;
    Answer answer;
    const grpc::Status status = (stub.get()->*method)(
        &context, kam::testing::ParseProto<Request>(text), &answer);
    EXPECT_THAT(status, kam::testing::GrpcIsOk()) << text;
    return answer;
  }

  kam::testing::FakeClock& clock() { return clock_; }
  Suite& suite() { return *suite_; }

 private:
  void Open(bool init) {
    SuiteOptions options;
    options.clock = &clock_;
    options.server.drain_delay = absl::ZeroDuration();
    options.store = [this, init](const std::string& service) {
      storage::StoreOptions store;
      store.directory = folder_.Path(service);
      store.service = service;
      store.init = init;
      store.disk.min_free_bps = 0;
      store.disk.min_free_bytes = 0;
      store.disk.ballast_bytes = 0;
      return store;
    };
    auto suite = Suite::Open(std::move(options));
    ASSERT_TRUE(suite.ok()) << suite.status();
    suite_ = *std::move(suite);
  }

  kam::testing::TempDir folder_;
  kam::testing::FakeClock clock_;
  std::unique_ptr<Suite> suite_;
};

}  // namespace kam::suite
