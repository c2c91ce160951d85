#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "kam/assessment/v1/audit_service.grpc.pb.h"
#include "kam/planning/v1/planning_service.grpc.pb.h"
#include "kam/team/v1/team_service.grpc.pb.h"
#include "tests/suite/relationship_harness.h"

namespace kam::suite::evidence_test {
namespace {

using assessment::v1::Assessment;
using assessment::v1::Checklist;
using assessment::v1::Finding;
using assessment::v1::Verdict;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kUnder[] = "parent: 'programs/p/accounts/a' ";
constexpr char kAudit[] = "programs/p/accounts/a/audits/one";

// What is stored of an account, and of the programme's rules, reaches the
// verdicts. Today is 1 December 2013.
class EvidenceTest : public RelationshipTest {
 protected:
  using Audits = assessment::v1::AuditService;
  using Planning = planning::v1::PlanningService;
  using Team = team::v1::TeamService;

  EvidenceTest() {
    HaveAccount("a");
    for (const char* id : {"ann", "bob"}) {
      Call<Team>(&Team::Stub::CreateMember,
                 absl::StrCat("parent: 'programs/p' member_id: '", id,
                              "' member { display_name: 'A member' }"));
    }
    Call<Accounts>(&Accounts::Stub::CreateContact,
                   absl::StrCat(kUnder,
                                "contact_id: 'joe' "
                                "contact { display_name: 'Joe' }"));
  }

  // Someone is key account manager from January on, until a day of November
  // when one is given.
  void Appoint(const std::string& member, int last_day = 0) {
    const std::string end =
        last_day == 0
            ? ""
            : absl::StrCat("ends_on { year: 2013 month: 11 day: ", last_day,
                           " } ");
    Call<Team>(&Team::Stub::CreateAssignment,
               absl::StrCat(kUnder, "assignment { member: 'programs/p/members/",
                            member,
                            "' role: ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER "
                            "starts_on { year: 2013 month: 1 day: 1 } ",
                            end, "}"));
  }

  void HaveIssue(const std::string& id, int month,
                 const std::string& more = "") {
    Call<Accounts>(
        &Accounts::Stub::CreateIssue,
        absl::StrCat(kUnder, "issue_id: '", id,
                     "' issue { kind: KIND_SERVICE display_name: 'Late' "
                     "severity: 2 opened_on { year: 2013 month: ",
                     month, " day: 20 } ", more, " }"));
  }

  // An audit of 15 November, led by ann, in which joe names an issue.
  void HaveAudit(const std::string& issue) {
    Call<Audits>(
        &Audits::Stub::CreateAudit,
        absl::StrCat(
            kUnder,
            "audit_id: 'one' audit { "
            "held_on { year: 2013 month: 11 day: 15 } thanked: true "
            "channel: AUDIT_CHANNEL_FACE_TO_FACE "
            "interviewer: 'programs/p/members/ann' "
            "respondents { contact: 'programs/p/accounts/a/contacts/joe' "
            "answers { question: 'p3' text: 'late' "
            "issues { issue: 'programs/p/accounts/a/issues/",
            issue,
            "' } } answers { question: 'p8' mark: 8 } "
            "answers { question: 'p9' position: AUDIT_POSITION_PARTNER } "
            "answers { question: 'f1' text: 'We go abroad' } } }"));
    Call<Audits>(&Audits::Stub::CompleteAudit,
                 absl::StrCat("name: '", kAudit, "'"));
  }

  static Verdict Of(const Assessment& assessment, assessment::v1::Model model) {
    for (const Verdict& one : assessment.verdicts()) {
      if (one.model() == model) return one;
    }
    ADD_FAILURE() << "no verdict of " << assessment::v1::Model_Name(model);
    return {};
  }

  Verdict Judge(assessment::v1::Model model) { return Of(Assess("a"), model); }

  // What was chosen for a finding; empty when there is none.
  static std::string Chosen(const Verdict& verdict, const std::string& key) {
    const auto found =
        std::find_if(verdict.findings().begin(), verdict.findings().end(),
                     [&](const Finding& one) { return one.key() == key; });
    return found == verdict.findings().end() ? "" : found->chosen();
  }

  static std::vector<std::string> CodesOf(const Verdict& verdict) {
    std::vector<std::string> codes;
    for (const auto& flag : verdict.flags()) codes.push_back(flag.code());
    return codes;
  }
};

TEST_F(EvidenceTest, APolicyJudgesOnceItIsInForce) {
  Observe("a", {{"APPROACH", "TELL"}});
  const Assessment before = Assess("a");
  EXPECT_EQ(before.policy_version(), 0);
  EXPECT_EQ(Chosen(Of(before, assessment::v1::MODEL_PHASES), "APPROACH"),
            "TELL");
  Call<Assessments>(&Assessments::Stub::CreatePolicy,
                    "parent: 'programs/p' policy_id: 'strict' policy { "
                    "values { evidence { max_age_days: 20 } } }");
  // A draft judges nothing.
  EXPECT_EQ(Assess("a").name(), before.name());
  Call<Assessments>(&Assessments::Stub::ActivatePolicy,
                    "name: 'programs/p/policies/strict'");
  const Assessment after = Assess("a");
  EXPECT_EQ(after.policy_version(), 1);
  EXPECT_NE(after.policy_digest(), before.policy_digest());
  const Verdict phases = Of(after, assessment::v1::MODEL_PHASES);
  EXPECT_EQ(Chosen(phases, "APPROACH"), "");
  ASSERT_EQ(phases.stale_size(), 1);
  EXPECT_EQ(phases.stale(0).dimension(), "APPROACH");
  // Of a day on which it was fresh, it still counts.
  const Assessment past = Assess("a", "as_of { year: 2013 month: 11 day: 21 }");
  EXPECT_EQ(past.policy_version(), 1);
  EXPECT_EQ(Chosen(Of(past, assessment::v1::MODEL_PHASES), "APPROACH"), "TELL");
}

TEST_F(EvidenceTest, ATemplateScoresOnceItIsInForce) {
  constexpr auto kModel = assessment::v1::MODEL_PARTNERSHIP_INDICATORS;
  std::string indicators;
  for (const char* key : {"own_a", "own_b", "own_c", "own_d", "own_e"}) {
    absl::StrAppend(&indicators, "indicators { key: '", key,
                    "' sense: INDICATOR_SENSE_SEE weight: 2 "
                    "kind: INDICATOR_KIND_ASSERTED active: true } ");
  }
  Call<Assessments>(
      &Assessments::Stub::CreateTemplate,
      absl::StrCat("parent: 'programs/p' template_id: 'own' template { ",
                   indicators, " }"));
  EXPECT_EQ(Judge(kModel).partnership_indicators().states_size(), 20);
  Call<Assessments>(&Assessments::Stub::ActivateTemplate,
                    "name: 'programs/p/templates/own'");
  Call<Assessments>(&Assessments::Stub::CreateObservation,
                    absl::StrCat(kUnder,
                                 "observation { "
                                 "model: MODEL_PARTNERSHIP_INDICATORS "
                                 "dimension: 'own_b' state: TRI_STATE_PRESENT "
                                 "source_class: SOURCE_CLASS_CUSTOMER "
                                 "observed_on { year: 2013 month: 11 day: 1 } "
                                 "}"));
  const Verdict verdict = Judge(kModel);
  EXPECT_EQ(verdict.partnership_indicators().states_size(), 5);
  EXPECT_EQ(verdict.partnership_indicators().present_weight(), 2);
  EXPECT_EQ(verdict.partnership_indicators().unknown_weight(), 8);
  EXPECT_EQ(Chosen(verdict, "own_b"), "PRESENT");
}

TEST_F(EvidenceTest, AReadinessCaseIsJudgedFromTheDayItWasStated) {
  constexpr auto kModel = assessment::v1::MODEL_READINESS;
  // Phase 1, as far as eight dimensions tell.
  Observe("a", {{"APPROACH", "TELL"},
                {"CONTACT_PATTERN", "ONE_TO_ONE_BUYER"},
                {"TEAM_FORM", "ALONE"},
                {"JOINT_ACTIVITY", "NONE"},
                {"OFFERING", "FIXED"},
                {"KAM_SENIORITY", "SALES_PERSON"},
                {"PERCEPTION", "ONE_OF_SIMILAR"},
                {"AGENDA", "OWN"}});
  const Verdict before = Judge(kModel);
  EXPECT_EQ(before.readiness().target(), 2);
  EXPECT_EQ(before.value(), "CASE_NOT_MADE");
  EXPECT_EQ(Chosen(before, "HEADCOUNT_FUNDED"), "");
  Call<Assessments>(
      &Assessments::Stub::CreateReadinessCase,
      absl::StrCat(kUnder,
                   "readiness_case { target: 5 "
                   "owner: 'programs/p/members/ann' "
                   "headcount_funded: TRI_STATE_PRESENT "
                   "joint_data_systems: TRI_STATE_ABSENT "
                   "stated_on { year: 2013 month: 11 day: 20 } "
                   "business_case { "
                   "annual_benefit { currency_code: 'USD' units: 900 } "
                   "benefit_rationale: 'more volume' "
                   "benefit_owner: 'programs/p/members/ann' "
                   "annual_cost { currency_code: 'USD' units: 400 } "
                   "one_off_cost { currency_code: 'USD' units: 600 } "
                   "disruption_cost { currency_code: 'USD' } } }"));
  const Verdict after = Judge(kModel);
  EXPECT_EQ(after.readiness().target(), 5);
  EXPECT_NE(after.value(), "CASE_NOT_MADE");
  EXPECT_EQ(after.readiness().business_case().net().units(), 900);
  EXPECT_EQ(Chosen(after, "HEADCOUNT_FUNDED"), "PRESENT");
  EXPECT_EQ(Chosen(after, "JOINT_DATA_SYSTEMS"), "ABSENT");
  const Verdict past =
      Of(Assess("a", "as_of { year: 2013 month: 11 day: 19 }"), kModel);
  EXPECT_EQ(past.readiness().target(), 2);
  EXPECT_EQ(past.value(), "CASE_NOT_MADE");
}

TEST_F(EvidenceTest, AnAuditOfTheManagersOwnIsASelfAudit) {
  constexpr auto kModel = assessment::v1::MODEL_CUSTOMER_AUDIT;
  HaveIssue("late", 10);
  HaveAudit("late");
  EXPECT_THAT(CodesOf(Judge(kModel)), Not(Contains("SELF_AUDIT")));
  // Another one's account it is not.
  Appoint("bob");
  EXPECT_THAT(CodesOf(Judge(kModel)), Not(Contains("SELF_AUDIT")));
  Appoint("ann");
  EXPECT_THAT(CodesOf(Judge(kModel)), Contains("SELF_AUDIT"));
}

TEST_F(EvidenceTest, ItStaysOneThoughTheManagerHasHandedOver) {
  constexpr auto kModel = assessment::v1::MODEL_CUSTOMER_AUDIT;
  HaveIssue("late", 10);
  HaveAudit("late");
  // By the day of the audit somebody else had it.
  Appoint("ann", 14);
  EXPECT_THAT(CodesOf(Judge(kModel)), Not(Contains("SELF_AUDIT")));
  Appoint("ann", 15);
  EXPECT_THAT(CodesOf(Judge(kModel)), Contains("SELF_AUDIT"));
}

TEST_F(EvidenceTest, WhatWasInTheLogBeforeIsNoSurprise) {
  HaveIssue("known", 10);
  HaveAudit("known");
  const Assessment assessed = Assess("a");
  EXPECT_EQ(Chosen(Of(assessed, assessment::v1::MODEL_PARTNERSHIP_INDICATORS),
                   "no_nasty_surprises"),
            "PRESENT");
  const Verdict audits = Of(assessed, assessment::v1::MODEL_CUSTOMER_AUDIT);
  EXPECT_GT(audits.customer_audit().proposals_size(), 0);
  for (const auto& proposal : audits.customer_audit().proposals()) {
    EXPECT_NE(proposal.kind(), assessment::v1::AUDIT_PROPOSAL_KIND_ISSUE);
  }
}

TEST_F(EvidenceTest, WhatWasLoggedAfterwardsIsASurprise) {
  HaveIssue("new", 11);
  HaveAudit("new");
  const Assessment assessed = Assess("a");
  EXPECT_EQ(Chosen(Of(assessed, assessment::v1::MODEL_PARTNERSHIP_INDICATORS),
                   "no_nasty_surprises"),
            "ABSENT");
  const Verdict audits = Of(assessed, assessment::v1::MODEL_CUSTOMER_AUDIT);
  ASSERT_GT(audits.customer_audit().proposals_size(), 0);
  EXPECT_EQ(audits.customer_audit().proposals(0).kind(),
            assessment::v1::AUDIT_PROPOSAL_KIND_ISSUE);
}

TEST_F(EvidenceTest, AnIssueThatNamesTheAuditFollowsItUp) {
  constexpr auto kModel = assessment::v1::MODEL_PARTNERSHIP_INDICATORS;
  HaveIssue("known", 10);
  HaveAudit("known");
  EXPECT_EQ(Chosen(Judge(kModel), "feedback_open"), "");
  HaveIssue("new", 11, absl::StrCat("source_audit: '", kAudit, "'"));
  EXPECT_EQ(Chosen(Judge(kModel), "feedback_open"), "PRESENT");
}

// The list of the change out of the records of three services, and the lists
// that only people tell.
TEST_F(EvidenceTest, ChecklistsCountWhatIsStored) {
  constexpr auto kModel = assessment::v1::MODEL_CHECKLISTS;
  Appoint("ann");
  const Verdict before = Judge(kModel);
  EXPECT_EQ(Chosen(before, "S3-03"), "0 of 10");
  EXPECT_EQ(Chosen(before, "team_working"), "ABSENT");
  Call<Accounts>(
      &Accounts::Stub::CreateInteraction,
      absl::StrCat(kUnder,
                   "interaction { type: TYPE_CARE_VISIT two_way: true "
                   "happened_on { year: 2013 month: 11 day: 20 } "
                   "members: 'programs/p/members/ann' "
                   "participants { contact: "
                   "'programs/p/accounts/a/contacts/joe' } }"));
  Call<Planning>(
      &Planning::Stub::CreateInitiative,
      absl::StrCat(kUnder,
                   "initiative_id: 'shop' initiative { display_name: 'A shop' "
                   "offering: OFFERING_TAILORED_OR_BESPOKE }"));
  Call<Planning>(&Planning::Stub::StartInitiative,
                 "name: 'programs/p/accounts/a/initiatives/shop' "
                 "started_on { year: 2013 month: 6 day: 1 }");
  for (const auto& [key, state] :
       {std::pair("we", "PRESENT"), std::pair("better_quality", "ABSENT")}) {
    Call<Assessments>(
        &Assessments::Stub::CreateObservation,
        absl::StrCat(kUnder,
                     "observation { model: MODEL_CHECKLISTS dimension: '", key,
                     "' state: TRI_STATE_", state,
                     " source_class: SOURCE_CLASS_CUSTOMER "
                     "observed_on { year: 2013 month: 11 day: 1 } }"));
  }
  const Assessment assessed = Assess("a");
  const Verdict after = Of(assessed, kModel);
  EXPECT_EQ(after.value(), "NOT_SCORED");
  EXPECT_EQ(Chosen(after, "customer_relations"), "PRESENT");
  EXPECT_EQ(Chosen(after, "customer_care"), "PRESENT");
  EXPECT_EQ(Chosen(after, "complete_solutions"), "PRESENT");
  std::vector<int> items;
  for (const Checklist& list : after.checklists().checklists()) {
    items.push_back(list.items_size());
  }
  EXPECT_THAT(items, ElementsAre(5, 10, 4));
  EXPECT_THAT(assessed.changed_models(), Contains(kModel));

  const auto explained = Call<Assessments>(
      &Assessments::Stub::ExplainAssessment,
      absl::StrCat("name: '", assessed.name(), "' models: MODEL_CHECKLISTS"));
  ASSERT_EQ(explained.verdicts_size(), 1);
  EXPECT_THAT(explained.verdicts(0).because(),
              Contains(HasSubstr("S2-11 is 1 of 5")));
  EXPECT_THAT(explained.verdicts(0).because(),
              Contains(HasSubstr("S3-03 is 3 of 10")));
  EXPECT_THAT(explained.verdicts(0).because(),
              Contains(HasSubstr("S3-04 is 0 of 4")));
  EXPECT_THAT(explained.verdicts(0).warnings(), IsEmpty());
  EXPECT_TRUE(Call<Assessments>(&Assessments::Stub::ReplayAssessment,
                                absl::StrCat("name: '", assessed.name(), "'"))
                  .identical());
}

}  // namespace
}  // namespace kam::suite::evidence_test
