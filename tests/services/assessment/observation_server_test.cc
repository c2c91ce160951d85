#include "gmock/gmock.h"
#include "tests/services/assessment/assessment_harness.h"

namespace kam::assessment {
namespace {

using grpc::StatusCode;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;

class ObservationServerTest : public AssessmentServiceTest {
 protected:
  // An observation of kAccount, as a request.
  static std::string Of(const std::string& fields) {
    return std::string("parent: '") + kAccount +
           "' observation_id: 'one' observation { " + On("observed_on", 11, 1) +
           fields + " }";
  }
  static std::string OfPhases(const std::string& fields) {
    return Of(
        "model: MODEL_PHASES dimension: 'APPROACH' "
        "source_class: SOURCE_CLASS_SUPPLIER " +
        fields);
  }
  static constexpr char kName[] = "programs/p/accounts/a/observations/one";
};

TEST_F(ObservationServerTest, NeverChangesAfterItWasRecorded) {
  Done(&Stub::CreateObservation, OfPhases("key: 'TELL' note: 'Heard'"));
  const std::string same = std::string("observation { name: '") + kName +
                           "' model: MODEL_PHASES dimension: 'APPROACH' " +
                           On("observed_on", 11, 1) +
                           "source_class: SOURCE_CLASS_SUPPLIER ";
  for (const char* edit :
       {"key: 'PROJECT_LED' note: 'Heard'", "key: 'TELL' note: 'Seen'",
        "key: 'TELL' note: 'Heard' observer: 'programs/p/members/m'"}) {
    EXPECT_THAT(
        Status(&Stub::UpdateObservation,
               same + edit + " } update_mask { paths: '*' }"),
        GrpcStatusIs(StatusCode::FAILED_PRECONDITION, "OBSERVATION_NOT_EDITED"))
        << edit;
  }
  // To say the same again is no edit.
  EXPECT_THAT(
      Status(&Stub::UpdateObservation, same + "key: 'TELL' note: 'Heard' } "
                                              "update_mask { paths: '*' }"),
      GrpcIsOk());
  EXPECT_EQ(Facts().observations(0).note(), "Heard");
}

TEST_F(ObservationServerTest, IsRetractedWithAReasonAndATime) {
  const v1::Observation before =
      Done(&Stub::CreateObservation, OfPhases("key: 'TELL'"));
  EXPECT_FALSE(before.has_retract_time());
  const v1::Observation after =
      Done(&Stub::RetractObservation,
           std::string("name: '") + kName + "' reason: 'Wrong account'");
  EXPECT_TRUE(after.retracted());
  EXPECT_EQ(after.retract_reason(), "Wrong account");
  EXPECT_EQ(after.retract_time().seconds(), after.update_time().seconds());
  // The first retraction stands.
  const v1::Observation again =
      Done(&Stub::RetractObservation,
           std::string("name: '") + kName + "' reason: 'Another reason'");
  EXPECT_EQ(again.retract_reason(), "Wrong account");
  EXPECT_EQ(Facts().observations_size(), 0);
}

TEST_F(ObservationServerTest, SaysOnlyWhatItsModelCanRead) {
  const std::pair<const char*, const char*> cases[] = {
      {"model: MODEL_PHASES dimension: 'COLOUR' key: 'RED'",
       "UNKNOWN_DIMENSION"},
      {"model: MODEL_PHASES dimension: 'APPROACH' key: 'SHOUT'",
       "UNKNOWN_VALUE"},
      {"model: MODEL_PARTNERSHIP_INDICATORS dimension: 'told_nobody' "
       "state: TRI_STATE_PRESENT",
       "UNKNOWN_DIMENSION"},
      {"model: MODEL_CUSTOMER_AUDIT dimension: 'MARK' rating: 7",
       "WRONG_MODEL"}};
  for (const auto& [fields, reason] : cases) {
    const grpc::Status status = Status(
        &Stub::CreateObservation,
        Of(std::string(fields) + " source_class: SOURCE_CLASS_SUPPLIER"));
    EXPECT_THAT(status, GrpcStatusIs(StatusCode::INVALID_ARGUMENT, reason));
    EXPECT_THAT(status.error_message(), ::testing::HasSubstr("observation."))
        << fields;
  }
  EXPECT_THAT(
      Status(
          &Stub::CreateObservation,
          Of("model: MODEL_PARTNERSHIP_INDICATORS dimension: 'told_partner' "
             "state: TRI_STATE_UNKNOWN source_class: SOURCE_CLASS_CUSTOMER")),
      GrpcIsOk());
}

TEST_F(ObservationServerTest, NamesWhoSawItAndWhatIsBehindIt) {
  EXPECT_THAT(Status(&Stub::CreateObservation,
                     OfPhases("key: 'TELL' observer: 'programs/q/members/m'")),
              GrpcStatusIs(StatusCode::INVALID_ARGUMENT, "INVALID_REFERENCE"));
  EXPECT_THAT(Status(&Stub::CreateObservation,
                     OfPhases("key: 'TELL' source { service: 'crm' "
                              "name: 'programs/p/accounts/a/issues/i' }")),
              GrpcStatusIs(StatusCode::INVALID_ARGUMENT, "INVALID_REFERENCE"));
  EXPECT_THAT(Status(&Stub::CreateObservation,
                     OfPhases("key: 'TELL' source { service: 'account' "
                              "name: 'programs/q/accounts/a/issues/i' }")),
              GrpcStatusIs(StatusCode::INVALID_ARGUMENT, "INVALID_REFERENCE"));
  const v1::Observation kept =
      Done(&Stub::CreateObservation,
           OfPhases("key: 'TELL' observer: 'programs/p/members/m' "
                    "contact: 'programs/p/accounts/a/contacts/c' "
                    "source { service: 'account' "
                    "name: 'programs/p/accounts/a/issues/i' revision: 4 }"));
  EXPECT_EQ(kept.observer(), "programs/p/members/m");
  EXPECT_EQ(kept.source().revision(), 4);
}

TEST_F(ObservationServerTest, FactsKeepEveryRatingNotTheLatestAlone) {
  for (int month = 1; month <= 3; ++month) {
    Done(&Stub::CreateObservation,
         std::string("parent: '") + kAccount +
             "' observation { model: MODEL_PARTNERSHIP_INDICATORS "
             "dimension: 'price_resistance' source_class: "
             "SOURCE_CLASS_SUPPLIER rating: " +
             std::to_string(90 - month) + " " + On("observed_on", month, 1) +
             " }");
  }
  const v1::AssessmentFacts facts = Facts();
  ASSERT_EQ(facts.observations_size(), 3);
  EXPECT_EQ(facts.observations(0).rating(), 87);
  EXPECT_EQ(facts.observations(2).rating(), 89);
}

}  // namespace
}  // namespace kam::assessment
