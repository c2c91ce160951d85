#include "common/resource/page_token.h"

#include <limits>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/digest.h"
#include "gtest/gtest.h"
#include "kam/storage/v1/storage.pb.h"
#include "kam/testing/v1/sample.pb.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"

namespace kam::resource::page_token_test {
namespace {

using kam::testing::kInvalid;

using ::kam::testing::FakeRandom;
using ::kam::testing::HasMessage;
using ::kam::testing::IsOkAndHolds;
using ::kam::testing::StatusIs;
using ::kam::testing::v1::ListOthersRequest;
using ::kam::testing::v1::ListSamplesRequest;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
constexpr auto kOutOfRange = absl::StatusCode::kOutOfRange;

// Makes a token of `payload` as EncodePageToken does.
std::string TokenOf(const std::string& payload) {
  return absl::WebSafeBase64Escape(
      absl::StrCat(Sha256(payload).substr(0, 8), payload));
}

ListSamplesRequest AList() {
  ListSamplesRequest request;
  request.set_parent("programs/p/accounts/a");
  request.set_page_size(10);
  return request;
}

TEST(PageToken, RoundTripsAnyPage) {
  FakeRandom random;
  for (int i = 0; i < 2'000; ++i) {
    Page page;
    page.revision = static_cast<int64_t>(random.Next() >> 1);
    page.last_key.resize(random.Below(200));
    for (char& c : page.last_key) c = static_cast<char>(random.Next());
    const uint64_t hash = random.Next();
    const std::string epoch = absl::StrCat("epoch-", random.Below(10));
    const std::string token = EncodePageToken(page, epoch, hash);
    ASSERT_THAT(token, MatchesRegex("[A-Za-z0-9_-]+"));
    ASSERT_THAT(DecodePageToken(token, epoch, hash), IsOkAndHolds(page));
  }
}

TEST(PageToken, RefusesAnyChangeOfAnyByte) {
  const std::string token =
      EncodePageToken({.revision = 42, .last_key = "programs/p"}, "e", 7);
  for (size_t i = 0; i < token.size(); ++i) {
    for (int value = 0; value < 256; ++value) {
      std::string changed = token;
      changed[i] = static_cast<char>(value);
      if (changed == token) continue;
      ASSERT_THAT(DecodePageToken(changed, "e", 7),
                  StatusIs(kInvalid, "INVALID_PAGE_TOKEN"))
          << i << " " << value;
    }
  }
}

TEST(PageToken, RefusesAnyCutOrAddition) {
  const std::string token =
      EncodePageToken({.revision = 42, .last_key = "k"}, "e", 7);
  for (size_t size = 0; size < token.size(); ++size) {
    EXPECT_THAT(DecodePageToken(token.substr(0, size), "e", 7),
                StatusIs(kInvalid, "INVALID_PAGE_TOKEN"));
    EXPECT_THAT(DecodePageToken(token.substr(token.size() - size), "e", 7),
                StatusIs(kInvalid, "INVALID_PAGE_TOKEN"));
  }
  for (const std::string& more :
       {token + "=", token + "==", token + " ", " " + token, token + "A",
        token + token, token + "\n"}) {
    EXPECT_THAT(DecodePageToken(more, "e", 7),
                StatusIs(kInvalid, "INVALID_PAGE_TOKEN"));
  }
}

TEST(PageToken, RefusesGarbage) {
  FakeRandom random;
  for (int i = 0; i < 2'000; ++i) {
    std::string bytes(random.Below(60), ' ');
    for (char& c : bytes) c = static_cast<char>(random.Next());
    ASSERT_THAT(DecodePageToken(bytes, "e", 7),
                StatusIs(kInvalid, "INVALID_PAGE_TOKEN"));
    ASSERT_THAT(DecodePageToken(absl::WebSafeBase64Escape(bytes), "e", 7),
                StatusIs(kInvalid, "INVALID_PAGE_TOKEN"));
  }
  EXPECT_THAT(DecodePageToken(std::string(5'000'000, 'A'), "e", 7),
              StatusIs(kInvalid, "INVALID_PAGE_TOKEN"));
}

TEST(PageToken, RefusesOtherVersionsAndImpossibleRevisions) {
  kam::storage::v1::PageToken token;
  token.set_version(1);
  token.set_epoch("e");
  token.set_request_hash(7);
  token.set_revision(42);
  EXPECT_THAT(DecodePageToken(TokenOf(token.SerializeAsString()), "e", 7),
              IsOkAndHolds(Page{.revision = 42, .last_key = ""}));
  token.set_version(2);
  EXPECT_THAT(DecodePageToken(TokenOf(token.SerializeAsString()), "e", 7),
              StatusIs(kInvalid, "INVALID_PAGE_TOKEN"));
  token.set_version(1);
  token.set_revision(-1);
  EXPECT_THAT(DecodePageToken(TokenOf(token.SerializeAsString()), "e", 7),
              StatusIs(kInvalid, "INVALID_PAGE_TOKEN"));
  EXPECT_THAT(DecodePageToken(TokenOf("\xFF\xFF not a message"), "e", 7),
              StatusIs(kInvalid, "INVALID_PAGE_TOKEN"));
}

TEST(PageToken, IsBoundToRequestAndStore) {
  const std::string token =
      EncodePageToken({.revision = 42, .last_key = "k"}, "e", 7);
  EXPECT_THAT(DecodePageToken(token, "e", 8),
              StatusIs(kInvalid, "PAGE_TOKEN_MISMATCH"));
  EXPECT_THAT(DecodePageToken(token, "f", 7),
              StatusIs(kOutOfRange, "PAGE_TOKEN_OF_ANOTHER_STORE"));
}

TEST(RequestHash, PassesOverThePageFieldsOnly) {
  const uint64_t hash = RequestHash(AList());
  auto request = AList();
  request.set_page_size(99);
  request.set_page_token("token");
  EXPECT_EQ(RequestHash(request), hash);

  request = AList();
  request.set_parent("programs/p/accounts/b");
  EXPECT_NE(RequestHash(request), hash);
  request = AList();
  request.set_colour(kam::testing::v1::COLOUR_BLUE);
  EXPECT_NE(RequestHash(request), hash);
  request = AList();
  request.mutable_read_time()->set_seconds(1);
  EXPECT_NE(RequestHash(request), hash);
}

TEST(RequestHash, LeavesTheRequestAlone) {
  auto request = AList();
  request.set_page_token("token");
  RequestHash(request);
  EXPECT_EQ(request.page_token(), "token");
  EXPECT_EQ(request.page_size(), 10);
}

TEST(RequestHash, TellsTypesApart) {
  ListOthersRequest other;
  other.set_parent(AList().parent());
  EXPECT_NE(RequestHash(other), RequestHash(AList()));
}

TEST(RequestHash, DoesNotDependOnTheOrderOfMaps) {
  auto forwards = AList();
  auto backwards = AList();
  for (int i = 0; i < 100; ++i) {
    (*forwards.mutable_labels())[absl::StrCat("k", i)] = "v";
    (*backwards.mutable_labels())[absl::StrCat("k", 99 - i)] = "v";
  }
  EXPECT_EQ(RequestHash(forwards), RequestHash(backwards));
}

TEST(RequestHash, IsTheSameInEveryProcess) {
  EXPECT_EQ(RequestHash(AList()),
            StableHash64(absl::StrCat("kam.testing.v1.ListSamplesRequest\n",
                                      "\x0A\x15", AList().parent())));
}

TEST(PageSize, DefaultsAndClamps) {
  EXPECT_THAT(PageSize(0), IsOkAndHolds(50));
  EXPECT_THAT(PageSize(1), IsOkAndHolds(1));
  EXPECT_THAT(PageSize(999), IsOkAndHolds(999));
  EXPECT_THAT(PageSize(1000), IsOkAndHolds(1000));
  EXPECT_THAT(PageSize(1001), IsOkAndHolds(1000));
  EXPECT_THAT(PageSize(std::numeric_limits<int32_t>::max()),
              IsOkAndHolds(1000));
}

TEST(PageSize, RefusesNegativeOnes) {
  EXPECT_THAT(PageSize(-1), StatusIs(kInvalid, "INVALID_PAGE_SIZE"));
  EXPECT_THAT(PageSize(std::numeric_limits<int32_t>::min()),
              StatusIs(kInvalid, "INVALID_PAGE_SIZE"));
  EXPECT_THAT(PageSize(-5), HasMessage(HasSubstr("-5")));
}

}  // namespace
}  // namespace kam::resource::page_token_test
