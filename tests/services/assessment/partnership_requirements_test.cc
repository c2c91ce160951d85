// What the papers say of partners and of asking the customer, asked of the
// service: a test an item.

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/audit_reading.h"
#include "services/assessment/model_policy.h"
#include "tests/services/assessment/domain/audit_builder.h"
#include "tests/services/assessment/domain/evidence.h"
#include "tests/services/assessment/evaluation_requirements.h"

namespace kam::assessment::partnership_requirements_test {
namespace {

using kam::testing::GrpcStatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

const v1::IndicatorTemplate& TwentyIndicators() {
  return ModelPolicy::Default().values().partnership_indicators().template_();
}

class PartnershipRequirements : public EvaluationRequirements {
 protected:
  v1::Verdict Judge(const v1::AuditFacts& facts) {
    v1::Evidence evidence;
    *evidence.mutable_customer_audit() = facts;
    return Assess(v1::MODEL_CUSTOMER_AUDIT, evidence);
  }

  v1::Verdict Score(const v1::Evidence& evidence) {
    return Assess(v1::MODEL_PARTNERSHIP_INDICATORS, evidence);
  }

  // The service's answer to an audit in which `question` was put and skipped.
  grpc::Status Ask(const std::string& question) {
    AuditBuilder audit("2024-06-01", "audit");
    v1::AuditAnswer& answer =
        *audit.fact().mutable_respondents(0)->add_answers();
    answer.set_question(question);
    answer.set_skipped(true);
    // The builder asks these already.
    for (const char* asked : {"p1", "f1", "p8", "p9"}) {
      if (question == asked) {
        audit.fact().mutable_respondents(0)->mutable_answers()->RemoveLast();
      }
    }
    v1::Evidence evidence;
    *evidence.mutable_customer_audit() = FactsOf({audit.fact()});
    v1::Verdict verdict;
    grpc::Status status =
        TryAssess(v1::MODEL_CUSTOMER_AUDIT, evidence, &verdict);
    if (status.ok()) {
      EXPECT_THAT(verdict.customer_audit().audits(0).asked(),
                  Contains(question));
    }
    return status;
  }
};

void Say(v1::Evidence& evidence, const std::string& key, bool holds) {
  AddObservation(evidence, v1::MODEL_PARTNERSHIP_INDICATORS, key, key,
                 "2024-06-01", v1::SOURCE_CLASS_CUSTOMER)
      .set_state(holds ? type::v1::TRI_STATE_PRESENT
                       : type::v1::TRI_STATE_ABSENT);
}

// The first `absent` indicators are absent, the others present.
v1::Evidence Answers(int absent) {
  v1::Evidence evidence;
  for (int i = 0; i < TwentyIndicators().indicators_size(); ++i) {
    Say(evidence, TwentyIndicators().indicators(i).key(), i >= absent);
  }
  return evidence;
}

TEST_F(PartnershipRequirements, S4_06_APartnerIsWhoTheCustomerCallsOne) {
  EXPECT_EQ(Score(Answers(0)).value(), "PARTNER");
  EXPECT_EQ(Score(Answers(20)).value(), "SUPPLIER");
  // Enough of the rest, but the customer does not say so.
  EXPECT_THAT(CodesOf(Score(Answers(1))), ElementsAre("ONE_SIDED"));
}

TEST_F(PartnershipRequirements, S4_07_TwentyIndicatorsThatCanBeTailored) {
  const v1::Verdict partner = Score(Answers(5));
  EXPECT_EQ(partner.partnership_indicators().states_size(), 20);
  EXPECT_EQ(partner.partnership_indicators().low_bps(), 7'500);
  EXPECT_EQ(partner.value(), "PARTNER");
  EXPECT_EQ(Score(Answers(6)).value(), "DEVELOPING");
  // Another weight, another word, one indicator less: a version of its own.
  v1::Evidence evidence = Answers(6);
  v1::IndicatorTemplate& tailored =
      *evidence.mutable_partnership_indicators()->mutable_template_();
  tailored = TwentyIndicators();
  tailored.set_version(2);
  tailored.mutable_indicators(0)->set_active(false);
  tailored.mutable_indicators(19)->set_weight(10);
  tailored.mutable_indicators(19)->set_text("They wait for us");
  const v1::Verdict verdict = Score(evidence);
  EXPECT_EQ(verdict.partnership_indicators().template_version(), 2);
  EXPECT_EQ(verdict.partnership_indicators().states_size(), 19);
  // 23 of 28.
  EXPECT_EQ(verdict.partnership_indicators().low_bps(), 8'214);
  // Four are too few.
  evidence.clear_observations();
  tailored.mutable_indicators()->DeleteSubrange(5, 15);
  v1::Verdict none;
  EXPECT_THAT(
      TryAssess(v1::MODEL_PARTNERSHIP_INDICATORS, evidence, &none),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "TOO_FEW_INDICATORS"));
}

TEST_F(PartnershipRequirements, S4_08_TheTopTenNeedMoreThanASurvey) {
  AuditBuilder audit("2024-06-01", "audit");
  audit.fact().set_channel(v1::AUDIT_CHANNEL_WEB);
  v1::AuditFacts facts = FactsOf({audit.fact()});
  facts.set_top_ranked(true);
  EXPECT_THAT(CodesOf(Judge(facts)), ElementsAre("METHOD_TOO_LIGHT"));
  facts.mutable_audits(0)->set_channel(v1::AUDIT_CHANNEL_FACE_TO_FACE);
  EXPECT_THAT(CodesOf(Judge(facts)), Not(Contains("METHOD_TOO_LIGHT")));
  facts.mutable_audits(0)->set_channel(v1::AUDIT_CHANNEL_WEB);
  facts.set_top_ranked(false);
  EXPECT_THAT(CodesOf(Judge(facts)), Not(Contains("METHOD_TOO_LIGHT")));
}

TEST_F(PartnershipRequirements, S4_09_NineQuestionsOnPastAndPresent) {
  for (int number = 1; number <= 9; ++number) {
    EXPECT_THAT(Ask(absl::StrCat("p", number)), kam::testing::GrpcIsOk());
  }
  EXPECT_THAT(Ask("p10"), GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT,
                                       "UNKNOWN_QUESTION"));
  // Marks out of ten, and supplier or partner.
  const v1::AuditResult result =
      Judge(FactsOf({AuditBuilder("2024-06-01", "audit")
                         .Mark(8)
                         .Mark(6)
                         .Position(v1::AUDIT_POSITION_PARTNER)
                         .Position(v1::AUDIT_POSITION_SUPPLIER)
                         .fact()}))
          .customer_audit();
  EXPECT_EQ(result.marks().mark(), 6);
  EXPECT_EQ(result.marks().band(), v1::AUDIT_MARK_BAND_FALLS_SHORT);
  EXPECT_EQ(result.position(), v1::AUDIT_POSITION_SUPPLIER);
}

TEST_F(PartnershipRequirements, S4_10_EightQuestionsOnTheFuture) {
  AuditBuilder audit("2024-06-01", "audit");
  for (int number = 1; number <= 8; ++number) {
    EXPECT_THAT(Ask(absl::StrCat("f", number)), kam::testing::GrpcIsOk());
    if (number > 1) audit.Answer(absl::StrCat("f", number), "text");
  }
  EXPECT_THAT(Ask("f9"), GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT,
                                      "UNKNOWN_QUESTION"));
  // Each answer can become something that another service keeps.
  const v1::AuditResult result =
      Judge(FactsOf({audit.fact()})).customer_audit();
  ASSERT_EQ(result.proposals_size(), 8);
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(result.proposals(i).question(), absl::StrCat("f", i + 1));
    EXPECT_EQ(result.proposals(i).kind(),
              i < 2   ? v1::AUDIT_PROPOSAL_KIND_PRESSURE
              : i < 4 ? v1::AUDIT_PROPOSAL_KIND_OBJECTIVE
                      : v1::AUDIT_PROPOSAL_KIND_OPPORTUNITY);
  }
}

TEST_F(PartnershipRequirements, S4_11_AYearlyTalkThatASeniorExecutiveLeads) {
  // A menu, not a script: four of seventeen questions are enough.
  AuditBuilder audit("2024-06-30", "audit");
  v1::AuditFacts facts = FactsOf({audit.fact()});
  const v1::Verdict verdict = Judge(facts);
  EXPECT_TRUE(verdict.customer_audit().audits(0).valid());
  EXPECT_THAT(CodesOf(verdict), ElementsAre());
  // Thirteen months old.
  facts.mutable_audits(0)->mutable_held_on()->set_year(2023);
  facts.mutable_audits(0)->mutable_held_on()->set_month(5);
  EXPECT_THAT(CodesOf(Judge(facts)), ElementsAre("OVERDUE"));
  // Twelve are not too many.
  facts.mutable_audits(0)->mutable_held_on()->set_month(6);
  EXPECT_THAT(CodesOf(Judge(facts)), ElementsAre());
  facts.mutable_audits(0)->set_interviewer_grade(type::v1::GRADE_DIRECTOR);
  facts.mutable_audits(0)->set_thanked(false);
  EXPECT_THAT(CodesOf(Judge(facts)),
              ElementsAre("NOT_SENIOR_LED", "NOT_THANKED"));
}

}  // namespace
}  // namespace kam::assessment::partnership_requirements_test
