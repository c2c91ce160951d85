#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assessment/phase_derivation.h"
#include "tests/services/assessment/domain/phase_facts.h"
#include "tests/testing/matchers.h"

namespace kam::assessment::phase_team_derivation_test {
namespace {

using kam::testing::HasReason;

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

TEST(TeamForm, ADedicationOutOfRangeIsRefused) {
  EXPECT_THAT(Refusal(Permanent("m", "IT", "dedication_bps: -1")),
              HasReason("OUT_OF_RANGE"));
  EXPECT_THAT(Refusal(Permanent("m", "IT", "dedication_bps: 10001")),
              HasReason("OUT_OF_RANGE"));
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

}  // namespace
}  // namespace kam::assessment::phase_team_derivation_test
