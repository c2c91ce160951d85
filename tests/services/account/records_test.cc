#include "gmock/gmock.h"
#include "tests/services/account/account_harness.h"
#include "tests/testing/proto_matchers.h"

namespace kam::account {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Accounts = v1::AccountService::Stub;

template <typename Request, typename Response>
using Method = grpc::Status (Accounts::*)(grpc::ClientContext*, const Request&,
                                          Response*);

constexpr char kAccount[] = "programs/p/accounts/a";
constexpr auto kInvalid = grpc::StatusCode::INVALID_ARGUMENT;

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
  void Exercise(Method<Create, Record> create, Method<Get, Record> get,
                Method<List, Listed> list, Method<Update, Record> update,
                Method<Delete, google::protobuf::Empty> remove,
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

  v1::AccountFacts Facts() {
    const auto answer = Call(*accounts_, &Accounts::GetAccountFacts,
                             std::string("account: '") + kAccount + "'");
    EXPECT_THAT(answer.status, GrpcIsOk());
    return answer.value;
  }

  // Creates a record with an id of the server's; returns the status.
  template <typename Create, typename Record>
  grpc::Status Have(Method<Create, Record> create, const std::string& field,
                    const std::string& fields) {
    return Call(*accounts_, create,
                std::string("parent: '") + kAccount + "' " + field + " { " +
                    fields + " }")
        .status;
  }
};

constexpr char kDay[] = "{ year: 2013 month: 6 day: 1 } ";

std::string On(const std::string& field) { return field + " " + kDay; }

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
              GrpcStatusIs(kInvalid, "VALUE_OUT_OF_RANGE"));
  EXPECT_THAT(contact("reports_to: 'programs/p/accounts/b/contacts/c'"),
              GrpcStatusIs(kInvalid, "INVALID_REFERENCE"));
  EXPECT_THAT(contact("roles { role: 'Buyer' "
                      "starts_on { year: 2013 month: 1 day: 2 } "
                      "ends_on { year: 2013 month: 1 day: 1 } }"),
              GrpcStatusIs(kInvalid, "DATES_REVERSED"));
  EXPECT_THAT(Have(&Accounts::CreateInteraction, "interaction",
                   "type: TYPE_CALL "
                   "happened_on { year: 2013 month: 12 day: 2 }"),
              GrpcStatusIs(kInvalid, "DATE_IN_FUTURE"));
  EXPECT_THAT(Have(&Accounts::CreateInteraction, "interaction",
                   On("happened_on") + "type: 99"),
              GrpcStatusIs(kInvalid, "UNKNOWN_ENUM_VALUE"));
  EXPECT_THAT(
      Have(&Accounts::CreateInteraction, "interaction", "type: TYPE_CALL"),
      GrpcStatusIs(kInvalid, "MISSING_FIELD"));
  EXPECT_THAT(Have(&Accounts::CreateTarget, "target",
                   On("starts_on") + "measure: MEASURE_REVENUE quantity: 1"),
              GrpcStatusIs(kInvalid, "TARGET_FORM"));
  EXPECT_THAT(
      Have(&Accounts::CreateTarget, "target",
           On("starts_on") + "measure: MEASURE_REVENUE "
                             "amount { currency_code: 'EUR' units: 1 }"),
      GrpcStatusIs(kInvalid, "CURRENCY_NOT_REPORTING"));
  EXPECT_THAT(
      Have(&Accounts::CreateTarget, "target",
           On("starts_on") + "measure: MEASURE_REVENUE "
                             "amount { currency_code: 'USD' nanos: 1 }"),
      GrpcStatusIs(kInvalid, "INVALID_MONEY"));
  EXPECT_THAT(
      Have(&Accounts::CreateStrategicException, "strategic_exception",
           On("approved_on") + "criterion: CRITERION_PRESTIGE approver: 'dora' "
                               "expires_on { year: 2014 month: 6 day: 2 }"),
      GrpcStatusIs(kInvalid, "EXCEPTION_TOO_LONG"));
  EXPECT_THAT(Have(&Accounts::CreateDeliveryConformance, "delivery_conformance",
                   On("starts_on") + On("ends_on") +
                       "delivered_count: 1 conforming_count: 2"),
              GrpcStatusIs(kInvalid, "VALUE_OUT_OF_RANGE"));
  EXPECT_THAT(Have(&Accounts::CreateIssue, "issue",
                   On("opened_on") +
                       "kind: KIND_SERVICE display_name: 'Late' severity: 5"),
              GrpcStatusIs(kInvalid, "VALUE_OUT_OF_RANGE"));
}

TEST_F(RecordsTest, S0_13_KeepsIntegrationsOfEveryKind) {
  for (const char* kind :
       {"KIND_SUPPLIER_RUNS_STOCK", "KIND_SUPPLIER_RUNS_ORDERING",
        "KIND_SHARED_LOGISTICS", "KIND_JOINT_LOGISTICS",
        "KIND_OTHER_PROCESS"}) {
    ASSERT_THAT(Have(&Accounts::CreateIntegration, "integration",
                     On("starts_on") + "kind: " + kind),
                GrpcIsOk());
  }
  EXPECT_THAT(Facts().integrations(), SizeIs(5));
}

TEST_F(RecordsTest, S1_10_S1_07_FindsAnIndexThatFallsTwiceRunning) {
  auto read = [this](const std::string& index, int month, int value,
                     int revision = 0) {
    return Have(&Accounts::CreateIndexReading, "index_reading",
                "index: INDEX_" + index +
                    " read_on { year: 2013 month: " + std::to_string(month) +
                    " day: 1 } value: " + std::to_string(value) +
                    " revision: " + std::to_string(revision));
  };
  for (int month = 1; month <= 3; ++month) {
    ASSERT_THAT(read("RESPONSIVENESS", month, 90 - month), GrpcIsOk());
    ASSERT_THAT(read("RELIABILITY", month, month == 2 ? 70 : 80), GrpcIsOk());
  }
  ASSERT_THAT(read("SATISFACTION", 1, 9), GrpcIsOk());
  ASSERT_THAT(read("SATISFACTION", 2, 8), GrpcIsOk());
  auto facts = Facts();
  ASSERT_THAT(facts.index_trends(), SizeIs(3));
  EXPECT_TRUE(facts.index_trends(0).declining());
  EXPECT_THAT(facts.index_trends(0).values(), ElementsAre(89, 88, 87));
  EXPECT_FALSE(facts.index_trends(1).declining());
  EXPECT_FALSE(facts.index_trends(2).declining());
  // A correction of the last reading takes its place.
  ASSERT_THAT(read("RESPONSIVENESS", 3, 95, 1), GrpcIsOk());
  EXPECT_FALSE(Facts().index_trends(0).declining());
}

TEST_F(RecordsTest, S2_01_S4_04_TellsTheContactsOfTwelveMonths) {
  ASSERT_THAT(Have(&Accounts::CreateInteraction, "interaction",
                   On("happened_on") + "type: TYPE_CARE_VISIT two_way: true"),
              GrpcIsOk());
  const auto facts = Facts();
  ASSERT_THAT(facts.interactions(), SizeIs(1));
  EXPECT_TRUE(facts.interactions(0).two_way());
}

TEST_F(RecordsTest, S2_05_S2_21_KeepsWhatTheCustomerAimsAtAndSuffersFrom) {
  for (const char* source :
       {"CUSTOMERS", "EXECUTIVES", "SHAREHOLDERS", "COMPETITORS"}) {
    ASSERT_THAT(
        Have(&Accounts::CreatePressure, "pressure",
             On("recorded_on") + "display_name: 'x' source: SOURCE_" + source),
        GrpcIsOk());
  }
  ASSERT_THAT(Have(&Accounts::CreateObjective, "objective",
                   On("recorded_on") +
                       "display_name: 'Fewer suppliers' "
                       "strategic: TRI_STATE_PRESENT horizon: HORIZON_LONG "
                       "in_our_category: TRI_STATE_ABSENT"),
              GrpcIsOk());
  const auto facts = Facts();
  EXPECT_THAT(facts.pressures(), SizeIs(4));
  ASSERT_THAT(facts.objectives(), SizeIs(1));
  EXPECT_EQ(facts.objectives(0).in_our_category(),
            kam::type::v1::TRI_STATE_ABSENT);
  EXPECT_EQ(facts.objectives(0).horizon(), v1::Objective::HORIZON_LONG);
}

TEST_F(RecordsTest, S2_07_S2_08_KeepsTheProcurementProfile) {
  const auto updated =
      Call(*accounts_, &Accounts::UpdateAccount,
           "account { name: 'programs/p/accounts/a' procurement_profile { "
           "centralisation: TRI_STATE_PRESENT globalisation: TRI_STATE_ABSENT "
           "cost_efficiency: TRI_STATE_PRESENT "
           "strategic_sourcing: TRI_STATE_PRESENT "
           "interface_simplification: TRI_STATE_UNKNOWN "
           "electronic_exchange: TRI_STATE_PRESENT "
           "vendor_management: 'scorecards' } }");
  ASSERT_THAT(updated.status, GrpcIsOk());
  EXPECT_THAT(Facts().account().procurement_profile(),
              EqualsProto(updated.value.procurement_profile()));
}

TEST_F(RecordsTest, S2_09_FlagsAnExpectationThatNobodyMadeClear) {
  const std::string sla =
      "kind: KIND_SERVICE_LEVEL_AGREEMENT display_name: 'Deliver in a day' ";
  ASSERT_THAT(Have(&Accounts::CreateExpectation, "expectation",
                   sla + On("defined_on") + "breaches { " + On("breached_on") +
                       " note: 'snow' }"),
              GrpcIsOk());
  auto facts = Facts();
  EXPECT_THAT(facts.flags(), IsEmpty());
  EXPECT_THAT(facts.expectations(0).breaches(), SizeIs(1));
  ASSERT_THAT(Have(&Accounts::CreateExpectation, "expectation", sla),
              GrpcIsOk());
  facts = Facts();
  ASSERT_THAT(facts.flags(), SizeIs(1));
  EXPECT_EQ(facts.flags(0).code(), "EXPECTATION_UNDEFINED");
}

TEST_F(RecordsTest, S2_10_S3_05_KeepsEveryKindOfInteraction) {
  const auto* types = v1::Interaction::Type_descriptor();
  for (int i = 1; i < types->value_count(); ++i) {
    ASSERT_THAT(Have(&Accounts::CreateInteraction, "interaction",
                     On("happened_on") + "type: " + types->value(i)->name()),
                GrpcIsOk());
  }
  EXPECT_EQ(Facts().interaction_count(), types->value_count() - 1);
}

TEST_F(RecordsTest, S2_18_LinksATargetToTheCustomersObjective) {
  const std::string fields =
      On("starts_on") + "measure: MEASURE_MARGIN_BPS margin_bps: 100 ";
  EXPECT_THAT(Have(&Accounts::CreateTarget, "target",
                   fields + "objective: 'programs/p/accounts/b/objectives/o'"),
              GrpcStatusIs(kInvalid, "INVALID_REFERENCE"));
  EXPECT_THAT(Have(&Accounts::CreateTarget, "target",
                   fields + "objective: 'programs/p/accounts/a/objectives/o'"),
              GrpcIsOk());
}

TEST_F(RecordsTest, S3_19_S4_14_TakesLevelAndFunctionAsTheyWereOnTheDay) {
  for (const char* level : {"INSTIGATOR", "INFLUENCER", "IMPLEMENTER"}) {
    ASSERT_THAT(Have(&Accounts::CreateContact, "contact",
                     std::string("display_name: 'x' decision_level: "
                                 "DECISION_LEVEL_") +
                         level),
                GrpcIsOk());
  }
  const std::string name = "name: 'programs/p/accounts/a/contacts/c' ";
  auto contact = [&](const std::string& fields) {
    return Call(*accounts_, &Accounts::UpdateContact,
                "contact { " + name + fields + " } allow_missing: true")
        .status;
  };
  ASSERT_THAT(contact("display_name: 'Cy' "
                      "decision_level: DECISION_LEVEL_INFLUENCER "
                      "function: CONTACT_FUNCTION_PURCHASING "
                      "seniority: GRADE_MANAGER"),
              GrpcIsOk());
  const auto met = Call(
      *accounts_, &Accounts::CreateInteraction,
      "parent: 'programs/p/accounts/a' interaction_id: 'i' interaction { " +
          On("happened_on") +
          "type: TYPE_MEETING participants { "
          "contact: 'programs/p/accounts/a/contacts/c' "
          "seniority: GRADE_STAFF } }");
  ASSERT_THAT(met.status, GrpcIsOk());
  // The contact rises; the past stays as it was.
  ASSERT_THAT(contact("decision_level: DECISION_LEVEL_INSTIGATOR "
                      "function: CONTACT_FUNCTION_GENERAL_MANAGEMENT"),
              GrpcIsOk());
  const auto read = Call(*accounts_, &Accounts::GetInteraction,
                         "name: 'programs/p/accounts/a/interactions/i'");
  ASSERT_THAT(read.value.participants(), SizeIs(1));
  const v1::Participant& participant = read.value.participants(0);
  EXPECT_EQ(participant.decision_level(), v1::DECISION_LEVEL_INFLUENCER);
  EXPECT_EQ(participant.function(), v1::CONTACT_FUNCTION_PURCHASING);
  EXPECT_EQ(participant.seniority(), kam::type::v1::GRADE_STAFF);
}

TEST_F(RecordsTest, S4_19_TellsWhetherProductsAndCustomersComeBack) {
  std::vector<v1::LedgerEntry> entries;
  for (int month : {5, 6, 8}) {
    entries.push_back(Entry("a", Day(2013, month, 3), 30));
  }
  *entries[0].mutable_returns() = Usd(10);
  Book(entries);
  const auto pattern = Facts().purchase_pattern();
  EXPECT_EQ(pattern.returns().units(), 10);
  EXPECT_EQ(pattern.purchases().units(), 100);
  EXPECT_EQ(pattern.return_rate_bps(), 1000);
  EXPECT_EQ(pattern.purchase_months(), 3);
  EXPECT_EQ(pattern.months(), 7);  // May to November, as of 1 December
  EXPECT_EQ(pattern.repeat_rate_bps(), 4286);
}

}  // namespace
}  // namespace kam::account
