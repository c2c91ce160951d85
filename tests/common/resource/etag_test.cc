#include "common/resource/etag.h"

#include <cstdint>
#include <limits>
#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace kam::resource::etag_test {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

TEST(MakeEtag, IsQuotedAndOpaque) {
  EXPECT_THAT(MakeEtag("the-epoch", 123456),
              MatchesRegex("\"[A-Za-z0-9_-]+\""));
  EXPECT_THAT(MakeEtag("the-epoch", 123456), Not(HasSubstr("123456")));
}

TEST(MakeEtag, IsTheSameForTheSame) {
  EXPECT_EQ(MakeEtag("e", 7), MakeEtag("e", 7));
}

TEST(MakeEtag, DiffersByRevisionAndEpoch) {
  std::set<std::string> seen;
  for (const char* epoch : {"e", "f", "", "e2"}) {
    for (int64_t revision = 0; revision < 1'000; ++revision) {
      EXPECT_TRUE(seen.insert(MakeEtag(epoch, revision)).second);
    }
    EXPECT_TRUE(
        seen.insert(MakeEtag(epoch, std::numeric_limits<int64_t>::max()))
            .second);
  }
}

}  // namespace
}  // namespace kam::resource::etag_test
