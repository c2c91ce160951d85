#include "common/base/random.h"

#include <limits>
#include <set>
#include <string>

#include "common/base/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_random.h"

namespace kam::random_test {
namespace {

using ::kam::testing::FakeRandom;
using ::testing::MatchesRegex;

class FixedRandom : public Random {
 public:
  explicit FixedRandom(uint64_t bits) : bits_(bits) {}
  uint64_t Next() override { return bits_; }

 private:
  const uint64_t bits_;
};

TEST(NewUuid, SetsVersionAndVariantWhateverTheBits) {
  FixedRandom zeros(0);
  EXPECT_EQ(NewUuid(zeros), "00000000-0000-4000-8000-000000000000");
  FixedRandom ones(std::numeric_limits<uint64_t>::max());
  EXPECT_EQ(NewUuid(ones), "ffffffff-ffff-4fff-bfff-ffffffffffff");
  FixedRandom counted(0x0123456789abcdef);
  EXPECT_EQ(NewUuid(counted), "01234567-89ab-4def-8123-456789abcdef");
}

TEST(NewUuid, IsWellFormedAndNew) {
  FakeRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    const std::string uuid = NewUuid(random);
    ASSERT_THAT(uuid, MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-"
                                   "[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    ASSERT_TRUE(seen.insert(uuid).second);
  }
}

TEST(SystemRandom, DoesNotRepeat) {
  SystemRandom random;
  std::set<uint64_t> seen;
  for (int i = 0; i < 1'000; ++i)
    ASSERT_TRUE(seen.insert(random.Next()).second);
}

TEST(FakeRandom, RepeatsByItsSeed) {
  FakeRandom a(7);
  FakeRandom b(7);
  FakeRandom c(8);
  const uint64_t first = a.Next();
  EXPECT_EQ(b.Next(), first);
  EXPECT_NE(c.Next(), first);
}

TEST(SystemClock, TellsAPlausibleTime) {
  const absl::Time now = SystemClock().Now();
  EXPECT_GT(now,
            absl::FromCivil(absl::CivilDay(2024, 1, 1), absl::UTCTimeZone()));
  EXPECT_LT(now,
            absl::FromCivil(absl::CivilDay(2200, 1, 1), absl::UTCTimeZone()));
}

}  // namespace
}  // namespace kam::random_test
