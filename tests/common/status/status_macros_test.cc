#include "common/status/status_macros.h"

#include <memory>
#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "tests/testing/matchers.h"

namespace kam::status_macros_test {
namespace {

using ::kam::testing::IsOk;
using ::kam::testing::IsOkAndHolds;
using ::kam::testing::StatusIs;
using ::testing::Not;

absl::StatusOr<std::pair<int, int>> PairOf(int a, int b) {
  return std::pair<int, int>(a, b);
}

absl::StatusOr<std::unique_ptr<int>> Boxed(absl::Status status, int value) {
  RETURN_IF_ERROR(status);
  return std::make_unique<int>(value);
}

absl::StatusOr<int> SumOf(absl::Status first, absl::Status second) {
  ASSIGN_OR_RETURN(std::unique_ptr<int> a, Boxed(first, 1));
  int b = 0;
  ASSIGN_OR_RETURN(b, [&]() -> absl::StatusOr<int> {
    ASSIGN_OR_RETURN(const auto inner, Boxed(second, 2));
    return *inner;
  }());
  ASSIGN_OR_RETURN(const auto pair, PairOf(*a, b));
  return pair.first + pair.second;
}

TEST(StatusMacros, AssignsMovedValuesWhenOk) {
  EXPECT_THAT(SumOf(absl::OkStatus(), absl::OkStatus()), IsOkAndHolds(3));
}

TEST(StatusMacros, ReturnTheFirstErrorAsItIs) {
  EXPECT_EQ(SumOf(NotFound("a"), NotFound("b")).status(), NotFound("a"));
  EXPECT_EQ(SumOf(absl::OkStatus(), NotFound("b")).status(), NotFound("b"));
}

TEST(StatusMacros, EvaluateTheirExpressionOnce) {
  int calls = 0;
  const auto body = [&]() -> absl::Status {
    RETURN_IF_ERROR([&] {
      ++calls;
      return absl::OkStatus();
    }());
    return EtagMismatch("x");
  };
  EXPECT_THAT(body(), StatusIs(absl::StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_EQ(calls, 1);
}

TEST(StatusMacros, ServeAsTheOnlyStatementOfABranch) {
  const auto body = [](bool fail) -> absl::Status {
    if (fail)
      RETURN_IF_ERROR(NotFound("x"));
    else
      return absl::OkStatus();
    return absl::OkStatus();
  };
  EXPECT_THAT(body(true), Not(IsOk()));
  EXPECT_THAT(body(false), IsOk());
}

}  // namespace
}  // namespace kam::status_macros_test
