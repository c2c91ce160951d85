#include <string>
#include <vector>

#include "common/base/date.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/contribution.h"
#include "services/planning/development_objective.h"
#include "services/planning/initiative.h"
#include "services/planning/list_completeness.h"
#include "services/planning/requirement.h"
#include "tests/services/planning/step_days.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::planning::intentions_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::kToday;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kAccount[] = "name: 'programs/p/accounts/a/";

v1::Initiative AnInitiative(const std::string& more = "") {
  return ParseProto<v1::Initiative>(std::string(kAccount) + "initiatives/i' " +
                                    "state: INITIATIVE_STATE_PROPOSED " + more);
}

absl::Status Validate(const v1::Initiative& initiative) {
  Violations violations;
  ValidateInitiative(initiative, kToday, violations);
  return violations.ToStatus();
}

TEST(Initiative, SharesSumToTheWhole) {
  EXPECT_THAT(Validate(AnInitiative(
                  "funding { supplier_bps: 6000 customer_bps: 4000 }")),
              IsOk());
  EXPECT_THAT(
      Validate(
          AnInitiative("funding { supplier_bps: 6000 customer_bps: 3999 }")),
      StatusIs(absl::StatusCode::kInvalidArgument, "FUNDING_NOT_WHOLE"));
  EXPECT_THAT(Validate(AnInitiative("funding { supplier_bps: 6000 }")), IsOk());
  EXPECT_THAT(Validate(AnInitiative("funding { customer_bps: 10001 }")),
              HasReason("VALUE_OUT_OF_RANGE"));
}

TEST(Initiative, FunctionsAndTagsAreToldOnce) {
  EXPECT_THAT(Validate(AnInitiative("functions: INITIATIVE_FUNCTION_SALES "
                                    "functions: INITIATIVE_FUNCTION_SALES")),
              HasReason("DUPLICATE"));
}

TEST(Initiative, CostsAreNotNegative) {
  EXPECT_THAT(Validate(AnInitiative("business_case { annual_cost { "
                                    "currency_code: 'USD' units: -1 } }")),
              HasReason("NEGATIVE_AMOUNT"));
}

TEST(Initiative, StaysInItsProgramme) {
  EXPECT_THAT(Validate(AnInitiative("addresses: 'programs/q/accounts/a'")),
              HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(Validate(AnInitiative("business_case { "
                                    "owner: 'programs/q/members/eve' }")),
              HasReason("INVALID_REFERENCE"));
}

TEST(Initiative, GoesFromProposedToActiveToItsEnd) {
  v1::Initiative initiative = AnInitiative();
  EXPECT_THAT(CompleteInitiative({}, kOnToday, initiative),
              StatusIs(absl::StatusCode::kFailedPrecondition, "WRONG_STATE"));
  ASSERT_THAT(StartInitiative({}, kOnToday, initiative), IsOk());
  EXPECT_EQ(initiative.state(), v1::INITIATIVE_STATE_ACTIVE);
  EXPECT_EQ(initiative.started_on().month(), 12);
  EXPECT_THAT(StartInitiative({}, kOnToday, initiative),
              HasReason("WRONG_STATE"));
  v1::CompleteInitiativeRequest end;
  *end.mutable_ended_on() = ToProto(kToday - 1);
  EXPECT_THAT(CompleteInitiative(end, kOnToday, initiative),
              HasReason("DATES_REVERSED"));
  ASSERT_THAT(CompleteInitiative({}, kOnToday, initiative), IsOk());
  EXPECT_EQ(initiative.state(), v1::INITIATIVE_STATE_COMPLETED);
  const auto stop = ParseProto<v1::StopInitiativeRequest>("reason: 'No'");
  EXPECT_THAT(StopInitiative(stop, kOnToday, initiative),
              HasReason("WRONG_STATE"));
}

TEST(Initiative, IsStoppedForAReason) {
  v1::Initiative initiative = AnInitiative();
  EXPECT_THAT(StopInitiative({}, kOnToday, initiative),
              HasReason("MISSING_FIELD"));
  const auto stop = ParseProto<v1::StopInitiativeRequest>("reason: 'No'");
  ASSERT_THAT(StopInitiative(stop, kOnToday, initiative), IsOk());
  EXPECT_EQ(initiative.stop_reason(), "No");
}

TEST(Initiative, ThePastKnowsNothingOfWhatCameLater) {
  const v1::Initiative ended = ParseProto<v1::Initiative>(R"pb(
    state: INITIATIVE_STATE_STOPPED
    started_on { year: 2013 month: 3 day: 1 }
    ended_on { year: 2013 month: 9 day: 1 }
    stop_reason: "No"
    customer_committed_on { year: 2013 month: 2 day: 1 }
  )pb");
  EXPECT_EQ(InitiativeOn(ended, absl::CivilDay(2013, 9, 1)).state(),
            v1::INITIATIVE_STATE_STOPPED);
  const v1::Initiative before =
      InitiativeOn(ended, absl::CivilDay(2013, 8, 31));
  EXPECT_EQ(before.state(), v1::INITIATIVE_STATE_ACTIVE);
  EXPECT_EQ(before.stop_reason(), "");
  const v1::Initiative first = InitiativeOn(ended, absl::CivilDay(2013, 1, 31));
  EXPECT_EQ(first.state(), v1::INITIATIVE_STATE_PROPOSED);
  EXPECT_FALSE(first.has_started_on());
  EXPECT_FALSE(first.has_customer_committed_on());
}

TEST(Initiative, ACaseIsMadeOfSixParts) {
  EXPECT_EQ(MissingOfCase(AnInitiative()).size(), 6u);
  const std::string zero = "{ currency_code: 'USD' }";
  EXPECT_THAT(
      MissingOfCase(AnInitiative("business_case { annual_benefit " + zero +
                                 " rationale: 'r' owner: 'o' one_off_cost " +
                                 zero + " disruption_cost " + zero + " }")),
      ElementsAre("annual_cost"));
}

v1::Contribution AContribution(const std::string& more) {
  return ParseProto<v1::Contribution>(std::string(kAccount) +
                                      "contributions/c' " + more);
}

TEST(Contribution, HasAPurposeOfTheAccount) {
  auto validate = [](const std::string& more) {
    Violations violations;
    ValidateContribution(AContribution(more), kToday, violations);
    return violations.ToStatus();
  };
  EXPECT_THAT(validate("issue: 'programs/p/accounts/a/issues/x'"), IsOk());
  EXPECT_THAT(validate("objective: 'programs/p/accounts/a/objectives/x'"),
              IsOk());
  EXPECT_THAT(validate(""), HasReason("MISSING_FIELD"));
  EXPECT_THAT(validate("issue: 'programs/p/accounts/b/issues/x'"),
              HasReason("INVALID_REFERENCE"));
}

TEST(Contribution, IsConfirmedByTheCustomerOnceDelivered) {
  v1::Contribution contribution = AContribution("");
  const auto confirm = ParseProto<v1::ConfirmContributionRequest>(
      "contact: 'programs/p/accounts/a/contacts/joe'");
  EXPECT_THAT(ConfirmContribution(confirm, kOnToday, contribution),
              HasReason("NOT_DELIVERED"));
  *contribution.mutable_delivered_on() = ToProto(kToday - 1);
  EXPECT_THAT(
      ConfirmContribution(ParseProto<v1::ConfirmContributionRequest>(
                              "contact: 'programs/p/accounts/b/contacts/joe'"),
                          kOnToday, contribution),
      HasReason("INVALID_REFERENCE"));
  EXPECT_THAT(CheckMayChange(contribution), IsOk());
  ASSERT_THAT(ConfirmContribution(confirm, kOnToday, contribution), IsOk());
  EXPECT_EQ(contribution.confirmed_by(), confirm.contact());
  EXPECT_THAT(CheckMayChange(contribution),
              HasReason("CONTRIBUTION_CONFIRMED"));
  EXPECT_THAT(ConfirmContribution(confirm, kOnToday, contribution),
              HasReason("CONTRIBUTION_CONFIRMED"));
  const v1::Contribution then = ContributionOn(contribution, kToday - 1);
  EXPECT_TRUE(then.has_delivered_on());
  EXPECT_EQ(then.confirmed_by(), "");
}

TEST(Objectives, S2_18_ThreeOfFourLinked) {
  std::vector<v1::DevelopmentObjective> objectives(4);
  for (int i = 0; i < 3; ++i) objectives[i].set_customer_objective("x");
  objectives[3].set_name("alone");
  const v1::ObjectiveAlignment alignment = AlignObjectives(objectives);
  EXPECT_EQ(alignment.alignment_bps(), 7500);
  EXPECT_THAT(alignment.unlinked(), ElementsAre("alone"));
  EXPECT_FALSE(AlignObjectives({}).has_alignment_bps());
}

TEST(Requirement, IsTracedWhenUnderstoodAndMet) {
  auto requirement = ParseProto<v1::Requirement>(
      std::string(kAccount) +
      "requirements/r' recorded_on { year: 2013 month: 11 day: 1 } "
      "requirement: 'Narrow pallets' owner: 'programs/p/members/ann'");
  EXPECT_FALSE(IsTraced(requirement));
  const auto acknowledge = ParseProto<v1::AcknowledgeRequirementRequest>(
      "department: 'programs/p/departments/supply'");
  ASSERT_THAT(AcknowledgeRequirement(acknowledge, kOnToday, requirement),
              IsOk());
  EXPECT_THAT(AcknowledgeRequirement(acknowledge, kOnToday, requirement),
              HasReason("ALREADY_ACKNOWLEDGED"));
  EXPECT_FALSE(IsTraced(requirement));
  const auto meet =
      ParseProto<v1::MeetRequirementRequest>("solution: 'Pallet 80'");
  ASSERT_THAT(MeetRequirement(meet, kOnToday, requirement), IsOk());
  EXPECT_TRUE(IsTraced(requirement));
  EXPECT_THAT(MeetRequirement(meet, kOnToday, requirement),
              HasReason("ALREADY_MET"));
  const v1::Requirement then = RequirementOn(requirement, kToday - 1);
  EXPECT_THAT(then.acknowledgements(), IsEmpty());
  EXPECT_EQ(then.solution(), "");
  // One of the future needs no solution yet.
  requirement.clear_met_on();
  requirement.set_future(true);
  EXPECT_TRUE(IsTraced(requirement));
}

TEST(Requirement, IsAcknowledgedByADepartmentOfTheProgramme) {
  auto requirement =
      ParseProto<v1::Requirement>(std::string(kAccount) + "requirements/r'");
  EXPECT_THAT(
      AcknowledgeRequirement(ParseProto<v1::AcknowledgeRequirementRequest>(
                                 "department: 'programs/q/departments/supply'"),
                             kOnToday, requirement),
      HasReason("INVALID_REFERENCE"));
}

TEST(ListCompleteness, HoldsUpToItsDay) {
  const auto statement = ParseProto<v1::PlanningListCompleteness>(R"pb(
    list: PLANNING_LIST_INITIATIVES
    complete_through { year: 2013 month: 11 day: 30 }
  )pb");
  const absl::CivilDay last(2013, 11, 30);
  EXPECT_TRUE(IsComplete({statement}, v1::PLANNING_LIST_INITIATIVES, last));
  EXPECT_FALSE(
      IsComplete({statement}, v1::PLANNING_LIST_INITIATIVES, last + 1));
  EXPECT_FALSE(IsComplete({statement}, v1::PLANNING_LIST_PLANS, last));
}

}  // namespace
}  // namespace kam::planning::intentions_test
