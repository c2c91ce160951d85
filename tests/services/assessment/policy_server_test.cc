#include <string>

#include "gmock/gmock.h"
#include "tests/services/assessment/assessment_harness.h"

namespace kam::assessment {
namespace {

using grpc::StatusCode;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::HasSubstr;

class PolicyServerTest : public AssessmentServiceTest {
 protected:
  v1::ProgramPolicy Draft(const std::string& id, const std::string& values) {
    return Done(&Stub::CreatePolicy,
                std::string("parent: '") + kProgram + "' policy_id: '" + id +
                    "' policy { values { " + values + " } }");
  }
  grpc::Status Refused(const std::string& values) {
    return Status(&Stub::CreatePolicy, std::string("parent: '") + kProgram +
                                           "' policy { values { " + values +
                                           " } }");
  }
  static std::string Named(const std::string& id,
                           const std::string& more = "") {
    return std::string("name: '") + kProgram + "/policies/" + id + "' " + more;
  }
  v1::PolicyInForce InForce(const std::string& more = "") {
    return Done(&Stub::GetPolicyInForce,
                std::string("program: '") + kProgram + "' " + more);
  }
};

TEST_F(PolicyServerTest, TheDefaultsHoldUntilOneIsActivated) {
  EXPECT_EQ(InForce().policy(), "");
  EXPECT_EQ(InForce().values().evidence().max_age_days(), 365);
  Draft("one", "evidence { max_age_days: 30 }");
  EXPECT_EQ(InForce().values().evidence().max_age_days(), 365);
  const v1::ProgramPolicy active = Done(&Stub::ActivatePolicy, Named("one"));
  EXPECT_EQ(active.state(), v1::VERSION_STATE_ACTIVE);
  EXPECT_EQ(active.version(), 1);
  EXPECT_TRUE(active.has_activate_time());
  const v1::PolicyInForce held = InForce();
  EXPECT_EQ(held.policy(), active.name());
  EXPECT_EQ(held.values().evidence().max_age_days(), 30);
  EXPECT_EQ(held.values().version(), 1);
  // What the policy does not say has its default.
  EXPECT_EQ(held.values().partnership_indicators().least_active(), 5);
}

TEST_F(PolicyServerTest, OneIsInForceAtATime) {
  Draft("one", "evidence { max_age_days: 30 }");
  Draft("two", "evidence { max_age_days: 60 }");
  Done(&Stub::ActivatePolicy, Named("one"));
  const v1::PolicyInForce before = InForce();
  harness_.clock().Advance(absl::Hours(1));
  Done(&Stub::ActivatePolicy, Named("two"));
  const v1::ProgramPolicy ended = Done(&Stub::GetPolicy, Named("one"));
  EXPECT_EQ(ended.state(), v1::VERSION_STATE_SUPERSEDED);
  EXPECT_TRUE(ended.has_supersede_time());
  EXPECT_EQ(InForce().values().version(), 2);
  EXPECT_NE(InForce().digest(), before.digest());
  // As it was an hour ago.
  EXPECT_EQ(InForce("read_time { seconds: 1385899201 }").values().version(), 1);
  EXPECT_EQ(Done(&Stub::ListPolicies, std::string("parent: '") + kProgram +
                                          "' state: VERSION_STATE_ACTIVE")
                .policies_size(),
            1);
  EXPECT_EQ(Facts().policy_version(), 2);
}

TEST_F(PolicyServerTest, WhatWasInForceStaysAsItIs) {
  Draft("one", "evidence { max_age_days: 30 }");
  // A draft may change, and its version is not the caller's to choose.
  const v1::ProgramPolicy changed =
      Done(&Stub::UpdatePolicy,
           "policy { " + Named("one") +
               "values { version: 9 evidence { max_age_days: 40 } } }");
  EXPECT_FALSE(changed.values().has_version());
  Done(&Stub::ActivatePolicy, Named("one"));
  const auto refused =
      GrpcStatusIs(StatusCode::FAILED_PRECONDITION, "POLICY_NOT_DRAFT");
  EXPECT_THAT(Status(&Stub::UpdatePolicy,
                     "policy { " + Named("one") + "note: 'late' }"),
              refused);
  EXPECT_THAT(Status(&Stub::ActivatePolicy, Named("one")), refused);
  EXPECT_THAT(Status(&Stub::DeletePolicy, Named("one")), refused);
  Draft("two", "");
  EXPECT_THAT(Status(&Stub::DeletePolicy, Named("two")), GrpcIsOk());
}

TEST_F(PolicyServerTest, SaysWhichValueIsWrong) {
  const std::pair<const char*, const char*> cases[] = {
      {"evidence { max_age_days: 0 }", "policy.values.evidence.max_age_days"},
      {"phases { breadth_bps: 0 }", "policy.values.phases.breadth_bps"},
      // At odds with another value.
      {"program_diagnosis { kam_bps: 4000 }",
       "policy.values.program_diagnosis.kam_bps"},
      {"customer_audit { meets_mark: 10 }",
       "policy.values.customer_audit.exceeds_mark"}};
  for (const auto& [values, field] : cases) {
    const grpc::Status status = Refused(values);
    EXPECT_THAT(status,
                GrpcStatusIs(StatusCode::INVALID_ARGUMENT, "INVALID_POLICY"));
    EXPECT_THAT(status.error_message(), HasSubstr(field));
  }
  EXPECT_THAT(Status(&Stub::CreatePolicy,
                     std::string("parent: '") + kProgram + "' policy { }"),
              GrpcStatusIs(StatusCode::INVALID_ARGUMENT, "MISSING_FIELD"));
}

TEST_F(PolicyServerTest, EtagsAndRequestIdsHold) {
  const v1::ProgramPolicy draft = Draft("one", "");
  EXPECT_THAT(Status(&Stub::ActivatePolicy, Named("one", "etag: '\"old\"'")),
              GrpcStatusIs(StatusCode::ABORTED, "ETAG_MISMATCH"));
  const std::string once =
      Named("one", "etag: '" + draft.etag() +
                       "' request_id: '8f14e45f-ceea-467f-a0e6-0d0f2e0f0001'");
  const v1::ProgramPolicy active = Done(&Stub::ActivatePolicy, once);
  // A retry is answered as the first time, though it is no draft any more.
  EXPECT_EQ(Done(&Stub::ActivatePolicy, once).etag(), active.etag());
}

TEST_F(PolicyServerTest, PastVersionsAndChangesAreKept) {
  Draft("one", "");
  Done(&Stub::ActivatePolicy, Named("one"));
  const auto trail = Done(&Stub::ListAssessmentChanges, Named("one"));
  ASSERT_EQ(trail.changes_size(), 2);
  EXPECT_EQ(trail.changes(0).policy().state(), v1::VERSION_STATE_ACTIVE);
  EXPECT_EQ(trail.changes(1).policy().state(), v1::VERSION_STATE_DRAFT);
}

// A readiness case of kAccount, as a request.
std::string Case(const std::string& fields) {
  return std::string("parent: '") + kAccount +
         "' readiness_case_id: 'one' readiness_case { " +
         OrElse(fields, "owner", "owner: 'programs/p/members/m' ") +
         OrElse(fields, "stated_on", On("stated_on", 11, 1)) + fields + " }";
}

TEST_F(PolicyServerTest, ReadinessCasesAreFactsFromTheirDayOn) {
  Done(&Stub::CreateReadinessCase,
       Case("target: 4 headcount_funded: TRI_STATE_PRESENT business_case { "
            "annual_benefit { currency_code: 'EUR' units: 900000 } "
            "benefit_rationale: 'Fewer stops' "
            "one_off_cost { currency_code: 'EUR' units: 0 } }"));
  const v1::AssessmentFacts facts = Facts();
  ASSERT_EQ(facts.readiness_cases_size(), 1);
  EXPECT_EQ(facts.readiness_cases(0).target(), 4);
  // A stated zero is a statement, what is absent is none.
  EXPECT_TRUE(facts.readiness_cases(0).business_case().has_one_off_cost());
  EXPECT_FALSE(facts.readiness_cases(0).business_case().has_annual_cost());
  EXPECT_EQ(Facts(On("as_of", 10, 31)).readiness_cases_size(), 0);
}

TEST_F(PolicyServerTest, ReadinessCasesAreRefusedByField) {
  const std::tuple<const char*, const char*, const char*> cases[] = {
      {"target: 1", "VALUE_OUT_OF_RANGE", "readiness_case.target"},
      {"target: 6", "VALUE_OUT_OF_RANGE", "readiness_case.target"},
      {"target: 3 owner: 'Mia'", "INVALID_REFERENCE", "readiness_case.owner"},
      {"target: 3 stated_on { year: 2013 month: 12 day: 3 }", "DATE_IN_FUTURE",
       "readiness_case.stated_on"},
      {"target: 3 business_case { annual_cost { currency_code: 'EUR' units: "
       "-1 } }",
       "OUT_OF_RANGE", "readiness_case.business_case.annual_cost"},
      {"target: 3 business_case { annual_cost { currency_code: 'EUR' } "
       "one_off_cost { currency_code: 'USD' } }",
       "MIXED_CURRENCIES", "readiness_case.business_case.one_off_cost"},
      {"target: 3 business_case { discount_bps: 5 }", "OUT_OF_RANGE",
       "readiness_case.business_case.discount_bps"}};
  for (const auto& [fields, reason, field] : cases) {
    const grpc::Status status =
        Status(&Stub::CreateReadinessCase, Case(fields));
    EXPECT_THAT(status, GrpcStatusIs(StatusCode::INVALID_ARGUMENT, reason))
        << fields;
    EXPECT_THAT(status.error_message(), HasSubstr(field));
  }
}

}  // namespace
}  // namespace kam::assessment
