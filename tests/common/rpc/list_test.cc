#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/test_server.h"
#include "tests/testing/matchers.h"

namespace kam::rpc::list_test {
namespace {

using kam::testing::IsOk;
using kam::testing::kInvalid;
using kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::v1::Account;
using testing::v1::ListAccountsRequest;
using testing::v1::ListAccountsResponse;

std::vector<std::string> Ids(const ListAccountsResponse& answer) {
  std::vector<std::string> ids;
  for (const Account& account : answer.accounts()) {
    ids.push_back(account.name().substr(account.name().rfind('/') + 1));
  }
  return ids;
}

class List : public ::testing::Test {
 protected:
  List() {
    server_.MakeAccounts({"b", "a", "d", "c", "e"});
    request_.set_parent("programs/p");
  }

  absl::StatusOr<ListAccountsResponse> Read() {
    return server_.Call(&Stub::ListAccounts, request_);
  }
  void Make(const std::string& id) {
    EXPECT_THAT(
        server_.Call(&Stub::CreateAccount,
                     absl::StrCat(R"(parent: "programs/p" account_id: ")", id,
                                  R"(" account { title: "A" })")),
        IsOk());
  }
  Account Rename(const std::string& id, const std::string& title) {
    auto renamed =
        server_.Call(&Stub::UpdateAccount,
                     absl::StrCat(R"(account { name: "programs/p/accounts/)",
                                  id, R"(" title: ")", title, "\" }"));
    EXPECT_THAT(renamed, IsOk());
    return *renamed;
  }
  void Remove(const std::string& id) {
    EXPECT_THAT(
        server_.Call(&Stub::DeleteAccount,
                     absl::StrCat(R"(name: "programs/p/accounts/)", id, "\"")),
        IsOk());
  }

  TestServer server_;
  ListAccountsRequest request_;
};

TEST_F(List, ShowsAllInTheOrderOfIds) {
  auto answer = Read();
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(Ids(*answer), ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_EQ(answer->next_page_token(), "");
  request_.set_page_size(5);
  EXPECT_EQ(Read()->next_page_token(), "");
  request_.set_page_size(2000);
  EXPECT_THAT(Read()->accounts(), SizeIs(5));
}

TEST_F(List, PagesNeitherLoseNorRepeatWhileOthersWrite) {
  request_.set_page_size(2);
  auto first = Read();
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(Ids(*first), ElementsAre("a", "b"));
  Remove("c");
  Make("bb");
  Make("z");
  Rename("d", "renamed");

  request_.set_page_token(first->next_page_token());
  auto second = Read();
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(Ids(*second), ElementsAre("c", "d"));
  EXPECT_EQ(second->accounts(1).title(), "A");
  // The size of a page may change on the way.
  request_.set_page_size(50);
  request_.set_page_token(second->next_page_token());
  auto third = Read();
  ASSERT_THAT(third, IsOk());
  EXPECT_THAT(Ids(*third), ElementsAre("e"));
  EXPECT_EQ(third->next_page_token(), "");

  request_.clear_page_token();
  EXPECT_THAT(Ids(*Read()), ElementsAre("a", "b", "bb", "d", "e", "z"));
}

TEST_F(List, RefusesTokensOfOtherRequestsAndStores) {
  request_.set_page_size(2);
  const std::string token = Read()->next_page_token();

  request_.set_page_token(token);
  request_.set_show_deleted(true);
  EXPECT_THAT(Read(), StatusIs(kInvalid, "PAGE_TOKEN_MISMATCH"));
  request_.set_show_deleted(false);
  for (size_t place : {size_t{0}, token.size() / 2}) {
    std::string tampered = token;
    tampered[place] = tampered[place] == 'A' ? 'B' : 'A';
    request_.set_page_token(tampered);
    EXPECT_THAT(Read(), StatusIs(kInvalid, "INVALID_PAGE_TOKEN"));
  }
  request_.set_page_token("?");
  EXPECT_THAT(Read(), StatusIs(kInvalid, "INVALID_PAGE_TOKEN"));

  TestServer other;
  other.MakeAccounts({"a"});
  request_.set_page_token(token);
  EXPECT_THAT(
      other.Call(&Stub::ListAccounts, request_),
      StatusIs(absl::StatusCode::kOutOfRange, "PAGE_TOKEN_OF_ANOTHER_STORE"));
}

TEST_F(List, RefusesTokensWhoseStateWasTrimmed) {
  request_.set_page_size(2);
  request_.set_page_token(Read()->next_page_token());
  Rename("a", "new");
  ASSERT_THAT(server_.store().Trim(server_.store().View().revision()), IsOk());
  EXPECT_THAT(Read(),
              StatusIs(absl::StatusCode::kOutOfRange, "PAGE_TOKEN_TRIMMED"));
}

TEST_F(List, RefusesWhatIsMalformed) {
  request_.set_page_size(-1);
  EXPECT_THAT(Read(), StatusIs(kInvalid, "INVALID_PAGE_SIZE"));
  request_.set_page_size(0);
  request_.set_parent("programs/p/accounts/a");
  EXPECT_THAT(Read(), StatusIs(kInvalid, "INVALID_PARENT"));
  request_.set_parent("");
  EXPECT_THAT(Read(), StatusIs(kInvalid, "MISSING_FIELD"));
  request_.set_parent("programs/none");
  EXPECT_THAT(Read(), StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(List, FiltersBeforeItCountsAPage) {
  for (const char* id : {"b", "e"}) {
    ASSERT_THAT(
        server_.Call(&Stub::UpdateAccount,
                     absl::StrCat(R"(account { name: "programs/p/accounts/)",
                                  id, R"(" colour: COLOUR_BLUE })")),
        IsOk());
  }
  request_.set_colour(testing::v1::COLOUR_BLUE);
  request_.set_page_size(1);
  auto first = Read();
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(Ids(*first), ElementsAre("b"));
  request_.set_page_token(first->next_page_token());
  auto second = Read();
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(Ids(*second), ElementsAre("e"));
  EXPECT_EQ(second->next_page_token(), "");
}

TEST_F(List, ReadsThePast) {
  const Account before = Rename("a", "old");
  Rename("a", "new");
  Remove("b");
  *request_.mutable_read_time() = before.update_time();
  auto answer = Read();
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(Ids(*answer), ElementsAre("a", "b", "c", "d", "e"));
  EXPECT_EQ(answer->accounts(0).title(), "old");

  testing::v1::GetAccountRequest get;
  get.set_name("programs/p/accounts/a");
  *get.mutable_read_time() = before.update_time();
  auto then = server_.Call(&Stub::GetAccount, get);
  ASSERT_THAT(then, IsOk());
  EXPECT_THAT(*then, kam::testing::EqualsProto(before));

  // A page of the past goes on in the past.
  request_.set_page_size(1);
  request_.set_page_token(Read()->next_page_token());
  EXPECT_THAT(Ids(*Read()), ElementsAre("b"));
}

TEST_F(List, ReadsNeitherTheFutureNorWhatWasTrimmed) {
  const Account before = Rename("a", "old");
  Rename("a", "new");
  testing::v1::GetAccountRequest get;
  get.set_name("programs/p/accounts/a");
  get.mutable_read_time()->set_seconds(
      absl::ToUnixSeconds(absl::Now() + absl::Hours(1)));
  *request_.mutable_read_time() = get.read_time();
  EXPECT_THAT(server_.Call(&Stub::GetAccount, get),
              StatusIs(kInvalid, "READ_TIME_IN_FUTURE"));
  EXPECT_THAT(Read(), StatusIs(kInvalid, "READ_TIME_IN_FUTURE"));

  ASSERT_THAT(server_.store().Trim(server_.store().View().revision()), IsOk());
  *get.mutable_read_time() = before.update_time();
  *request_.mutable_read_time() = get.read_time();
  EXPECT_THAT(server_.Call(&Stub::GetAccount, get),
              StatusIs(absl::StatusCode::kOutOfRange, "READ_TIME_TOO_OLD"));
  EXPECT_THAT(Read(),
              StatusIs(absl::StatusCode::kOutOfRange, "READ_TIME_TOO_OLD"));
  get.mutable_read_time()->set_nanos(-1);
  EXPECT_THAT(server_.Call(&Stub::GetAccount, get),
              StatusIs(kInvalid, "INVALID_TIMESTAMP"));
}

TEST_F(List, ThePastOfAProgrammeThatWasNotYetThereIsNotFound) {
  testing::v1::GetAccountRequest get;
  get.set_name("programs/p/accounts/a");
  get.mutable_read_time()->set_seconds(1);
  EXPECT_THAT(server_.Call(&Stub::GetAccount, get),
              StatusIs(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(List, EndsAPageBeforeItGetsTooLargeForAMessage) {
  constexpr int kNotes = 80;
  const std::string text(60'000, 'x');
  std::set<std::string> written;
  for (int i = 0; i < kNotes; ++i) {
    testing::v1::CreateNoteRequest note;
    note.set_parent("programs/p/accounts/a");
    note.set_note_id(absl::StrCat("n", i));
    note.mutable_note()->set_text(text);
    ASSERT_THAT(server_.Call(&Stub::CreateNote, note), IsOk());
    written.insert(absl::StrCat("programs/p/accounts/a/notes/n", i));
  }
  testing::v1::ListNotesRequest list;
  list.set_parent("programs/p/accounts/a");
  list.set_page_size(1000);
  std::set<std::string> read;
  int pages = 0;
  do {
    auto page = server_.Call(&Stub::ListNotes, list);
    ASSERT_THAT(page, IsOk());
    EXPECT_LE(page->ByteSizeLong(), size_t{4} << 20);
    for (const auto& note : page->notes()) read.insert(note.name());
    list.set_page_token(page->next_page_token());
    ++pages;
  } while (!list.page_token().empty() && pages < 10);
  EXPECT_EQ(pages, 2);
  EXPECT_THAT(read, ElementsAreArray(written));
}

}  // namespace
}  // namespace kam::rpc::list_test
