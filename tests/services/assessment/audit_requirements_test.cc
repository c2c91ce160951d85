// What the papers say of asking customers, asked of the service: a test an
// item.

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/services/assessment/audit_harness.h"

namespace kam::assessment {
namespace {

using grpc::StatusCode;
using kam::testing::GrpcStatusIs;
using ::testing::ElementsAre;

class AuditRequirements : public AuditServiceTest {
 protected:
  // The keys of one part of the menu.
  std::vector<std::string> Menu(v1::AuditPart part) {
    std::vector<std::string> keys;
    const auto menu = Done(&AuditStub::ListAuditQuestions,
                           std::string("parent: '") + kProgram + "'");
    for (const v1::AuditQuestion& one : menu.questions()) {
      if (one.part() == part) keys.push_back(one.key());
    }
    return keys;
  }
};

TEST_F(AuditRequirements, S4_08_TheMostImportantAreAskedInPerson) {
  Complete("one", "channel: AUDIT_CHANNEL_WEB " + Says("c1", Enough()));
  EXPECT_TRUE(Flags(Verdict("top_ranked: true"), "METHOD_TOO_LIGHT"));
  EXPECT_FALSE(Flags(Verdict("top_ranked: false"), "METHOD_TOO_LIGHT"));
  EXPECT_TRUE(Flags(Verdict("top_ranked: false " + On("designated_on", 1, 1)),
                    "METHOD_TOO_LIGHT"));
  Complete("two", "channel: AUDIT_CHANNEL_FACE_TO_FACE " +
                      On("held_on", 11, 16) + Says("c1", Enough()));
  EXPECT_FALSE(Flags(Verdict("top_ranked: true"), "METHOD_TOO_LIGHT"));
}

TEST_F(AuditRequirements, S4_09_NineQuestionsOnThePastAndPresent) {
  EXPECT_THAT(
      Menu(v1::AUDIT_PART_PAST_AND_PRESENT),
      ElementsAre("p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9"));
  const v1::Audit audit = Complete(
      "one", Says("c1", Text("p1", "a") + Text("p2", "b") + Text("p3", "c") +
                            Text("p4", "d") + Text("p5", "e") +
                            Text("p6", "f") + Text("p7", "g") + Mark(0) +
                            Position("SUPPLIER") + Text("f1", "h")));
  EXPECT_TRUE(audit.valid());
  const v1::Verdict verdict = Verdict();
  EXPECT_EQ(verdict.customer_audit().marks().mark(), 0);
  EXPECT_EQ(verdict.customer_audit().position(), v1::AUDIT_POSITION_SUPPLIER);
  // Marks out of ten, whole ones.
  EXPECT_THAT(
      Status(&AuditStub::CreateAudit, Draft("two", Says("c1", Mark(-1)))),
      GrpcStatusIs(StatusCode::INVALID_ARGUMENT, "INVALID_ANSWER"));
}

TEST_F(AuditRequirements, S4_10_EightQuestionsOnTheFuture) {
  EXPECT_THAT(Menu(v1::AUDIT_PART_FUTURE),
              ElementsAre("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8"));
  std::string answers = Text("p1", "Delivery") + Mark(8) + Position("PARTNER");
  for (int i = 1; i <= 8; ++i) {
    answers += Text("f" + std::to_string(i), "Answer " + std::to_string(i));
  }
  const v1::Audit audit = Complete("one", Says("c1", answers));
  // Each of the eight is offered to whom it concerns.
  std::vector<std::string> offers;
  for (const v1::AuditFinding& finding : audit.findings()) {
    offers.push_back(finding.question() + " " + finding.proposal().type());
  }
  EXPECT_THAT(
      offers,
      ElementsAre("f1 kam.account/Pressure", "f2 kam.account/Pressure",
                  "f3 kam.account/Objective", "f4 kam.account/Objective",
                  "f5 kam.planning/Opportunity", "f6 kam.planning/Opportunity",
                  "f7 kam.planning/Opportunity",
                  "f8 kam.planning/Opportunity"));
}

TEST_F(AuditRequirements, S4_11_AKeyAccountIsAuditedEachYear) {
  Complete("one",
           "held_on { year: 2012 month: 12 day: 1 } " + Says("c1", Enough()));
  // Exactly a year later it is due, and not overdue.
  EXPECT_FALSE(Flags(Verdict(), "OVERDUE"));
  EXPECT_FALSE(Verdict().customer_audit().overdue());
  harness_.clock().Advance(absl::Hours(24));
  EXPECT_TRUE(Flags(Verdict(), "OVERDUE"));
  // Thirteen months old.
  EXPECT_TRUE(
      Flags(Verdict("as_of { year: 2014 month: 1 day: 1 }"), "OVERDUE"));
}

TEST_F(AuditRequirements, S4_11_NeverAuditedItIsDueAfterDesignation) {
  const std::string designated = "designated_on { year: 2013 month: 9 day: 2 }";
  EXPECT_FALSE(Flags(Verdict(designated), "OVERDUE"));
  EXPECT_TRUE(Flags(Verdict(designated + On("as_of", 12, 2)), "OVERDUE"));
}

TEST_F(AuditRequirements, S4_11_ASeniorExecutiveLeadsAndSaysThankYou) {
  Complete("one", "interviewer_grade: GRADE_DIRECTOR thanked: false " +
                      Says("c1", Enough()));
  EXPECT_TRUE(Flags(Verdict(), "NOT_SENIOR_LED"));
  EXPECT_TRUE(Flags(Verdict(), "NOT_THANKED"));
  Done(&AuditStub::AmendAudit,
       Named("one",
             "amendment { author: 'programs/p/members/boss' "
             "reason: 'Called today' thanked: true " +
                 On("amended_on", 11, 30) + "}"));
  EXPECT_FALSE(Flags(Verdict(), "NOT_THANKED"));
  Complete("two", On("held_on", 11, 16) + Says("c1", Enough()));
  EXPECT_FALSE(Flags(Verdict(), "NOT_SENIOR_LED"));
}

TEST_F(AuditRequirements, S4_11_TheQuestionsAreAMenuNotAScript) {
  const v1::Audit audit = Complete(
      "one",
      "questions: 'p2' questions: 'p8' questions: 'p9' questions: 'f6' " +
          Says("c1", Text("p2", "Speed") +
                         "answers { question: 'p8' skipped: true } " +
                         Position("PARTNER") + Text("f6", "Abroad")));
  EXPECT_TRUE(audit.valid());
  Done(&AuditStub::CreateAudit, Draft("old", ""));
  // A programme may add its own.
  Done(&Stub::CreateTemplate,
       std::string("parent: '") + kProgram +
           "' template_id: 'own' template { questions { key: 'our_driver' "
           "text: 'How do our drivers behave?' } "
           "indicators { key: 'told_partner' sense: INDICATOR_SENSE_HEAR "
           "weight: 1 kind: INDICATOR_KIND_ASSERTED active: true } "
           "indicators { key: 'referrals' sense: INDICATOR_SENSE_SEE weight: 1 "
           "kind: INDICATOR_KIND_ASSERTED active: true } "
           "indicators { key: 'ask_advice' sense: INDICATOR_SENSE_HEAR "
           "weight: 1 kind: INDICATOR_KIND_ASSERTED active: true } "
           "indicators { key: 'logo_alongside' sense: INDICATOR_SENSE_SEE "
           "weight: 1 kind: INDICATOR_KIND_ASSERTED active: true } "
           "indicators { key: 'feedback_open' sense: INDICATOR_SENSE_HEAR "
           "weight: 1 kind: INDICATOR_KIND_ASSERTED active: true } }");
  Done(&Stub::ActivateTemplate,
       std::string("name: '") + kProgram + "/templates/own'");
  EXPECT_THAT(Menu(v1::AUDIT_PART_OWN), ElementsAre("our_driver"));
  const v1::Audit own =
      Complete("two", Says("c1", Enough() + Text("our_driver", "Well")));
  EXPECT_EQ(own.template_version(), 1);
  // An audit that was begun before asks what was to be asked then.
  EXPECT_THAT(Status(&AuditStub::UpdateAudit,
                     "audit { " + Named("old") +
                         Says("c1", Text("our_driver", "Well")) + "}"),
              GrpcStatusIs(StatusCode::INVALID_ARGUMENT, "UNKNOWN_QUESTION"));
}

}  // namespace
}  // namespace kam::assessment
