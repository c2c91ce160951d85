#include <chrono>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/rpc/channel.h"
#include "common/rpc/handler.h"
#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/raw_call.h"
#include "tests/common/rpc/test_server.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/matchers.h"

namespace kam::rpc::error_test {
namespace {

using kam::testing::GrpcStatusIs;
using kam::testing::IsOk;
using kam::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using testing::v1::CreateAccountRequest;

constexpr char kCreate[] = "/kam.rpc.testing.v1.TestingService/CreateAccount";
constexpr char kWatch[] =
    "/kam.rpc.testing.v1.TestingService/WatchTestingChanges";
constexpr int kUsualCallLimit = 256;

class Errors : public ::testing::Test {
 protected:
  Errors() : server_({.listen = true, .disk = {0, 0, 0, 0}, .on_health = {}}) {
    server_.MakeAccounts({"a"});
  }
  ~Errors() override { SetCallLimit(kUsualCallLimit); }

  int64_t Revision() { return server_.store().View().revision(); }

  TestServer server_;
};

TEST_F(Errors, TooLargeRequestsGetOneClearError) {
  CreateAccountRequest request;
  request.set_parent("programs/p");
  request.mutable_account()->set_title("T");
  request.mutable_account()->set_description(std::string(5'000'000, 'x'));
  const int64_t before = Revision();
  EXPECT_THAT(
      server_.Call(&Stub::CreateAccount, request),
      StatusIs(absl::StatusCode::kResourceExhausted, "REQUEST_TOO_LARGE"));

  grpc::ClientContext context;
  testing::v1::Account account;
  grpc::Status status =
      server_.NewLoopbackStub()->CreateAccount(&context, request, &account);
  EXPECT_THAT(status, GrpcStatusIs(grpc::StatusCode::RESOURCE_EXHAUSTED,
                                   "REQUEST_TOO_LARGE"));
  ExpectProperError(status);
  EXPECT_EQ(Revision(), before);
}

TEST_F(Errors, TooLongFieldsAreNamed) {
  CreateAccountRequest request;
  request.set_parent("programs/p");
  request.mutable_account()->set_title("T");
  request.mutable_account()->set_description(std::string(70'000, 'x'));
  auto made = server_.Call(&Stub::CreateAccount, request);
  EXPECT_THAT(made,
              StatusIs(absl::StatusCode::kInvalidArgument, "FIELD_TOO_LONG"));
  EXPECT_THAT(std::string(made.status().message()),
              HasSubstr("account.description"));
}

TEST_F(Errors, BytesThatAreNoMessageOfTheTypeAreMalformed) {
  CreateAccountRequest sound;
  sound.set_parent("programs/p");
  sound.mutable_account()->set_title("T");
  CreateAccountRequest marked = sound;
  marked.mutable_account()->set_title("MARK");
  std::string not_utf8 = marked.SerializeAsString();
  not_utf8.replace(not_utf8.find("MARK"), 4, "\xff\xfe\xfd\xfc");

  auto channel = MakeChannel(server_.address());
  EXPECT_TRUE(
      RawCall(channel, kCreate, sound.SerializeAsString(), nullptr).ok());
  for (const char* method : {kCreate, kWatch}) {
    for (const std::string& bytes :
         {std::string("garbage"), std::string(100, '\xff'),
          std::string("\x0a\x7f", 2)}) {
      grpc::Status status = RawCall(channel, method, bytes, nullptr);
      EXPECT_THAT(status, GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT,
                                       "MALFORMED_REQUEST"));
      ExpectProperError(status);
    }
  }
  grpc::Status status = RawCall(channel, kCreate, not_utf8, nullptr);
  EXPECT_THAT(status, GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT,
                                   "MALFORMED_REQUEST"));
  ExpectProperError(status);
}

TEST_F(Errors, AnEmptyMessageWithinTheProcessIsAnswered) {
  const grpc::Status status =
      RawCall(server_.server().InProcessChannel(), kCreate, "", nullptr);
  EXPECT_THAT(status, GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT,
                                   "MISSING_FIELD"));
  server_.Stop();
}

TEST_F(Errors, AListOfManyViolationsStillArrives) {
  CreateAccountRequest request;
  for (int i = 0; i < 9'000; ++i) {
    request.mutable_account()->add_past_colours(
        static_cast<testing::v1::Colour>(77));
  }
  // What is quoted in the message may be longer in the trailer than here.
  request.set_parent("");
  grpc::ClientContext context;
  testing::v1::Account account;
  grpc::Status status =
      server_.NewLoopbackStub()->CreateAccount(&context, request, &account);
  EXPECT_THAT(status, GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT,
                                   "INVALID_FIELDS"));
  ExpectProperError(status);
  auto bad = kam::testing::DetailOf<google::rpc::BadRequest>(status);
  ASSERT_GT(bad.field_violations_size(), 3);
  EXPECT_EQ(bad.field_violations(0).field(), "parent");
  EXPECT_EQ(bad.field_violations(bad.field_violations_size() - 1).field(), "*");
}

TEST_F(Errors, TextOfOtherScriptsInAMessageStillArrives) {
  testing::v1::FailRequest request;
  request.set_code(static_cast<int>(absl::StatusCode::kFailedPrecondition));
  request.set_reason("LONG");
  for (int i = 0; i < 2'000; ++i) request.mutable_message()->append("\u0436");
  grpc::ClientContext context;
  testing::v1::FailResponse response;
  grpc::Status status =
      server_.NewLoopbackStub()->Fail(&context, request, &response);
  EXPECT_THAT(status,
              GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "LONG"));
  EXPECT_THAT(status.error_message(), HasSubstr("\u0436\u0436\u0436"));
}

TEST_F(Errors, EveryCodeArrivesWithItsReason) {
  for (int code = 1; code <= 16; ++code) {
    testing::v1::FailRequest request;
    request.set_code(code);
    request.set_message("What happened and what to do.");
    request.set_reason("TESTED");
    auto failed = server_.Call(&Stub::Fail, request);
    EXPECT_THAT(failed,
                StatusIs(static_cast<absl::StatusCode>(code), "TESTED"));
    EXPECT_EQ(failed.status().message(), "What happened and what to do.");
  }
}

TEST_F(Errors, WithoutAReasonAreInternalAndTellNothing) {
  testing::v1::FailRequest request;
  request.set_code(static_cast<int>(absl::StatusCode::kUnavailable));
  request.set_message("IO error: rocksdb: /tmp/store/000004.sst");
  auto failed = server_.Call(&Stub::Fail, request);
  EXPECT_THAT(failed, StatusIs(absl::StatusCode::kInternal, "INTERNAL"));
  EXPECT_THAT(std::string(failed.status().message()), Not(HasSubstr("store/")));
}

TEST_F(Errors, ACallWhoseDeadlineHasPassedDoesNothing) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() -
                       std::chrono::seconds(1));
  CreateAccountRequest request;
  request.set_parent("programs/p");
  request.mutable_account()->set_title("T");
  testing::v1::Account account;
  const int64_t before = Revision();
  EXPECT_THAT(server_.stub().CreateAccount(&context, request, &account),
              GrpcStatusIs(grpc::StatusCode::DEADLINE_EXCEEDED));
  EXPECT_EQ(Revision(), before);
}

TEST_F(Errors, CallsBeyondTheLimitAreRefusedAtOnce) {
  SetCallLimit(1);
  std::thread held([&] { EXPECT_THAT(server_.Call(&Stub::Hold, ""), IsOk()); });
  server_.controls().gate->WaitForArrivals(1);
  auto refused =
      server_.Call(&Stub::GetAccount, R"(name: "programs/p/accounts/a")");
  EXPECT_THAT(refused,
              StatusIs(absl::StatusCode::kResourceExhausted, "TOO_MANY_CALLS"));
  EXPECT_TRUE(refused.status().GetPayload(kRetryInfoUrl).has_value());
  server_.controls().gate->Open();
  held.join();
  SetCallLimit(2);
  EXPECT_THAT(
      server_.Call(&Stub::GetAccount, R"(name: "programs/p/accounts/a")"),
      IsOk());
}

TEST_F(Errors, CompressedRequestsAreRefused) {
  grpc::ClientContext context;
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  CreateAccountRequest request;
  request.set_parent("programs/p");
  request.mutable_account()->set_title("T");
  request.mutable_account()->set_description(std::string(60'000, 'x'));
  testing::v1::Account account;
  EXPECT_THAT(
      server_.NewLoopbackStub()->CreateAccount(&context, request, &account),
      GrpcStatusIs(grpc::StatusCode::UNIMPLEMENTED));
}

TEST(StatusRoundTrip, KeepsCodeMessageAndDetails) {
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok());
  EXPECT_THAT(FromGrpcStatus(grpc::Status::OK), IsOk());
  Violations violations;
  violations.Add("a", "is wrong", "A");
  violations.Add("b", "is wrong", "B");
  for (const absl::Status& status :
       {violations.ToStatus(), NotFound("programs/p"),
        WithRetryDelay(ResourceExhausted("R", "Try later."),
                       absl::Milliseconds(1500))}) {
    EXPECT_EQ(FromGrpcStatus(ToGrpcStatus(status)), status);
  }
}

TEST(StatusRoundTrip, OthersKeepTheirCodeOnly) {
  absl::Status status = FromGrpcStatus(
      grpc::Status(grpc::StatusCode::UNAVAILABLE, "no connection", "\xff"));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnavailable, ""));
  EXPECT_EQ(status.message(), "no connection");
}

TEST(MethodNames, AreThoseOfTheRequestsTypes) {
  EXPECT_EQ(MethodOf(CreateAccountRequest()),
            "kam.rpc.testing.v1.CreateAccount");
  EXPECT_EQ(MethodOf(testing::v1::HoldResponse()),
            "kam.rpc.testing.v1.HoldResponse");
}

}  // namespace
}  // namespace kam::rpc::error_test
