// Steps of one record, and lists computed from it.
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/test_server.h"
#include "tests/testing/matchers.h"

namespace kam::rpc::step_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::IsOk;
using kam::testing::StatusIs;
using ::testing::SizeIs;
using testing::v1::Account;

constexpr char kName[] = "programs/p/accounts/a";

class Step : public ::testing::Test {
 protected:
  Step() { server_.MakeAccounts({"a"}); }

  // Paints the account; `rest` is what the request has beside its name.
  absl::StatusOr<Account> Paint(const std::string& rest) {
    return server_.Call(&Stub::PaintAccount,
                        absl::StrCat("name: '", kName, "' ", rest));
  }
  Account Read() {
    return server_.Call(&Stub::GetAccount, absl::StrCat("name: '", kName, "'"))
        .value();
  }
  // A page of the colours it had, and the token of the next.
  absl::StatusOr<testing::v1::ListPastColoursResponse> Past(
      const std::string& rest) {
    return server_.Call(&Stub::ListPastColours,
                        absl::StrCat("name: '", kName, "' ", rest));
  }

  TestServer server_;
};

TEST_F(Step, ChangesAndStoresTheRecord) {
  const Account before = Read();
  const auto painted = Paint("colour: COLOUR_BLUE");
  ASSERT_THAT(painted, IsOk());
  EXPECT_EQ(painted->colour(), testing::v1::COLOUR_BLUE);
  EXPECT_NE(painted->etag(), before.etag());
  EXPECT_THAT(Read(), EqualsProto(*painted));
}

TEST_F(Step, IsCheckedAsAnUpdateIs) {
  EXPECT_THAT(Paint("colour: COLOUR_BLUE title: 'bad'"),
              StatusIs(absl::StatusCode::kInvalidArgument, "BAD_TITLE"));
  EXPECT_EQ(Read().colour(), testing::v1::COLOUR_RED);
  ASSERT_THAT(Paint("colour: COLOUR_BLUE"), IsOk());
  EXPECT_THAT(Paint("colour: COLOUR_RED"),
              StatusIs(absl::StatusCode::kFailedPrecondition, "STAYS_BLUE"));
  EXPECT_EQ(Read().past_colours_size(), 1);
}

TEST_F(Step, ThatChangesNothingStoresNothing) {
  const Account before = Read();
  const auto painted = Paint("colour: COLOUR_RED");
  ASSERT_THAT(painted, IsOk());
  EXPECT_THAT(*painted, EqualsProto(before));
  EXPECT_EQ(Read().etag(), before.etag());
}

TEST_F(Step, ComparesTheEtag) {
  const std::string stale = Read().etag();
  ASSERT_THAT(Paint("colour: COLOUR_BLUE"), IsOk());
  testing::v1::PaintAccountRequest request;
  request.set_name(kName);
  request.set_etag(stale);
  request.set_colour(testing::v1::COLOUR_RED);
  EXPECT_THAT(server_.Call(&Stub::PaintAccount, request),
              StatusIs(absl::StatusCode::kAborted, "ETAG_MISMATCH"));
}

TEST_F(Step, IsReplayedByItsRequestId) {
  const std::string request =
      "colour: COLOUR_BLUE "
      "request_id: '5b1f3c55-3f64-4d5b-8d1e-0d9c5a6f7e01'";
  const auto first = Paint(request);
  ASSERT_THAT(first, IsOk());
  const auto again = Paint(request);
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(*again, EqualsProto(*first));
}

TEST_F(Step, IsNotTakenByWhatIsNotThere) {
  ASSERT_THAT(
      server_.Call(&Stub::DeleteAccount, absl::StrCat("name: '", kName, "'")),
      IsOk());
  EXPECT_THAT(Paint("colour: COLOUR_BLUE"),
              StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(
      server_.Call(&Stub::PaintAccount,
                   "name: 'programs/p/accounts/none' colour: COLOUR_BLUE"),
      StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(
      server_.Call(&Stub::PaintAccount, "name: 'a' colour: COLOUR_BLUE"),
      StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_NAME"));
}

TEST_F(Step, PagesOfAComputedListReadTheStateOfTheFirst) {
  auto paint = [this](const std::string& past) {
    return server_.Call(
        &Stub::UpdateAccount,
        absl::StrCat("account { name: '", kName, "' ", past,
                     "} update_mask { paths: 'past_colours' }"));
  };
  ASSERT_THAT(paint("past_colours: [COLOUR_RED, COLOUR_BLUE, COLOUR_RED]"),
              IsOk());
  const auto first = Past("page_size: 2");
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(first->accounts(), SizeIs(2));
  ASSERT_NE(first->next_page_token(), "");
  ASSERT_THAT(paint(""), IsOk());
  const auto second =
      Past(absl::StrCat("page_token: '", first->next_page_token(), "'"));
  ASSERT_THAT(second, IsOk());
  ASSERT_THAT(second->accounts(), SizeIs(1));
  EXPECT_EQ(second->accounts(0).colour(), testing::v1::COLOUR_RED);
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_THAT(Past("")->accounts(), SizeIs(0));
  EXPECT_THAT(
      Past("page_size: -1"),
      StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_PAGE_SIZE"));
  EXPECT_THAT(
      Past("page_token: '!'"),
      StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_PAGE_TOKEN"));
}

}  // namespace
}  // namespace kam::rpc::step_test
