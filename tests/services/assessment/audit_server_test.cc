#include <string>
#include <tuple>

#include "gmock/gmock.h"
#include "tests/services/assessment/audit_harness.h"
#include "tests/testing/matchers.h"

namespace kam::assessment {
namespace {

using grpc::StatusCode;
using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class AuditServerTest : public AuditServiceTest {};

TEST_F(AuditServerTest, BeginsAsADraftThatMayChangeAndGo) {
  const v1::Audit draft =
      Done(&AuditStub::CreateAudit, Draft("one", On("planned_on", 12, 24)));
  EXPECT_EQ(draft.state(), v1::AUDIT_STATE_DRAFT);
  EXPECT_FALSE(draft.valid());
  Done(&AuditStub::UpdateAudit,
       "audit { " + Named("one") + Says("c1", Text("p1", "Delivery")) + "}");
  EXPECT_EQ(Facts().audits_size(), 0);
  EXPECT_THAT(Status(&AuditStub::DeleteAudit, Named("one")), GrpcIsOk());
}

TEST_F(AuditServerTest, OnceCompletedItStaysAsItIs) {
  const v1::Audit audit = Complete("one", Says("c1", Enough()));
  EXPECT_EQ(audit.state(), v1::AUDIT_STATE_COMPLETED);
  EXPECT_TRUE(audit.valid());
  EXPECT_TRUE(audit.has_complete_time());
  const auto refused =
      GrpcStatusIs(StatusCode::FAILED_PRECONDITION, "AUDIT_NOT_DRAFT");
  EXPECT_THAT(Status(&AuditStub::UpdateAudit,
                     "audit { " + Named("one") + "note: 'late' }"),
              refused);
  EXPECT_THAT(Status(&AuditStub::DeleteAudit, Named("one")), refused);
  EXPECT_THAT(Status(&AuditStub::CompleteAudit, Named("one")), refused);
  ASSERT_EQ(Facts().audits_size(), 1);
  EXPECT_THAT(Facts().audits(0), EqualsProto(audit));
  EXPECT_EQ(Facts(On("as_of", 11, 14)).audits_size(), 0);
}

TEST_F(AuditServerTest, CompletingTellsAllThatIsMissing) {
  Done(&AuditStub::CreateAudit, Draft("one", ""));
  const grpc::Status status = Status(&AuditStub::CompleteAudit, Named("one"));
  EXPECT_THAT(status,
              GrpcStatusIs(StatusCode::INVALID_ARGUMENT, "MISSING_FIELD"));
  const auto details = kam::testing::DetailOf<google::rpc::BadRequest>(status);
  std::vector<std::string> fields;
  for (const auto& one : details.field_violations()) {
    fields.push_back(one.field());
  }
  EXPECT_THAT(fields, ElementsAre("audit.held_on", "audit.channel",
                                  "audit.interviewer", "audit.respondents"));
}

TEST_F(AuditServerTest, AnAuditThatAskedTooLittleIsKeptAndSaysNothing) {
  const v1::Audit audit =
      Complete("one", Says("c1", Mark(8) + Position("PARTNER") +
                                     "answers { question: 'p3' text: 'Late' "
                                     "issues { text: 'Late' } }"));
  EXPECT_FALSE(audit.valid());
  EXPECT_EQ(audit.findings_size(), 0);
  EXPECT_EQ(Facts().audits_size(), 1);
  EXPECT_EQ(Verdict().status_reason(), "NO_VALID_AUDIT");
}

TEST_F(AuditServerTest, AnAmendmentIsAddedAndCountsFromItsDayOn) {
  Complete("one", Says("c1", Enough()));
  const v1::Audit amended =
      Done(&AuditStub::AmendAudit,
           Named("one",
                 "amendment { author: 'programs/p/members/boss' "
                 "reason: 'Written down wrongly' " +
                     On("amended_on", 11, 20) + Says("c1", Mark(5)) +
                     Says("c2", Mark(9)) + " }"));
  EXPECT_EQ(amended.state(), v1::AUDIT_STATE_AMENDED);
  // What was said first stays readable.
  EXPECT_EQ(amended.respondents(0).answers(1).mark(), 8);
  ASSERT_EQ(amended.amendments_size(), 1);
  EXPECT_TRUE(amended.amendments(0).has_amend_time());
  EXPECT_EQ(Verdict().customer_audit().marks().lowest(), 5);
  EXPECT_EQ(Verdict().customer_audit().marks().highest(), 9);
  EXPECT_EQ(Verdict(On("as_of", 11, 19)).customer_audit().marks().lowest(), 8);
  const v1::AssessmentFacts before = Facts(On("as_of", 11, 19));
  EXPECT_EQ(before.audits(0).state(), v1::AUDIT_STATE_COMPLETED);
  EXPECT_EQ(before.audits(0).amendments_size(), 0);
}

TEST_F(AuditServerTest, AmendmentsAreRefusedByField) {
  Done(&AuditStub::CreateAudit, Draft("draft", ""));
  const std::string who = "author: 'programs/p/members/boss' reason: 'Wrong' ";
  EXPECT_THAT(
      Status(&AuditStub::AmendAudit,
             Named("draft", "amendment { thanked: true " + who +
                                On("amended_on", 11, 20) + "}")),
      GrpcStatusIs(StatusCode::FAILED_PRECONDITION, "AUDIT_NOT_COMPLETED"));
  Complete("one", Says("c1", Enough()));
  const std::pair<std::string, const char*> cases[] = {
      {On("amended_on", 11, 20) + who, "NOTHING_AMENDED"},
      {On("amended_on", 11, 14) + who + "thanked: true", "DATES_REVERSED"},
      {On("amended_on", 12, 3) + who + "thanked: true", "DATE_IN_FUTURE"},
      {On("amended_on", 11, 20) + who + Says("c1", Mark(11)), "INVALID_ANSWER"},
      {On("amended_on", 11, 20) + "author: 'Mia' reason: 'x' thanked: true",
       "INVALID_REFERENCE"},
      {On("amended_on", 11, 20) + "thanked: true reason: 'x'",
       "MISSING_FIELD"}};
  for (const auto& [fields, reason] : cases) {
    EXPECT_THAT(Status(&AuditStub::AmendAudit,
                       Named("one", "amendment { " + fields + " }")),
                GrpcStatusIs(StatusCode::INVALID_ARGUMENT, reason))
        << fields;
  }
}

TEST_F(AuditServerTest, AnswersAreRefusedByField) {
  const std::tuple<std::string, const char*, const char*> cases[] = {
      {Says("c1", Mark(11)), "INVALID_ANSWER",
       "audit.respondents[0].answers[0].mark"},
      {Says("c1", Text("p8", "eight")), "INVALID_ANSWER",
       "audit.respondents[0].answers[0].mark"},
      {Says("c1", Text("p10", "Why")), "UNKNOWN_QUESTION",
       "audit.respondents[0].answers[0].question"},
      {Says("c1", Text("our_own", "Why")), "UNKNOWN_QUESTION",
       "audit.respondents[0].answers[0].question"},
      {Says("c1", Mark(7) + Mark(8)), "DUPLICATE_ANSWER",
       "audit.respondents[0].answers[1].question"},
      {Says("c1", "") + Says("c1", ""), "DUPLICATE_RESPONDENT",
       "audit.respondents[1].contact"},
      {"respondents { contact: 'programs/p/accounts/b/contacts/c' }",
       "INVALID_REFERENCE", "audit.respondents[0].contact"},
      {Says("c1",
            "answers { question: 'p1' text: 'x' "
            "specification_failure: true }"),
       "MISPLACED_CODE",
       "audit.respondents[0].answers[0].specification_failure"},
      {"questions: 'p1' " + Says("c1", Text("p2", "x")), "QUESTION_NOT_CHOSEN",
       "audit.respondents[0].answers[0].question"},
      {"questions: 'f9'", "UNKNOWN_QUESTION", "audit.questions[0]"},
      {"questions: 'p1' questions: 'p1'", "DUPLICATE_QUESTION",
       "audit.questions[1]"},
      {"interviewer: 'Boss'", "INVALID_REFERENCE", "audit.interviewer"},
      {On("held_on", 12, 3), "DATE_IN_FUTURE", "audit.held_on"}};
  for (const auto& [fields, reason, field] : cases) {
    const grpc::Status status =
        Status(&AuditStub::CreateAudit, Draft("one", fields));
    EXPECT_THAT(status, GrpcStatusIs(StatusCode::INVALID_ARGUMENT, reason))
        << fields;
    EXPECT_THAT(status.error_message(), HasSubstr(field));
  }
}

TEST_F(AuditServerTest, OffersWhatOtherServicesCouldKeep) {
  const v1::Audit audit = Complete(
      "one",
      Says("c1", Enough() +
                     "answers { question: 'p4' text: 'Two things' issues { "
                     "text: 'Late deliveries' } issues { text: 'Known' "
                     "already_logged: true } } " +
                     Text("f3", "Half the stock") + Text("f8", "In Lyon")));
  ASSERT_EQ(audit.findings_size(), 4);
  EXPECT_THAT(audit.findings(0), EqualsProto(R"pb(
                id: "1"
                kind: AUDIT_PROPOSAL_KIND_ISSUE
                question: "p4"
                respondent: "programs/p/accounts/a/contacts/c1"
                text: "Late deliveries"
                state: AUDIT_FINDING_STATE_OFFERED
                proposal {
                  service: "account"
                  type: "kam.account/Issue"
                  parent: "programs/p/accounts/a"
                  fields { field: "kind" value: "KIND_SERVICE" }
                  fields { field: "display_name" value: "Late deliveries" }
                  fields { field: "opened_on" value: "2013-11-15" }
                  fields {
                    field: "source_audit"
                    value: "programs/p/accounts/a/audits/one"
                  }
                  open_fields: "severity"
                })pb"));
  EXPECT_EQ(audit.findings(1).proposal().type(), "kam.account/Pressure");
  EXPECT_EQ(audit.findings(1).proposal().open_fields(0), "source");
  EXPECT_EQ(audit.findings(2).proposal().type(), "kam.account/Objective");
  EXPECT_EQ(audit.findings(3).proposal().type(), "kam.planning/Opportunity");
  EXPECT_EQ(audit.findings(3).proposal().service(), "planning");
}

TEST_F(AuditServerTest, APersonAcceptsOrDeclinesAFinding) {
  Complete("one",
           Says("c1", Enough() + "answers { question: 'p4' text: 'x' issues { "
                                 "text: 'Late' } }"));
  const std::string accept =
      Named("one", "finding: '1' record: 'programs/p/accounts/a/issues/i'");
  const v1::Audit accepted = Done(&AuditStub::AcceptAuditFinding, accept);
  EXPECT_EQ(accepted.findings(0).state(), v1::AUDIT_FINDING_STATE_ACCEPTED);
  EXPECT_EQ(accepted.findings(0).record(), "programs/p/accounts/a/issues/i");
  EXPECT_NE(accepted.findings(0).decided_by(), "");
  EXPECT_TRUE(accepted.findings(0).has_decide_time());
  // The same again is no news; another decision is too late.
  EXPECT_THAT(Done(&AuditStub::AcceptAuditFinding, accept),
              EqualsProto(accepted));
  EXPECT_THAT(Status(&AuditStub::DeclineAuditFinding,
                     Named("one", "finding: '1' note: 'No'")),
              GrpcStatusIs(StatusCode::FAILED_PRECONDITION, "FINDING_DECIDED"));
  const v1::Audit declined =
      Done(&AuditStub::DeclineAuditFinding,
           Named("one", "finding: '2' note: 'Known to all'"));
  EXPECT_EQ(declined.findings(1).decision_note(), "Known to all");
  EXPECT_THAT(
      Status(&AuditStub::AcceptAuditFinding, Named("one", "finding: '9'")),
      GrpcStatusIs(StatusCode::NOT_FOUND, "NOT_FOUND"));
}

TEST_F(AuditServerTest, AcceptingNamesARecordOfTheKindOffered) {
  Complete("one", Says("c1", Enough()));
  EXPECT_THAT(
      Status(&AuditStub::AcceptAuditFinding,
             Named("one",
                   "finding: '1' record: 'programs/p/accounts/a/issues/i'")),
      GrpcStatusIs(StatusCode::INVALID_ARGUMENT, "INVALID_REFERENCE"));
  EXPECT_THAT(
      Status(&AuditStub::AcceptAuditFinding,
             Named("one",
                   "finding: '1' record: 'programs/p/accounts/b/pressures/x'")),
      GrpcStatusIs(StatusCode::INVALID_ARGUMENT, "INVALID_REFERENCE"));
}

TEST_F(AuditServerTest, AmendmentsOfferWhatIsNewAndKeepWhatWasDecided) {
  Complete("one", Says("c1", Enough()));
  Done(&AuditStub::DeclineAuditFinding,
       Named("one", "finding: '1' note: 'Known'"));
  const v1::Audit amended =
      Done(&AuditStub::AmendAudit,
           Named("one",
                 "amendment { author: 'programs/p/members/boss' "
                 "reason: 'Forgotten' " +
                     On("amended_on", 11, 20) +
                     Says("c1", Text("f8", "In Lyon")) + " }"));
  ASSERT_EQ(amended.findings_size(), 2);
  EXPECT_EQ(amended.findings(0).state(), v1::AUDIT_FINDING_STATE_DECLINED);
  EXPECT_EQ(amended.findings(1).text(), "In Lyon");
}

TEST_F(AuditServerTest, ChangesAreFollowedAndKept) {
  Complete("one", Says("c1", Enough()));
  const auto trail = Done(&Stub::ListAssessmentChanges, Named("one"));
  ASSERT_EQ(trail.changes_size(), 2);
  EXPECT_EQ(trail.changes(0).audit().state(), v1::AUDIT_STATE_COMPLETED);
  harness_.Restart();
  Connect();
  EXPECT_EQ(Done(&AuditStub::ListAudits, std::string("parent: '") + kAccount +
                                             "' state: AUDIT_STATE_COMPLETED")
                .audits_size(),
            1);
}

}  // namespace
}  // namespace kam::assessment
