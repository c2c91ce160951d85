// What is no audit (models.md 4.e) is refused, with the field named.

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "services/assessment/evaluation.h"
#include "tests/services/assessment/domain/audit_builder.h"
#include "tests/services/assessment/domain/evidence.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::audit_refusals_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr absl::CivilDay kDay(2024, 6, 30);

absl::StatusOr<v1::Verdict> Try(const v1::AuditFacts& facts) {
  v1::Evidence evidence;
  *evidence.mutable_customer_audit() = facts;
  return Evaluate(v1::MODEL_CUSTOMER_AUDIT, evidence, ModelPolicy::Default(),
                  kDay);
}

// What is refused when the first answer of an audit is `answer`.
void ExpectRefused(const char* answer, const char* field) {
  auto facts = FactsOf({AuditBuilder("2024-06-01", "a1").fact()});
  *facts.mutable_audits(0)->mutable_respondents(0)->add_answers() =
      ParseProto<v1::AuditAnswer>(answer);
  facts.mutable_audits(0)
      ->mutable_respondents(0)
      ->mutable_answers()
      ->SwapElements(0, 4);
  facts.mutable_audits(0)
      ->mutable_respondents(0)
      ->mutable_answers()
      ->DeleteSubrange(1, 4);
  EXPECT_THAT(
      Try(facts),
      AllOf(StatusIs(absl::StatusCode::kInvalidArgument),
            HasMessage(HasSubstr(absl::StrCat(
                "evidence.customer_audit.audits[0].respondents[0].answers[0].",
                field)))))
      << answer;
}

TEST(AuditRefusals, RefusesWhatIsNoAnswerByField) {
  ExpectRefused("question: 'p8' mark: 11", "mark");
  ExpectRefused("question: 'p8' mark: -1", "mark");
  ExpectRefused("question: 'p8' text: '7.5'", "mark");
  ExpectRefused("question: 'p1' mark: 7", "mark");
  ExpectRefused("question: 'p9' text: 'partner'", "position");
  ExpectRefused("question: 'p9' position: AUDIT_POSITION_UNSPECIFIED",
                "position");
  ExpectRefused("question: 'p2' text: ' '", "text");
  ExpectRefused("question: 'p2'", "answer");
  ExpectRefused("question: 'p2' skipped: false", "skipped");
  ExpectRefused("question: 'p10' text: 'x'", "question");
  ExpectRefused("question: 'f9' text: 'x'", "question");
  ExpectRefused("question: 'P1' text: 'x'", "question");
  ExpectRefused("text: 'x'", "question");
  ExpectRefused("question: 'p1' text: 'x' comparison: AUDIT_COMPARISON_ONLY",
                "comparison");
  ExpectRefused("question: 'p4' text: 'x' specification_failure: true",
                "specification_failure");
  ExpectRefused("question: 'p5' text: 'x' issues {}", "issues");
}

TEST(AuditRefusals, AMarkOfSevenAndAHalfIsNoNumberOfTheContract) {
  v1::AuditAnswer answer;
  const auto status = google::protobuf::util::JsonStringToMessage(
      R"({"question": "p8", "mark": 7.5})", &answer);
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(status.ToString(), HasSubstr("mark"));
}

TEST(AuditRefusals, RefusesWhatOccursTwiceAndWhatHasNoDate) {
  auto facts = FactsOf({AuditBuilder("2024-06-01", "a1").fact()});
  facts.mutable_audits(0)->clear_held_on();
  EXPECT_THAT(
      Try(facts),
      HasMessage(HasSubstr("evidence.customer_audit.audits[0].held_on")));
  facts = FactsOf({AuditBuilder("2024-06-01", "a1").fact()});
  *facts.mutable_audits(0)->add_respondents() = facts.audits(0).respondents(0);
  EXPECT_THAT(Try(facts), StatusIs(absl::StatusCode::kInvalidArgument,
                                   "DUPLICATE_RESPONDENT"));
  facts = FactsOf({AuditBuilder("2024-06-01", "a1").fact()});
  auto& respondent = *facts.mutable_audits(0)->mutable_respondents(0);
  *respondent.add_answers() = respondent.answers(0);
  EXPECT_THAT(Try(facts),
              StatusIs(absl::StatusCode::kInvalidArgument, "DUPLICATE_ANSWER"));
  v1::Evidence evidence;
  AddKey(evidence, v1::MODEL_CUSTOMER_AUDIT, "o", "p8", "7", "2024-06-01",
         v1::SOURCE_CLASS_CUSTOMER);
  EXPECT_THAT(Evaluate(v1::MODEL_CUSTOMER_AUDIT, evidence,
                       ModelPolicy::Default(), kDay),
              StatusIs(absl::StatusCode::kInvalidArgument, "WRONG_MODEL"));
}

TEST(AuditRefusals, RefusesBandsThatDoNotRise) {
  auto refusal = [](const char* text) {
    return ModelPolicy::Resolve(ParseProto<v1::Policy>(text)).status();
  };
  EXPECT_THAT(refusal("customer_audit { meets_mark: 9 }"),
              HasMessage(HasSubstr("policy.customer_audit.exceeds_mark")));
  EXPECT_THAT(refusal("customer_audit { falls_short_mark: 7 }"),
              HasMessage(HasSubstr("policy.customer_audit.meets_mark")));
  EXPECT_THAT(refusal("customer_audit { partner_phase: 2 }"),
              HasMessage(HasSubstr("policy.customer_audit.partner_phase")));
  EXPECT_THAT(refusal("customer_audit { partner_phase: 3 }"), IsOk());
}

}  // namespace
}  // namespace kam::assessment::audit_refusals_test
