#include "gmock/gmock.h"
#include "tests/services/account/account_harness.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/proto_matchers.h"

namespace kam::account::records_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::kInvalidCall;

using Accounts = v1::AccountService::Stub;

// The records of an account, under `programs/p/accounts/a`.
class RecordsTest : public AccountServiceTest {
 protected:
  RecordsTest() {
    HaveProgram();
    HaveAccount("a");
  }

  // Takes one kind of record through the standard methods: `fields` make it,
  // `change` changes it.
  template <typename Create, typename Record, typename Get, typename List,
            typename Listed, typename Update, typename Delete>
  void Exercise(AccountMethod<Create, Record> create,
                AccountMethod<Get, Record> get,
                AccountMethod<List, Listed> list,
                AccountMethod<Update, Record> update,
                AccountMethod<Delete, google::protobuf::Empty> remove,
                const std::string& field, const std::string& collection,
                const std::string& fields, const std::string& change) {
    SCOPED_TRACE(field);
    const std::string parent = std::string("parent: '") + kAccount + "' ";
    const std::string name =
        std::string("name: '") + kAccount + "/" + collection + "/x' ";
    const auto created =
        Call(*accounts_, create,
             parent + field + "_id: 'x' " + field + " { " + fields + " }");
    ASSERT_THAT(created.status, GrpcIsOk());
    EXPECT_THAT(Call(*accounts_, get, name).value, EqualsProto(created.value));
    const auto changed =
        Call(*accounts_, update, field + " { " + name + change + " }");
    ASSERT_THAT(changed.status, GrpcIsOk());
    EXPECT_NE(changed.value.etag(), created.value.etag());
    const auto listed = Call(*accounts_, list, parent);
    ASSERT_THAT(listed.status, GrpcIsOk());
    EXPECT_EQ(CountOf(listed.value), 1);
    ASSERT_THAT(Call(*accounts_, remove, name).status, GrpcIsOk());
    EXPECT_THAT(Call(*accounts_, get, name).status,
                GrpcStatusIs(grpc::StatusCode::NOT_FOUND));
    EXPECT_EQ(CountOf(Call(*accounts_, list, parent).value), 0);
    EXPECT_THAT(Call(*accounts_, create,
                     "parent: 'programs/p/accounts/nobody' " + field + " { " +
                         fields + " }")
                    .status,
                GrpcStatusIs(grpc::StatusCode::NOT_FOUND));
  }

  static int CountOf(const google::protobuf::Message& listed) {
    return listed.GetReflection()->FieldSize(
        listed, listed.GetDescriptor()->FindFieldByNumber(1));
  }
};

TEST_F(RecordsTest, RelationshipRecordsFollowTheStandardMethods) {
  Exercise(&Accounts::CreateContact, &Accounts::GetContact,
           &Accounts::ListContacts, &Accounts::UpdateContact,
           &Accounts::DeleteContact, "contact", "contacts",
           "display_name: 'Cy' influence: 7 support: SUPPORT_MENTOR",
           "influence: 8");
  Exercise(&Accounts::CreateInteraction, &Accounts::GetInteraction,
           &Accounts::ListInteractions, &Accounts::UpdateInteraction,
           &Accounts::DeleteInteraction, "interaction", "interactions",
           On("happened_on") + "type: TYPE_CALL", "two_way: true");
  Exercise(&Accounts::CreateObjective, &Accounts::GetObjective,
           &Accounts::ListObjectives, &Accounts::UpdateObjective,
           &Accounts::DeleteObjective, "objective", "objectives",
           On("recorded_on") + "display_name: 'Grow'",
           "strategic: TRI_STATE_PRESENT");
  Exercise(
      &Accounts::CreatePressure, &Accounts::GetPressure,
      &Accounts::ListPressures, &Accounts::UpdatePressure,
      &Accounts::DeletePressure, "pressure", "pressures",
      On("recorded_on") + "display_name: 'Price' source: SOURCE_COMPETITORS",
      "note: 'more'");
  Exercise(&Accounts::CreateDisclosure, &Accounts::GetDisclosure,
           &Accounts::ListDisclosures, &Accounts::UpdateDisclosure,
           &Accounts::DeleteDisclosure, "disclosure", "disclosures",
           On("disclosed_on") +
               "direction: DIRECTION_GIVEN sensitivity: SENSITIVITY_ORDINARY",
           "sensitivity: SENSITIVITY_SENSITIVE");
  Exercise(&Accounts::CreateIntegration, &Accounts::GetIntegration,
           &Accounts::ListIntegrations, &Accounts::UpdateIntegration,
           &Accounts::DeleteIntegration, "integration", "integrations",
           On("starts_on") + "kind: KIND_JOINT_LOGISTICS",
           "kind: KIND_SHARED_LOGISTICS");
  Exercise(&Accounts::CreateListCompleteness, &Accounts::GetListCompleteness,
           &Accounts::ListListCompletenesses, &Accounts::UpdateListCompleteness,
           &Accounts::DeleteListCompleteness, "list_completeness",
           "listCompletenesses",
           On("complete_through") + On("declared_on") +
               "list: LIST_CONTACTS declared_by: 'ann'",
           "declared_by: 'bob'");
}

TEST_F(RecordsTest, CommerceRecordsFollowTheStandardMethods) {
  Exercise(&Accounts::CreateAgreement, &Accounts::GetAgreement,
           &Accounts::ListAgreements, &Accounts::UpdateAgreement,
           &Accounts::DeleteAgreement, "agreement", "agreements",
           On("starts_on"), "auto_renews: true");
  Exercise(
      &Accounts::CreateTarget, &Accounts::GetTarget, &Accounts::ListTargets,
      &Accounts::UpdateTarget, &Accounts::DeleteTarget, "target", "targets",
      On("starts_on") + "measure: MEASURE_VOLUME quantity: 10", "quantity: 11");
  Exercise(&Accounts::CreateOffer, &Accounts::GetOffer, &Accounts::ListOffers,
           &Accounts::UpdateOffer, &Accounts::DeleteOffer, "offer", "offers",
           On("first_offered_on") + "product_key: 'bike'",
           On("first_bought_on"));
  Exercise(&Accounts::CreateStrategicException,
           &Accounts::GetStrategicException, &Accounts::ListStrategicExceptions,
           &Accounts::UpdateStrategicException,
           &Accounts::DeleteStrategicException, "strategic_exception",
           "strategicExceptions",
           On("approved_on") +
               "criterion: CRITERION_PRESTIGE approver: 'dora' "
               "expires_on { year: 2014 month: 6 day: 1 }",
           "reason: 'known'");
  Exercise(&Accounts::CreateIndexReading, &Accounts::GetIndexReading,
           &Accounts::ListIndexReadings, &Accounts::UpdateIndexReading,
           &Accounts::DeleteIndexReading, "index_reading", "indexReadings",
           On("read_on") + "index: INDEX_RELIABILITY value: 80", "value: 81");
  Exercise(
      &Accounts::CreateDeliveryConformance, &Accounts::GetDeliveryConformance,
      &Accounts::ListDeliveryConformances, &Accounts::UpdateDeliveryConformance,
      &Accounts::DeleteDeliveryConformance, "delivery_conformance",
      "deliveryConformances",
      On("starts_on") + On("ends_on") +
          "delivered_count: 10 conforming_count: 9",
      "conforming_count: 10");
  Exercise(&Accounts::CreateExpectation, &Accounts::GetExpectation,
           &Accounts::ListExpectations, &Accounts::UpdateExpectation,
           &Accounts::DeleteExpectation, "expectation", "expectations",
           "kind: KIND_EXPECTATION display_name: 'Call back in a day'",
           "kind: KIND_SERVICE_LEVEL_AGREEMENT");
  Exercise(
      &Accounts::CreateIssue, &Accounts::GetIssue, &Accounts::ListIssues,
      &Accounts::UpdateIssue, &Accounts::DeleteIssue, "issue", "issues",
      On("opened_on") + "kind: KIND_SERVICE display_name: 'Late' severity: 1",
      "severity: 2");
}

TEST_F(RecordsTest, RefusesWhatARecordMayNotSay) {
  auto contact = [this](const std::string& fields) {
    return Have(&Accounts::CreateContact, "contact",
                "display_name: 'Cy' " + fields);
  };
  EXPECT_THAT(contact("influence: 11"),
              GrpcStatusIs(kInvalidCall, "VALUE_OUT_OF_RANGE"));
  EXPECT_THAT(contact("reports_to: 'programs/p/accounts/b/contacts/c'"),
              GrpcStatusIs(kInvalidCall, "INVALID_REFERENCE"));
  EXPECT_THAT(contact("roles { role: 'Buyer' "
                      "starts_on { year: 2013 month: 1 day: 2 } "
                      "ends_on { year: 2013 month: 1 day: 1 } }"),
              GrpcStatusIs(kInvalidCall, "DATES_REVERSED"));
  EXPECT_THAT(Have(&Accounts::CreateInteraction, "interaction",
                   "type: TYPE_CALL "
                   "happened_on { year: 2013 month: 12 day: 2 }"),
              GrpcStatusIs(kInvalidCall, "DATE_IN_FUTURE"));
  EXPECT_THAT(Have(&Accounts::CreateInteraction, "interaction",
                   On("happened_on") + "type: 99"),
              GrpcStatusIs(kInvalidCall, "UNKNOWN_ENUM_VALUE"));
  EXPECT_THAT(
      Have(&Accounts::CreateInteraction, "interaction", "type: TYPE_CALL"),
      GrpcStatusIs(kInvalidCall, "MISSING_FIELD"));
  EXPECT_THAT(Have(&Accounts::CreateTarget, "target",
                   On("starts_on") + "measure: MEASURE_REVENUE quantity: 1"),
              GrpcStatusIs(kInvalidCall, "TARGET_FORM"));
  EXPECT_THAT(
      Have(&Accounts::CreateTarget, "target",
           On("starts_on") + "measure: MEASURE_REVENUE "
                             "amount { currency_code: 'EUR' units: 1 }"),
      GrpcStatusIs(kInvalidCall, "CURRENCY_NOT_REPORTING"));
  EXPECT_THAT(
      Have(&Accounts::CreateTarget, "target",
           On("starts_on") + "measure: MEASURE_REVENUE "
                             "amount { currency_code: 'USD' nanos: 1 }"),
      GrpcStatusIs(kInvalidCall, "INVALID_MONEY"));
  EXPECT_THAT(
      Have(&Accounts::CreateStrategicException, "strategic_exception",
           On("approved_on") + "criterion: CRITERION_PRESTIGE approver: 'dora' "
                               "expires_on { year: 2014 month: 6 day: 2 }"),
      GrpcStatusIs(kInvalidCall, "EXCEPTION_TOO_LONG"));
  EXPECT_THAT(Have(&Accounts::CreateDeliveryConformance, "delivery_conformance",
                   On("starts_on") + On("ends_on") +
                       "delivered_count: 1 conforming_count: 2"),
              GrpcStatusIs(kInvalidCall, "VALUE_OUT_OF_RANGE"));
  EXPECT_THAT(Have(&Accounts::CreateIssue, "issue",
                   On("opened_on") +
                       "kind: KIND_SERVICE display_name: 'Late' severity: 5"),
              GrpcStatusIs(kInvalidCall, "VALUE_OUT_OF_RANGE"));
}

}  // namespace
}  // namespace kam::account::records_test
