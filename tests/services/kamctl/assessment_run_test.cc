#include "gmock/gmock.h"
#include "kam/assessment/v1/audit.pb.h"
#include "services/kamctl/audit_text.h"
#include "tests/services/kamctl/kamctl_harness.h"

namespace kam::kamctl::assessment_run_test {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

class KamctlAssessmentTest : public KamctlTest {
 protected:
  KamctlAssessmentTest() { HaveAccounts(); }

  static std::string Example() { return AuditExample("programs/p/accounts/1"); }
  // Has the example's audit of account 1 completed.
  void HaveAudit() const {
    Done({"audit", "apply", "1", "-", "--audit", "autumn"}, Example());
    Done({"audit", "complete", "1"});
  }
};

TEST_F(KamctlAssessmentTest, ObservesAndRetracts) {
  EXPECT_THAT(
      Done({"observe", "add", "1", "APPROACH", "mutual plans", "--on",
            "2013-11-30", "--class", "customer", "--contact", "933", "--note",
            "Their plans and ours", "--id", "first"}),
      HasSubstr("observations/first: APPROACH was MUTUAL_PLANS on 2013-11-30"));
  Done({"observe", "add", "1", "told_partner", "present", "--on", "2013-11-29",
        "--class", "third party"});
  Done({"observe", "add", "1", "price_resistance", "40", "--on", "2013-11-28",
        "--class", "supplier", "--observer", "277"});
  EXPECT_THAT(
      Done({"observe", "list", "1"}),
      AllOf(ContainsRegex("2013-11-30 +APPROACH +MUTUAL_PLANS +customer +Their "
                          "plans and ours +first"),
            ContainsRegex("2013-11-29 +told_partner +present +third party"),
            ContainsRegex("2013-11-28 +price_resistance +40 +supplier")));
  EXPECT_THAT(Done({"observe", "retract", "1", "first", "--reason", "Wrong"}),
              HasSubstr("retracted"));
  EXPECT_THAT(Done({"observe", "list", "1"}),
              HasSubstr("MUTUAL_PLANS (retracted)"));
  EXPECT_THAT(Done({"history", "accounts/1/observations/first"}),
              AllOf(HasSubstr("created"), HasSubstr("updated")));
}

TEST_F(KamctlAssessmentTest, SaysWhichObservationIsWrong) {
  const Outcome value = Run({"observe", "add", "1", "APPROACH", "shout", "--on",
                             "2013-11-30", "--class", "customer"});
  EXPECT_EQ(value.exit, Exit::kRefused);
  EXPECT_THAT(value.err, HasSubstr("UNKNOWN_VALUE"));
  EXPECT_EQ(Run({"observe", "add", "1", "APPROACH", "tell", "--on", "today",
                 "--class", "customer"})
                .exit,
            Exit::kUsage);
  EXPECT_EQ(Run({"observe", "add", "1", "APPROACH", "tell", "--on",
                 "2013-11-30", "--class", "rumour"})
                .exit,
            Exit::kUsage);
}

TEST_F(KamctlAssessmentTest, ShowsTheMenuOfQuestions) {
  EXPECT_THAT(Done({"audit", "questions"}),
              AllOf(HasSubstr("past and present\n  p1  Where do we meet"),
                    HasSubstr("p8* How many marks"),
                    HasSubstr("\nfuture\n  f1  How is")));
}

TEST_F(KamctlAssessmentTest, TakesAnAuditFromFileToFindings) {
  EXPECT_EQ(Done({"audit", "example", "1"}), Example());
  EXPECT_THAT(Run({"audit", "show", "1"}).err, HasSubstr("NO_AUDIT"));
  EXPECT_THAT(
      Done({"audit", "apply", "1", "-", "--audit", "autumn"}, Example()),
      HasSubstr("stored programs/p/accounts/1/audits/autumn, draft"));
  EXPECT_THAT(Done({"audit", "complete", "1"}),
              AllOf(HasSubstr("Audit autumn, completed"),
                    ContainsRegex("1 +issue +p4 +The invoices of May")));
  EXPECT_THAT(Done({"audit", "show", "1", "--as-of", "2013-12-01"}),
              AllOf(HasSubstr("asked: face to face"),
                    HasSubstr("led by: 274, senior executive"),
                    ContainsRegex("933 +instigator +p8 +7 out of ten"),
                    // What the audits say together.
                    HasSubstr("Verdict: meets, determined")));
  EXPECT_THAT(Done({"audit", "list", "1"}),
              ContainsRegex("autumn +2013-11-15 +completed"));
  EXPECT_THAT(Run({"audit", "complete", "1"}).err, HasSubstr("NO_AUDIT"));
}

TEST_F(KamctlAssessmentTest, AcceptsAFindingByWritingTheRecord) {
  HaveAudit();
  const Outcome open = Run({"audit", "accept", "1", "1"});
  EXPECT_EQ(open.exit, Exit::kUsage);
  EXPECT_THAT(open.err, AllOf(HasSubstr("severity"), HasSubstr("--set")));
  EXPECT_THAT(
      Done({"audit", "accept", "1", "1", "--set", "severity=2"}),
      HasSubstr("finding 1 is accepted: programs/p/accounts/1/issues/"));
  const auto audit = Json<assessment::v1::Audit>({"audit", "show", "1"});
  ASSERT_GT(audit.findings_size(), 1);
  EXPECT_EQ(audit.findings(0).state(),
            assessment::v1::AUDIT_FINDING_STATE_ACCEPTED);
  // What was decided is decided.
  EXPECT_THAT(Run({"audit", "accept", "1", "1", "--set", "severity=2"}).err,
              HasSubstr("FINDING_DECIDED"));
  EXPECT_THAT(Done({"audit", "decline", "1", "2", "--reason", "Known"}),
              HasSubstr("finding 2 is declined"));
  EXPECT_EQ(Run({"audit", "accept", "1", "9"}).exit, Exit::kRefused);
}

TEST_F(KamctlAssessmentTest, AppliesAndActivatesAPolicy) {
  EXPECT_THAT(Done({"policy", "show"}), HasSubstr("the defaults hold"));
  const std::string example = Done({"policy", "example"});
  EXPECT_THAT(Done({"policy", "apply", "-", "--policy", "strict"}, example),
              HasSubstr("policies/strict is version 1, draft"));
  EXPECT_THAT(Done({"policy", "show"}),
              AllOf(HasSubstr("the defaults hold"), HasSubstr("strict")));
  EXPECT_THAT(Done({"policy", "activate", "strict"}),
              HasSubstr("version 1, active"));
  EXPECT_THAT(Done({"policy", "show"}),
              AllOf(HasSubstr("Stricter evidence"),
                    ContainsRegex("evidence.max_age_days +200"),
                    Not(HasSubstr("the defaults hold"))));
  EXPECT_THAT(Done({"policy", "show", "--values"}),
              AllOf(HasSubstr("max_age_days: 200"), HasSubstr("least_active")));
  // What is shown can be applied as the next version.
  std::string file = Done({"--json", "policy", "show"});
  const Outcome same = Run({"policy", "apply", "-"}, file);
  EXPECT_THAT(same.err, HasSubstr("POLICY_NOT_DRAFT"));
  EXPECT_THAT(Done({"policy", "apply", "-", "--policy", "next"}, example),
              HasSubstr("version 2, draft"));
}

TEST_F(KamctlAssessmentTest, SaysWhichValueOfAPolicyIsWrong) {
  const Outcome range = Run({"policy", "apply", "-"},
                            R"({"values": {"evidence": {"maxAgeDays": 0}}})");
  EXPECT_EQ(range.exit, Exit::kRefused);
  EXPECT_THAT(range.err, AllOf(HasSubstr("INVALID_POLICY"),
                               HasSubstr("evidence.max_age_days")));
  const Outcome unknown =
      Run({"policy", "apply", "-"}, R"({"values": {"evidence": {"age": 1}}})");
  EXPECT_EQ(unknown.exit, Exit::kUsage);
  EXPECT_THAT(unknown.err, HasSubstr("age"));
}

}  // namespace
}  // namespace kam::kamctl::assessment_run_test
