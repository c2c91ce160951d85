#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "kam/assessment/v1/assessing.pb.h"
#include "kam/assessment/v1/published_assessment.pb.h"
#include "tests/services/kamctl/kamctl_harness.h"

namespace kam::kamctl {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(KamctlTest, AssessesExplainsAndComparesAccounts) {
  HaveLedger();
  const auto kept = Json<assessment::v1::Assessment>({"assess", "1"});
  ASSERT_FALSE(kept.name().empty());
  EXPECT_THAT(Done({"assess", "1"}),
              AllOf(HasSubstr(kept.name()), HasSubstr("phases"),
                    HasSubstr("insufficient data")));

  const std::string why = Done({"explain", kept.name()});
  EXPECT_THAT(why, AllOf(HasSubstr("PHASES: 1 (between 1 and 5)"),
                         HasSubstr("not known:")));

  const auto other = Json<assessment::v1::Assessment>({"assess", "2"});
  const auto compared =
      Json<assessment::v1::CompareAssessmentsResponse>({"compare", "1", "2"});
  EXPECT_EQ(compared.from().name(), kept.name());
  EXPECT_EQ(compared.to().name(), other.name());
  EXPECT_THAT(Done({"compare", "1", "2"}), HasSubstr(other.name()));
}

TEST_F(KamctlTest, AssessesAPastDayWithoutPublishingIt) {
  HaveLedger();
  const auto past = Json<assessment::v1::Assessment>(
      {"assess", "1", "--as-of", "2013-11-30"});
  EXPECT_TRUE(past.retrospective());
  EXPECT_THAT(Done({"watch", "assessments", "--once"}),
              Not(HasSubstr(past.name())));
}

TEST_F(KamctlTest, WatchesVerdictsALineEach) {
  HaveLedger();
  Done({"assess", "1"});
  const std::string seen =
      Done({"watch", "assessments", "1", "--model", "phases", "--once"});
  EXPECT_THAT(seen, AllOf(HasSubstr("  1  phases  1  insufficient data"),
                          Not(HasSubstr("pitfalls")), HasSubstr("--resume ")));
}

}  // namespace
}  // namespace kam::kamctl
