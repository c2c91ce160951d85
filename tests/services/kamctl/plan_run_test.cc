#include "gmock/gmock.h"
#include "kam/planning/v1/plan.pb.h"
#include "services/kamctl/plan_example.h"
#include "tests/services/kamctl/kamctl_harness.h"

namespace kam::kamctl::plan_run_test {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Example() { return PlanExample("programs/p"); }

class KamctlPlanTest : public KamctlTest {
 protected:
  KamctlPlanTest() {
    HaveAccounts();
    Done({"import", "members", "-"},
         "key,name,title\n277,Mia,Manager\n279,Tom,Engineer\n");
    Done({"import", "assignments", "-", "--set", "role=key account manager"},
         "account_key,member_key,starts_on,lead\n1,277,2013-01-01,yes\n");
  }
};

TEST_F(KamctlPlanTest, AppliesAPlanAndShowsItAsAPage) {
  EXPECT_EQ(Done({"plan", "example"}), Example());
  EXPECT_THAT(Done({"plan", "apply", "1", "-", "--plan", "one"}, Example()),
              HasSubstr("stored programs/p/accounts/1/plans/one, draft"));
  EXPECT_THAT(
      Done({"plan", "show", "1"}),
      AllOf(HasSubstr("Two years with Brakes and Gears"),
            HasSubstr("looks ahead: 24 months"), HasSubstr("written by: Mia"),
            HasSubstr("after this deal: no answer yet"),
            HasSubstr("long term goal: Half of what they spend"),
            HasSubstr("STRENGTHS\n  - Delivery within a day"),
            HasSubstr("Cut their stock of frames by a third (faster, add "
                      "value)"),
            ContainsRegex("2014-03-01 +Tom +Bring both teams of engineers "
                          "together +faster, engineers +open +meeting")));
}

TEST_F(KamctlPlanTest, WhatIsShownCanBeEditedAndApplied) {
  Done({"plan", "apply", "1", "-", "--plan", "one"}, Example());
  std::string file = Done({"--json", "plan", "show", "1"});
  const std::string stale = file;
  const size_t at = file.find("Two years with");
  ASSERT_NE(at, std::string::npos);
  file.replace(at, 3, "Six");
  Done({"plan", "apply", "1", "-"}, file);
  EXPECT_THAT(Done({"plan", "show", "1"}), HasSubstr("Six years with"));
  // The other editor's file is of the plan as it was.
  const Outcome late = Run({"plan", "apply", "1", "-"}, stale);
  EXPECT_EQ(late.exit, Exit::kRefused);
  EXPECT_THAT(late.err, HasSubstr("ETAG_MISMATCH"));
  const Outcome other = Run({"plan", "apply", "2", "-"}, stale);
  EXPECT_EQ(other.exit, Exit::kUsage);
  EXPECT_THAT(other.err, HasSubstr("PLAN_OF_ANOTHER_ACCOUNT"));
}

TEST_F(KamctlPlanTest, ActivatesTheDraft) {
  EXPECT_THAT(Run({"plan", "activate", "1"}).err, HasSubstr("NO_PLAN"));
  Done({"plan", "apply", "1", "-", "--plan", "one"}, Example());
  EXPECT_THAT(Done({"plan", "activate", "1"}),
              HasSubstr("accounts/1/plans/one is in force from"));
  EXPECT_THAT(Done({"plan", "show", "1"}), HasSubstr("active since 20"));
  EXPECT_THAT(Done({"view", "1"}), Not(HasSubstr("no plan is in force")));
}

TEST_F(KamctlPlanTest, SaysWhatIsWrongWithAFile) {
  const Outcome broken = Run({"plan", "apply", "1", "-"}, "{\"title\": ");
  EXPECT_EQ(broken.exit, Exit::kUsage);
  EXPECT_THAT(broken.err, HasSubstr("INVALID_RECORD_FILE: this is no Plan"));
  EXPECT_THAT(Run({"plan", "apply", "1", "-"}, "{\"titel\": \"x\"}").err,
              HasSubstr("titel"));
  EXPECT_THAT(Run({"plan", "apply", "1", "/nowhere.json"}).err,
              HasSubstr("UNREADABLE_FILE"));
  // An action that nobody owns is refused by the server.
  const Outcome owner = Run(
      {"plan", "apply", "1", "-"},
      "{\"kind\": \"PLAN_KIND_PROJECT\", \"actions\": [{\"text\": \"x\"}]}");
  EXPECT_EQ(owner.exit, Exit::kRefused);
  EXPECT_THAT(owner.err, HasSubstr("owner"));
  EXPECT_THAT(Run({"plan", "show", "1"}).err, HasSubstr("NO_PLAN"));
}

TEST_F(KamctlPlanTest, ShowsTheTeam) {
  EXPECT_THAT(Done({"team", "show", "1", "--as-of", "2013-11-30"}),
              AllOf(HasSubstr("team of programs/p/accounts/1 as of 2013-11-30"),
                    ContainsRegex("Mia +Manager .*key account manager .*yes")));
  EXPECT_THAT(Done({"team", "show", "2"}), HasSubstr("nobody is assigned"));
}

}  // namespace
}  // namespace kam::kamctl::plan_run_test
