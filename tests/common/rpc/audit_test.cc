#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/common/rpc/test_server.h"
#include "tests/testing/matchers.h"

namespace kam::rpc::audit_test {
namespace {

using kam::testing::IsOk;
using kam::testing::kInvalid;
using kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::v1::ListTestingChangesRequest;
using testing::v1::ListTestingChangesResponse;

constexpr char kNote[] = "programs/p/accounts/a/notes/n";

std::vector<std::string> Texts(const ListTestingChangesResponse& answer) {
  std::vector<std::string> texts;
  for (const auto& change : answer.changes()) {
    texts.push_back(change.note().text());
  }
  return texts;
}

class AuditTrail : public ::testing::Test {
 protected:
  AuditTrail() {
    server_.MakeAccounts({"a"});
    request_.set_name(kNote);
  }

  void Write(const std::string& text) {
    testing::v1::UpdateNoteRequest request;
    request.mutable_note()->set_name(kNote);
    request.mutable_note()->set_text(text);
    request.set_allow_missing(true);
    EXPECT_THAT(server_.Call(&Stub::UpdateNote, request), IsOk());
  }
  absl::StatusOr<ListTestingChangesResponse> Read() {
    return server_.Call(&Stub::ListTestingChanges, request_);
  }

  TestServer server_;
  ListTestingChangesRequest request_;
};

TEST_F(AuditTrail, ListsTheChangesOfARecordNewestFirst) {
  for (const char* text : {"1", "2", "3"}) Write(text);
  ASSERT_THAT(
      server_.Call(&Stub::DeleteNote, absl::StrCat("name: \"", kNote, "\"")),
      IsOk());
  Write("5");
  request_.set_page_size(2);
  auto first = Read();
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(Texts(*first), ElementsAre("5", "3"));
  EXPECT_EQ(first->changes(0).kind(), kam::type::v1::CHANGE_KIND_CREATED);
  EXPECT_EQ(first->changes(1).kind(), kam::type::v1::CHANGE_KIND_DELETED);
  EXPECT_EQ(first->changes(0).actor(), "local");
  // What comes later is not of these pages.
  Write("6");
  request_.set_page_token(first->next_page_token());
  auto second = Read();
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(Texts(*second), ElementsAre("3", "2"));
  request_.set_page_token(second->next_page_token());
  auto third = Read();
  ASSERT_THAT(third, IsOk());
  EXPECT_THAT(Texts(*third), ElementsAre("1"));
  EXPECT_EQ(third->next_page_token(), "");
}

TEST_F(AuditTrail, EndsAPageBeforeItGetsTooLargeForAMessage) {
  constexpr int kWrites = 90;
  for (int i = 0; i < kWrites; ++i) Write(std::string(60'000, 'x'));
  request_.set_page_size(1000);
  int changes = 0;
  int pages = 0;
  do {
    auto page = Read();
    ASSERT_THAT(page, IsOk());
    changes += page->changes_size();
    request_.set_page_token(page->next_page_token());
    ++pages;
  } while (!request_.page_token().empty() && pages < 10);
  EXPECT_EQ(changes, kWrites);
  EXPECT_EQ(pages, 2);
}

TEST_F(AuditTrail, ARecordThatNeverWasHasNone) {
  auto answer = Read();
  ASSERT_THAT(answer, IsOk());
  EXPECT_THAT(answer->changes(), IsEmpty());
}

TEST_F(AuditTrail, RefusesWhatIsMalformed) {
  for (const char* name : {"programs", "programs/p/cats/c", "x",
                           "programs/p/accounts/A", "programs/p/accounts/a/"}) {
    request_.set_name(name);
    EXPECT_THAT(Read(), StatusIs(kInvalid, "INVALID_NAME")) << name;
  }
  request_.set_name("");
  EXPECT_THAT(Read(), StatusIs(kInvalid, "MISSING_FIELD"));
  request_.set_name(kNote);
  request_.set_page_size(-1);
  EXPECT_THAT(Read(), StatusIs(kInvalid, "INVALID_PAGE_SIZE"));
  request_.set_page_size(1);
  request_.set_page_token("x");
  EXPECT_THAT(Read(), StatusIs(kInvalid, "INVALID_PAGE_TOKEN"));
  Write("1");
  Write("2");
  request_.set_page_token("");
  request_.set_page_token(Read()->next_page_token());
  request_.set_name("programs/p/accounts/a");
  EXPECT_THAT(Read(), StatusIs(kInvalid, "PAGE_TOKEN_MISMATCH"));
}

}  // namespace
}  // namespace kam::rpc::audit_test
