#include "services/assessment/phase_derivation.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/model_policy.h"
#include "services/assessment/phase_scale.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment {
namespace {

using kam::testing::HasMessage;
using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::ParseProto;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr absl::CivilDay kDay(2024, 6, 30);
constexpr char kNone[] = "unknown";

// Dates of records in force.
constexpr char kSince[] = " starts_on { year: 2023 month: 6 day: 30 } ";

std::string Complete(const char* list) {
  return absl::StrCat(" completeness { list: RECORD_LIST_", list,
                      " complete_through { year: 2024 month: 6 day: 30 } } ");
}

absl::Status Refusal(const std::string& text) {
  const auto facts = ParseProto<v1::PhaseFacts>(text);
  ObservationSet set(PhaseDimensions(), kDay, 365);
  Violations violations;
  DerivePhaseValues(facts, ModelPolicy::Default().values().phases(), kDay, set,
                    violations);
  return violations.ToStatus();
}

// What the records make of a dimension.
std::string Derive(PhaseDimensionIndex dimension, const std::string& text) {
  const auto facts = ParseProto<v1::PhaseFacts>(text);
  ObservationSet set(PhaseDimensions(), kDay, 365);
  Violations violations;
  DerivePhaseValues(facts, ModelPolicy::Default().values().phases(), kDay, set,
                    violations);
  EXPECT_THAT(violations.ToStatus(), IsOk());
  const Pick pick = set.PickFrom(dimension);
  return pick.value.has_value()
             ? ValueLabel(PhaseDimensions()[dimension], *pick.value)
             : kNone;
}

std::string Assigned(const char* member, const char* what) {
  return absl::StrCat(" assignments { member: '", member, "' ", what, kSince,
                      "} ");
}

std::string Permanent(const char* member, const char* function,
                      const char* more = "") {
  return Assigned(member,
                  absl::StrCat("term: ASSIGNMENT_TERM_PERMANENT function: '",
                               function, "' ", more)
                      .c_str());
}

std::string AdHoc(const char* member, const char* function) {
  return Assigned(
      member,
      absl::StrCat("term: ASSIGNMENT_TERM_AD_HOC function: '", function, "'")
          .c_str());
}

std::string Manager(const char* more = "") {
  return Assigned("kam", absl::StrCat("key_account_manager: true ", more,
                                      " function: 'SALES'")
                             .c_str());
}

constexpr char kFull[] = "dedication_bps: 10000";

TEST(TeamForm, FollowsTheAssignmentsInForce) {
  EXPECT_EQ(Derive(kTeamForm, ""), kNone);
  EXPECT_EQ(Derive(kTeamForm, Manager()), "ALONE");
  EXPECT_EQ(
      Derive(kTeamForm, Manager() + Assigned("a",
                                             "term: ASSIGNMENT_TERM_OCCASIONAL "
                                             "function: 'IT'")),
      "ALONE_WITH_SUPPORT");
  EXPECT_EQ(Derive(kTeamForm, Manager() + Permanent("a", "IT")),
            "ALONE_WITH_SUPPORT");
  EXPECT_EQ(Derive(kTeamForm,
                   Manager() + Permanent("a", "IT") + Permanent("b", "IT")),
            "ALONE_WITH_SUPPORT");
  EXPECT_EQ(
      Derive(kTeamForm, Manager() + Permanent("a", "IT") + Permanent("b", "")),
      "ALONE_WITH_SUPPORT");
  EXPECT_EQ(
      Derive(kTeamForm, Manager() + AdHoc("a", "IT") + AdHoc("b", "LOGISTICS")),
      "AD_HOC_MULTI");
  EXPECT_EQ(Derive(kTeamForm,
                   Manager() + Permanent("a", "IT") + AdHoc("b", "LOGISTICS")),
            "AD_HOC_MULTI");
  EXPECT_EQ(Derive(kTeamForm, Manager() + Permanent("a", "IT") +
                                  Permanent("b", "LOGISTICS")),
            "PERMANENT_MULTI");
}

TEST(TeamForm, AnAssignmentCountsOnItsFirstAndLastDay) {
  const std::string ended =
      "assignments { member: 'm' key_account_manager: true starts_on { year: "
      "2020 month: 1 day: 1 } ends_on { year: 2024 month: 6 day: ";
  EXPECT_EQ(Derive(kTeamForm, ended + "30 } }"), "ALONE");
  EXPECT_EQ(Derive(kTeamForm, ended + "29 } }"), kNone);
  const std::string begins =
      "assignments { member: 'm' key_account_manager: true starts_on { year: "
      "2024 month: ";
  EXPECT_EQ(Derive(kTeamForm, begins + "6 day: 30 } }"), "ALONE");
  EXPECT_EQ(Derive(kTeamForm, begins + "7 day: 1 } }"), kNone);
}

TEST(TeamForm, DedicatedIsWhenTheWholeCoreIsFullTime) {
  const std::string two =
      Permanent("a", "IT", kFull) + Permanent("b", "LOGISTICS", kFull);
  EXPECT_EQ(Derive(kTeamForm, two + Manager(kFull)),
            "DEDICATED_PERMANENT_MULTI");
  EXPECT_EQ(Derive(kTeamForm, two + Manager("dedication_bps: 9999")),
            "PERMANENT_MULTI");
  // Nobody knows how much of the manager's time it is; and no manager.
  EXPECT_EQ(Derive(kTeamForm, two + Manager()), "PERMANENT_MULTI");
  EXPECT_EQ(Derive(kTeamForm, two), "PERMANENT_MULTI");
}

TEST(TeamForm, OfALargeCoreTwoThirdsAreEnough) {
  // Core of six: four of six is two thirds exactly.
  std::string six = Manager(kFull) + Permanent("a", "IT", kFull) +
                    Permanent("b", "LOGISTICS", kFull) + Permanent("d", "IT") +
                    Permanent("e", "IT");
  EXPECT_EQ(Derive(kTeamForm, six + Permanent("c", "IT", kFull)),
            "DEDICATED_PERMANENT_MULTI");
  EXPECT_EQ(Derive(kTeamForm, six + Permanent("c", "IT")), "PERMANENT_MULTI");
  // Three of four is more, but four are not many.
  EXPECT_EQ(Derive(kTeamForm, Manager(kFull) + Permanent("a", "IT", kFull) +
                                  Permanent("b", "LOGISTICS", kFull) +
                                  Permanent("c", "IT")),
            "PERMANENT_MULTI");
  // Five assignments of four members: the heads count.
  EXPECT_EQ(
      Derive(kTeamForm, Manager(kFull) + Permanent("a", "IT", kFull) +
                            Permanent("b", "LOGISTICS", kFull) +
                            Permanent("b", "IT", kFull) + Permanent("c", "IT")),
      "PERMANENT_MULTI");
}

TEST(CoLocation, NeedsAPermanentAssignmentThere) {
  EXPECT_EQ(Derive(kCoLocation, Manager()), "NONE");
  EXPECT_EQ(Derive(kCoLocation, Permanent("a", "IT",
                                          "at_or_near_customer: "
                                          "true")),
            "AT_OR_NEAR_CUSTOMER");
  EXPECT_EQ(Derive(kCoLocation, Assigned("a",
                                         "at_or_near_customer: true term: "
                                         "ASSIGNMENT_TERM_AD_HOC")),
            "NONE");
  EXPECT_EQ(Derive(kCoLocation, ""), kNone);
}

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

std::string Lead(const std::string& what) {
  return absl::StrCat(" lead { member: 'm' ", what, " } ");
}

std::string Scopes(std::initializer_list<const char*> scopes) {
  std::string all = "authorities { ";
  for (const char* scope : scopes) {
    absl::StrAppend(&all, "scopes: AUTHORITY_SCOPE_", scope, " ");
  }
  return Lead(absl::StrCat(all, kSince, "}"));
}

TEST(Authority, IsTheHighestThatTheScopesMake) {
  EXPECT_EQ(Derive(kKamAuthority, Scopes({"PROFIT", "GROWTH"})),
            "PROFIT_AND_GROWTH");
  EXPECT_EQ(Derive(kKamAuthority, Scopes({"PROFIT", "TEAM", "PLAN"})),
            "LEADS_TEAM_AND_PLAN");
  for (const char* scope : {"PRICE", "TERMS", "TENDERS"}) {
    EXPECT_EQ(Derive(kKamAuthority, Scopes({scope, "TEAM"})), "LIMITED");
  }
  EXPECT_EQ(Derive(kKamAuthority, Scopes({"TEAM"})), "REFERS_UP");
  EXPECT_EQ(Derive(kKamAuthority, Scopes({})), "REFERS_UP");
  EXPECT_EQ(Derive(kKamAuthority, Lead("")), kNone);
}

TEST(Seniority, FollowsTheLeadsGrade) {
  const std::pair<const char*, const char*> cases[] = {
      {"STAFF", "SALES_PERSON"},           {"MANAGER", "ACCOUNT_MANAGER"},
      {"SENIOR_MANAGER", "TEAM_LEADER"},   {"DIRECTOR", "TEAM_LEADER"},
      {"SENIOR_EXECUTIVE", "VERY_SENIOR"}, {"UNSPECIFIED", kNone}};
  for (const auto& [grade, value] : cases) {
    EXPECT_EQ(Derive(kKamSeniority, Lead(absl::StrCat("grade: GRADE_", grade))),
              value);
  }
}

TEST(Background, IsTheLeads) {
  EXPECT_EQ(Derive(kKamBackground,
                   Lead("background: MEMBER_BACKGROUND_SALES_TRAINED")),
            "SALES_TRAINED");
  EXPECT_EQ(Derive(kKamBackground,
                   Lead("background: MEMBER_BACKGROUND_COMMERCIAL_MANAGER")),
            "COMMERCIAL_MANAGER");
  EXPECT_EQ(Derive(kKamBackground, Lead("")), kNone);
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

// `count` meetings of our member of `grade` with their director.
std::string Meetings(int count, const char* grade = "SENIOR_EXECUTIVE",
                     const char* seniority = "DIRECTOR") {
  std::string text = absl::StrCat(
      "contacts { members { member: 'm' grade: GRADE_", grade,
      " } contacts { contact: 'c' seniority: GRADE_", seniority, " } ");
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&text,
                    "interactions { type: INTERACTION_TYPE_MEETING members: "
                    "'m' contacts { contact: 'c' } held_on { year: 2023 month: "
                    "6 day: 30 } } ");
  }
  return text + "} ";
}

TEST(SeniorInvolvement, NeedsASponsorToBeRegular) {
  const std::string sponsor = absl::StrCat("sponsorships { ", kSince, "} ");
  const std::string to_top =
      "lead { member: 'm' reports_to_grade: GRADE_SENIOR_EXECUTIVE }";
  EXPECT_EQ(Derive(kSeniorInvolvement, Meetings(4) + sponsor), "REGULAR");
  EXPECT_EQ(Derive(kSeniorInvolvement, Meetings(3) + sponsor), "OCCASIONAL");
  EXPECT_EQ(Derive(kSeniorInvolvement, Meetings(4)), "OCCASIONAL");
  EXPECT_EQ(Derive(kSeniorInvolvement, Meetings(4) + sponsor + to_top),
            "KAM_REPORTS_TO_TOP");
  EXPECT_EQ(Derive(kSeniorInvolvement, Meetings(3) + sponsor + to_top),
            "OCCASIONAL");
  EXPECT_EQ(Derive(kSeniorInvolvement, Meetings(0) + sponsor), kNone);
  EXPECT_EQ(Derive(kSeniorInvolvement, Complete("INTERACTIONS")), "NONE");
  EXPECT_EQ(Derive(kSeniorInvolvement,
                   Meetings(1, "DIRECTOR") + Complete("INTERACTIONS")),
            "NONE");
  EXPECT_EQ(Derive(kSeniorInvolvement,
                   Meetings(1, "SENIOR_EXECUTIVE", "SENIOR_MANAGER") +
                       Complete("INTERACTIONS")),
            "NONE");
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
  EXPECT_THAT(Refusal(Permanent("m", "IT", "dedication_bps: -1")),
              HasReason("OUT_OF_RANGE"));
  EXPECT_THAT(Refusal(Plan("PROJECT", "horizon_months: 0")),
              HasMessage(HasSubstr("evidence.phases.plans[0].horizon_months")));
  EXPECT_THAT(Refusal("contacts { interactions { } }"),
              HasMessage(HasSubstr("held_on")));
}

TEST(PhaseDerivation, ADeclarationOfYesterdayIsNotComplete) {
  EXPECT_EQ(Derive(kPlans,
                   "completeness { list: RECORD_LIST_PLANS complete_through { "
                   "year: 2024 month: 6 day: 29 } }"),
            kNone);
}

}  // namespace
}  // namespace kam::assessment
