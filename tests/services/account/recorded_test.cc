#include "absl/strings/ascii.h"
#include "gmock/gmock.h"
#include "tests/services/account/account_harness.h"
#include "tests/testing/grpc_matchers.h"
#include "tests/testing/proto_matchers.h"

// What account keeps for requirements that others judge, read in its facts.

namespace kam::account::recorded_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using kam::testing::kInvalidCall;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

using Accounts = v1::AccountService::Stub;
// Two enum values of a record.
using Pair = std::pair<int, int>;

// The records of an account, under kAccount.
class RecordedTest : public AccountServiceTest {
 protected:
  RecordedTest() {
    HaveProgram();
    HaveAccount("a");
  }

  // Records an interaction of `type` on a day.
  void Meet(const std::string& type, google::type::Date day,
            const std::string& more = "") {
    ASSERT_THAT(Have(&Accounts::CreateInteraction, "interaction",
                     "type: TYPE_" + type + " happened_on { " +
                         day.ShortDebugString() + " } " + more),
                GrpcIsOk());
  }

  // The types and days of the facts' interactions, "MEETING 2013-6-1".
  static std::vector<std::string> Interactions(const v1::AccountFacts& facts) {
    std::vector<std::string> found;
    for (const v1::Interaction& one : facts.interactions()) {
      const auto& day = one.happened_on();
      found.push_back(v1::Interaction::Type_Name(one.type()).substr(5) + " " +
                      std::to_string(day.year()) + "-" +
                      std::to_string(day.month()) + "-" +
                      std::to_string(day.day()));
    }
    return found;
  }
};

// As of 30 November 2013.
constexpr char kAsOf[] = "as_of { year: 2013 month: 11 day: 30 }";

TEST_F(RecordedTest, M02_TellsWhoOfBothSidesMet) {
  for (const char* function : {"PURCHASING", "TECHNICAL", "FINANCE"}) {
    const std::string id = absl::AsciiStrToLower(function);
    ASSERT_THAT(Call(*accounts_, &Accounts::CreateContact,
                     std::string("parent: '") + kAccount + "' contact_id: '" +
                         id + "' contact { display_name: 'x' function: " +
                         "CONTACT_FUNCTION_" + function + " }")
                    .status,
                GrpcIsOk());
  }
  const std::string contacts = std::string(kAccount) + "/contacts/";
  Meet("MEETING", Day(2013, 6, 1),
       "two_way: true members: 'programs/p/members/ann' "
       "members: 'programs/p/members/bob' participants { contact: '" +
           contacts + "technical' } participants { contact: '" + contacts +
           "finance' }");
  const v1::AccountFacts facts = Facts(kAsOf);
  EXPECT_THAT(facts.contacts(), SizeIs(3));
  ASSERT_THAT(facts.interactions(), SizeIs(1));
  const v1::Interaction& met = facts.interactions(0);
  EXPECT_TRUE(met.two_way());
  EXPECT_THAT(met.members(),
              ElementsAre("programs/p/members/ann", "programs/p/members/bob"));
  ASSERT_THAT(met.participants(), SizeIs(2));
  EXPECT_EQ(met.participants(0).function(), v1::CONTACT_FUNCTION_TECHNICAL);
  EXPECT_EQ(met.participants(1).function(), v1::CONTACT_FUNCTION_FINANCE);
}

TEST_F(RecordedTest, M09_S0_13_TellsWhatIsRunForTheCustomerAndSince) {
  const std::vector<std::string> kinds = {
      "KIND_JOINT_LOGISTICS", "KIND_SHARED_LOGISTICS",
      "KIND_SUPPLIER_RUNS_STOCK", "KIND_SUPPLIER_RUNS_ORDERING",
      "KIND_OTHER_PROCESS"};
  for (const std::string& kind : kinds) {
    ASSERT_THAT(Have(&Accounts::CreateIntegration, "integration",
                     On("starts_on") + "kind: " + kind +
                         " ends_on { year: 2014 month: 1 day: 31 }"),
                GrpcIsOk());
  }
  ASSERT_THAT(Have(&Accounts::CreateIntegration, "integration",
                   "kind: KIND_OTHER_PROCESS "
                   "starts_on { year: 2013 month: 12 day: 1 }"),
              GrpcIsOk());
  std::vector<std::string> found;
  const v1::AccountFacts facts = Facts(kAsOf);
  for (const v1::Integration& one : facts.integrations()) {
    found.push_back(v1::Integration::Kind_Name(one.kind()));
    EXPECT_EQ(one.ends_on().month(), 1);
  }
  // The one of the day after is not of this day.
  EXPECT_THAT(found, ::testing::UnorderedElementsAreArray(kinds));
}

TEST_F(RecordedTest, M10_TellsWhatEachSideDisclosed) {
  auto disclose = [this](const std::string& direction,
                         const std::string& sensitivity,
                         const std::string& day) {
    return Have(&Accounts::CreateDisclosure, "disclosure",
                "direction: DIRECTION_" + direction + " sensitivity: " +
                    "SENSITIVITY_" + sensitivity + " disclosed_on " + day);
  };
  const std::string today = "{ year: 2013 month: 11 day: 30 }";
  ASSERT_THAT(disclose("GIVEN", "SENSITIVE", today), GrpcIsOk());
  ASSERT_THAT(disclose("RECEIVED", "CONFIDENTIAL", today), GrpcIsOk());
  ASSERT_THAT(
      disclose("RECEIVED", "SENSITIVE", "{ year: 2013 month: 12 day: 1 }"),
      GrpcIsOk());
  std::vector<Pair> found;
  const v1::AccountFacts facts = Facts(kAsOf);
  for (const v1::Disclosure& one : facts.disclosures()) {
    found.emplace_back(one.direction(), one.sensitivity());
  }
  EXPECT_THAT(found, UnorderedElementsAre(
                         Pair(v1::Disclosure::DIRECTION_GIVEN,
                              v1::Disclosure::SENSITIVITY_SENSITIVE),
                         Pair(v1::Disclosure::DIRECTION_RECEIVED,
                              v1::Disclosure::SENSITIVITY_CONFIDENTIAL)));
}

TEST_F(RecordedTest, M19_S1_R6_TellsOurShareOfTheCustomer) {
  auto share = [this](int bps) {
    return Call(*accounts_, &Accounts::UpdateAccount,
                std::string("account { name: '") + kAccount +
                    "' share_of_customer_bps: " + std::to_string(bps) + " }")
        .status;
  };
  EXPECT_FALSE(Facts(kAsOf).account().has_share_of_customer_bps());
  ASSERT_THAT(share(10'000), GrpcIsOk());
  EXPECT_EQ(Facts(kAsOf).account().share_of_customer_bps(), 10'000);
  EXPECT_THAT(share(10'001), GrpcStatusIs(kInvalidCall, "VALUE_OUT_OF_RANGE"));
  EXPECT_THAT(share(-1), GrpcStatusIs(kInvalidCall, "VALUE_OUT_OF_RANGE"));
}

TEST_F(RecordedTest, M21_TellsWhatBindsBothSides) {
  ASSERT_THAT(Have(&Accounts::CreateAgreement, "agreement",
                   On("starts_on") + "auto_renews: true negotiation: "
                                     "NEGOTIATION_COLLABORATIVE "
                                     "ends_on { year: 2015 month: 5 day: 31 }"),
              GrpcIsOk());
  ASSERT_THAT(Have(&Accounts::CreateAgreement, "agreement",
                   "starts_on { year: 2013 month: 12 day: 1 }"),
              GrpcIsOk());
  const v1::AccountFacts facts = Facts(kAsOf);
  ASSERT_THAT(facts.agreements(), SizeIs(1));
  EXPECT_TRUE(facts.agreements(0).auto_renews());
  EXPECT_EQ(facts.agreements(0).negotiation(),
            v1::Agreement::NEGOTIATION_COLLABORATIVE);
  EXPECT_EQ(facts.agreements(0).ends_on().year(), 2015);
}

TEST_F(RecordedTest, S1_R3_TellsTheCustomersOwnProblems) {
  const std::string issue = On("opened_on") + "display_name: 'x' severity: 2 ";
  ASSERT_THAT(Have(&Accounts::CreateIssue, "issue",
                   issue + "kind: KIND_CUSTOMER_BUSINESS"),
              GrpcIsOk());
  ASSERT_THAT(Have(&Accounts::CreateIssue, "issue",
                   issue + "kind: KIND_SERVICE announced: TRI_STATE_PRESENT"),
              GrpcIsOk());
  std::vector<Pair> found;
  const v1::AccountFacts facts = Facts(kAsOf);
  for (const v1::Issue& one : facts.issues()) {
    found.emplace_back(one.kind(), one.announced());
  }
  EXPECT_THAT(found,
              UnorderedElementsAre(Pair(v1::Issue::KIND_CUSTOMER_BUSINESS,
                                        kam::type::v1::TRI_STATE_UNSPECIFIED),
                                   Pair(v1::Issue::KIND_SERVICE,
                                        kam::type::v1::TRI_STATE_PRESENT)));
}

TEST_F(RecordedTest, S2_01_S4_04_TellsTheContactsOfTwelveMonths) {
  Meet("ORDER", Day(2013, 12, 1));  // after the day
  Meet("ORDER", Day(2013, 11, 30));
  Meet("CARE_VISIT", Day(2012, 11, 30), "two_way: true");
  Meet("MEETING", Day(2012, 11, 29), "two_way: true");  // too long ago
  Book({Entry("a", Day(2012, 11, 3), 90), Entry("a", Day(2013, 10, 3), 100)});
  const v1::AccountFacts facts = Facts(kAsOf);
  EXPECT_THAT(Interactions(facts),
              ElementsAre("ORDER 2013-11-30", "CARE_VISIT 2012-11-30"));
  EXPECT_FALSE(facts.interactions(0).two_way());
  EXPECT_TRUE(facts.interactions(1).two_way());
  EXPECT_EQ(facts.interaction_count(), 3);
  // Revenue by month, so that this year can be held against the last.
  ASSERT_THAT(facts.ledger_rollups(), SizeIs(2));
  EXPECT_EQ(facts.ledger_rollups(0).revenue().units(), 90);
  EXPECT_EQ(facts.ledger_rollups(1).revenue().units(), 100);
}

TEST_F(RecordedTest, S2_05_S2_21_TellsWhatTheCustomerAimsAtAndSuffersFrom) {
  const std::vector<std::string> sources = {
      "SOURCE_CUSTOMERS", "SOURCE_EXECUTIVES", "SOURCE_SHAREHOLDERS",
      "SOURCE_COMPETITORS"};
  for (const std::string& source : sources) {
    ASSERT_THAT(Have(&Accounts::CreatePressure, "pressure",
                     On("recorded_on") + "display_name: 'x' source: " + source),
                GrpcIsOk());
  }
  auto aim = [this](const std::string& horizon, const std::string& ours) {
    return Have(&Accounts::CreateObjective, "objective",
                On("recorded_on") +
                    "display_name: 'x' "
                    "strategic: TRI_STATE_PRESENT horizon: "
                    "HORIZON_" +
                    horizon + " in_our_category: TRI_STATE_" + ours);
  };
  ASSERT_THAT(aim("SHORT", "PRESENT"), GrpcIsOk());
  ASSERT_THAT(aim("LONG", "ABSENT"), GrpcIsOk());
  ASSERT_THAT(Call(*accounts_, &Accounts::UpdateAccount,
                   std::string("account { name: '") + kAccount +
                       "' core_competencies: 'Logistics' }")
                  .status,
              GrpcIsOk());
  const v1::AccountFacts facts = Facts(kAsOf);
  std::vector<std::string> pressures;
  for (const v1::Pressure& one : facts.pressures()) {
    pressures.push_back(v1::Pressure::Source_Name(one.source()));
  }
  EXPECT_THAT(pressures, ::testing::UnorderedElementsAreArray(sources));
  std::vector<Pair> aims;
  for (const v1::Objective& one : facts.objectives()) {
    aims.emplace_back(one.horizon(), one.in_our_category());
  }
  EXPECT_THAT(
      aims,
      UnorderedElementsAre(
          Pair(v1::Objective::HORIZON_SHORT, kam::type::v1::TRI_STATE_PRESENT),
          Pair(v1::Objective::HORIZON_LONG, kam::type::v1::TRI_STATE_ABSENT)));
  EXPECT_THAT(facts.account().core_competencies(), ElementsAre("Logistics"));
}

TEST_F(RecordedTest, S2_10_TellsSocialContactFromTheRest) {
  Meet("SOCIAL", Day(2013, 6, 1), "two_way: true");
  Meet("VISIT", Day(2013, 6, 2), "two_way: true");
  EXPECT_THAT(Interactions(Facts(kAsOf)),
              ElementsAre("VISIT 2013-6-2", "SOCIAL 2013-6-1"));
}

TEST_F(RecordedTest, S3_05_KnowsTheWorkThatBuildsARelationship) {
  // Meeting other decision makers, reviewing projects, caring, briefing;
  // members that meet one another are the team's records.
  Meet("MEETING", Day(2013, 6, 4));
  Meet("PROJECT_REVIEW", Day(2013, 6, 3));
  Meet("CARE_VISIT", Day(2013, 6, 2));
  Meet("SPECIALIST_BRIEFING", Day(2013, 6, 1));
  EXPECT_THAT(
      Interactions(Facts(kAsOf)),
      ElementsAre("MEETING 2013-6-4", "PROJECT_REVIEW 2013-6-3",
                  "CARE_VISIT 2013-6-2", "SPECIALIST_BRIEFING 2013-6-1"));
}

TEST_F(RecordedTest, S2_18_LinksATargetToTheCustomersObjective) {
  const std::string fields =
      On("starts_on") + "measure: MEASURE_MARGIN_BPS margin_bps: 100 ";
  const std::string objective = std::string(kAccount) + "/objectives/o";
  EXPECT_THAT(Have(&Accounts::CreateTarget, "target",
                   fields + "objective: 'programs/p/accounts/b/objectives/o'"),
              GrpcStatusIs(kInvalidCall, "INVALID_REFERENCE"));
  ASSERT_THAT(Have(&Accounts::CreateTarget, "target",
                   fields + "objective: '" + objective + "'"),
              GrpcIsOk());
  const v1::AccountFacts facts = Facts(kAsOf);
  ASSERT_THAT(facts.targets(), SizeIs(1));
  EXPECT_EQ(facts.targets(0).objective(), objective);
}

TEST_F(RecordedTest, S1_10_S1_07_FindsAnIndexThatFallsTwiceRunning) {
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
  ASSERT_THAT(read("SATISFACTION", 3, 8), GrpcIsOk());
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

TEST_F(RecordedTest, S2_07_S2_08_KeepsTheProcurementProfile) {
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

TEST_F(RecordedTest, S2_09_FlagsAnExpectationThatNobodyMadeClear) {
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

TEST_F(RecordedTest, S3_19_S4_14_TakesLevelAndFunctionAsTheyWereOnTheDay) {
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

TEST_F(RecordedTest, S4_19_TellsWhetherProductsAndCustomersComeBack) {
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
}  // namespace kam::account::recorded_test
