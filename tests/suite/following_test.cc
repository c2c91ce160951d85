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
#include "kam/account/v1/account_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "tests/suite/assessment_stream.h"
#include "tests/suite/suite_harness.h"
#include "tests/testing/proto_matchers.h"

namespace kam::suite {
namespace {

using assessment::v1::Assessment;
using assessment::v1::PublishedAssessment;
using Accounts = account::v1::AccountService;
using Assessments = assessment::v1::AssessmentService;
using Planning = planning::v1::PlanningService;
using Programs = account::v1::ProgramService;
using Team = team::v1::TeamService;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kProgram[] = "programs/p";

std::string Name(const std::string& account) {
  return absl::StrCat(kProgram, "/accounts/", account);
}

// The value of a dimension of a verdict; empty when it is not known.
std::string ValueOf(const PublishedAssessment& published,
                    assessment::v1::Model model, const std::string& key) {
  for (const auto& change : published.verdicts()) {
    if (change.verdict().model() != model) continue;
    for (const auto& finding : change.verdict().findings()) {
      if (finding.key() == key) return finding.chosen();
    }
  }
  return "";
}

class FollowingTest : public ::testing::Test {
 protected:
  void HaveProgram() {
    harness_.Call<Programs>(
        &Programs::Stub::CreateProgram,
        "program_id: 'p' program { display_name: 'Key accounts' "
        "reporting_currency: 'USD' time_zone: 'Asia/Tokyo' }");
  }

  void HaveAccount(const std::string& id) {
    harness_.Call<Accounts>(
        &Accounts::Stub::CreateAccount,
        absl::StrCat("parent: 'programs/p' account_id: '", id,
                     "' account { display_name: 'Bikes' }"));
  }

  // Changes a fact: what the account's relationship is like.
  void Observe(const std::string& account, const std::string& id,
               const std::string& value, int day = 1) {
    harness_.Call<Assessments>(
        &Assessments::Stub::CreateObservation,
        absl::StrCat("parent: '", Name(account), "' observation_id: '", id,
                     "' observation { model: MODEL_PHASES "
                     "dimension: 'APPROACH' key: '",
                     value,
                     "' source_class: SOURCE_CLASS_CUSTOMER "
                     "observed_on { year: 2013 month: 11 day: ",
                     day, " } }"));
  }

  void AssignLead(const std::string& account, const std::string& grade) {
    harness_.Call<Team>(
        &Team::Stub::CreateMember,
        absl::StrCat("parent: 'programs/p' member_id: 'ann' member { "
                     "display_name: 'Ann' positions { title: 'Manager' grade: ",
                     grade, " } }"));
    harness_.Call<Team>(
        &Team::Stub::CreateAssignment,
        absl::StrCat("parent: '", Name(account),
                     "' assignment_id: 'ann' assignment { "
                     "member: 'programs/p/members/ann' lead: true "
                     "role: ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER "
                     "starts_on { year: 2013 month: 1 day: 1 } }"));
  }

  AssessmentStream Watch(const std::string& token = "",
                         const std::string& filter = "") {
    auto request =
        kam::testing::ParseProto<assessment::v1::WatchAssessmentsRequest>(
            absl::StrCat("parent: 'programs/p' ", filter));
    request.set_resume_token(token);
    return AssessmentStream(harness_.suite().InProcessChannel(),
                            std::move(request));
  }

  std::vector<Assessment> List(const std::string& account) {
    const auto answer = harness_.Call<Assessments>(
        &Assessments::Stub::ListAssessments,
        absl::StrCat("parent: '", Name(account), "' page_size: 1000"));
    return {answer.assessments().begin(), answer.assessments().end()};
  }

  Assessment Assess(const std::string& account, const std::string& when = "") {
    return harness_.Call<Assessments>(
        &Assessments::Stub::AssessAccount,
        absl::StrCat("account: '", Name(account), "' ", when));
  }

  SuiteHarness harness_;
};

auto IsOf(const std::string& account) {
  return [account](const PublishedAssessment& one) {
    return one.assessment().account() == Name(account);
  };
}

auto HasValue(assessment::v1::Model model, const std::string& key,
              const std::string& value) {
  return [=](const PublishedAssessment& one) {
    return ValueOf(one, model, key) == value;
  };
}

constexpr auto kAny = [](const PublishedAssessment&) { return true; };
constexpr auto kPhases = assessment::v1::MODEL_PHASES;

TEST_F(FollowingTest, AChangeOfAnyServiceReachesTheStream) {
  HaveProgram();
  AssessmentStream stream = Watch();
  HaveAccount("a");
  const PublishedAssessment first = stream.Await(IsOf("a"));
  EXPECT_EQ(first.verdicts_size(), 9);
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

TEST_F(FollowingTest, AnAssessmentIsExplainedReplayedAndCompared) {
  HaveProgram();
  HaveAccount("a");
  AssignLead("a", "GRADE_MANAGER");
  Observe("a", "one", "TELL");
  const Assessment before = Assess("a");
  EXPECT_EQ(before.verdicts_size(), 9);
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

}  // namespace
}  // namespace kam::suite
