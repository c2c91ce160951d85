// What the gateway's view shows of an assessment, at which day and of which
// state of the stores.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "kam/assessment/v1/audit_service.grpc.pb.h"
#include "tests/suite/relationship_harness.h"
#include "tests/testing/matchers.h"

namespace kam::suite::standing_test {
namespace {

using assessment::v1::AccountStanding;
using gateway::v1::KeyAccountView;
using kam::testing::EqualsProto;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// What the view says of a model: its value, and its bounds.
std::string ValueOf(const KeyAccountView& view, assessment::v1::Model model) {
  for (const auto& one : view.assessment().standing().verdicts()) {
    if (one.model() == model) {
      return absl::StrCat(one.value(), " of ", one.bounds().low(), " to ",
                          one.bounds().high());
    }
  }
  return "";
}

class StandingTest : public RelationshipTest {
 protected:
  using Audits = assessment::v1::AuditService;

  StandingTest() { HaveKeyAccount("a"); }

  void HaveAudit() {
    Call<Audits>(&Audits::Stub::CreateAudit,
                 "parent: 'programs/p/accounts/a' audit_id: 'one' audit { "
                 "held_on { year: 2013 month: 11 day: 15 } "
                 "channel: AUDIT_CHANNEL_TELEPHONE "
                 "interviewer: 'programs/p/members/boss' "
                 "respondents { contact: 'programs/p/accounts/a/contacts/c' "
                 "answers { question: 'p1' text: 'Delivery' } } }");
    Call<Audits>(&Audits::Stub::CompleteAudit,
                 "name: 'programs/p/accounts/a/audits/one'");
  }

  std::string ReadTime(absl::Duration ago) {
    return absl::StrCat("read_time { seconds: ",
                        absl::ToUnixSeconds(clock().Now() - ago), " }");
  }
};

TEST_F(StandingTest, TheViewTellsWhatTheModelsSaid) {
  Observe("a", {{"APPROACH", "ASK_LISTEN_PERSUADE"},
                {"CONTACT_PATTERN", "ONE_TO_ONE_BUYER"},
                {"TEAM_FORM", "ALONE_WITH_SUPPORT"},
                {"AGENDA", "OWN"}});
  HaveAudit();
  const assessment::v1::Assessment assessed = Assess("a");
  const KeyAccountView view = View("a");
  EXPECT_GT(view.assessment().status().store().revision(), 0);
  EXPECT_THAT(view.assessment().unavailable_reasons(), IsEmpty());
  const AccountStanding& standing = view.assessment().standing();
  EXPECT_EQ(standing.assessment(), assessed.name());
  EXPECT_THAT(standing.as_of(), EqualsProto("year: 2013 month: 12 day: 1"));
  EXPECT_THAT(standing.create_time(), EqualsProto(assessed.create_time()));
  // Every verdict of the assessment is there, with its value and bounds.
  ASSERT_EQ(standing.verdicts_size(), assessed.verdicts_size());
  size_t flags = 0;
  for (int i = 0; i < standing.verdicts_size(); ++i) {
    EXPECT_EQ(standing.verdicts(i).model(), assessed.verdicts(i).model());
    EXPECT_EQ(standing.verdicts(i).value(), assessed.verdicts(i).value());
    EXPECT_EQ(standing.verdicts(i).status(), assessed.verdicts(i).status());
    EXPECT_THAT(standing.verdicts(i).bounds(),
                EqualsProto(assessed.verdicts(i).bounds()));
    flags += static_cast<size_t>(assessed.verdicts(i).flags_size());
  }
  EXPECT_NE(ValueOf(view, assessment::v1::MODEL_PHASES), "");
  EXPECT_NE(ValueOf(view, assessment::v1::MODEL_BUY_SELL_LEVEL), "");
  EXPECT_NE(ValueOf(view, assessment::v1::MODEL_SELLING_LEVEL), "");
  EXPECT_NE(ValueOf(view, assessment::v1::MODEL_PARTNERSHIP_INDICATORS), "");
  // And every flag, gravest first.
  ASSERT_GT(flags, 0u);
  ASSERT_EQ(static_cast<size_t>(standing.flags_size()), flags);
  for (int i = 1; i < standing.flags_size(); ++i) {
    EXPECT_LE(standing.flags(i).severity(), standing.flags(i - 1).severity());
  }
  EXPECT_GT(standing.next_phase().target(), 1);
  EXPECT_GT(standing.next_phase().gates_size(), 0);
  EXPECT_EQ(view.assessment().last_audit().audit(),
            "programs/p/accounts/a/audits/one");
  EXPECT_EQ(view.assessment().last_audit().channel(),
            assessment::v1::AUDIT_CHANNEL_TELEPHONE);
}

TEST_F(StandingTest, TheProgrammeStandsBesideItsAccounts) {
  EXPECT_FALSE(View("a").assessment().has_program_standing());
  const auto diagnosis = Call<Assessments>(&Assessments::Stub::DiagnoseProgram,
                                           "program: 'programs/p'");
  const KeyAccountView view = View("a");
  const auto& standing = view.assessment().program_standing();
  EXPECT_EQ(standing.diagnosis(), diagnosis.name());
  ASSERT_EQ(standing.verdicts_size(), diagnosis.verdicts_size());
  EXPECT_EQ(standing.verdicts(0).value(), diagnosis.verdicts(0).value());
  EXPECT_FALSE(View("a", "as_of { year: 2013 month: 11 day: 30 }")
                   .assessment()
                   .has_program_standing());
}

TEST_F(StandingTest, AnAccountThatWasNotAssessedByTheDaySaysSo) {
  Assess("a");
  const KeyAccountView view =
      View("a", "as_of { year: 2013 month: 11 day: 30 }");
  EXPECT_EQ(view.assessment().status().state(),
            gateway::v1::SectionStatus::STATE_OK);
  EXPECT_FALSE(view.assessment().has_standing());
  EXPECT_FALSE(view.assessment().has_last_audit());
  EXPECT_THAT(view.assessment().unavailable_reasons(),
              ElementsAre("NOT_ASSESSED"));
}

TEST_F(StandingTest, APastStateIsShownAsItWasShownThen) {
  Observe("a", {{"APPROACH", "TELL"}});
  Assess("a");
  KeyAccountView then = View("a");
  clock().Advance(absl::Hours(1));
  Observe("a", {{"APPROACH", "MUTUAL_PLANS"}}, 2);
  HaveAudit();
  HaveAccount("b");
  Assess("a");
  const KeyAccountView now = View("a");
  EXPECT_NE(now.assessment().standing().assessment(),
            then.assessment().standing().assessment());
  EXPECT_EQ(now.assessment().observations_size(), 2);
  KeyAccountView before = View("a", ReadTime(absl::Minutes(30)));
  EXPECT_TRUE(before.has_read_time());
  before.clear_read_time();
  // How often the account was assessed meanwhile, with nothing to say, counts
  // as a revision.
  EXPECT_GE(before.assessment().status().store().revision(),
            then.assessment().status().store().revision());
  then.mutable_assessment()->mutable_status()->clear_store();
  before.mutable_assessment()->mutable_status()->clear_store();
  EXPECT_THAT(before, EqualsProto(then));
}

TEST_F(StandingTest, APastDayShowsTheAssessmentThatHeldOnIt) {
  Observe("a", {{"APPROACH", "TELL"}});
  const std::string first = Assess("a").name();
  clock().Advance(absl::Hours(24) * 10);
  Observe("a", {{"APPROACH", "MUTUAL_PLANS"}}, 2);
  const std::string second = Assess("a").name();
  EXPECT_EQ(View("a").assessment().standing().assessment(), second);
  const std::string past = "as_of { year: 2013 month: 12 day: 5 } ";
  EXPECT_EQ(View("a", past).assessment().standing().assessment(), first);
  // Looking back at that day with what is known by now.
  const std::string back = Assess("a", past).name();
  EXPECT_NE(back, first);
  EXPECT_EQ(View("a", past).assessment().standing().assessment(), back);
  EXPECT_TRUE(View("a", past).assessment().standing().retrospective());
  EXPECT_EQ(View("a", "as_of { year: 2013 month: 12 day: 6 }")
                .assessment()
                .standing()
                .assessment(),
            first);
  EXPECT_EQ(View("a").assessment().standing().assessment(), second);
}

}  // namespace
}  // namespace kam::suite::standing_test
