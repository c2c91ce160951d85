#include "common/status/errors.h"

#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"

namespace kam::errors_test {
namespace {

using ::kam::testing::EqualsProto;
using ::kam::testing::HasMessage;
using ::kam::testing::HasReason;
using ::kam::testing::IsOk;
using ::kam::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Optional;
using ::testing::SizeIs;

size_t PayloadBytes(const absl::Status& status) {
  size_t bytes = status.message().size();
  status.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    bytes += url.size() + payload.size();
  });
  return bytes;
}

TEST(MakeError, CarriesCodeMessageAndErrorInfo) {
  const absl::Status status =
      MakeError(absl::StatusCode::kFailedPrecondition, "WRONG_STATE",
                "the plan is closed", {{"state", "CLOSED"}, {"plan", "p"}});
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(status.message(), "the plan is closed");
  EXPECT_THAT(GetErrorInfo(status), Optional(EqualsProto(R"pb(
                reason: "WRONG_STATE"
                domain: "kam"
                metadata { key: "state" value: "CLOSED" }
                metadata { key: "plan" value: "p" }
              )pb")));
}

TEST(MakeError, IsCutToFitATrailer) {
  const std::string huge(5'000'000, 'x');
  Metadata metadata;
  for (int i = 0; i < 50; ++i)
    metadata.emplace_back(absl::StrCat(i, huge.substr(0, 1000)), huge);
  const absl::Status status =
      MakeError(absl::StatusCode::kInternal, "R", huge, metadata);
  EXPECT_EQ(Reason(status), "R");
  EXPECT_LE(PayloadBytes(status), 4096u);
}

TEST(MakeError, CutsTheMessageBetweenCharacters) {
  std::string message(511, 'x');
  message += "\xC3\xA9 and more";
  EXPECT_EQ(MakeError(absl::StatusCode::kInternal, "R", message).message(),
            std::string(511, 'x'));
}

TEST(MakeError, EscapesWhatIsNotUtf8) {
  const absl::Status status = MakeError(absl::StatusCode::kInternal, "R",
                                        "odd \xFF", {{"key", "\xC3("}});
  EXPECT_EQ(status.message(), R"(odd \xff)");
  EXPECT_EQ(GetErrorInfo(status)->metadata().at("key"), R"(\xc3()");
  Violations violations;
  violations.Add("a", "is \xFF");
  EXPECT_EQ(
      GetBadRequest(violations.ToStatus())->field_violations(0).description(),
      R"(is \xff)");
}

TEST(GetErrorInfo, IsEmptyWithoutOrWithUnreadablePayload) {
  EXPECT_EQ(GetErrorInfo(absl::OkStatus()), std::nullopt);
  absl::Status status = absl::InternalError("x");
  EXPECT_EQ(GetErrorInfo(status), std::nullopt);
  EXPECT_EQ(Reason(status), "");
  status.SetPayload(kErrorInfoUrl, absl::Cord("\xFF\xFF"));
  EXPECT_EQ(GetErrorInfo(status), std::nullopt);
}

TEST(Builders, GiveTheirCodeAndReason) {
  using Code = absl::StatusCode;
  EXPECT_THAT(InvalidArgument("A", "m"), StatusIs(Code::kInvalidArgument, "A"));
  EXPECT_THAT(NotFound("n"), StatusIs(Code::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(AlreadyExists("n"),
              StatusIs(Code::kAlreadyExists, "ALREADY_EXISTS"));
  EXPECT_THAT(FailedPrecondition("B", "m"),
              StatusIs(Code::kFailedPrecondition, "B"));
  EXPECT_THAT(EtagMismatch("n"), StatusIs(Code::kAborted, "ETAG_MISMATCH"));
  EXPECT_THAT(Aborted("C", "m"), StatusIs(Code::kAborted, "C"));
  EXPECT_THAT(OutOfRange("D", "m"), StatusIs(Code::kOutOfRange, "D"));
  EXPECT_THAT(ResourceExhausted("E", "m"),
              StatusIs(Code::kResourceExhausted, "E"));
  EXPECT_THAT(Unavailable("F", "m"), StatusIs(Code::kUnavailable, "F"));
  EXPECT_THAT(Unauthenticated("G", "m"), StatusIs(Code::kUnauthenticated, "G"));
  EXPECT_THAT(PermissionDenied("H", "m"),
              StatusIs(Code::kPermissionDenied, "H"));
  EXPECT_THAT(Internal("I", "m"), StatusIs(Code::kInternal, "I"));
}

TEST(Builders, NameTheResource) {
  for (const absl::Status& status :
       {NotFound("programs/p"), AlreadyExists("programs/p"),
        EtagMismatch("programs/p")}) {
    EXPECT_THAT(status, HasMessage(HasSubstr("programs/p")));
    EXPECT_EQ(GetErrorInfo(status)->metadata().at("resource"), "programs/p");
  }
}

TEST(WithReason, AddsOneOnlyWhereThereIsNone) {
  absl::Status plain = absl::InvalidArgumentError("the year is wrong");
  plain.SetPayload("other", absl::Cord("kept"));
  const absl::Status status = WithReason(plain, "INVALID_DATE");
  EXPECT_THAT(status,
              StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_DATE"));
  EXPECT_EQ(status.message(), "the year is wrong");
  EXPECT_EQ(status.GetPayload("other"), absl::Cord("kept"));
  EXPECT_THAT(WithReason(NotFound("x"), "OTHER"), HasReason("NOT_FOUND"));
  EXPECT_THAT(WithReason(absl::OkStatus(), "OTHER"), IsOk());
}

TEST(WithRetryDelay, SaysWhen) {
  const absl::Status status = WithRetryDelay(ResourceExhausted("FULL", "full"),
                                             absl::Milliseconds(1250));
  google::rpc::RetryInfo info;
  ASSERT_TRUE(info.ParseFromString(
      std::string(status.GetPayload(kRetryInfoUrl).value_or(absl::Cord()))));
  EXPECT_THAT(info, EqualsProto("retry_delay { seconds: 1 nanos: 250000000 }"));
  EXPECT_THAT(status, HasReason("FULL"));
  EXPECT_THAT(WithRetryDelay(absl::OkStatus(), absl::Seconds(1)), IsOk());
}

TEST(Violations, AreOkWhenEmpty) {
  const Violations violations;
  EXPECT_TRUE(violations.empty());
  EXPECT_THAT(violations.ToStatus(), IsOk());
}

TEST(Violations, OneGivesItsOwnReasonAndSentence) {
  Violations violations;
  violations.Add("account.owner", "must be given", "MISSING_FIELD");
  const absl::Status status = violations.ToStatus();
  EXPECT_THAT(status,
              StatusIs(absl::StatusCode::kInvalidArgument, "MISSING_FIELD"));
  EXPECT_EQ(status.message(), "account.owner must be given");
  EXPECT_THAT(
      GetBadRequest(status), Optional(EqualsProto(R"pb(
        field_violations { field: "account.owner" description: "must be given" }
      )pb")));
}

TEST(Violations, WithoutReasonAreInvalidFields) {
  Violations violations;
  violations.Add("a", "is odd");
  EXPECT_THAT(violations.ToStatus(), HasReason("INVALID_FIELDS"));
}

TEST(Violations, ShareAReasonOrAreInvalidFields) {
  Violations same;
  same.Add("a", "must be given", "MISSING_FIELD");
  same.Add("b", "must be given", "MISSING_FIELD");
  EXPECT_THAT(same.ToStatus(), HasReason("MISSING_FIELD"));

  Violations mixed = same;
  mixed.Add("c", "is odd", "ODD");
  EXPECT_THAT(mixed.ToStatus(), HasReason("INVALID_FIELDS"));
  // Going back to a reason seen before does not revive it.
  mixed.Add("d", "must be given", "MISSING_FIELD");
  mixed.Add("e", "must be given", "MISSING_FIELD");
  EXPECT_THAT(mixed.ToStatus(), HasReason("INVALID_FIELDS"));
}

TEST(Violations, AreAllTold) {
  Violations violations;
  for (int i = 0; i < 20; ++i) {
    violations.Add(absl::StrCat("account.edges[", i, "].from"), "must be given",
                   "MISSING_FIELD");
  }
  const auto details = GetBadRequest(violations.ToStatus());
  ASSERT_TRUE(details.has_value());
  ASSERT_THAT(details->field_violations(), SizeIs(20));
  EXPECT_EQ(details->field_violations(19).field(), "account.edges[19].from");
  EXPECT_THAT(violations.ToStatus(), HasMessage(HasSubstr("20 fields")));
}

TEST(Violations, BeyondATrailerAreCounted) {
  Violations violations;
  for (int i = 0; i < 10'000; ++i) {
    violations.Add(absl::StrCat("account.edges[", i, "].from"), "must be given",
                   "MISSING_FIELD");
  }
  const absl::Status status = violations.ToStatus();
  EXPECT_EQ(violations.size(), 10'000u);
  EXPECT_LE(PayloadBytes(status), 6 * 1024u);
  const auto details = GetBadRequest(status);
  ASSERT_TRUE(details.has_value());
  const int kept = details->field_violations_size() - 1;
  EXPECT_GT(kept, 50);
  EXPECT_EQ(details->field_violations(kept).description(),
            absl::StrCat("and ", 10'000 - kept, " more"));
  for (int i = 0; i < kept; ++i) {
    EXPECT_EQ(details->field_violations(i).field(),
              absl::StrCat("account.edges[", i, "].from"));
  }
}

TEST(Violations, AreKeptWithoutGaps) {
  Violations violations;
  for (int i = 0; i < 20; ++i) violations.Add("long", std::string(250, 'x'));
  violations.Add("short", "x");
  const auto details = GetBadRequest(violations.ToStatus());
  ASSERT_TRUE(details.has_value());
  const int kept = details->field_violations_size() - 1;
  EXPECT_LT(kept, 20);
  for (int i = 0; i < kept; ++i) {
    EXPECT_EQ(details->field_violations(i).field(), "long");
  }
}

TEST(Violations, OfHugeTextStillFit) {
  Violations violations;
  const std::string huge(1'000'000, 'x');
  for (int i = 0; i < 100; ++i) violations.Add(huge, huge, huge.substr(0, 20));
  EXPECT_LE(PayloadBytes(violations.ToStatus()), 6 * 1024u);
}

}  // namespace
}  // namespace kam::errors_test
