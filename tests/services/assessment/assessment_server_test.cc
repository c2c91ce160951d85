#include "services/assessment/assessment_server.h"

#include <memory>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "kam/assessment/v1/assessment_service.grpc.pb.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"
#include "tests/testing/service_harness.h"

namespace kam::assessment::assessment_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::ParseProto;

constexpr char kAccount[] = "programs/p/accounts/a";

class AssessmentServerTest : public ::testing::Test {
 protected:
  AssessmentServerTest() : harness_("assessment", MakeAssessmentService) {
    Connect();
  }

  void Connect() { stub_ = v1::AssessmentService::NewStub(harness_.channel()); }

  grpc::Status Observe(const std::string& id, const std::string& more,
                       v1::Observation* observation) {
    v1::CreateObservationRequest request;
    request.set_parent(kAccount);
    request.set_observation_id(id);
    *request.mutable_observation() = ParseProto<v1::Observation>(
        "model: MODEL_PHASES dimension: 'APPROACH' "
        "observed_on { year: 2013 month: 11 day: 1 } "
        "source_class: SOURCE_CLASS_CUSTOMER");
    request.mutable_observation()->MergeFrom(ParseProto<v1::Observation>(more));
    grpc::ClientContext context;
    return stub_->CreateObservation(&context, request, observation);
  }

  void HaveObservation(const std::string& id, const std::string& more) {
    v1::Observation observation;
    ASSERT_THAT(Observe(id, more, &observation), GrpcIsOk());
  }

  grpc::Status Retract(const std::string& id, v1::Observation* observation) {
    v1::RetractObservationRequest request;
    request.set_name(std::string(kAccount) + "/observations/" + id);
    grpc::ClientContext context;
    return stub_->RetractObservation(&context, request, observation);
  }

  v1::AssessmentFacts Facts(const std::string& more = "") {
    auto request = ParseProto<v1::GetAssessmentFactsRequest>(more);
    request.set_account(kAccount);
    grpc::ClientContext context;
    v1::AssessmentFacts facts;
    EXPECT_THAT(stub_->GetAssessmentFacts(&context, request, &facts),
                GrpcIsOk());
    return facts;
  }

  kam::testing::ServiceHarness harness_;
  std::unique_ptr<v1::AssessmentService::Stub> stub_;
};

TEST_F(AssessmentServerTest, FactsHoldObservationsAfterARestartToo) {
  HaveObservation("one", "key: 'MUTUAL_PLANS'");
  HaveObservation("two", "key: 'TELL'");
  const v1::AssessmentFacts before = Facts();
  ASSERT_EQ(before.observations_size(), 2);
  EXPECT_EQ(before.observations(0).key(), "MUTUAL_PLANS");
  EXPECT_EQ(before.observations(1).key(), "TELL");
  EXPECT_EQ(before.store().revision(), 2);
  harness_.Restart();
  Connect();
  EXPECT_THAT(Facts(), EqualsProto(before));
}

TEST_F(AssessmentServerTest, FactsLeaveOutWhatCameLater) {
  HaveObservation("one", "key: 'TELL'");
  EXPECT_EQ(Facts("as_of { year: 2013 month: 10 day: 31 }").observations_size(),
            0);
  EXPECT_EQ(Facts("as_of { year: 2013 month: 11 day: 1 }").observations_size(),
            1);
}

TEST_F(AssessmentServerTest, DerivedAndFutureEvidenceIsRefused) {
  v1::Observation observation;
  EXPECT_THAT(
      Observe("one", "key: 'TELL' source_class: SOURCE_CLASS_DERIVED",
              &observation),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "DERIVED_NOT_POSTED"));
  EXPECT_THAT(
      Observe("one", "key: 'TELL' observed_on { month: 12 day: 3 }",
              &observation),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "DATE_IN_FUTURE"));
  // It is 2 December already where the day begins first.
  EXPECT_THAT(Observe("one", "key: 'TELL' observed_on { month: 12 day: 2 }",
                      &observation),
              GrpcIsOk());
  EXPECT_THAT(
      Observe("two", "", &observation),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "MISSING_FIELD"));
}

TEST_F(AssessmentServerTest, ARetractedObservationIsReadableAndCountsNoMore) {
  HaveObservation("one", "key: 'TELL'");
  v1::Observation first;
  ASSERT_THAT(Retract("one", &first), GrpcIsOk());
  EXPECT_TRUE(first.retracted());
  EXPECT_EQ(Facts().observations_size(), 0);
  v1::Observation again;
  ASSERT_THAT(Retract("one", &again), GrpcIsOk());
  EXPECT_THAT(again, EqualsProto(first));
  EXPECT_THAT(Retract("none", &again),
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND, "NOT_FOUND"));
}

TEST_F(AssessmentServerTest, ObservationsAreListedByModelAndDimension) {
  HaveObservation("one", "key: 'TELL'");
  HaveObservation("two",
                  "state: TRI_STATE_PRESENT dimension: 'told_partner' "
                  "model: MODEL_PARTNERSHIP_INDICATORS");
  v1::ListObservationsRequest request;
  request.set_parent(kAccount);
  request.set_model(v1::MODEL_PARTNERSHIP_INDICATORS);
  grpc::ClientContext context;
  v1::ListObservationsResponse response;
  ASSERT_THAT(stub_->ListObservations(&context, request, &response),
              GrpcIsOk());
  ASSERT_EQ(response.observations_size(), 1);
  EXPECT_EQ(response.observations(0).dimension(), "told_partner");
}

TEST_F(AssessmentServerTest, ProgramFactsHaveALinePerAccount) {
  HaveObservation("one", "key: 'TELL'");
  v1::GetProgramFactsRequest request;
  request.set_program("programs/p");
  request.add_accounts(kAccount);
  grpc::ClientContext context;
  v1::ProgramFacts facts;
  ASSERT_THAT(stub_->GetProgramFacts(&context, request, &facts), GrpcIsOk());
  ASSERT_EQ(facts.accounts_size(), 1);
  EXPECT_THAT(
      facts.accounts(0),
      EqualsProto(R"pb(account: "programs/p/accounts/a"
                       observations: 1
                       last_observed_on { year: 2013 month: 11 day: 1 })pb"));
}

TEST_F(AssessmentServerTest, WatchDeliversARetraction) {
  HaveObservation("one", "key: 'TELL'");
  v1::Observation observation;
  ASSERT_THAT(Retract("one", &observation), GrpcIsOk());
  v1::WatchAssessmentChangesRequest request;
  request.set_parent("programs/p");
  request.set_stop_when_caught_up(true);
  grpc::ClientContext context;
  auto reader = stub_->WatchAssessmentChanges(&context, request);
  v1::WatchAssessmentChangesResponse response;
  int seen = 0;
  while (reader->Read(&response)) {
    for (const auto& change : response.changes()) {
      ++seen;
      EXPECT_TRUE(change.observation().retracted());
      EXPECT_EQ(change.revision(), 2);
    }
  }
  EXPECT_THAT(reader->Finish(), GrpcIsOk());
  EXPECT_EQ(seen, 1);
}

// Asks the model of the phases what APPROACH = MUTUAL_PLANS says.
v1::EvaluateEvidenceRequest MutualPlans() {
  return ParseProto<v1::EvaluateEvidenceRequest>(R"pb(
    model: MODEL_PHASES
    evidence {
      observations {
        observation {
          model: MODEL_PHASES
          dimension: "APPROACH"
          key: "MUTUAL_PLANS"
          observed_on { year: 2024 month: 6 day: 1 }
          source_class: SOURCE_CLASS_CUSTOMER
        }
      }
    }
    as_of { year: 2024 month: 6 day: 30 })pb");
}

TEST_F(AssessmentServerTest, EvaluatesEvidenceThatTheCallerGives) {
  grpc::ClientContext context;
  v1::Verdict verdict;
  ASSERT_THAT(stub_->EvaluateEvidence(&context, MutualPlans(), &verdict),
              GrpcIsOk());
  EXPECT_EQ(verdict.phases().demonstrated(), 2);
  EXPECT_EQ(verdict.phases().ceiling(), 5);
  EXPECT_EQ(verdict.status(), kam::type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
}

TEST_F(AssessmentServerTest, EvaluatesUnderTheCallersPolicy) {
  v1::EvaluateEvidenceRequest request = MutualPlans();
  request.mutable_policy()->set_version(3);
  request.mutable_policy()->mutable_evidence()->set_max_age_days(28);
  grpc::ClientContext context;
  v1::Verdict verdict;
  ASSERT_THAT(stub_->EvaluateEvidence(&context, request, &verdict), GrpcIsOk());
  EXPECT_EQ(verdict.policy_version(), 3);
  EXPECT_EQ(verdict.phases().known(), 0);
}

TEST_F(AssessmentServerTest, RefusesEvidenceByField) {
  const std::pair<const char*, const char*> cases[] = {
      {"evidence { observations { observation { model: MODEL_PHASES dimension: "
       "'COLOUR' key: 'RED' observed_on { year: 2024 month: 6 day: 1 } "
       "source_class: SOURCE_CLASS_CUSTOMER } } }",
       "UNKNOWN_DIMENSION"},
      {"evidence { observations { observation { model: MODEL_PHASES dimension: "
       "'APPROACH' key: 'SHOUT' observed_on { year: 2024 month: 6 day: 1 } "
       "source_class: SOURCE_CLASS_CUSTOMER } } }",
       "UNKNOWN_VALUE"},
      {"evidence { observations { observation { model: MODEL_PHASES dimension: "
       "'APPROACH' key: 'TELL' source_class: SOURCE_CLASS_CUSTOMER } } }",
       "MISSING_FIELD"},
      {"evidence { phases { disclosures { direction: "
       "DISCLOSURE_DIRECTION_TO_CUSTOMER sensitivity: SENSITIVITY_ORDINARY } "
       "} }",
       "MISSING_FIELD"},
      {"evidence { program_diagnosis { } }", "WRONG_MODEL"},
      {"policy { phases { breadth_bps: 0 } }", "INVALID_POLICY"}};
  for (const auto& [text, reason] : cases) {
    v1::EvaluateEvidenceRequest request = MutualPlans();
    request.MergeFrom(ParseProto<v1::EvaluateEvidenceRequest>(text));
    grpc::ClientContext context;
    v1::Verdict verdict;
    EXPECT_THAT(stub_->EvaluateEvidence(&context, request, &verdict),
                GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, reason));
  }
  v1::EvaluateEvidenceRequest undated = MutualPlans();
  undated.clear_as_of();
  grpc::ClientContext context;
  v1::Verdict verdict;
  EXPECT_THAT(
      stub_->EvaluateEvidence(&context, undated, &verdict),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "MISSING_FIELD"));
}

}  // namespace
}  // namespace kam::assessment::assessment_server_test
