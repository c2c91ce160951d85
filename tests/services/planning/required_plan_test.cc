#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "tests/services/planning/planning_harness.h"
#include "tests/services/planning/whole_plan.h"
#include "tests/testing/proto_matchers.h"

// What the planning service keeps and tells of each requirement that the
// account plan serves. Named by the requirements' items.

namespace kam::planning::required_plan_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;

class RequiredPlanTest : public PlanningServiceTest {
 protected:
  // Creates WholePlan as kPlan and puts it in force.
  void HaveWholePlan() {
    v1::CreatePlanRequest request;
    request.set_parent(kAccount);
    request.set_plan_id("one");
    *request.mutable_plan() = WholePlan();
    ASSERT_THAT(Send(&Stub::CreatePlan, request).status, GrpcIsOk());
    ASSERT_THAT(
        Call(&Stub::ActivatePlan, std::string("name: '") + kPlan + "'").status,
        GrpcIsOk());
  }

  // The check of kPlan against Ann's and Bob's team.
  v1::PlanCheckResult Check() {
    const auto answer =
        Call(&Stub::CheckPlan,
             std::string("name: '") + kPlan +
                 "' roster { key_account_manager: 'programs/p/members/ann' "
                 "members: 'programs/p/members/bob' }");
    EXPECT_THAT(answer.status, GrpcIsOk());
    return answer.value;
  }

  std::vector<v1::PlanCheck> Failed() {
    std::vector<v1::PlanCheck> failed;
    for (const v1::PlanCheckResult result = Check();
         const v1::PlanCheckLine& line : result.checks()) {
      if (line.outcome() == v1::CHECK_OUTCOME_FAILED)
        failed.push_back(line.check());
    }
    return failed;
  }

  template <typename Request, typename Response>
  void Edit(Method<Request, Response> method, const std::string& more) {
    ASSERT_THAT(
        Call(method, std::string("plan: '") + kPlan + "' " + more).status,
        GrpcIsOk());
  }

  // Changes fields of kPlan.
  void Update(const std::string& fields, const std::string& mask = "") {
    std::string request =
        std::string("plan { name: '") + kPlan + "' " + fields + " } ";
    if (!mask.empty()) request += "update_mask { paths: '" + mask + "' }";
    ASSERT_THAT(Call(&Stub::UpdatePlan, request).status, GrpcIsOk());
  }
};

TEST_F(RequiredPlanTest, M16_S1_R1_TheHorizonIsInMonths) {
  HavePlan("horizon_months: 36");
  EXPECT_EQ(Facts().active_plan().horizon_months(), 36);
}

TEST_F(RequiredPlanTest, M17_APlanIsOfAProjectOrOfTheAccountAndMayBeJoint) {
  HavePlan("co_authors { contact: 'programs/p/accounts/a/contacts/joe' }");
  const v1::Plan plan = Facts().active_plan();
  EXPECT_EQ(plan.kind(), v1::PLAN_KIND_BESPOKE_ACCOUNT);
  EXPECT_TRUE(plan.co_authors(0).has_contact());
}

TEST_F(RequiredPlanTest, S0_14_APlanMayHaveTheCustomersCustomerInView) {
  HavePlan("end_customer_focus: 'Those who ride to work'");
  EXPECT_EQ(Facts().active_plan().end_customer_focus(),
            "Those who ride to work");
}

TEST_F(RequiredPlanTest, S0_16_AnIntentionTellsWhoSuggestedIt) {
  HavePlan();
  Edit(&Stub::AddPlanItem,
       "item { intention { id: 'i1' category: INTENTION_CATEGORY_ADD_VALUE "
       "text: 'Joint stock' suggested_by: "
       "'programs/p/accounts/a/assessments/phases' } }");
  EXPECT_EQ(Facts().active_plan().intentions(0).suggested_by(),
            "programs/p/accounts/a/assessments/phases");
}

TEST_F(RequiredPlanTest, S0_17_TheSameTextOnTwoAccountsIsGeneric) {
  HaveWholePlan();
  EXPECT_FALSE(Flagged("GENERIC_POSITIONING"));
  EXPECT_EQ(Facts().positioning_shared(), kam::type::v1::TRI_STATE_ABSENT);
  const std::string same =
      "positioning { position: 'the one supplier of LIGHT wheels, who knows "
      "what northern winters do' perception: 'to a bicycle shop and its "
      "stock.' } ";
  // A draft is not yet how we want to be perceived.
  HavePlan(same, false, "programs/p/accounts/b");
  EXPECT_FALSE(Flagged("GENERIC_POSITIONING"));
  ASSERT_THAT(
      Call(&Stub::ActivatePlan, "name: 'programs/p/accounts/b/plans/one'")
          .status,
      GrpcIsOk());
  EXPECT_TRUE(Flagged("GENERIC_POSITIONING"));
  EXPECT_THAT(Facts().same_positioning(), ElementsAre("programs/p/accounts/b"));
  // Another programme's account is nobody's business.
  ASSERT_THAT(Call(&Stub::UpdatePlan,
                   "plan { name: 'programs/p/accounts/b/plans/one' "
                   "positioning { position: 'other' } }")
                  .status,
              GrpcIsOk());
  HavePlan(same, true, "programs/q/accounts/b");
  EXPECT_FALSE(Flagged("GENERIC_POSITIONING"));
}

TEST_F(RequiredPlanTest, S1_R4_ThePositioningSaysWhatSetsUsApart) {
  HavePlan(
      "positioning { differentiators: DIFFERENTIATOR_VALUE_OVER_TIME "
      "differentiators: DIFFERENTIATOR_MANAGER_SKILL }");
  EXPECT_THAT(Facts().active_plan().positioning().differentiators(),
              ElementsAre(v1::DIFFERENTIATOR_VALUE_OVER_TIME,
                          v1::DIFFERENTIATOR_MANAGER_SKILL));
}

TEST_F(RequiredPlanTest, S1_R8_TheQualityOfThePlanIsAScore) {
  HaveWholePlan();
  EXPECT_EQ(Check().quality_bps(), 10000);
  Update("", "horizon_months");
  EXPECT_EQ(Check().quality_bps(), 9500);
  EXPECT_EQ(Facts().plan_check().quality_bps(), 8000);
  EXPECT_EQ(Facts().plan_check().quality_ceiling_bps(), 9500);
}

TEST_F(RequiredPlanTest, S2_01_TheLastReviewIsKnown) {
  HavePlan();
  EXPECT_THAT(Facts().last_reviewed_on(),
              EqualsProto("year: 2013 month: 12 day: 1"));
  harness_.clock().Advance(absl::Hours(24 * 30));
  ASSERT_THAT(
      Call(&Stub::ReviewPlan, std::string("name: '") + kPlan + "' review { " +
                                  On("held_on", 12, 30) +
                                  "reviewer: 'programs/p/members/ann' }")
          .status,
      GrpcIsOk());
  EXPECT_THAT(Facts().last_reviewed_on(),
              EqualsProto("year: 2013 month: 12 day: 30"));
}

TEST_F(RequiredPlanTest, S2_03_TwoOfThreeAnswersNameTheMissingOne) {
  HaveWholePlan();
  Edit(&Stub::RemovePlanItem,
       "key { kam_question: KAM_QUESTION_LONG_TERM_GOAL }");
  EXPECT_THAT(Failed(), ElementsAre(v1::PLAN_CHECK_ANSWER_LONG_TERM_GOAL));
  // An answer is dated and owned.
  EXPECT_THAT(
      Call(&Stub::AddPlanItem,
           std::string("plan: '") + kPlan +
               "' item { kam_answer { "
               "question: KAM_QUESTION_LONG_TERM_GOAL text: 'x' } }")
          .status,
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "MISSING_FIELD"));
}

TEST_F(RequiredPlanTest, S2_06_ThePerceptionOfValueIsAskedFor) {
  HavePlan();
  EXPECT_TRUE(Flagged("VALUE_PERCEPTION_MISSING"));
  Update(
      "value_perception { text: 'Returns matter more than price' "
      "owner: 'programs/p/members/ann' " +
      On("noted_on", 11, 1) + "}");
  EXPECT_FALSE(Flagged("VALUE_PERCEPTION_MISSING"));
}

TEST_F(RequiredPlanTest, S2_12_AnAccountWithoutAPlanIsAViolation) {
  HavePlan("", false);
  const v1::PlanningFacts facts = Facts();
  ASSERT_EQ(facts.flags_size(), 1);
  EXPECT_EQ(facts.flags(0).code(), "NO_PLAN");
  EXPECT_EQ(facts.flags(0).severity(), kam::type::v1::SEVERITY_VIOLATION);
  ASSERT_THAT(
      Call(&Stub::ActivatePlan, std::string("name: '") + kPlan + "'").status,
      GrpcIsOk());
  EXPECT_FALSE(Flagged("NO_PLAN"));
}

TEST_F(RequiredPlanTest, S2_13_ASuccessFactorHasActions) {
  HaveWholePlan();
  Edit(&Stub::AddPlanItem,
       "item { success_factor { id: 'f2' text: 'Trained staff' } }");
  EXPECT_THAT(Failed(),
              ElementsAre(v1::PLAN_CHECK_SUCCESS_FACTORS_HAVE_ACTIONS));
  EXPECT_TRUE(Flagged("CSF_WITHOUT_ACTION"));
  Edit(&Stub::AddAction,
       "action { " + AnAction("a4", "success_factor_ids: 'f2'") + "}");
  EXPECT_FALSE(Flagged("CSF_WITHOUT_ACTION"));
}

TEST_F(RequiredPlanTest, S2_14_APlanGrowsStaleInNinetyDays) {
  HaveWholePlan();
  EXPECT_FALSE(Flagged("STALE_PLAN", "as_of { year: 2014 month: 3 day: 1 }"));
  EXPECT_TRUE(Flagged("STALE_PLAN", "as_of { year: 2014 month: 3 day: 2 }"));
}

TEST_F(RequiredPlanTest, S2_19_APlanHasAProfitTargetAndLevers) {
  HavePlan("levers: 'Order size' levers: 'Returns'");
  EXPECT_TRUE(Flagged("NO_PROFIT_TARGET"));
  Update("profit_target: 'programs/p/accounts/a/targets/profit'");
  EXPECT_FALSE(Flagged("NO_PROFIT_TARGET"));
  EXPECT_THAT(Facts().active_plan().levers(),
              ElementsAre("Order size", "Returns"));
}

TEST_F(RequiredPlanTest, S2_21_ThePositionBuildsOnOurCompetencies) {
  HavePlan("positioning { competencies: 'Light wheels' }");
  EXPECT_THAT(Facts().active_plan().positioning().competencies(),
              ElementsAre("Light wheels"));
}

TEST_F(RequiredPlanTest, S3_02_S4_04_AnAccountIsPlannedForByAValidPlan) {
  HaveWholePlan();
  EXPECT_EQ(Check().validity(), v1::PLAN_VALIDITY_VALID);
  EXPECT_EQ(Facts().plan_check().validity(), v1::PLAN_VALIDITY_UNDETERMINED);
  Edit(&Stub::CancelAction, "action_id: 'a1' outcome: 'No money'");
  EXPECT_EQ(Check().validity(), v1::PLAN_VALIDITY_NOT_VALID);
  EXPECT_EQ(Facts().plan_check().validity(), v1::PLAN_VALIDITY_NOT_VALID);
}

TEST_F(RequiredPlanTest, S3_06_S2_05_WhatTheCustomersBusinessIs) {
  HavePlan();
  Edit(&Stub::AddPlanItem,
       "item { intelligence_answer { question: INTELLIGENCE_QUESTION_BUSINESS "
       "text: 'Bicycles in towns' " +
           On("answered_on", 11, 1) + "} }");
  const v1::Coverage panel = Facts().coverage(0);
  EXPECT_EQ(panel.requirement_id(), "S3-06");
  EXPECT_THAT(panel.present(), ElementsAre("BUSINESS"));
  EXPECT_EQ(panel.absent_size(), 6);
  EXPECT_THAT(panel.absent(), Contains("WHOM_TO_INFLUENCE"));
}

TEST_F(RequiredPlanTest, S4_17_APlanIsStructuredSharedAndCheckedPartByPart) {
  HavePlan();
  EXPECT_THAT(Failed(), ::testing::SizeIs(19));
  EXPECT_THAT(Check().checks(18).outcome(), v1::CHECK_OUTCOME_SATISFIED);
  ASSERT_THAT(
      Call(&Stub::DeletePlan, std::string("name: '") + kPlan + "'").status,
      GrpcIsOk());
  HaveWholePlan();
  EXPECT_THAT(Failed(), ElementsAre());
  Update("", "shared_with");
  EXPECT_THAT(Failed(), ElementsAre(v1::PLAN_CHECK_SHARED));
  Edit(&Stub::RemovePlanItem, "key { swot_item_id: 't1' }");
  EXPECT_THAT(Failed(),
              ElementsAre(v1::PLAN_CHECK_THREATS, v1::PLAN_CHECK_SHARED));
}

TEST_F(RequiredPlanTest, S4_18_AllActionsOfOnePersonMakeALoneHero) {
  HaveWholePlan();
  EXPECT_FALSE(Flagged("LONE_HERO"));
  Edit(&Stub::ReassignAction,
       "action_id: 'a2' owner { member: 'programs/p/members/ann' }");
  EXPECT_TRUE(Flagged("LONE_HERO"));
  EXPECT_THAT(Failed(), ElementsAre(v1::PLAN_CHECK_ACTION_OF_ANOTHER));
}

}  // namespace
}  // namespace kam::planning::required_plan_test
