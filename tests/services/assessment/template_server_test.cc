#include <initializer_list>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "tests/services/assessment/assessment_harness.h"

namespace kam::assessment {
namespace {

using grpc::StatusCode;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::HasSubstr;

std::string Indicator(const std::string& key, const std::string& more = "") {
  return "indicators { key: '" + key + "' sense: INDICATOR_SENSE_SEE " +
         OrElse(more, "weight", "weight: 1 ") +
         OrElse(more, "kind", "kind: INDICATOR_KIND_ASSERTED ") +
         OrElse(more, "active", "active: true ") + more + " } ";
}

// Five indicators that are the programme's own.
std::string FiveOwn() {
  std::string text;
  for (const char* key : {"own_a", "own_b", "own_c", "own_d", "own_e"}) {
    text += Indicator(key);
  }
  return text;
}

class TemplateServerTest : public AssessmentServiceTest {
 protected:
  static std::string Of(const std::string& id, const std::string& fields) {
    return absl::StrCat("parent: '", kProgram, "' template_id: '", id,
                        "' template { ", fields, " }");
  }
  static std::string Named(const std::string& id) {
    return absl::StrCat("name: '", kProgram, "/templates/", id, "'");
  }
  v1::Template InForce(const std::string& id, const std::string& fields) {
    Done(&Stub::CreateTemplate, Of(id, fields));
    return Done(&Stub::ActivateTemplate, Named(id));
  }
  grpc::Status Create(const std::string& fields) {
    return Status(&Stub::CreateTemplate, Of("refused", fields));
  }
  grpc::Status Observe(const std::string& indicator) {
    return Status(&Stub::CreateObservation,
                  absl::StrCat("parent: '", kAccount,
                               "' observation { "
                               "model: MODEL_PARTNERSHIP_INDICATORS "
                               "source_class: SOURCE_CLASS_CUSTOMER "
                               "state: TRI_STATE_PRESENT dimension: '",
                               indicator, "' ", On("observed_on", 11, 1), "}"));
  }
};

TEST_F(TemplateServerTest, S4_07_IndicatorsAreTailoredInVersions) {
  EXPECT_THAT(Observe("own_a"),
              GrpcStatusIs(StatusCode::INVALID_ARGUMENT, "UNKNOWN_DIMENSION"));
  const v1::Template first = InForce("one", FiveOwn());
  EXPECT_EQ(first.version(), 1);
  EXPECT_EQ(first.state(), v1::VERSION_STATE_ACTIVE);
  EXPECT_THAT(Observe("own_a"), GrpcIsOk());
  // The default ones are not asked any more.
  EXPECT_THAT(Observe("told_partner"),
              GrpcStatusIs(StatusCode::INVALID_ARGUMENT, "UNKNOWN_DIMENSION"));
  const v1::Template second =
      InForce("two", FiveOwn() + Indicator("own_f", "weight: 3"));
  EXPECT_EQ(second.version(), 2);
  EXPECT_EQ(Done(&Stub::GetTemplate, Named("one")).state(),
            v1::VERSION_STATE_SUPERSEDED);
  EXPECT_EQ(Facts().template_().version(), 2);
  EXPECT_EQ(Facts().template_().indicators(5).weight(), 3);
}

TEST_F(TemplateServerTest, S4_07_AKeyIsNeverReused) {
  // Reworded and reweighted under the same key, and not active for a time.
  InForce("one", FiveOwn() + Indicator("own_f"));
  InForce("two", FiveOwn() + Indicator("own_f", "active: false text: 'New'"));
  InForce("three", FiveOwn() + Indicator("own_f", "weight: 9"));
  // Left out, it never comes back.
  InForce("four", FiveOwn() + Indicator("own_g"));
  const grpc::Status status =
      Create(FiveOwn() + Indicator("own_g") + Indicator("own_f"));
  EXPECT_THAT(status,
              GrpcStatusIs(StatusCode::FAILED_PRECONDITION, "KEY_REUSED"));
  EXPECT_THAT(status.error_message(), HasSubstr("own_f"));
  // Nor does one that the default template had and the first one did not.
  EXPECT_THAT(Create(FiveOwn() + Indicator("referrals")),
              GrpcStatusIs(StatusCode::FAILED_PRECONDITION, "KEY_REUSED"));
}

TEST_F(TemplateServerTest, S4_07_AKeyMayBeTakenWhileADraftWaits) {
  InForce("one", FiveOwn() + Indicator("own_f"));
  Done(&Stub::CreateTemplate, Of("waits", FiveOwn() + Indicator("own_f")));
  InForce("two", FiveOwn());
  EXPECT_THAT(Status(&Stub::ActivateTemplate, Named("waits")),
              GrpcStatusIs(StatusCode::FAILED_PRECONDITION, "KEY_REUSED"));
}

TEST_F(TemplateServerTest, S4_07_TooFewOrWrongIndicatorsAreRefused) {
  std::string four;
  for (const char* key : {"own_a", "own_b", "own_c", "own_d"}) {
    four += Indicator(key);
  }
  const std::pair<std::string, const char*> cases[] = {
      {four, "TOO_FEW_INDICATORS"},
      {four + Indicator("own_e", "active: false"), "TOO_FEW_INDICATORS"},
      {FiveOwn() + Indicator("own_a"), "DUPLICATE_INDICATOR"},
      {FiveOwn() + Indicator("Own"), "INVALID_INDICATOR"},
      {FiveOwn() + Indicator("own_f", "weight: 11"), "INVALID_INDICATOR"},
      {FiveOwn() + Indicator("own_f", "kind: INDICATOR_KIND_DERIVED"),
       "INVALID_INDICATOR"},
      {FiveOwn() + "questions { key: 'p10' text: 'Why?' }", "INVALID_KEY"},
      {FiveOwn() + "questions { key: 'p1' text: 'Why?' }", "INVALID_KEY"},
      {FiveOwn() + "questions { key: 'why' text: ' ' }", "MISSING_FIELD"},
      {FiveOwn() + "questions { key: 'why' text: 'Why?' } "
                   "questions { key: 'why' text: 'Why?' }",
       "DUPLICATE_QUESTION"}};
  for (const auto& [fields, reason] : cases) {
    const grpc::Status status = Create(fields);
    EXPECT_THAT(status, GrpcStatusIs(StatusCode::INVALID_ARGUMENT, reason))
        << fields;
    EXPECT_THAT(status.error_message(), HasSubstr("template."));
  }
}

TEST_F(TemplateServerTest, HowManyAreActiveIsPolicy) {
  Done(&Stub::CreatePolicy,
       std::string("parent: '") + kProgram +
           "' policy_id: 'strict' policy { values { partnership_indicators { "
           "least_active: 6 } } }");
  Done(&Stub::ActivatePolicy,
       std::string("name: '") + kProgram + "/policies/strict'");
  EXPECT_THAT(Create(FiveOwn()),
              GrpcStatusIs(StatusCode::INVALID_ARGUMENT, "TOO_FEW_INDICATORS"));
}

TEST_F(TemplateServerTest, WhatWasInForceStaysAsItIs) {
  InForce("one", FiveOwn());
  const auto refused =
      GrpcStatusIs(StatusCode::FAILED_PRECONDITION, "TEMPLATE_NOT_DRAFT");
  EXPECT_THAT(Status(&Stub::UpdateTemplate,
                     "template { " + Named("one") + " note: 'late' }"),
              refused);
  EXPECT_THAT(Status(&Stub::DeleteTemplate, Named("one")), refused);
  EXPECT_THAT(Status(&Stub::ActivateTemplate, Named("one")), refused);
}

}  // namespace
}  // namespace kam::assessment
