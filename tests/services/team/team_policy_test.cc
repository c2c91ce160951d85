#include "services/team/team_policy.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::team::team_policy_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using ::testing::SizeIs;

absl::StatusOr<TeamValues> Resolve(const std::string& policy) {
  return ResolvePolicy(ParseProto<v1::TeamPolicy>(policy));
}

TEST(TeamPolicy, HasDefaultsForWhatIsAbsent) {
  const TeamValues values = Resolve("balance_level: 3").value();
  EXPECT_EQ(values.balance_level, 3);
  EXPECT_EQ(values.covered_level, 3);
  EXPECT_EQ(values.rating_max_age_days, 730);
  EXPECT_EQ(values.executive_grade, type::v1::GRADE_DIRECTOR);
  EXPECT_THAT(values.title_phrases, SizeIs(7));
  EXPECT_THAT(values.phase_training[0], SizeIs(4));
  EXPECT_THAT(values.phase_training[2], SizeIs(5));
}

TEST(TeamPolicy, TakesWhatIsGiven) {
  const TeamValues values =
      Resolve(
          "executive_grade: GRADE_SENIOR_EXECUTIVE title_words: 'gkb' "
          "phase_training { phase: 2 skills { skill: SKILL_PLANNING level: 3 } "
          "}")
          .value();
  EXPECT_EQ(values.executive_grade, type::v1::GRADE_SENIOR_EXECUTIVE);
  EXPECT_THAT(values.title_words, ::testing::ElementsAre("gkb"));
  ASSERT_THAT(values.phase_training[1], SizeIs(1));
  EXPECT_EQ(values.phase_training[1][0].level(), 3);
}

TEST(TeamPolicy, RefusesWhatCannotBe) {
  for (const char* policy :
       {"rating_max_age_days: -1", "covered_level: 4", "covered_level: 1",
        "dedicated_share_numerator: 4", "title_phrases: ' '",
        "phase_training { phase: 6 }",
        "phase_training { phase: 1 } phase_training { phase: 1 }",
        "phase_training { phase: 1 skills { skill: SKILL_PLANNING } }"}) {
    EXPECT_THAT(Resolve(policy).status(), HasReason("INVALID_POLICY"))
        << policy;
  }
  EXPECT_THAT(Resolve("covered_level: 1 thin_level: 1").status(), IsOk());
}

TEST(TeamPolicy, IsDescribedWithEveryNumber) {
  const v1::PolicyUse use = DescribePolicy(7, Resolve("").value());
  EXPECT_EQ(use.version(), 7);
  EXPECT_THAT(use.values(), SizeIs(16));
  EXPECT_EQ(use.values(0).field(), "rating_max_age_days");
  EXPECT_EQ(use.values(0).value(), 730);
}

}  // namespace
}  // namespace kam::team::team_policy_test
