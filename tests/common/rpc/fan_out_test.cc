#include "common/rpc/fan_out.h"

#include <future>
#include <string>
#include <thread>

#include "common/rpc/handler.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/test_server.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/matchers.h"

namespace kam::rpc::fan_out_test {
namespace {

using kam::testing::GrpcStatusIs;
using kam::testing::IsOk;
using kam::testing::StatusIs;
using testing::v1::Account;
using testing::v1::GetAccountRequest;
using testing::v1::HoldRequest;
using testing::v1::HoldResponse;

// Holds up no test for long, should something hang.
constexpr absl::Duration kLong = absl::Seconds(30);

class FanOutTest : public ::testing::Test {
 protected:
  FanOutTest() {
    server_.MakeAccounts({"a", "b"});
    a_.set_name("programs/p/accounts/a");
    b_.set_name("programs/p/accounts/b");
    none_.set_name("programs/p/accounts/none");
  }

  TestServer server_;
  GetAccountRequest a_;
  GetAccountRequest b_;
  GetAccountRequest none_;
};

TEST_F(FanOutTest, BringsEachAnswerOrError) {
  absl::StatusOr<Account> a;
  absl::StatusOr<Account> none;
  absl::StatusOr<Account> b;
  FanOut calls(nullptr, kLong);
  calls.Ask(server_.stub(), a_, &Stub::AsyncGetAccount, &a);
  calls.Ask(server_.stub(), none_, &Stub::AsyncGetAccount, &none);
  calls.Ask(server_.stub(), b_, &Stub::AsyncGetAccount, &b);
  calls.Wait();
  ASSERT_THAT(a, IsOk());
  EXPECT_EQ(a->name(), a_.name());
  EXPECT_THAT(none, StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
  ASSERT_THAT(b, IsOk());
  EXPECT_EQ(b->name(), b_.name());
}

TEST_F(FanOutTest, WaitsInItsDestructorToo) {
  absl::StatusOr<Account> a;
  {
    FanOut calls(nullptr, kLong);
    calls.Ask(server_.stub(), a_, &Stub::AsyncGetAccount, &a);
  }
  EXPECT_THAT(a, IsOk());
}

TEST_F(FanOutTest, EndsACallThatHangsAtTheLimit) {
  absl::StatusOr<Account> a;
  absl::StatusOr<HoldResponse> hangs;
  {
    FanOut quick(nullptr, kLong);
    FanOut slow(nullptr, absl::Milliseconds(100));
    slow.Ask(server_.stub(), HoldRequest(), &Stub::AsyncHold, &hangs);
    quick.Ask(server_.stub(), a_, &Stub::AsyncGetAccount, &a);
    slow.Wait();
    quick.Wait();
  }
  EXPECT_THAT(a, IsOk());
  EXPECT_THAT(hangs, StatusIs(absl::StatusCode::kDeadlineExceeded,
                              "DEADLINE_EXCEEDED"));
  server_.controls().gate->Open();
}

// Passes Hold on to another server.
class Relay final : public testing::v1::TestingService::Service {
 public:
  explicit Relay(Stub* next) : next_(next) {}

  grpc::Status Hold(grpc::ServerContext* context, const HoldRequest* request,
                    HoldResponse*) override {
    return Handle(context, *request, [&](const Caller&) {
      const absl::Status outcome =
          Ask(context, kLong, *next_, HoldRequest(), &Stub::AsyncHold).status();
      outcome_.set_value(outcome);
      return outcome;
    });
  }

  // How the call to the other server ended.
  absl::Status Outcome() { return outcome_.get_future().get(); }

 private:
  Stub* next_;
  std::promise<absl::Status> outcome_;
};

TEST_F(FanOutTest, EndsWithTheRequestItWorksFor) {
  Relay relay(&server_.stub());
  ServerOptions options;
  options.drain_delay = absl::ZeroDuration();
  auto front = Server::Start(options, {&relay}, {});
  ASSERT_THAT(front, IsOk());
  auto stub =
      testing::v1::TestingService::NewStub((*front)->InProcessChannel());
  grpc::ClientContext context;
  std::thread caller([&] {
    HoldResponse answer;
    EXPECT_THAT(stub->Hold(&context, HoldRequest(), &answer),
                GrpcStatusIs(grpc::StatusCode::CANCELLED));
  });
  server_.controls().gate->WaitForArrivals(1);
  context.TryCancel();
  EXPECT_THAT(relay.Outcome(), StatusIs(absl::StatusCode::kCancelled));
  caller.join();
  server_.controls().gate->Open();
}

}  // namespace
}  // namespace kam::rpc::fan_out_test
