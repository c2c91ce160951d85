#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/test_server.h"
#include "tests/testing/matchers.h"

namespace kam::rpc::update_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::IsOk;
using kam::testing::kInvalid;
using kam::testing::StatusIs;
using testing::v1::Account;
using testing::v1::UpdateAccountRequest;

class Update : public ::testing::Test {
 protected:
  Update() {
    server_.MakeAccounts({});
    auto made = server_.Call(&Stub::CreateAccount, R"(
      parent: "programs/p" account_id: "a"
      account { title: "T" description: "D" region: "EU"
                colour: COLOUR_RED })");
    EXPECT_THAT(made, IsOk());
    account_ = *made;
  }

  // Changes the account; `rest` is what the request has beside its name.
  absl::StatusOr<Account> Change(const std::string& account,
                                 const std::string& rest) {
    return server_.Call(
        &Stub::UpdateAccount,
        absl::StrCat(R"(account { name: "programs/p/accounts/a" )", account,
                     "} ", rest));
  }
  Account Read() {
    return server_.Call(&Stub::GetAccount, R"(name: "programs/p/accounts/a")")
        .value();
  }

  TestServer server_;
  Account account_;
};

TEST_F(Update, ChangesPopulatedFieldsWithoutAMask) {
  auto changed = Change(R"(title: "U")", "");
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->title(), "U");
  EXPECT_EQ(changed->description(), "D");
  EXPECT_EQ(changed->region(), "EU");
  EXPECT_EQ(changed->score(), 2);
  EXPECT_NE(changed->etag(), account_.etag());
  EXPECT_THAT(changed->create_time(), EqualsProto(account_.create_time()));
  EXPECT_GT(changed->update_time().SerializeAsString(), "");
  EXPECT_THAT(Read(), EqualsProto(*changed));
}

TEST_F(Update, ChangesWhatTheMaskNamesOnly) {
  auto changed =
      Change(R"(title: "U")", R"(update_mask { paths: "description" })");
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->title(), "T");
  EXPECT_EQ(changed->description(), "");
}

TEST_F(Update, ReplacesAllForAStar) {
  auto changed =
      Change(R"(title: "U" region: "EU")", R"(update_mask { paths: "*" })");
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->title(), "U");
  EXPECT_EQ(changed->description(), "");
  EXPECT_EQ(changed->colour(), testing::v1::COLOUR_UNSPECIFIED);
  EXPECT_EQ(changed->score(), 2);
}

TEST_F(Update, IgnoresOutputOnlyPaths) {
  auto changed =
      Change(R"(score: 50 title: "U")",
             R"(update_mask { paths: ["score", "delete_time", "title"] })");
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->score(), 2);
  EXPECT_EQ(changed->title(), "U");
  EXPECT_FALSE(changed->has_delete_time());
}

TEST_F(Update, RefusesWhatIsWrongAndChangesNothing) {
  EXPECT_THAT(Change("", R"(update_mask { paths: "colour.shade" })"),
              StatusIs(kInvalid, "UNKNOWN_PATH"));
  EXPECT_THAT(Change(R"(region: "US")", ""),
              StatusIs(kInvalid, "IMMUTABLE_FIELD"));
  EXPECT_THAT(Change("", R"(update_mask { paths: "title" })"),
              StatusIs(kInvalid, "MISSING_FIELD"));
  EXPECT_THAT(Change(R"(title: "bad")", ""), StatusIs(kInvalid, "BAD_TITLE"));
  UpdateAccountRequest request;
  request.mutable_account()->set_name("programs/p/accounts/a");
  request.mutable_account()->set_colour(static_cast<testing::v1::Colour>(9));
  EXPECT_THAT(server_.Call(&Stub::UpdateAccount, request),
              StatusIs(kInvalid, "UNKNOWN_ENUM_VALUE"));
  EXPECT_THAT(
      server_.Call(&Stub::UpdateAccount, R"(account { name: "accounts/a" })"),
      StatusIs(kInvalid, "INVALID_NAME"));
  EXPECT_THAT(server_.Call(&Stub::UpdateAccount, ""),
              StatusIs(kInvalid, "MISSING_FIELD"));
  EXPECT_THAT(Read(), EqualsProto(account_));
}

TEST_F(Update, AsksTheStoreWhetherTheChangeIsAllowed) {
  ASSERT_THAT(Change("colour: COLOUR_BLUE", ""), IsOk());
  EXPECT_THAT(Change("colour: COLOUR_RED", ""),
              StatusIs(absl::StatusCode::kFailedPrecondition, "STAYS_BLUE"));
  EXPECT_EQ(Read().colour(), testing::v1::COLOUR_BLUE);
}

TEST_F(Update, ComparesTheEtagWhenOneIsGiven) {
  UpdateAccountRequest request;
  *request.mutable_account() = account_;
  request.mutable_account()->set_title("U");
  ASSERT_THAT(server_.Call(&Stub::UpdateAccount, request), IsOk());
  EXPECT_THAT(server_.Call(&Stub::UpdateAccount, request),
              StatusIs(absl::StatusCode::kAborted, "ETAG_MISMATCH"));
  request.mutable_account()->set_etag("");
  EXPECT_THAT(server_.Call(&Stub::UpdateAccount, request), IsOk());
}

TEST_F(Update, MissingRecordsAreMadeOnlyWhenAllowed) {
  constexpr char kOther[] =
      R"(account { name: "programs/p/accounts/b" title: "B" score: 7 })";
  EXPECT_THAT(server_.Call(&Stub::UpdateAccount, kOther),
              StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
  auto made = server_.Call(&Stub::UpdateAccount,
                           absl::StrCat(kOther, "allow_missing: true"));
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->name(), "programs/p/accounts/b");
  EXPECT_EQ(made->score(), 1);
  EXPECT_TRUE(made->has_create_time());
  auto again = server_.Call(&Stub::UpdateAccount,
                            absl::StrCat(kOther, "allow_missing: true"));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->score(), 2);

  EXPECT_THAT(
      server_.Call(
          &Stub::UpdateAccount,
          R"(account { name: "programs/p/accounts/c" colour: COLOUR_RED }
                      allow_missing: true)"),
      StatusIs(kInvalid, "MISSING_FIELD"));
  EXPECT_THAT(
      server_.Call(&Stub::UpdateAccount,
                   R"(account { name: "programs/q/accounts/c" title: "C" }
                      allow_missing: true)"),
      StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

}  // namespace
}  // namespace kam::rpc::update_test
