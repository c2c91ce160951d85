#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/services/planning/planning_harness.h"
#include "tests/testing/proto_matchers.h"

// What the planning service keeps and tells of each requirement beside the
// account plan. Named by the requirements' items.

namespace kam::planning::required_records_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RequiredRecordsTest : public PlanningServiceTest {
 protected:
  // Takes a step that must succeed.
  template <typename Request, typename Record>
  void Step(Method<Request, Record> step, const std::string& name,
            const std::string& more = "") {
    ASSERT_THAT(PlanningServiceTest::Step(step, name, more).status, GrpcIsOk());
  }

  std::string HaveInitiative(const std::string& fields) {
    return Have(&Stub::CreateInitiative, "initiative",
                "display_name: 'Joint warehouse' " + fields);
  }

  void HaveActiveInitiative(const std::string& fields) {
    Step(&Stub::StartInitiative, HaveInitiative(fields));
  }

  // A commitment of a department, promised on 1 November; `block` to have it
  // blocked, otherwise it is accepted.
  void HaveCommitment(const std::string& department, bool block,
                      const std::string& more = "") {
    const std::string name =
        Have(&Stub::CreateCommitment, "commitment",
             "display_name: 'x' type: COMMITMENT_TYPE_SERVICE department: "
             "'programs/p/departments/" +
                 department + "' " + On("promised_on", 11, 1) + more);
    if (block) {
      Step(&Stub::BlockCommitment, name, "reason: 'No capacity'");
    } else {
      Step(&Stub::AcceptCommitment, name);
    }
  }

  std::string HaveOpportunity(int month, int day) {
    return Have(&Stub::CreateOpportunity, "opportunity",
                "display_name: 'Wheels' " + On("opened_on", month, day));
  }
};

TEST_F(RequiredRecordsTest, M05_S0_12_AnInitiativeHasAnInitiatorAndAScope) {
  HaveActiveInitiative(
      "initiator: INITIATOR_CUSTOMER scope: 'New packaging' "
      "sole_supplier: true");
  const v1::Initiative one = Facts().initiatives(0);
  EXPECT_EQ(one.initiator(), v1::INITIATOR_CUSTOMER);
  EXPECT_EQ(one.scope(), "New packaging");
  EXPECT_TRUE(one.sole_supplier());
  EXPECT_THAT(one.started_on(), EqualsProto("year: 2013 month: 12 day: 1"));
}

TEST_F(RequiredRecordsTest, M06_AnInitiativeTellsWhoHasCommitted) {
  HaveActiveInitiative(
      "functions: INITIATIVE_FUNCTION_LOGISTICS joint_business_plan: true " +
      On("supplier_committed_on", 11, 1) + On("ends_on", 12, 31));
  const v1::Initiative one = Facts().initiatives(0);
  EXPECT_TRUE(one.has_supplier_committed_on());
  EXPECT_FALSE(one.has_customer_committed_on());
  EXPECT_TRUE(one.joint_business_plan());
  EXPECT_EQ(one.functions_size(), 1);
}

TEST_F(RequiredRecordsTest, M07_AShareMayBeNothingOrUnknown) {
  HaveActiveInitiative("funding { supplier_bps: 10000 customer_bps: 0 }");
  EXPECT_TRUE(Facts().initiatives(0).funding().has_customer_bps());
  HaveActiveInitiative("funding { supplier_bps: 5000 }");
  int unknown = 0;
  for (const v1::PlanningFacts facts = Facts();
       const auto& one : facts.initiatives()) {
    if (!one.funding().has_customer_bps()) ++unknown;
  }
  EXPECT_EQ(unknown, 1);
}

TEST_F(RequiredRecordsTest, M08_AnOfferingIsOfThreeKinds) {
  for (const char* offering :
       {"FIXED", "PROJECT_SPECIFIC", "TAILORED_OR_BESPOKE"}) {
    HaveActiveInitiative(std::string("offering: OFFERING_") + offering);
  }
  std::vector<int> offerings;
  for (const v1::PlanningFacts facts = Facts();
       const auto& one : facts.initiatives())
    offerings.push_back(one.offering());
  EXPECT_THAT(offerings, ::testing::UnorderedElementsAre(
                             v1::OFFERING_FIXED, v1::OFFERING_PROJECT_SPECIFIC,
                             v1::OFFERING_TAILORED_OR_BESPOKE));
}

TEST_F(RequiredRecordsTest, S0_13_JointWorkSpansFunctionsAndIsTailored) {
  HaveActiveInitiative(
      "offering: OFFERING_TAILORED_OR_BESPOKE joint_business_plan: true "
      "functions: INITIATIVE_FUNCTION_LOGISTICS "
      "functions: INITIATIVE_FUNCTION_INFORMATION_SYSTEMS "
      "functions: INITIATIVE_FUNCTION_FINANCE");
  EXPECT_EQ(Facts().initiatives(0).functions_size(), 3);
}

TEST_F(RequiredRecordsTest, S0_18_S0_19_ACostOfNothingIsSaidAndAMissingOneNot) {
  HaveActiveInitiative(
      "business_case { annual_benefit { currency_code: 'USD' units: 900000 } "
      "rationale: 'Fewer returns' owner: 'programs/p/members/ann' "
      "disruption_cost { currency_code: 'USD' } }");
  const v1::BusinessCase made = Facts().initiatives(0).business_case();
  EXPECT_EQ(made.annual_benefit().units(), 900000);
  EXPECT_EQ(made.owner(), "programs/p/members/ann");
  EXPECT_TRUE(made.has_disruption_cost());
  EXPECT_FALSE(made.has_annual_cost());
}

TEST_F(RequiredRecordsTest, S1_R3_AnInitiativeMaySolveTheCustomersProblem) {
  HaveActiveInitiative(
      "solves_customer_problem: TRI_STATE_PRESENT "
      "addresses: 'programs/p/accounts/a/issues/late'");
  EXPECT_EQ(Facts().initiatives(0).solves_customer_problem(),
            kam::type::v1::TRI_STATE_PRESENT);
}

TEST_F(RequiredRecordsTest, S1_R6_AnObjectiveSaysWhatItIsConcernedWith) {
  Have(&Stub::CreateDevelopmentObjective, "development_objective",
       "category: OBJECTIVE_CATEGORY_MARKET_FOCUS display_name: 'x' "
       "concern: OBJECTIVE_CONCERN_SHARE_OF_CUSTOMER "
       "required_level: REQUIRED_LEVEL_INSTIGATOR");
  const v1::DevelopmentObjective one = Facts().development_objectives(0);
  EXPECT_EQ(one.concern(), v1::OBJECTIVE_CONCERN_SHARE_OF_CUSTOMER);
  EXPECT_EQ(one.required_level(), v1::REQUIRED_LEVEL_INSTIGATOR);
}

TEST_F(RequiredRecordsTest, S1_06_FourTypesOfCommitmentAndTheRest) {
  for (const char* type : {"DISCOUNT", "FINANCING", "DELIVERY", "SERVICE",
                           "CUSTOM_PRODUCT", "OTHER"}) {
    Have(&Stub::CreateCommitment, "commitment",
         std::string("display_name: 'x' type: COMMITMENT_TYPE_") + type +
             " department: 'programs/p/departments/supply' " +
             On("promised_on", 11, 1) + "asked_before_promise: false");
  }
  const v1::PlanningFacts facts = Facts();
  EXPECT_EQ(facts.commitments_size(), 6);
  EXPECT_EQ(facts.friction().total().promised_before_asking(), 6);
  EXPECT_TRUE(Flagged("PROMISED_BEFORE_ASKING"));
  EXPECT_FALSE(Flagged("INTERNAL_BLOCKING"));
}

// The case: announced to 15, 4 served, 6 of 9 commitments blocked.
TEST_F(RequiredRecordsTest, S1_07_AProgrammeThatWasAnnouncedAndCollapsed) {
  for (int i = 0; i < 9; ++i) HaveCommitment("supply", i < 6);
  EXPECT_TRUE(Flagged("INTERNAL_BLOCKING"));
  std::string announced;
  std::string served;
  for (int i = 1; i <= 15; ++i) {
    const std::string account =
        "accounts: 'programs/p/accounts/a" + std::to_string(i) + "' ";
    announced += account;
    if (i <= 4) served += account;
  }
  const std::string in = "parent: 'programs/p' ";
  ASSERT_THAT(Call(&Stub::CreateAnnouncedSet,
                   in +
                       "announced_set { announced_on { year: 2012 month: 11 "
                       "day: 20 } " +
                       announced + "}")
                  .status,
              GrpcIsOk());
  ASSERT_THAT(Call(&Stub::CreateServedSet,
                   in + "served_set { " + On("served_on", 11, 1) + served + "}")
                  .status,
              GrpcIsOk());
  const std::string program = "program: 'programs/p' ";
  const auto silent = Call(&Stub::GetProgramFacts, program).value;
  EXPECT_EQ(silent.announced_sets_size(), 1);
  EXPECT_EQ(silent.served_sets_size(), 1);
  EXPECT_FALSE(silent.has_announcement());
  const auto judged =
      Call(&Stub::GetProgramFacts,
           program + "launched_on { year: 2012 month: 11 day: 20 }")
          .value;
  EXPECT_EQ(judged.announcement().announced(), 15);
  EXPECT_EQ(judged.announcement().served(), 4);
  ASSERT_EQ(judged.flags_size(), 1);
  EXPECT_EQ(judged.flags(0).code(), "PROGRAMME_COLLAPSE");
}

TEST_F(RequiredRecordsTest, S2_16_AContributionToTheCustomersProfit) {
  const std::string name =
      Have(&Stub::CreateContribution, "contribution",
           "display_name: 'Stock in the north' "
           "objective: 'programs/p/accounts/a/objectives/grow' "
           "customer_profit { currency_code: 'USD' units: 120000 } " +
               On("delivered_on", 11, 1));
  EXPECT_EQ(Facts().contributions(0).confirmed_by(), "");
  Step(&Stub::ConfirmContribution, name,
       "contact: 'programs/p/accounts/a/contacts/joe'");
  const v1::Contribution one = Facts().contributions(0);
  EXPECT_EQ(one.confirmed_by(), "programs/p/accounts/a/contacts/joe");
  EXPECT_EQ(one.customer_profit().units(), 120000);
}

TEST_F(RequiredRecordsTest, S2_17_InitiativesAgainstTheCustomersConstraints) {
  EXPECT_FALSE(Facts().has_tagged_initiatives_bps());
  HaveActiveInitiative("tags: INITIATIVE_TAG_COST_CONSTRAINT");
  HaveActiveInitiative("tags: INITIATIVE_TAG_SALES_OPPORTUNITY");
  HaveActiveInitiative("");
  HaveInitiative("");
  EXPECT_EQ(Facts().tagged_initiatives_bps(), 6667);
}

TEST_F(RequiredRecordsTest, S2_18_AnUnlinkedObjectiveIsListed) {
  const std::string objective =
      "category: OBJECTIVE_CATEGORY_MARKET_FOCUS display_name: 'x' ";
  Have(&Stub::CreateDevelopmentObjective, "development_objective",
       objective +
           "customer_objective: 'programs/p/accounts/a/objectives/grow'");
  const std::string alone = Have(&Stub::CreateDevelopmentObjective,
                                 "development_objective", objective);
  const v1::ObjectiveAlignment alignment = Facts().objective_alignment();
  EXPECT_EQ(alignment.alignment_bps(), 5000);
  EXPECT_THAT(alignment.unlinked(), ElementsAre(alone));
}

TEST_F(RequiredRecordsTest, S2_20_AContractIsNegotiatedForBothSidesGain) {
  Have(&Stub::CreateOpportunity, "opportunity",
       "display_name: 'x' negotiation: NEGOTIATION_STYLE_COLLABORATIVE");
  EXPECT_EQ(Facts().opportunities(0).negotiation(),
            v1::NEGOTIATION_STYLE_COLLABORATIVE);
}

TEST_F(RequiredRecordsTest, S3_09_AimsOfTheSkillsProgrammeAreTracked) {
  Have(
      &Stub::CreateDevelopmentObjective, "development_objective",
      "category: OBJECTIVE_CATEGORY_TOTAL_RESOURCE display_name: 'x' "
      "measure: 'Visits per week, 4' skills_aim: SKILLS_AIM_TEAM_PRODUCTIVITY");
  const v1::Coverage panel = Facts().coverage(1);
  EXPECT_EQ(panel.requirement_id(), "S3-09");
  EXPECT_THAT(panel.present(), ElementsAre("TEAM_PRODUCTIVITY"));
  EXPECT_EQ(panel.unknown_size(), 3);
}

TEST_F(RequiredRecordsTest, S3_11_ARequirementNobodyAcknowledgedIsFlagged) {
  const std::string name =
      Have(&Stub::CreateRequirement, "requirement",
           "need: 'Room for wheels' requirement: 'Narrow pallets' "
           "owner: 'programs/p/members/ann' "
           "source: 'programs/p/accounts/a/contacts/joe' " +
               On("recorded_on", 11, 1));
  EXPECT_TRUE(Flagged("REQUIREMENT_UNACKNOWLEDGED"));
  Step(&Stub::AcknowledgeRequirement, name,
       "department: 'programs/p/departments/supply'");
  EXPECT_FALSE(Flagged("REQUIREMENT_UNACKNOWLEDGED"));
  EXPECT_THAT(Facts().coverage(2).absent(), ElementsAre(name));
  Step(&Stub::MeetRequirement, name, "solution: 'Pallet 80'");
  EXPECT_THAT(Facts().coverage(2).present(), ElementsAre(name));
}

TEST_F(RequiredRecordsTest, S3_15_DevelopmentByFitsAndStarts) {
  const std::string name = HaveOpportunity(4, 1);
  EXPECT_FALSE(Flagged("STOP_START"));
  Step(&Stub::MoveOpportunity, name,
       "stage: OPPORTUNITY_STAGE_LOST " + On("moved_on", 6, 1));
  EXPECT_TRUE(Flagged("STOP_START"));
  EXPECT_EQ(Facts().stop_start().gaps_size(), 2);
  HaveOpportunity(8, 1);
  EXPECT_FALSE(Flagged("STOP_START"));
}

TEST_F(RequiredRecordsTest, S3_16_ClosingWithoutReviewIsFlagged) {
  HaveOpportunity(1, 1);
  const std::string name = HaveOpportunity(1, 1);
  for (const char* stage :
       {"CONTRACT_NEGOTIATION", "IMPLEMENTATION_DELIVERY", "CLOSED"}) {
    EXPECT_FALSE(Flagged("STOP_START"));
    Step(&Stub::MoveOpportunity, name,
         std::string("stage: OPPORTUNITY_STAGE_") + stage);
  }
  EXPECT_TRUE(Flagged("STOP_START"));
  EXPECT_THAT(Facts().stop_start().closed_early(), ElementsAre(name));
  // How long the other has been at its stage: 1 January to 1 December.
  EXPECT_EQ(Facts().stop_start().dwell(0).days(), 334);
}

TEST_F(RequiredRecordsTest, S3_17_EightObjectivesAreCovered) {
  for (int category = 1; category <= 8; ++category) {
    v1::CreateDevelopmentObjectiveRequest request;
    request.set_parent(kAccount);
    auto* objective = request.mutable_development_objective();
    objective->set_display_name("x");
    objective->set_category(static_cast<v1::ObjectiveCategory>(category));
    ASSERT_THAT(Send(&Stub::CreateDevelopmentObjective, request).status,
                GrpcIsOk());
    EXPECT_EQ(Facts().coverage(3).present_size(), category);
  }
  EXPECT_THAT(Facts().coverage(3).unknown(), IsEmpty());
}

TEST_F(RequiredRecordsTest, S4_15_FrictionIsRankedByDepartment) {
  HaveCommitment("finance", true);
  HaveCommitment("supply", true);
  HaveCommitment("supply", true);
  HaveCommitment("service", false);
  std::vector<std::string> ranking;
  for (const v1::PlanningFacts facts = Facts();
       const auto& count : facts.friction().departments())
    ranking.push_back(count.department());
  EXPECT_THAT(ranking, ElementsAre("programs/p/departments/supply",
                                   "programs/p/departments/finance",
                                   "programs/p/departments/service"));
}

}  // namespace
}  // namespace kam::planning::required_records_test
