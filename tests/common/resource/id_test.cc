#include "common/resource/id.h"

#include <regex>
#include <string>

#include "common/base/random.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"

namespace kam::resource::id_test {
namespace {

using ::kam::testing::FakeRandom;
using ::kam::testing::HasMessage;
using ::kam::testing::IsOk;
using ::kam::testing::StatusIs;
using ::testing::HasSubstr;

TEST(CheckId, TakesOneTo63Characters) {
  EXPECT_THAT(CheckId("a"), IsOk());
  EXPECT_THAT(CheckId("0"), IsOk());
  EXPECT_THAT(CheckId("a-b--c-9"), IsOk());
  EXPECT_THAT(CheckId(std::string(63, 'a')), IsOk());
  EXPECT_THAT(CheckId(std::string(64, 'a')),
              StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_ID"));
  EXPECT_THAT(CheckId(""),
              StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_ID"));
}

TEST(CheckId, RefusesOtherCharactersAndDashesAtTheEnds) {
  for (const char* id : {"-", "-a", "a-", "A", "aB", "a b", " a", "a_b", "a/b",
                         "a.b", "a\n", "\xC3\xBC", "{a}", "*", "a%20"}) {
    EXPECT_THAT(CheckId(id),
                StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_ID"))
        << id;
  }
  EXPECT_FALSE(IsId(absl::string_view("a\0b", 3)));
  EXPECT_THAT(CheckId("Ab"), HasMessage(HasSubstr("\"Ab\"")));
}

TEST(CheckId, AgreesWithItsPattern) {
  const std::regex pattern("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  const std::string alphabet = "abz019--A_";
  FakeRandom random;
  for (int i = 0; i < 20'000; ++i) {
    std::string id(random.Below(random.Below(2) == 0 ? 5 : 67), ' ');
    const uint64_t letters = random.Below(2) == 0 ? 7 : alphabet.size();
    for (char& c : id) c = alphabet[random.Below(letters)];
    ASSERT_EQ(IsId(id), std::regex_match(id, pattern)) << id;
  }
}

TEST(CheckId, TakesAnyUuid) {
  FakeRandom random;
  EXPECT_THAT(CheckId(NewUuid(random)), IsOk());
}

}  // namespace
}  // namespace kam::resource::id_test
