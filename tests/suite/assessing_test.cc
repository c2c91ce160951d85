#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/suite/following_harness.h"

namespace kam::suite {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(FollowingTest, AnAssessmentIsExplainedReplayedAndCompared) {
  HaveProgram();
  HaveAccount("a");
  AssignLead("a", "GRADE_MANAGER");
  Observe("a", "one", "TELL");
  const Assessment before = Assess("a");
  EXPECT_EQ(before.verdicts_size(), 10);
  EXPECT_EQ(Assess("a").name(), before.name());
  const auto replay =
      harness_.Call<Assessments>(&Assessments::Stub::ReplayAssessment,
                                 absl::StrCat("name: '", before.name(), "'"));
  EXPECT_TRUE(replay.identical());
  EXPECT_THAT(replay.changed_models(), IsEmpty());
  // Under another policy what was said is too old.
  const auto stricter = harness_.Call<Assessments>(
      &Assessments::Stub::ReplayAssessment,
      absl::StrCat("name: '", before.name(),
                   "' policy { version: 7 evidence { max_age_days: 1 } }"));
  EXPECT_FALSE(stricter.identical());
  EXPECT_THAT(stricter.changed_models(), Contains(kPhases));
  EXPECT_EQ(stricter.policy_version(), 7);

  const auto explained = harness_.Call<Assessments>(
      &Assessments::Stub::ExplainAssessment,
      absl::StrCat("name: '", before.name(),
                   "' models: MODEL_PHASES show_evidence: true"));
  ASSERT_EQ(explained.verdicts_size(), 1);
  EXPECT_THAT(explained.verdicts(0).because(),
              Contains(::testing::HasSubstr("APPROACH is TELL")));
  EXPECT_THAT(explained.verdicts(0).not_known(), Not(IsEmpty()));
  EXPECT_EQ(explained.evidence().observations_size(), 1);
  EXPECT_EQ(explained.policy().version(), 0);

  Observe("a", "two", "PROJECT_LED", 2);
  const Assessment after = Assess("a");
  EXPECT_EQ(after.previous(), before.name());
  const auto compared = harness_.Call<Assessments>(
      &Assessments::Stub::CompareAssessments,
      absl::StrCat("parent: 'programs/p' from { name: '", before.name(),
                   "' } to { name: '", Name("a"), "' } models: MODEL_PHASES"));
  ASSERT_EQ(compared.shifts_size(), 1);
  ASSERT_EQ(compared.shifts(0).shifts_size(), 1);
  EXPECT_EQ(compared.shifts(0).shifts(0).key(), "APPROACH");
  EXPECT_EQ(compared.shifts(0).shifts(0).from(), "TELL");
  EXPECT_EQ(compared.shifts(0).shifts(0).to(), "PROJECT_LED");
}

TEST_F(FollowingTest, ADraftPolicyIsTriedOnWhatWasStored) {
  HaveProgram();
  HaveAccount("a");
  Observe("a", "one", "TELL");
  const Assessment stored = Assess("a");
  auto backtest = [&](const std::string& policy) {
    const auto stub = Assessments::NewStub(harness_.suite().InProcessChannel());
    grpc::ClientContext context;
    const auto reader = stub->BacktestPolicy(
        &context,
        kam::testing::ParseProto<assessment::v1::BacktestPolicyRequest>(
            absl::StrCat("parent: 'programs/p' policy { ", policy, " }")));
    std::vector<assessment::v1::BacktestPolicyResponse> answers;
    assessment::v1::BacktestPolicyResponse answer;
    while (reader->Read(&answer)) answers.push_back(answer);
    EXPECT_THAT(reader->Finish(), kam::testing::GrpcIsOk());
    return answers;
  };
  const auto same = backtest("version: 1");
  ASSERT_EQ(same.size(), 1u);
  EXPECT_TRUE(same[0].done());
  EXPECT_GE(same[0].judged(), 1);
  EXPECT_EQ(same[0].differing(), 0);
  const auto stricter = backtest("evidence { max_age_days: 1 }");
  ASSERT_GE(stricter.size(), 2u);
  EXPECT_EQ(stricter[0].assessment(), stored.name());
  EXPECT_EQ(stricter[0].shifts(0).shifts(0).key(), "APPROACH");
  EXPECT_EQ(stricter.back().differing(),
            static_cast<int64_t>(stricter.size()) - 1);
}

TEST_F(FollowingTest, LookingBackIsNoPartOfTheSequence) {
  HaveProgram();
  AssessmentStream stream = Watch();
  HaveAccount("a");
  Observe("a", "one", "TELL");
  const std::string latest =
      stream.Await(HasValue(kPhases, "APPROACH", "TELL")).name();
  const Assessment past = Assess("a", "as_of { year: 2013 month: 10 day: 1 }");
  EXPECT_TRUE(past.retrospective());
  EXPECT_EQ(Assess("a", "as_of { year: 2013 month: 10 day: 1 }").name(),
            past.name());
  EXPECT_EQ(Assess("a").name(), latest);
  EXPECT_EQ(List("a").front().name(), latest);
  Observe("a", "two", "PROJECT_LED", 2);
  EXPECT_EQ(stream.Await(kAny).assessment().previous(), latest);
}

TEST_F(FollowingTest, APastStateIsStoredOnceHoweverOftenItIsAskedFor) {
  HaveProgram();
  HaveAccount("a");
  Observe("a", "one", "TELL");
  kam::testing::FakeClock& clock = harness_.clock();
  const absl::Time then = clock.Now() + absl::Seconds(1);
  clock.Set(then + absl::Hours(1));
  Observe("a", "two", "PROJECT_LED", 2);
  const std::string at =
      absl::StrCat("read_time { seconds: ", absl::ToUnixSeconds(then), " }");
  const Assessment past = Assess("a", at);
  ASSERT_FALSE(past.name().empty());
  EXPECT_TRUE(past.retrospective());
  EXPECT_EQ(Assess("a", at).name(), past.name());
}

}  // namespace
}  // namespace kam::suite
