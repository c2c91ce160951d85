#include "gmock/gmock.h"
#include "services/kamctl/plan_example.h"
#include "tests/services/kamctl/kamctl_harness.h"

namespace kam::kamctl::planning_run_test {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

// Mia leads account 1; the example plan gives Tom, who is not of its team, an
// action.
class KamctlPlanningTest : public KamctlTest {
 protected:
  KamctlPlanningTest() {
    HaveAccounts();
    Done({"import", "members", "-"},
         "key,name,title\n277,Mia,Manager\n279,Tom,Engineer\n");
    Done({"import", "assignments", "-", "--set", "role=key account manager"},
         "account_key,member_key,starts_on,lead\n1,277,2013-01-01,yes\n");
  }

  void HavePlan(const std::string& account) const {
    Done({"plan", "apply", account, "-", "--plan", "one", "--as-of",
          "2014-01-31"},
         PlanExample("programs/p"));
  }
};

TEST_F(KamctlPlanningTest, TakesAnInitiativeFromProposalToEnd) {
  EXPECT_EQ(Done({"initiative", "list", "1"}), "no initiatives\n");
  EXPECT_EQ(Done({"initiative", "add", "1", "packaging", "--name",
                  "Lighter packaging", "--initiator", "customer", "--offering",
                  "project specific", "--function", "technical", "--ends-on",
                  "2014-12-31"}),
            "programs/p/accounts/1/initiatives/packaging is proposed\n");
  EXPECT_EQ(
      Done({"initiative", "start", "1", "packaging", "--on", "2014-02-01"}),
      "programs/p/accounts/1/initiatives/packaging is active\n");
  EXPECT_THAT(Done({"initiative", "list", "1"}),
              ContainsRegex("packaging +Lighter packaging +active +customer "
                            "+project specific +2014-02-01 +2014-12-31"));
  // A reason is needed to give it up, and only once can it end.
  EXPECT_EQ(Run({"initiative", "stop", "1", "packaging"}).exit, Exit::kUsage);
  EXPECT_EQ(
      Done({"initiative", "complete", "1", "packaging", "--on", "2014-11-30"}),
      "programs/p/accounts/1/initiatives/packaging is completed\n");
  const Outcome again =
      Run({"initiative", "stop", "1", "packaging", "--reason", "no money"});
  EXPECT_EQ(again.exit, Exit::kRefused);
  EXPECT_THAT(again.err, HasSubstr("WRONG_STATE"));
  EXPECT_EQ(Run({"initiative", "add", "1", "x", "--name", "X", "--initiator",
                 "nobody"})
                .exit,
            Exit::kUsage);
}

TEST_F(KamctlPlanningTest, MovesAnOpportunityStageByStage) {
  EXPECT_EQ(Done({"opportunity", "list", "1"}), "no opportunities\n");
  EXPECT_EQ(Done({"opportunity", "add", "1", "lyon", "--name",
                  "Frames for Lyon", "--value", "250000.5", "--currency", "USD",
                  "--owner", "277", "--opened-on", "2014-01-10"}),
            "programs/p/accounts/1/opportunities/lyon is in presales\n");
  const Outcome skipped =
      Run({"opportunity", "move", "1", "lyon", "review", "--on", "2014-02-01"});
  EXPECT_EQ(skipped.exit, Exit::kRefused);
  EXPECT_THAT(skipped.err, HasSubstr("STAGE_SKIPPED"));
  Done({"opportunity", "move", "1", "lyon", "contract negotiation", "--on",
        "2014-02-01"});
  // A step back says why.
  EXPECT_EQ(Run({"opportunity", "move", "1", "lyon", "presales"}).exit,
            Exit::kRefused);
  EXPECT_EQ(Done({"opportunity", "move", "1", "lyon", "lost", "--on",
                  "2014-03-01", "--reason", "a rival"}),
            "programs/p/accounts/1/opportunities/lyon is in lost\n");
  EXPECT_THAT(Done({"opportunity", "list", "1"}),
              ContainsRegex("lyon +Frames for Lyon +lost +2014-03-01 +lost "
                            "+277 +250,000.50"));
  // A value has a currency.
  EXPECT_EQ(
      Run({"opportunity", "add", "1", "x", "--name", "X", "--value", "1"}).exit,
      Exit::kUsage);
}

TEST_F(KamctlPlanningTest, FollowsACommitmentUntilItIsKept) {
  EXPECT_EQ(Done({"commitment", "list", "1"}), "no commitments\n");
  EXPECT_EQ(Done({"commitment", "add", "1", "friday", "--name",
                  "Delivery on Fridays", "--type", "delivery", "--department",
                  "logistics", "--promised-on", "2014-01-15", "--due-on",
                  "2014-03-01", "--promised-by", "277", "--unasked"}),
            "programs/p/accounts/1/commitments/friday is proposed\n");
  const Outcome early = Run({"commitment", "deliver", "1", "friday"});
  EXPECT_EQ(early.exit, Exit::kRefused);
  EXPECT_THAT(early.err, HasSubstr("WRONG_STATE"));
  EXPECT_EQ(Run({"commitment", "block", "1", "friday"}).exit, Exit::kUsage);
  Done({"commitment", "block", "1", "friday", "--on", "2014-01-20", "--reason",
        "no lorry"});
  EXPECT_THAT(Done({"view", "1", "--as-of", "2014-01-31"}),
              ContainsRegex("2014-03-01 +Delivery on Fridays +logistics "
                            "+blocked"));
  Done({"commitment", "accept", "1", "friday", "--on", "2014-02-01"});
  EXPECT_EQ(
      Done({"commitment", "deliver", "1", "friday", "--on", "2014-02-28"}),
      "programs/p/accounts/1/commitments/friday is delivered\n");
  EXPECT_THAT(Done({"commitment", "list", "1"}),
              ContainsRegex("friday +Delivery on Fridays +delivery +logistics "
                            "+delivered +2014-01-15 +2014-03-01"));
  EXPECT_EQ(Run({"commitment", "add", "1", "x", "--name", "X", "--type",
                 "service", "--department", "logistics", "--promised-on",
                 "2014-01-15", "--asked", "--unasked"})
                .exit,
            Exit::kUsage);
}

TEST_F(KamctlPlanningTest, ChecksAPlanAgainstTheTeamThatThereIs) {
  HavePlan("1");
  EXPECT_THAT(
      Done({"plan", "check", "1", "--as-of", "2014-01-31"}),
      AllOf(HasSubstr("one as of 2014-01-31: not valid, "),
            HasSubstr("failed: actions complete\n    meeting: Its owner "
                      "programs/p/members/279 is not on the account's team."),
            Not(HasSubstr("unknown:")),
            HasSubstr("failed: profit target\n    The plan names no profit "
                      "target.\n")));
  // Nobody leads account 2.
  HavePlan("2");
  EXPECT_THAT(
      Done({"plan", "check", "2", "--as-of", "2014-01-31"}),
      AllOf(HasSubstr("unknown: actions complete"), HasSubstr("and at most ")));
  EXPECT_THAT(Run({"plan", "check", "3"}).err, HasSubstr("NO_PLAN"));
}

TEST_F(KamctlPlanningTest, ListsWhatIsDueOfWhomAndWhere) {
  HavePlan("1");
  EXPECT_EQ(Done({"plan", "due"}), "nothing is due\n");
  Done({"plan", "activate", "1", "--on", "2014-01-15"});
  HavePlan("2");
  Done({"plan", "activate", "2", "--on", "2014-01-16"});
  const std::string row =
      "2014-03-01 +Tom +Bring both teams of engineers together +";
  EXPECT_THAT(Done({"plan", "due", "--member", "279"}),
              AllOf(ContainsRegex(row + "1 +one +meeting"),
                    ContainsRegex(row + "2 +one +meeting")));
  EXPECT_THAT(
      Done({"plan", "due", "--account", "2"}),
      AllOf(ContainsRegex(row + "2 +one"), Not(ContainsRegex(row + "1 +one"))));
  EXPECT_EQ(Done({"plan", "due", "--member", "277"}), "nothing is due\n");
  EXPECT_EQ(Done({"plan", "due", "--until", "2014-02-28"}), "nothing is due\n");
  EXPECT_THAT(Done({"plan", "due", "--show", "1"}),
              HasSubstr("and later ones; --show tells how many to show"));
  EXPECT_EQ(Run({"plan", "due", "--member", "279", "--account", "1"}).exit,
            Exit::kUsage);
}

TEST_F(KamctlPlanningTest, TheViewReadsAsAPage) {
  HavePlan("1");
  Done({"plan", "activate", "1", "--on", "2014-01-15"});
  Done({"team", "sponsor", "1", "279", "--from", "2013-01-01"});
  Done({"initiative", "add", "1", "packaging", "--name", "Lighter packaging"});
  Done({"commitment", "add", "1", "friday", "--name", "Delivery on Fridays",
        "--type", "delivery", "--department", "logistics", "--promised-on",
        "2014-01-15"});
  const std::string page = Done({"view", "1", "--as-of", "2014-03-15"});
  EXPECT_THAT(
      page,
      AllOf(HasSubstr("  form: alone\n"), HasSubstr("  sponsors: Tom\n"),
            HasSubstr("  executive sponsor: unknown\n"),
            HasSubstr("  skills: gaps, 0 of 11 areas covered, perhaps 11\n"),
            HasSubstr("  nothing is known of: customer financial legal, "),
            HasSubstr("  roles that nobody has: support, development\n")));
  EXPECT_THAT(
      page, AllOf(HasSubstr("  plan: Two years with Brakes and Gears (one)\n"),
                  HasSubstr("  check: not valid, "),
                  HasSubstr("  fails: intention improve business, "),
                  HasSubstr("  cannot be told: actions complete, "),
                  ContainsRegex("2014-03-01 +overdue +Tom +Bring both teams"),
                  ContainsRegex("Lighter packaging +proposed"),
                  ContainsRegex("Delivery on Fridays +logistics +proposed")));
}

}  // namespace
}  // namespace kam::kamctl::planning_run_test
