#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/test_server.h"
#include "tests/testing/matchers.h"

namespace kam::rpc {
namespace {

using kam::testing::IsOk;
using kam::testing::StatusIs;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::v1::Account;

constexpr auto kNotFound = absl::StatusCode::kNotFound;
constexpr auto kPrecondition = absl::StatusCode::kFailedPrecondition;
constexpr char kAccount[] = R"(name: "programs/p/accounts/a")";
constexpr char kNote[] = R"(name: "programs/p/accounts/a/notes/n")";
constexpr char kAccounts[] = R"(parent: "programs/p")";
constexpr char kNotes[] = R"(parent: "programs/p/accounts/a")";

class Delete : public ::testing::Test {
 protected:
  Delete() { server_.MakeAccounts({"a"}); }

  void MakeNote() {
    EXPECT_THAT(server_.Call(&Stub::CreateNote,
                             absl::StrCat(kNotes, R"(note_id: "n" note {})")),
                IsOk());
  }
  Account Read() { return *server_.Call(&Stub::GetAccount, kAccount); }

  TestServer server_;
};

TEST_F(Delete, HidesWhatIsDeletedSoftly) {
  ASSERT_THAT(server_.Call(&Stub::DeleteAccount, kAccount), IsOk());
  EXPECT_TRUE(Read().has_delete_time());
  auto shown = server_.Call(&Stub::ListAccounts, kAccounts);
  ASSERT_THAT(shown, IsOk());
  EXPECT_THAT(shown->accounts(), IsEmpty());
  auto all = server_.Call(&Stub::ListAccounts,
                          absl::StrCat(kAccounts, "show_deleted: true"));
  ASSERT_THAT(all, IsOk());
  EXPECT_THAT(all->accounts(), SizeIs(1));

  EXPECT_THAT(server_.Call(&Stub::DeleteAccount, kAccount),
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
  EXPECT_THAT(server_.Call(&Stub::UndeleteAccount, kAccount),
              StatusIs(kPrecondition, "NOT_DELETED"));
  ASSERT_THAT(server_.Call(&Stub::DeleteAccount, kAccount), IsOk());
  auto back = server_.Call(&Stub::UndeleteAccount, kAccount);
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
  EXPECT_THAT(server_.Call(&Stub::DeleteAccount, kAccount),
              StatusIs(kPrecondition, "CHILDREN_EXIST"));
  EXPECT_FALSE(Read().has_delete_time());
  ASSERT_THAT(
      server_.Call(&Stub::DeleteAccount, absl::StrCat(kAccount, "force: true")),
      IsOk());

  EXPECT_THAT(server_.Call(&Stub::GetNote, kNote),
              StatusIs(kNotFound, "NOT_FOUND"));
  EXPECT_THAT(server_.Call(&Stub::ListNotes, kNotes),
              StatusIs(kNotFound, "NOT_FOUND"));
  EXPECT_THAT(server_.Call(&Stub::CreateNote, absl::StrCat(kNotes, "note {}")),
              StatusIs(kNotFound, "NOT_FOUND"));
  EXPECT_THAT(server_.Call(&Stub::UpdateNote,
                           absl::StrCat("note { ", kNote, R"(text: "x" })")),
              StatusIs(kNotFound, "NOT_FOUND"));
  EXPECT_THAT(server_.Call(&Stub::DeleteNote, kNote),
              StatusIs(kNotFound, "NOT_FOUND"));

  ASSERT_THAT(server_.Call(&Stub::UndeleteAccount, kAccount), IsOk());
  EXPECT_THAT(server_.Call(&Stub::GetNote, kNote), IsOk());
}

TEST_F(Delete, TakesAwayWhatIsNotDeletedSoftly) {
  MakeNote();
  ASSERT_THAT(server_.Call(&Stub::DeleteNote, kNote), IsOk());
  EXPECT_THAT(server_.Call(&Stub::GetNote, kNote),
              StatusIs(kNotFound, "NOT_FOUND"));
  EXPECT_THAT(server_.Call(&Stub::DeleteNote, kNote),
              StatusIs(kNotFound, "NOT_FOUND"));
  auto notes = server_.Call(&Stub::ListNotes, kNotes);
  ASSERT_THAT(notes, IsOk());
  EXPECT_THAT(notes->notes(), IsEmpty());
  EXPECT_THAT(server_.Call(&Stub::DeleteAccount, kAccount), IsOk());
}

TEST_F(Delete, ForceTakesAllThatIsUnderARecordWithIt) {
  MakeNote();
  constexpr char kProgram[] = R"(name: "programs/p")";
  EXPECT_THAT(server_.Call(&Stub::DeleteProgram, kProgram),
              StatusIs(kPrecondition, "CHILDREN_EXIST"));
  ASSERT_THAT(
      server_.Call(&Stub::DeleteProgram, absl::StrCat(kProgram, "force: true")),
      IsOk());
  // A new programme of the name begins empty.
  server_.MakeAccounts({"a"});
  auto notes = server_.Call(&Stub::ListNotes, kNotes);
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
}  // namespace kam::rpc
