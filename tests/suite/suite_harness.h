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

// The whole suite on stores in a folder of its own, under a clock that stands
// still until it is set. The test fails when it cannot be opened.
class SuiteHarness {
 public:
  SuiteHarness() { Open(true); }

  // Makes stores that are not there, when `init`.
  void Open(bool init) {
    SuiteOptions options;
    options.clock = &clock_;
    options.server.drain_delay = absl::ZeroDuration();
    // The machine may be busy, and what is built for sanitizers is slow.
    options.section_limit = absl::Seconds(30);
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

  void Close() { suite_.reset(); }

  void Restart() {
    Close();
    Open(false);
  }

  // Calls `method` of a service with a request.
  template <typename Service, typename Request, typename Answer>
  grpc::Status TryCall(grpc::Status (Service::Stub::*method)(
                           grpc::ClientContext*, const Request&, Answer*),
                       const Request& request, Answer* answer) {
    const auto stub = Service::NewStub(suite_->InProcessChannel());
    grpc::ClientContext context;
    return (stub.get()->*method)(&context, request, answer);
  }

  // The same with the request that `text` spells, which must succeed.
  template <typename Service, typename Request, typename Answer>
  Answer Call(grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                                    const Request&, Answer*),
              const std::string& text) {
    Answer answer;
    EXPECT_THAT(TryCall<Service>(
                    method, kam::testing::ParseProto<Request>(text), &answer),
                kam::testing::GrpcIsOk())
        << text;
    return answer;
  }

  Suite& suite() { return *suite_; }
  kam::testing::FakeClock& clock() { return clock_; }
  std::string Folder(const std::string& service) {
    return folder_.Path(service);
  }

 private:
  kam::testing::TempDir folder_;
  kam::testing::FakeClock clock_;
  std::unique_ptr<Suite> suite_;
};

// A test of the suite.
class SuiteTest : public ::testing::Test {
 protected:
  // Ends the services, and starts them again on what they have stored.
  void Restart() { harness_.Restart(); }

  // Calls `method` of a service with the request that `text` spells.
  template <typename Service, typename Request, typename Answer>
  Answer Call(grpc::Status (Service::Stub::*method)(grpc::ClientContext*,
                                                    const Request&, Answer*),
              const std::string& text) {
    return harness_.Call<Service>(method, text);
  }

  kam::testing::FakeClock& clock() { return harness_.clock(); }
  Suite& suite() { return harness_.suite(); }
  SuiteHarness& harness() { return harness_; }

 private:
  SuiteHarness harness_;
};

}  // namespace kam::suite
