#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/test_server.h"
#include "tests/testing/matchers.h"

namespace kam::rpc::create_test {
namespace {

using kam::testing::IsOk;
using kam::testing::kInvalid;
using kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::MatchesRegex;
using ::testing::SizeIs;
using testing::v1::Account;
using testing::v1::CreateAccountRequest;

class Create : public ::testing::Test {
 protected:
  Create() { server_.MakeAccounts({"taken"}); }

  absl::StatusOr<Account> Make(const std::string& request) {
    return server_.Call(&Stub::CreateAccount, request);
  }

  TestServer server_;
};

TEST_F(Create, StampsNameTimesAndEtagAndDropsWhatOnlyTheServerSays) {
  auto made = Make(R"(
    parent: "programs/p" account_id: "a"
    account { name: "programs/x/accounts/y" etag: "mine" title: "T" score: 99
              delete_time { seconds: 1 } create_time { seconds: 1 } })");
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->name(), "programs/p/accounts/a");
  EXPECT_NE(made->etag(), "mine");
  EXPECT_NE(made->etag(), "");
  EXPECT_GT(made->create_time().seconds(), 1);
  EXPECT_EQ(made->create_time().SerializeAsString(),
            made->update_time().SerializeAsString());
  EXPECT_FALSE(made->has_delete_time());
  EXPECT_EQ(made->score(), 1);

  auto read =
      server_.Call(&Stub::GetAccount, R"(name: "programs/p/accounts/a")");
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(*read, kam::testing::EqualsProto(*made));
}

TEST_F(Create, MakesAnIdWhereNoneIsGiven) {
  auto first = Make(R"(parent: "programs/p" account { title: "T" })");
  auto second = Make(R"(parent: "programs/p" account { title: "T" })");
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(first->name(), MatchesRegex("programs/p/accounts/[0-9a-f]{8}-"
                                          "[0-9a-f]{4}-4[0-9a-f]{3}-"
                                          "[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_NE(first->name(), second->name());
}

TEST_F(Create, RefusesWhatIsMalformed) {
  EXPECT_THAT(Make(R"(parent: "p" account { title: "T" })"),
              StatusIs(kInvalid, "INVALID_PARENT"));
  EXPECT_THAT(
      Make(R"(parent: "programs/p/accounts/taken" account { title: "T" })"),
      StatusIs(kInvalid, "INVALID_PARENT"));
  EXPECT_THAT(Make(R"(parent: "programs/p" account_id: "No!"
                      account { title: "T" })"),
              StatusIs(kInvalid, "INVALID_ID"));
  EXPECT_THAT(
      Make(absl::StrCat(R"(parent: "programs/p" account_id: ")",
                        std::string(64, 'a'), R"(" account { title: "T" })")),
      StatusIs(kInvalid, "INVALID_ID"));
  EXPECT_THAT(Make(R"(account { title: "T" })"),
              StatusIs(kInvalid, "MISSING_FIELD"));
  EXPECT_THAT(Make(R"(parent: "programs/p")"),
              StatusIs(kInvalid, "MISSING_FIELD"));
  EXPECT_THAT(Make(R"(parent: "programs/p" account { description: "no" })"),
              StatusIs(kInvalid, "MISSING_FIELD"));
  EXPECT_THAT(Make(R"(parent: "programs/p" account { title: "bad" })"),
              StatusIs(kInvalid, "BAD_TITLE"));
}

TEST_F(Create, RefusesEnumValuesItDoesNotKnow) {
  CreateAccountRequest request;
  request.set_parent("programs/p");
  request.mutable_account()->set_title("T");
  request.mutable_account()->set_colour(static_cast<testing::v1::Colour>(77));
  EXPECT_THAT(server_.Call(&Stub::CreateAccount, request),
              StatusIs(kInvalid, "UNKNOWN_ENUM_VALUE"));
  request.mutable_account()->set_colour(testing::v1::COLOUR_RED);
  request.mutable_account()->add_past_colours(
      static_cast<testing::v1::Colour>(-1));
  EXPECT_THAT(server_.Call(&Stub::CreateAccount, request),
              StatusIs(kInvalid, "UNKNOWN_ENUM_VALUE"));
}

TEST_F(Create, TellsAllThatIsWrongAtOnce) {
  CreateAccountRequest request;
  request.mutable_account()->set_colour(static_cast<testing::v1::Colour>(77));
  auto made = server_.Call(&Stub::CreateAccount, request);
  ASSERT_THAT(made, StatusIs(kInvalid, "INVALID_FIELDS"));
  auto bad = GetBadRequest(made.status());
  ASSERT_TRUE(bad.has_value());
  std::vector<std::string> fields;
  for (const auto& violation : bad->field_violations()) {
    fields.push_back(violation.field());
  }
  EXPECT_THAT(fields, ElementsAre("parent", "account.title", "account.colour"));
}

TEST_F(Create, RefusesATakenNameAndAMissingParent) {
  EXPECT_THAT(Make(R"(parent: "programs/p" account_id: "taken"
                      account { title: "T" })"),
              StatusIs(absl::StatusCode::kAlreadyExists, "ALREADY_EXISTS"));
  EXPECT_THAT(Make(R"(parent: "programs/none" account { title: "T" })"),
              StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(
      server_.Call(&Stub::CreateNote,
                   R"(parent: "programs/p/accounts/none" note { text: "T" })"),
      StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(Create, GetRefusesMalformedAndUnknownNames) {
  EXPECT_THAT(server_.Call(&Stub::GetAccount, ""),
              StatusIs(kInvalid, "MISSING_FIELD"));
  for (const char* name :
       {"programs/p", "programs/p/accounts/", "programs/p/accounts/A",
        "programs/p/accounts/a/", "/programs/p/accounts/a", "a",
        "programs/p/notes/a"}) {
    EXPECT_THAT(
        server_.Call(&Stub::GetAccount, absl::StrCat("name: \"", name, "\"")),
        StatusIs(kInvalid, "INVALID_NAME"))
        << name;
  }
  EXPECT_THAT(
      server_.Call(&Stub::GetAccount, R"(name: "programs/p/accounts/none")"),
      StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(
      server_.Call(&Stub::GetAccount, R"(name: "programs/q/accounts/taken")"),
      StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

}  // namespace
}  // namespace kam::rpc::create_test
