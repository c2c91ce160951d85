#include "services/assessment/phase_derivation.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/services/assessment/domain/phase_facts.h"
#include "tests/testing/matchers.h"

namespace kam::assessment::phase_derivation_test {
namespace {

using kam::testing::HasMessage;
using kam::testing::HasReason;
using ::testing::AllOf;
using ::testing::HasSubstr;

std::string Begun(const char* initiator) {
  return absl::StrCat(" initiatives { standing: INITIATIVE_STANDING_ACTIVE ",
                      "initiator: INITIATIVE_SIDE_", initiator, kSince, "} ");
}

TEST(Initiator, IsWhoBeganMostInAYearTheEarlierOnATie) {
  EXPECT_EQ(Derive(kInitiator, Begun("JOINT")), "JOINT");
  EXPECT_EQ(Derive(kInitiator, Begun("JOINT") + Begun("SUPPLIER")), "SUPPLIER");
  EXPECT_EQ(Derive(kInitiator,
                   Begun("JOINT") + Begun("SUPPLIER") + Begun("CUSTOMER")),
            "CUSTOMER");
  EXPECT_EQ(
      Derive(kInitiator, Begun("JOINT") + Begun("CUSTOMER") + Begun("JOINT")),
      "JOINT");
}

TEST(Initiator, IsNoProjectsOnlyWhereTheListIsComplete) {
  EXPECT_EQ(Derive(kInitiator, ""), kNone);
  EXPECT_EQ(Derive(kInitiator, Complete("INITIATIVES")), "NO_PROJECTS");
  EXPECT_EQ(Derive(kInitiator, Begun("UNSPECIFIED") + Complete("INITIATIVES")),
            kNone);
  // Begun a day before the window.
  EXPECT_EQ(Derive(kInitiator, Complete("INITIATIVES") +
                                   "initiatives { standing: "
                                   "INITIATIVE_STANDING_ACTIVE initiator: "
                                   "INITIATIVE_SIDE_JOINT starts_on { year: "
                                   "2023 month: 6 day: 29 } }"),
            "NO_PROJECTS");
}

std::string Active(const std::string& what) {
  return absl::StrCat(" initiatives { standing: INITIATIVE_STANDING_ACTIVE ",
                      what, kSince, "} ");
}

constexpr char kBoth[] =
    " committed_by_supplier: true committed_by_customer: true ";

std::string Wide(int count, const char* functions, bool plan) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    all += Active(absl::StrCat(
        kBoth, functions, plan && i == 0 ? " joint_business_plan: true" : ""));
  }
  return all;
}

TEST(JointActivity, GrowsWithWhatBothSidesCommitTo) {
  constexpr char kThree[] = "functions: 'a' functions: 'b' functions: 'c'";
  EXPECT_EQ(Derive(kJointActivity, Wide(4, kThree, true)),
            "WIDE_RANGE_JOINT_BUSINESS");
  EXPECT_EQ(Derive(kJointActivity, Wide(3, kThree, true)), "JOINT_INITIATIVES");
  EXPECT_EQ(Derive(kJointActivity, Wide(4, kThree, false)),
            "JOINT_INITIATIVES");
  EXPECT_EQ(
      Derive(kJointActivity, Wide(4, "functions: 'a' functions: 'b'", true)),
      "JOINT_INITIATIVES");
  EXPECT_EQ(Derive(kJointActivity, Wide(2, "", false)), "JOINT_INITIATIVES");
  EXPECT_EQ(Derive(kJointActivity, Wide(1, "", false)), "AD_HOC_PROJECTS");
  EXPECT_EQ(Derive(kJointActivity,
                   Active("committed_by_supplier: true") + Active("")),
            "AD_HOC_PROJECTS");
  EXPECT_EQ(Derive(kJointActivity, Complete("INITIATIVES")), "NONE");
  EXPECT_EQ(Derive(kJointActivity, ""), kNone);
  EXPECT_EQ(Derive(kJointActivity,
                   absl::StrCat("initiatives { standing: "
                                "INITIATIVE_STANDING_COMPLETED",
                                kSince, "}", Complete("INITIATIVES"))),
            "NONE");
}

TEST(Funding, IsJointWhenBothSharesAreAboveZero) {
  const std::string joint =
      Active("supplier_share_bps: 9999 customer_share_bps: 1");
  const std::string single =
      Active("supplier_share_bps: 10000 customer_share_bps: 0");
  EXPECT_EQ(Derive(kFunding, joint), "JOINT");
  EXPECT_EQ(Derive(kFunding, single), kNone);
  EXPECT_EQ(Derive(kFunding, single + Complete("INITIATIVES")), "SINGLE_PARTY");
  EXPECT_EQ(Derive(kFunding, single + Active("") + Complete("INITIATIVES")),
            kNone);
  EXPECT_EQ(Derive(kFunding, single + joint), "JOINT");
  EXPECT_EQ(Derive(kFunding, Complete("INITIATIVES")), "SINGLE_PARTY");
}

TEST(Offering, IsTheHighestUnderWay) {
  const std::string fixed = Active("offering: INITIATIVE_OFFERING_FIXED");
  const std::string specific =
      Active("offering: INITIATIVE_OFFERING_PROJECT_SPECIFIC");
  const std::string tailored =
      Active("offering: INITIATIVE_OFFERING_TAILORED_OR_BESPOKE");
  EXPECT_EQ(Derive(kOffering, fixed + tailored + specific),
            "TAILORED_OR_BESPOKE");
  EXPECT_EQ(Derive(kOffering, fixed + specific), "PROJECT_SPECIFIC");
  EXPECT_EQ(Derive(kOffering, fixed), kNone);
  EXPECT_EQ(Derive(kOffering, fixed + Complete("INITIATIVES")), "FIXED");
  EXPECT_EQ(Derive(kOffering, Complete("INITIATIVES")), "FIXED");
  EXPECT_EQ(Derive(kOffering, Active("") + Complete("INITIATIVES")), kNone);
}

std::string Integrated(const char* kind) {
  return absl::StrCat(" integrations { kind: INTEGRATION_KIND_", kind, kSince,
                      "} ");
}

TEST(Integration, S0_13_OneIntegratedProcessIsEnough) {
  for (const char* kind : {"SHARED_LOGISTICS", "SUPPLIER_RUNS_STOCK",
                           "SUPPLIER_RUNS_ORDERING", "OTHER_PROCESS"}) {
    EXPECT_EQ(
        Derive(kIntegration, Integrated("JOINT_LOGISTICS") + Integrated(kind)),
        "PROCESSES_INTEGRATED")
        << kind;
  }
  EXPECT_EQ(Derive(kIntegration, Integrated("JOINT_LOGISTICS")),
            "JOINT_LOGISTICS_ACTIVITY");
  EXPECT_EQ(Derive(kIntegration, Complete("INTEGRATIONS")), "NONE");
  EXPECT_EQ(Derive(kIntegration, ""), kNone);
}

std::string Disclosed(const char* direction, const char* sensitivity,
                      int day = 1) {
  return absl::StrCat(" disclosures { direction: DISCLOSURE_DIRECTION_",
                      direction, " sensitivity: SENSITIVITY_", sensitivity,
                      " disclosed_on { year: 2023 month: 7 day: ", day,
                      " } } ");
}

TEST(Information, SensitiveDataMustFlowBothWays) {
  EXPECT_EQ(Derive(kInformation, Disclosed("FROM_CUSTOMER", "SENSITIVE") +
                                     Disclosed("TO_CUSTOMER", "SENSITIVE")),
            "SENSITIVE_BOTH_WAYS");
  EXPECT_EQ(Derive(kInformation, Disclosed("FROM_CUSTOMER", "SENSITIVE")),
            "CONFIDENTIAL");
  EXPECT_EQ(Derive(kInformation, Disclosed("FROM_CUSTOMER", "CONFIDENTIAL")),
            "CONFIDENTIAL");
  EXPECT_EQ(Derive(kInformation, Disclosed("TO_CUSTOMER", "CONFIDENTIAL")),
            kNone);
  EXPECT_EQ(Derive(kInformation, Disclosed("FROM_CUSTOMER", "ORDINARY") +
                                     Complete("DISCLOSURES")),
            "ORDINARY");
  EXPECT_EQ(Derive(kInformation, Complete("DISCLOSURES")), "ORDINARY");
}

TEST(Information, ADisclosureCountsForAYear) {
  // 2023-07-01 is 365 days before the day assessed.
  EXPECT_EQ(Derive(kInformation, Disclosed("FROM_CUSTOMER", "CONFIDENTIAL", 1)),
            "CONFIDENTIAL");
  EXPECT_EQ(Derive(kInformation,
                   "disclosures { direction: "
                   "DISCLOSURE_DIRECTION_FROM_CUSTOMER sensitivity: "
                   "SENSITIVITY_CONFIDENTIAL disclosed_on { year: 2023 month: "
                   "6 day: 30 } }"),
            kNone);
}

std::string Target(const char* measure, const char* more = "") {
  return absl::StrCat(" targets { measure: TARGET_MEASURE_", measure, " ", more,
                      kSince, "} ");
}

TEST(Measures, AreTheHighestOfTheTargets) {
  constexpr char kLinked[] = "customer_objective_linked: true";
  EXPECT_EQ(Derive(kMeasures, Target("PROFIT_AND_GROWTH") + Target("REVENUE")),
            "PROFIT_AND_GROWTH");
  EXPECT_EQ(Derive(kMeasures, Target("PROFIT_AMOUNT", kLinked)),
            "ACCOUNT_PROFIT_AND_MUTUAL");
  EXPECT_EQ(Derive(kMeasures, Target("MARGIN_BPS", kLinked)),
            "ACCOUNT_PROFIT_AND_MUTUAL");
  EXPECT_EQ(Derive(kMeasures, Target("MARGIN_BPS") + Target("REVENUE")),
            "SALES_TARGET");
  EXPECT_EQ(Derive(kMeasures, Target("MARGIN_BPS")), kNone);
  EXPECT_EQ(Derive(kMeasures,
                   Target("VOLUME") + Target("ACTIVITY") + Complete("TARGETS")),
            "VOLUME_AND_ACTIVITY");
  EXPECT_EQ(Derive(kMeasures, Target("VOLUME")), kNone);
  EXPECT_EQ(Derive(kMeasures, Complete("TARGETS")), kNone);
}

TEST(ProfitabilityKnowledge, IsWhatTheAccountServiceSays) {
  EXPECT_EQ(Derive(kProfitabilityKnowledge,
                   "profitability: PROFITABILITY_STANDING_PER_ACCOUNT"),
            "PER_ACCOUNT");
  EXPECT_EQ(Derive(kProfitabilityKnowledge,
                   "profitability: PROFITABILITY_STANDING_REVENUE_ONLY"),
            "REVENUE_ONLY");
  EXPECT_EQ(Derive(kProfitabilityKnowledge, ""), kNone);
}

std::string Plan(const char* kind, const std::string& more = "") {
  return absl::StrCat(" plans { kind: PLAN_KIND_", kind, " ", more, kSince,
                      "} ");
}

TEST(Plans, AreJointWhenTheCustomerWritesToo) {
  EXPECT_EQ(Derive(kPlans, Plan("PROJECT")), "PROJECT_PLAN");
  EXPECT_EQ(Derive(kPlans, Plan("PROJECT") + Plan("BESPOKE_ACCOUNT")),
            "BESPOKE_ACCOUNT_PLAN");
  EXPECT_EQ(Derive(kPlans, Plan("PROJECT", "customer_co_author: true")),
            "JOINTLY_DEVELOPED");
  EXPECT_EQ(Derive(kPlans, ""), kNone);
  EXPECT_EQ(Derive(kPlans, Complete("PLANS")), "NONE");
}

TEST(Horizon, HasFourSteps) {
  const std::pair<int, const char*> cases[] = {
      {1, "UP_TO_3"},          {3, "UP_TO_3"},        {4, "OVER_3_UNDER_12"},
      {11, "OVER_3_UNDER_12"}, {12, "FROM_12_TO_36"}, {36, "FROM_12_TO_36"},
      {37, "OVER_36"}};
  for (const auto& [months, value] : cases) {
    EXPECT_EQ(Derive(kHorizon,
                     Plan("PROJECT", absl::StrCat("horizon_months: ", months))),
              value);
  }
  EXPECT_EQ(Derive(kHorizon, Plan("PROJECT")), kNone);
  EXPECT_EQ(Derive(kHorizon, Complete("PLANS")), kNone);
}

TEST(PhaseDerivation, RefusesRecordsThatCannotBe) {
  EXPECT_THAT(
      Refusal("assignments { member: 'm' }"),
      AllOf(HasReason("MISSING_FIELD"),
            HasMessage(HasSubstr("evidence.phases.assignments[0].starts_on"))));
  EXPECT_THAT(
      Refusal("disclosures { }"),
      HasMessage(HasSubstr("evidence.phases.disclosures[0].disclosed_on")));
  EXPECT_THAT(Refusal(Active("supplier_share_bps: 5000 customer_share_bps: "
                             "4999")),
              HasMessage(HasSubstr("customer_share_bps")));
  EXPECT_THAT(Refusal(Active("supplier_share_bps: 10001")),
              HasReason("OUT_OF_RANGE"));
  EXPECT_THAT(Refusal(Plan("PROJECT", "horizon_months: 0")),
              HasMessage(HasSubstr("evidence.phases.plans[0].horizon_months")));
  EXPECT_THAT(Refusal("contacts { interactions { } }"),
              HasMessage(HasSubstr(
                  "evidence.phases.contacts.interactions[0].held_on")));
  // What only CONTACT_PATTERN reads is checked, too.
  EXPECT_THAT(Refusal("contacts { joint_teams { members: 'm' } }"),
              HasMessage(HasSubstr("contacts.joint_teams[0].starts_on")));
  EXPECT_THAT(Refusal("contacts { contacts { contact: 'c' } "
                      "contacts { contact: 'c' } }"),
              HasReason("DUPLICATE_CONTACT"));
}

TEST(PhaseDerivation, ADeclarationOfYesterdayIsNotComplete) {
  EXPECT_EQ(Derive(kPlans,
                   "completeness { list: RECORD_LIST_PLANS complete_through { "
                   "year: 2024 month: 6 day: 29 } }"),
            kNone);
}

}  // namespace
}  // namespace kam::assessment::phase_derivation_test
