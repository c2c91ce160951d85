#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/suite/following_harness.h"

namespace kam::suite {
namespace {

TEST_F(FollowingTest, AChangeOfAnyServiceReachesTheStream) {
  HaveProgram();
  AssessmentStream stream = Watch();
  HaveAccount("a");
  const PublishedAssessment first = stream.Await(IsOf("a"));
  EXPECT_EQ(first.verdicts_size(), 10);
  EXPECT_TRUE(first.assessment().previous().empty());

  AssignLead("a", "GRADE_SENIOR_EXECUTIVE");
  stream.Await(HasValue(kPhases, "KAM_SENIORITY", "VERY_SENIOR"));
  harness_.Call<Accounts>(
      &Accounts::Stub::CreateIntegration,
      absl::StrCat("parent: '", Name("a"),
                   "' integration { kind: KIND_JOINT_LOGISTICS "
                   "starts_on { year: 2013 month: 1 day: 1 } }"));
  stream.Await(HasValue(kPhases, "INTEGRATION", "JOINT_LOGISTICS_ACTIVITY"));
  harness_.Call<Planning>(
      &Planning::Stub::CreatePlan,
      absl::StrCat("parent: '", Name("a"),
                   "' plan_id: 'one' plan { kind: PLAN_KIND_BESPOKE_ACCOUNT "
                   "title: 'Growth' horizon_months: 24 }"));
  harness_.Call<Planning>(&Planning::Stub::ActivatePlan,
                          absl::StrCat("name: '", Name("a"), "/plans/one'"));
  stream.Await(HasValue(kPhases, "PLANS", "BESPOKE_ACCOUNT_PLAN"));
  Observe("a", "one", "MUTUAL_PLANS");
  const PublishedAssessment last =
      stream.Await(HasValue(kPhases, "APPROACH", "MUTUAL_PLANS"));
  EXPECT_EQ(last.kind(), type::v1::CHANGE_KIND_CREATED);
  EXPECT_EQ(last.assessment().sources_size(), 4);
  EXPECT_FALSE(last.assessment().previous().empty());
}

TEST_F(FollowingTest, AMembersChangeReachesTheAccountsThatItConcerns) {
  HaveProgram();
  AssessmentStream stream = Watch();
  HaveAccount("a");
  AssignLead("a", "GRADE_MANAGER");
  stream.Await(HasValue(kPhases, "KAM_SENIORITY", "ACCOUNT_MANAGER"));
  harness_.Call<Team>(&Team::Stub::UpdateMember,
                      "member { name: 'programs/p/members/ann' "
                      "positions { title: 'Manager' grade: GRADE_MANAGER } "
                      "positions { title: 'Head' grade: GRADE_SENIOR_EXECUTIVE "
                      "starts_on { year: 2013 month: 12 day: 1 } } } "
                      "update_mask { paths: 'positions' }");
  stream.Await(HasValue(kPhases, "KAM_SENIORITY", "VERY_SENIOR"));
}

TEST_F(FollowingTest, NothingIsPublishedWhenNothingIsSaidAnew) {
  HaveProgram();
  AssessmentStream stream = Watch();
  HaveAccount("a");
  Observe("a", "one", "TELL");
  const PublishedAssessment before =
      stream.Await(HasValue(kPhases, "APPROACH", "TELL"));
  // None of these says anything that a model reads.
  for (int i = 0; i < 5; ++i) {
    harness_.Call<Accounts>(&Accounts::Stub::UpdateAccount,
                            absl::StrCat("account { name: '", Name("a"),
                                         "' sector: 'sector ", i, "' }"));
  }
  Observe("a", "two", "PROJECT_LED", 2);
  const PublishedAssessment after = stream.Await(kAny);
  EXPECT_EQ(ValueOf(after, kPhases, "APPROACH"), "PROJECT_LED");
  EXPECT_EQ(after.assessment().previous(), before.name());
  EXPECT_EQ(List("a").front().name(), after.name());
}

TEST_F(FollowingTest, AStreamShowsWhatItsFilterAsksFor) {
  HaveProgram();
  AssessmentStream stream =
      Watch("", "models: MODEL_PHASES changed_only: true");
  HaveAccount("a");
  stream.Await(IsOf("a"));
  // This changes who is covered, but no phase.
  harness_.Call<Accounts>(
      &Accounts::Stub::CreateContact,
      absl::StrCat("parent: '", Name("a"),
                   "' contact { display_name: 'Joe' "
                   "decision_level: DECISION_LEVEL_INSTIGATOR }"));
  AssessmentStream all = Watch("", "models: MODEL_CONTACT_COVERAGE");
  all.Await([](const PublishedAssessment& one) {
    return one.verdicts(0).verdict().value() == "NONE";
  });
  Observe("a", "one", "TELL");
  const PublishedAssessment next = stream.Await(kAny);
  ASSERT_EQ(next.verdicts_size(), 1);
  EXPECT_EQ(ValueOf(next, kPhases, "APPROACH"), "TELL");
  EXPECT_TRUE(next.verdicts(0).has_previous());
}

TEST_F(FollowingTest, ARestartMissesNothingAndRepeatsNothing) {
  HaveProgram();
  HaveAccount("a");
  std::string token;
  std::string before;
  {
    AssessmentStream stream = Watch();
    Observe("a", "one", "TELL");
    before = stream.Await(HasValue(kPhases, "APPROACH", "TELL")).name();
    token = stream.token();
  }
  // What is written just before the end may be assessed before or after.
  Observe("a", "two", "PROJECT_LED", 2);
  harness_.Restart();
  AssessmentStream stream = Watch(token);
  const PublishedAssessment next = stream.Await(kAny);
  EXPECT_EQ(ValueOf(next, kPhases, "APPROACH"), "PROJECT_LED");
  EXPECT_EQ(next.assessment().previous(), before);
  Observe("a", "three", "MUTUAL_PLANS", 3);
  const PublishedAssessment last = stream.Await(kAny);
  EXPECT_EQ(ValueOf(last, kPhases, "APPROACH"), "MUTUAL_PLANS");
  EXPECT_EQ(last.assessment().previous(), next.name());
}

TEST_F(FollowingTest, AnUpstreamThatWasRestoredIsReadAnew) {
  HaveProgram();
  HaveAccount("a");
  std::string token;
  {
    AssessmentStream stream = Watch();
    AssignLead("a", "GRADE_MANAGER");
    stream.Await(HasValue(kPhases, "KAM_SENIORITY", "ACCOUNT_MANAGER"));
    token = stream.token();
  }
  harness_.Close();
  // A store of another epoch, without the assignment.
  std::filesystem::remove_all(harness_.Folder("team"));
  harness_.Open(true);
  AssessmentStream stream = Watch(token);
  const PublishedAssessment next = stream.Await(IsOf("a"));
  EXPECT_EQ(ValueOf(next, kPhases, "KAM_SENIORITY"), "");
  // And it is followed again.
  AssignLead("a", "GRADE_SENIOR_EXECUTIVE");
  stream.Await(HasValue(kPhases, "KAM_SENIORITY", "VERY_SENIOR"));
}

TEST_F(FollowingTest, EveryDayOfTheProgrammesZoneAllAccountsAreDue) {
  HaveProgram();
  AssessmentStream stream = Watch();
  HaveAccount("a");
  Observe("a", "one", "TELL");
  stream.Await(HasValue(kPhases, "APPROACH", "TELL"));
  // Of 1 November 2013, it counts for 365 days: to 1 November 2014 in Tokyo.
  absl::Time midnight = absl::FromCivil(absl::CivilDay(2014, 11, 2),
                                        absl::FixedTimeZone(9 * 60 * 60));
  harness_.clock().Set(midnight - absl::Seconds(1));
  // Days on which nothing changes publish nothing.
  HaveAccount("b");
  EXPECT_TRUE(IsOf("b")(stream.Await(kAny)));
  harness_.clock().Set(midnight);
  const PublishedAssessment next = stream.Await(kAny);
  EXPECT_EQ(next.assessment().account(), Name("a"));
  EXPECT_EQ(ValueOf(next, kPhases, "APPROACH"), "");
}

TEST_F(FollowingTest, AnAccountThatIsDeletedIsNoLongerAssessed) {
  HaveProgram();
  AssessmentStream stream = Watch();
  HaveAccount("a");
  stream.Await(IsOf("a"));
  harness_.Call<Accounts>(&Accounts::Stub::DeleteAccount,
                          absl::StrCat("name: '", Name("a"), "' force: true"));
  HaveAccount("b");
  EXPECT_TRUE(IsOf("b")(stream.Await(kAny)));
}

// A consumer that is killed and resumed all the time.
TEST_F(FollowingTest, AConsumerThatIsCutSeesEachAssessmentOnce) {
  constexpr int kAccounts = 5;
  constexpr int kRounds = 20;
  HaveProgram();
  std::set<std::pair<std::string, int64_t>> seen;
  std::map<std::string, std::string> last;
  std::string token;
  auto take = [&](const PublishedAssessment& one) {
    EXPECT_TRUE(seen.emplace(one.name(), one.revision()).second) << one.name();
    EXPECT_EQ(one.assessment().previous(), last[one.assessment().account()]);
    last[one.assessment().account()] = one.name();
  };
  {
    AssessmentStream stream = Watch();
    stream.CatchUp();
    token = stream.token();
  }
  for (int i = 0; i < kAccounts; ++i) HaveAccount(absl::StrCat("a", i));
  const char* const values[] = {"TELL", "PROJECT_LED"};
  for (int round = 0; round < kRounds; ++round) {
    for (int i = 0; i < kAccounts; ++i) {
      Observe(absl::StrCat("a", i), absl::StrCat("o", round), values[round % 2],
              round + 1);
    }
    // Cut after some assessments, wherever that is: what came behind the last
    // token comes again.
    AssessmentStream stream = Watch(token);
    std::vector<PublishedAssessment> behind;
    for (int i = 0; i <= round % 3; ++i) {
      auto next = stream.Next();
      ASSERT_TRUE(next.has_value());
      behind.push_back(*std::move(next));
      if (stream.token() == token) continue;
      token = stream.token();
      for (const PublishedAssessment& one : behind) take(one);
      behind.clear();
    }
  }
  // Then to the end: until nothing is left to be said of any account.
  AssessmentStream stream = Watch(token);
  for (int i = 0; i < kAccounts; ++i) {
    const std::string account = absl::StrCat("a", i);
    while (Assess(account).name() != last[Name(account)]) {
      const auto next = stream.Next();
      ASSERT_TRUE(next.has_value());
      take(*next);
    }
  }
  size_t stored = 0;
  for (int i = 0; i < kAccounts; ++i) {
    stored += List(absl::StrCat("a", i)).size();
  }
  EXPECT_EQ(seen.size(), stored);
}

}  // namespace
}  // namespace kam::suite
