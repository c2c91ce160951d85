#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/test_server.h"
#include "tests/testing/matchers.h"

namespace kam::rpc::delete_test {
namespace {

using kam::testing::IsOk;
using kam::testing::kFailed;
using kam::testing::StatusIs;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::v1::Account;

constexpr auto kNotFound = absl::StatusCode::kNotFound;
constexpr char kOneAccount[] = R"(name: "programs/p/accounts/a")";
constexpr char kOneNote[] = R"(name: "programs/p/accounts/a/notes/n")";
constexpr char kAccounts[] = R"(parent: "programs/p")";
constexpr char kAllNotes[] = R"(parent: "programs/p/accounts/a")";

class Delete : public ::testing::Test {
 protected:
  Delete() { server_.MakeAccounts({"a"}); }

  void MakeNote() {
    EXPECT_THAT(
        server_.Call(&Stub::CreateNote,
                     absl::StrCat(kAllNotes, R"(note_id: "n" note {})")),
        IsOk());
  }
  Account Read() { return *server_.Call(&Stub::GetAccount, kOneAccount); }

  TestServer server_;
};

TEST_F(Delete, HidesWhatIsDeletedSoftly) {
  ASSERT_THAT(server_.Call(&Stub::DeleteAccount, kOneAccount), IsOk());
  EXPECT_TRUE(Read().has_delete_time());
  auto shown = server_.Call(&Stub::ListAccounts, kAccounts);
  ASSERT_THAT(shown, IsOk());
  EXPECT_THAT(shown->accounts(), IsEmpty());
  auto all = server_.Call(&Stub::ListAccounts,
                          absl::StrCat(kAccounts, "show_deleted: true"));
  ASSERT_THAT(all, IsOk());
  EXPECT_THAT(all->accounts(), SizeIs(1));

  EXPECT_THAT(server_.Call(&Stub::DeleteAccount, kOneAccount),
              StatusIs(kNotFound, "NOT_FOUND"));
  EXPECT_THAT(
      server_.Call(&Stub::UpdateAccount,
                   R"(account { name: "programs/p/accounts/a" title: "U" })"),
      StatusIs(kNotFound, "NOT_FOUND"));
  EXPECT_THAT(server_.Call(&Stub::CreateAccount,
                           R"(parent: "programs/p" account_id: "a"
                              account { title: "new" })"),
              StatusIs(absl::StatusCode::kAlreadyExists, "ALREADY_EXISTS"));
}

TEST_F(Delete, ComesBackWhenUndeleted) {
  EXPECT_THAT(server_.Call(&Stub::UndeleteAccount, kOneAccount),
              StatusIs(kFailed, "NOT_DELETED"));
  ASSERT_THAT(server_.Call(&Stub::DeleteAccount, kOneAccount), IsOk());
  auto back = server_.Call(&Stub::UndeleteAccount, kOneAccount);
  ASSERT_THAT(back, IsOk());
  EXPECT_FALSE(back->has_delete_time());
  EXPECT_EQ(back->title(), "A");
  auto shown = server_.Call(&Stub::ListAccounts, kAccounts);
  EXPECT_THAT(shown->accounts(), SizeIs(1));
  EXPECT_THAT(server_.Call(&Stub::UndeleteAccount,
                           R"(name: "programs/p/accounts/none")"),
              StatusIs(kNotFound, "NOT_FOUND"));
}

TEST_F(Delete, ChildrenNeedForceAndAreHidden) {
  MakeNote();
  EXPECT_THAT(server_.Call(&Stub::DeleteAccount, kOneAccount),
              StatusIs(kFailed, "CHILDREN_EXIST"));
  EXPECT_FALSE(Read().has_delete_time());
  ASSERT_THAT(server_.Call(&Stub::DeleteAccount,
                           absl::StrCat(kOneAccount, "force: true")),
              IsOk());

  EXPECT_THAT(server_.Call(&Stub::GetNote, kOneNote),
              StatusIs(kNotFound, "NOT_FOUND"));
  EXPECT_THAT(server_.Call(&Stub::ListNotes, kAllNotes),
              StatusIs(kNotFound, "NOT_FOUND"));
  EXPECT_THAT(
      server_.Call(&Stub::CreateNote, absl::StrCat(kAllNotes, "note {}")),
      StatusIs(kNotFound, "NOT_FOUND"));
  EXPECT_THAT(server_.Call(&Stub::UpdateNote,
                           absl::StrCat("note { ", kOneNote, R"(text: "x" })")),
              StatusIs(kNotFound, "NOT_FOUND"));
  EXPECT_THAT(server_.Call(&Stub::DeleteNote, kOneNote),
              StatusIs(kNotFound, "NOT_FOUND"));

  ASSERT_THAT(server_.Call(&Stub::UndeleteAccount, kOneAccount), IsOk());
  EXPECT_THAT(server_.Call(&Stub::GetNote, kOneNote), IsOk());
}

TEST_F(Delete, TakesAwayWhatIsNotDeletedSoftly) {
  MakeNote();
  ASSERT_THAT(server_.Call(&Stub::DeleteNote, kOneNote), IsOk());
  EXPECT_THAT(server_.Call(&Stub::GetNote, kOneNote),
              StatusIs(kNotFound, "NOT_FOUND"));
  EXPECT_THAT(server_.Call(&Stub::DeleteNote, kOneNote),
              StatusIs(kNotFound, "NOT_FOUND"));
  auto notes = server_.Call(&Stub::ListNotes, kAllNotes);
  ASSERT_THAT(notes, IsOk());
  EXPECT_THAT(notes->notes(), IsEmpty());
  EXPECT_THAT(server_.Call(&Stub::DeleteAccount, kOneAccount), IsOk());
}

TEST_F(Delete, ForceTakesAllThatIsUnderARecordWithIt) {
  MakeNote();
  constexpr char kProgram[] = R"(name: "programs/p")";
  EXPECT_THAT(server_.Call(&Stub::DeleteProgram, kProgram),
              StatusIs(kFailed, "CHILDREN_EXIST"));
  ASSERT_THAT(
      server_.Call(&Stub::DeleteProgram, absl::StrCat(kProgram, "force: true")),
      IsOk());
  // A new programme of the name begins empty.
  server_.MakeAccounts({"a"});
  auto notes = server_.Call(&Stub::ListNotes, kAllNotes);
  ASSERT_THAT(notes, IsOk());
  EXPECT_THAT(notes->notes(), IsEmpty());
}

TEST_F(Delete, ComparesTheEtagWhenOneIsGiven) {
  const std::string stale = Read().etag();
  ASSERT_THAT(
      server_.Call(&Stub::UpdateAccount,
                   R"(account { name: "programs/p/accounts/a" title: "U" })"),
      IsOk());
  testing::v1::DeleteAccountRequest request;
  request.set_name("programs/p/accounts/a");
  request.set_etag(stale);
  EXPECT_THAT(server_.Call(&Stub::DeleteAccount, request),
              StatusIs(absl::StatusCode::kAborted, "ETAG_MISMATCH"));
  request.set_etag(Read().etag());
  ASSERT_THAT(server_.Call(&Stub::DeleteAccount, request), IsOk());

  testing::v1::UndeleteAccountRequest undelete;
  undelete.set_name("programs/p/accounts/a");
  undelete.set_etag(stale);
  EXPECT_THAT(server_.Call(&Stub::UndeleteAccount, undelete),
              StatusIs(absl::StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_TRUE(Read().has_delete_time());
}

TEST_F(Delete, RefusesMalformedNames) {
  EXPECT_THAT(server_.Call(&Stub::DeleteAccount, ""),
              StatusIs(absl::StatusCode::kInvalidArgument, "MISSING_FIELD"));
  EXPECT_THAT(server_.Call(&Stub::DeleteAccount, R"(name: "programs/p")"),
              StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_NAME"));
  EXPECT_THAT(server_.Call(&Stub::UndeleteAccount, R"(name: "programs/p")"),
              StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_NAME"));
}

}  // namespace
}  // namespace kam::rpc::delete_test
