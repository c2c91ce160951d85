#include "common/rpc/server.h"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <future>
#include <limits>
#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/rpc/channel.h"
#include "gmock/gmock.h"
#include "grpcpp/generic/generic_stub.h"
#include "grpcpp/support/validate_service_config.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/raw_call.h"
#include "tests/common/rpc/test_server.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/matchers.h"

namespace kam::rpc::server_test {
namespace {

using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::IsOk;
using kam::testing::StatusIs;
using ::testing::HasSubstr;

constexpr char kService[] = "kam.rpc.testing.v1.TestingService";
constexpr int kServing = 1;
constexpr int kNotServing = 2;
constexpr int kUnknown = -1;

// What grpc.health.v1.Health says of a service. Its messages have one field
// each, of the same number and kind as those of ours that stand in for them.
int HealthOf(Server& server, const std::string& service) {
  testing::v1::GetProgramRequest request;
  request.set_name(service);
  std::string bytes;
  grpc::Status status =
      RawCall(server.InProcessChannel(), "/grpc.health.v1.Health/Check",
              request.SerializeAsString(), &bytes);
  if (status.error_code() == grpc::StatusCode::NOT_FOUND) return kUnknown;
  EXPECT_THAT(status, GrpcIsOk());
  testing::v1::PutNotesResponse answer;
  EXPECT_TRUE(answer.ParseFromString(bytes));
  return answer.count();
}

TEST(ServerHealth, IsToldPerService) {
  TestServer server;
  for (const char* name : {kService, "", "liveness"}) {
    EXPECT_EQ(HealthOf(server.server(), name), kServing) << name;
  }
  EXPECT_EQ(HealthOf(server.server(), "nobody"), kUnknown);
  server.server().SetServing(kService, false);
  EXPECT_EQ(HealthOf(server.server(), kService), kNotServing);
  EXPECT_EQ(HealthOf(server.server(), ""), kServing);
}

TEST(ServerHealth, IsNotServingWhileCallsAreStillTaken) {
  TestServer server;
  server.MakeAccounts({"a"});
  bool ran = false;
  server.server().Drain([&] {
    ran = true;
    EXPECT_EQ(HealthOf(server.server(), kService), kNotServing);
    EXPECT_EQ(HealthOf(server.server(), ""), kNotServing);
    EXPECT_EQ(HealthOf(server.server(), "liveness"), kServing);
    EXPECT_THAT(
        server.Call(&Stub::GetAccount, R"(name: "programs/p/accounts/a")"),
        IsOk());
    server.open().handlers().Drain();
  });
  EXPECT_TRUE(ran);
  // Once is enough.
  server.server().Drain([] { ADD_FAILURE(); });
}

TEST(ServerHealth, LetsCallsInProgressFinish) {
  TestServer server({.listen = true, .disk = {0, 0, 0, 0}, .on_health = {}});
  // Over the network: a drain cuts off calls of an in-process channel.
  std::unique_ptr<Stub> stub = server.NewLoopbackStub();
  std::thread caller([&] {
    grpc::ClientContext context;
    testing::v1::HoldResponse answer;
    EXPECT_THAT(stub->Hold(&context, testing::v1::HoldRequest(), &answer),
                GrpcIsOk());
  });
  server.controls().gate->WaitForArrivals(1);
  server.server().Drain([&] { server.controls().gate->Open(); });
  caller.join();
}

TEST(ServerReflection, TellsTheServices) {
  TestServer server;
  grpc::GenericStub stub(server.server().InProcessChannel());
  grpc::ClientContext context;
  grpc::CompletionQueue queue;
  void* tag = nullptr;
  bool ok = false;
  auto call = stub.PrepareCall(
      &context,
      "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", &queue);
  call->StartCall(&queue);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  // Field 7, list_services: "*".
  call->Write(ToBuffer("\x3a\x01*"), &queue);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  grpc::ByteBuffer answer;
  call->Read(&answer, &queue);
  ASSERT_TRUE(queue.Next(&tag, &ok) && ok);
  EXPECT_THAT(ToBytes(answer), HasSubstr(kService));
  context.TryCancel();
  grpc::Status status;
  call->Finish(&status, &queue);
  queue.Next(&tag, &ok);
}

TEST(ServerStart, RefusesAnAddressInUse) {
  TestServer server({.listen = true, .disk = {0, 0, 0, 0}, .on_health = {}});
  EXPECT_GT(server.server().port(), 0);
  ServerOptions options;
  options.listen = server.address();
  auto second = Server::Start(options, {}, {});
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kFailedPrecondition,
                               "ADDRESS_IN_USE"));
}

TEST(HealthReporter, TellsThatAFullDiskTakesNoWrites) {
  HealthReporter reporter;
  storage::DiskLimits disk{0, std::numeric_limits<int64_t>::max(), 0, 0};
  TestServer server({.listen = false,
                     .disk = disk,
                     .on_health = [&](storage::StoreHealth health) {
                       reporter.Report(health);
                     }});
  reporter.Attach(&server.server(), {kService});
  reporter.Report(server.store().health());
  EXPECT_EQ(HealthOf(server.server(), "writes"), kNotServing);
  EXPECT_EQ(HealthOf(server.server(), kService), kServing);
  EXPECT_THAT(server.Call(&Stub::CreateProgram, R"(program { title: "P" })"),
              StatusIs(absl::StatusCode::kResourceExhausted, "DISK_WATERMARK"));
  EXPECT_THAT(server.Call(&Stub::GetProgram, R"(name: "programs/p")"),
              StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));

  reporter.Report(storage::StoreHealth::kServing);
  EXPECT_EQ(HealthOf(server.server(), "writes"), kServing);
  reporter.Attach(nullptr, {});
}

TEST(HealthReporterDeathTest, EndsTheProcessOfAFailedStore) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        TestServer server;
        HealthReporter reporter;
        reporter.Attach(&server.server(), {kService});
        reporter.Report(storage::StoreHealth::kFailed);
        for (const char* name : {kService, "", "writes"}) {
          if (HealthOf(server.server(), name) != kNotServing) _exit(3);
        }
        std::promise<void>().get_future().wait();
      },
      ::testing::ExitedWithCode(EXIT_FAILURE), "");
}

TEST(Channel, HasAServiceConfigThatGrpcAccepts) {
  EXPECT_EQ(grpc::experimental::ValidateServiceConfigJSON(RetryServiceConfig()),
            "");
}

// Refuses the first calls.
class Reluctant final : public testing::v1::TestingService::Service {
 public:
  Reluctant(int refusals, grpc::StatusCode code)
      : refusals_(refusals), code_(code) {}
  grpc::Status Hold(grpc::ServerContext*, const testing::v1::HoldRequest*,
                    testing::v1::HoldResponse*) override {
    if (calls_.fetch_add(1) < refusals_) return grpc::Status(code_, "not yet");
    return grpc::Status::OK;
  }
  int calls() const { return calls_; }

 private:
  std::atomic<int> calls_{0};
  int refusals_;
  grpc::StatusCode code_;
};

grpc::Status CallReluctant(Reluctant& service) {
  ServerOptions options;
  options.listen = "127.0.0.1:0";
  options.drain_delay = absl::ZeroDuration();
  auto server = Server::Start(options, {&service}, {});
  EXPECT_THAT(server, IsOk());
  auto stub = testing::v1::TestingService::NewStub(
      MakeChannel(absl::StrCat("127.0.0.1:", (*server)->port())));
  grpc::ClientContext context;
  testing::v1::HoldResponse answer;
  return stub->Hold(&context, {}, &answer);
}

TEST(Channel, TriesAgainWhatWasUnavailableAndNothingElse) {
  Reluctant unavailable(2, grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(CallReluctant(unavailable), GrpcIsOk());
  EXPECT_EQ(unavailable.calls(), 3);
  Reluctant aborted(1, grpc::StatusCode::ABORTED);
  EXPECT_THAT(CallReluctant(aborted), GrpcStatusIs(grpc::StatusCode::ABORTED));
  EXPECT_EQ(aborted.calls(), 1);
}

}  // namespace
}  // namespace kam::rpc::server_test
