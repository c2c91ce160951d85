#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/test_server.h"
#include "tests/testing/matchers.h"

namespace kam::rpc::request_id_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::IsOk;
using kam::testing::kInvalid;
using kam::testing::StatusIs;
using ::testing::SizeIs;

constexpr char kId[] = "11111111-2222-4333-8444-555555555555";

std::string CreateIn(const std::string& program, const std::string& id) {
  return absl::StrCat(R"(parent: "programs/)", program,
                      R"(" account { title: "T" } request_id: ")", id, "\"");
}

class RequestId : public ::testing::Test {
 protected:
  RequestId() { server_.MakeAccounts({"a"}); }

  size_t CountAccounts() {
    return server_.Call(&Stub::ListAccounts, R"(parent: "programs/p")")
        ->accounts_size();
  }
  int64_t Revision() { return server_.store().View().revision(); }

  TestServer server_;
};

TEST_F(RequestId, ReplaysTheAnswerAndChangesNothing) {
  auto first = server_.Call(&Stub::CreateAccount, CreateIn("p", kId));
  ASSERT_THAT(first, IsOk());
  const int64_t revision = Revision();
  auto second = server_.Call(&Stub::CreateAccount, CreateIn("p", kId));
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(*second, EqualsProto(*first));
  EXPECT_EQ(Revision(), revision);
  EXPECT_EQ(CountAccounts(), 2);
}

TEST_F(RequestId, ReplaysAfterARestart) {
  auto first = server_.Call(&Stub::CreateAccount, CreateIn("p", kId));
  ASSERT_THAT(first, IsOk());
  server_.Stop();
  server_.Start();
  auto second = server_.Call(&Stub::CreateAccount, CreateIn("p", kId));
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(*second, EqualsProto(*first));
  EXPECT_EQ(CountAccounts(), 2);
}

TEST_F(RequestId, ReplaysUpdatesAndDeletes) {
  const std::string update = absl::StrCat(
      R"(account { name: "programs/p/accounts/a" title: "U" } request_id: ")",
      kId, "\"");
  auto first = server_.Call(&Stub::UpdateAccount, update);
  ASSERT_THAT(first, IsOk());
  const std::string remove =
      absl::StrCat(R"(name: "programs/p/accounts/a" request_id: ")", kId, "\"");
  // The same id with another method is another request.
  ASSERT_THAT(server_.Call(&Stub::DeleteAccount, remove), IsOk());
  const int64_t revision = Revision();
  auto second = server_.Call(&Stub::UpdateAccount, update);
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(*second, EqualsProto(*first));
  EXPECT_THAT(server_.Call(&Stub::DeleteAccount, remove), IsOk());
  EXPECT_EQ(Revision(), revision);
}

TEST_F(RequestId, RefusesAnotherBody) {
  ASSERT_THAT(server_.Call(&Stub::CreateAccount, CreateIn("p", kId)), IsOk());
  EXPECT_THAT(
      server_.Call(&Stub::CreateAccount,
                   absl::StrCat(CreateIn("p", kId), R"(account_id: "x")")),
      StatusIs(kInvalid, "REQUEST_ID_REUSED"));
  EXPECT_EQ(CountAccounts(), 2);
}

TEST_F(RequestId, BelongsToItsProgramme) {
  ASSERT_THAT(server_.Call(&Stub::CreateProgram,
                           R"(program { title: "Q" } program_id: "q")"),
              IsOk());
  ASSERT_THAT(server_.Call(&Stub::CreateAccount, CreateIn("p", kId)), IsOk());
  EXPECT_THAT(server_.Call(&Stub::CreateAccount, CreateIn("q", kId)), IsOk());

  // Notes are named within a message of their own.
  for (const char* program : {"p", "q"}) {
    const std::string account =
        absl::StrCat("programs/", program, "/accounts/n");
    ASSERT_THAT(
        server_.Call(&Stub::UpdateAccount,
                     absl::StrCat("account { name: \"", account,
                                  R"(" title: "T" } allow_missing: true)")),
        IsOk());
    EXPECT_THAT(
        server_.Call(
            &Stub::UpdateNote,
            absl::StrCat("note { name: \"", account,
                         R"(/notes/n" } allow_missing: true request_id: ")",
                         kId, "\"")),
        IsOk());
  }
}

TEST_F(RequestId, IsNotSpentByARequestThatFailed) {
  const std::string request =
      absl::StrCat(CreateIn("late", kId), R"(account_id: "x")");
  EXPECT_THAT(server_.Call(&Stub::CreateAccount, request),
              StatusIs(absl::StatusCode::kNotFound));
  ASSERT_THAT(server_.Call(&Stub::CreateProgram,
                           R"(program { title: "L" } program_id: "late")"),
              IsOk());
  EXPECT_THAT(server_.Call(&Stub::CreateAccount, request), IsOk());
}

TEST_F(RequestId, IsAUuid) {
  for (const char* id : {"1", "11111111-2222-4333-8444-55555555555g",
                         "11111111-2222-4333-8444-5555555555555",
                         "11111111222243338444555555555555",
                         "{1111111-2222-4333-8444-55555555555}", "-"}) {
    EXPECT_THAT(server_.Call(&Stub::CreateAccount, CreateIn("p", id)),
                StatusIs(kInvalid, "INVALID_REQUEST_ID"))
        << id;
  }
  EXPECT_EQ(CountAccounts(), 1);
}

}  // namespace
}  // namespace kam::rpc::request_id_test
