#include "tests/testing/matchers.h"

#include <string>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "google/type/date.pb.h"
#include "google/type/money.pb.h"
#include "gtest/gtest.h"
#include "tests/testing/grpc_matchers.h"

namespace kam::testing::matchers_test {
namespace {

using ::testing::Gt;
using ::testing::Not;
using ::testing::StartsWith;
using ::testing::StringMatchResultListener;

google::type::Date ADate() {
  google::type::Date date;
  date.set_year(2013);
  date.set_month(11);
  return date;
}

TEST(EqualsProto, TellsMessagesApart) {
  google::type::Date other = ADate();
  EXPECT_THAT(ADate(), EqualsProto(other));
  EXPECT_THAT(ADate(), EqualsProto("year: 2013 month: 11"));
  other.set_day(1);
  EXPECT_THAT(ADate(), Not(EqualsProto(other)));
  EXPECT_THAT(ADate(), Not(EqualsProto("year: 2013")));
  EXPECT_THAT(ADate(), Not(EqualsProto("nonsense: 1")));
  EXPECT_THAT(ADate(), Not(EqualsProto(google::type::Money())));
}

TEST(EqualsProto, ExplainsTheDifference) {
  StringMatchResultListener listener;
  EXPECT_FALSE(::testing::ExplainMatchResult(
      EqualsProto("year: 2013 month: 12"), ADate(), &listener));
  EXPECT_THAT(listener.str(),
              ::testing::HasSubstr("modified: month: 12 -> 11"));
}

TEST(StatusMatchers, ReadStatusesAndWhatHoldsThem) {
  const absl::Status error = NotFound("x");
  const absl::StatusOr<int> none = error;
  const absl::StatusOr<int> seven = 7;
  EXPECT_THAT(absl::OkStatus(), IsOk());
  EXPECT_THAT(seven, IsOk());
  EXPECT_THAT(error, Not(IsOk()));
  EXPECT_THAT(none, Not(IsOk()));
  EXPECT_THAT(seven, IsOkAndHolds(7));
  EXPECT_THAT(seven, IsOkAndHolds(Gt(6)));
  EXPECT_THAT(seven, Not(IsOkAndHolds(8)));
  EXPECT_THAT(none, Not(IsOkAndHolds(7)));
  for (const absl::Status& status : {error, none.status()}) {
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kNotFound));
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kNotFound, StartsWith("N")));
    EXPECT_THAT(status, Not(StatusIs(absl::StatusCode::kInternal)));
    EXPECT_THAT(status, Not(StatusIs(absl::StatusCode::kNotFound, "OTHER")));
    EXPECT_THAT(status, HasReason("NOT_FOUND"));
    EXPECT_THAT(status, Not(HasReason("")));
    EXPECT_THAT(status, HasMessage(StartsWith("x")));
  }
}

TEST(GrpcMatchers, ReadTheDetails) {
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(3);
  google::rpc::ErrorInfo info;
  info.set_reason("ETAG_MISMATCH");
  google::rpc::Status details;
  details.add_details()->PackFrom(retry);
  details.add_details()->PackFrom(info);
  const grpc::Status status(grpc::StatusCode::ABORTED, "message",
                            details.SerializeAsString());
  EXPECT_THAT(status, GrpcStatusIs(grpc::StatusCode::ABORTED));
  EXPECT_THAT(status, GrpcStatusIs(grpc::StatusCode::ABORTED, "ETAG_MISMATCH"));
  EXPECT_THAT(status,
              GrpcStatusIs(grpc::StatusCode::ABORTED, StartsWith("ETAG")));
  EXPECT_THAT(status, Not(GrpcStatusIs(grpc::StatusCode::ABORTED, "OTHER")));
  EXPECT_THAT(status, Not(GrpcStatusIs(grpc::StatusCode::INTERNAL)));
  EXPECT_THAT(status, Not(GrpcIsOk()));
  EXPECT_THAT(DetailOf<google::rpc::RetryInfo>(status),
              EqualsProto("retry_delay { seconds: 3 }"));
}

TEST(GrpcMatchers, TakeStatusesWithoutDetails) {
  EXPECT_THAT(grpc::Status::OK, GrpcIsOk());
  const grpc::Status bare(grpc::StatusCode::INTERNAL, "message",
                          "\xFF garbage");
  EXPECT_THAT(bare, GrpcStatusIs(grpc::StatusCode::INTERNAL, ""));
}

}  // namespace
}  // namespace kam::testing::matchers_test
