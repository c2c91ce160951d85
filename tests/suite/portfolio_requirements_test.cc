// What the papers say of accounts among others, asked of the gateway: a test an
// item.

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/suite/relationship_harness.h"

namespace kam::suite::portfolio_requirements_test {
namespace {

using gateway::v1::ComparedSection;
using gateway::v1::CompareKeyAccountsResponse;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Pair;

// What the phases say of each dimension that differs: from and to.
using Shifts = std::map<std::string, std::pair<std::string, std::string>>;

Shifts PhaseShifts(const CompareKeyAccountsResponse& both) {
  Shifts shifts;
  for (const auto& shift : both.shifts()) {
    if (shift.model() != assessment::v1::MODEL_PHASES) continue;
    for (const auto& one : shift.shifts()) {
      shifts[one.key()] = {one.from(), one.to()};
    }
  }
  return shifts;
}

// What the sections say of a key that differs.
Shifts DifferingValues(const CompareKeyAccountsResponse& both) {
  Shifts values;
  for (const ComparedSection& section : both.sections()) {
    for (const auto& one : section.values()) {
      if (one.differs()) values[one.key()] = {one.from(), one.to()};
    }
  }
  return values;
}

class PortfolioRequirements : public RelationshipTest {
 protected:
  CompareKeyAccountsResponse Compare(const std::string& from,
                                     const std::string& to) {
    return Call<Gateway>(
        &Gateway::Stub::CompareKeyAccounts,
        absl::StrCat("parent: 'programs/p' from { name: '", Name(from),
                     "' } to { name: '", Name(to), "' }"));
  }
};

// The pharmaceutical maker whose key account managers are representatives who
// call on hospitals (S0-03), and the consumer goods maker with a large
// dedicated team (S0-07).
TEST_F(PortfolioRequirements, S0_10_TwoAccountsAreContrasted) {
  HaveKeyAccount("hospitals");
  Observe("hospitals", {{"APPROACH", "TELL"},
                        {"CONTACT_PATTERN", "ONE_TO_ONE_BUYER"},
                        {"TEAM_FORM", "ALONE"},
                        {"JOINT_ACTIVITY", "NONE"},
                        {"OFFERING", "FIXED"},
                        {"KAM_SENIORITY", "SALES_PERSON"},
                        {"PERCEPTION", "ONE_OF_SIMILAR"},
                        {"AGENDA", "OWN"}});
  HaveKeyAccount("retailer");
  Observe("retailer", {{"KAM_SENIORITY", "VERY_SENIOR"},
                       {"TEAM_FORM", "DEDICATED_PERMANENT_MULTI"},
                       {"AGENDA", "CUSTOMERS_CUSTOMER"}});
  Assess("hospitals");
  Assess("retailer");
  const CompareKeyAccountsResponse both = Compare("hospitals", "retailer");
  const Shifts shifts = PhaseShifts(both);
  EXPECT_THAT(
      shifts,
      Contains(Pair("TEAM_FORM", Pair("ALONE", "DEDICATED_PERMANENT_MULTI"))));
  EXPECT_THAT(shifts, Contains(Pair("KAM_SENIORITY",
                                    Pair("SALES_PERSON", "VERY_SENIOR"))));
  EXPECT_THAT(shifts,
              Contains(Pair("AGENDA", Pair("OWN", "CUSTOMERS_CUSTOMER"))));
  EXPECT_THAT(shifts, Contains(Pair("APPROACH", Pair("TELL", ""))));
  EXPECT_THAT(DifferingValues(both),
              Contains(Pair("PHASES", Pair("1", "1 (1 to 5)"))));
  EXPECT_THAT(DifferingValues(both),
              Contains(Pair("OBSERVATIONS", Pair("8", "3"))));
  // An account does not differ from itself.
  const CompareKeyAccountsResponse same = Compare("retailer", "retailer");
  EXPECT_TRUE(DifferingValues(same).empty());
  EXPECT_TRUE(PhaseShifts(same).empty());
}

TEST_F(PortfolioRequirements, S0_10_OneAccountIsContrastedWithItsPast) {
  HaveKeyAccount("a");
  Observe("a", {{"APPROACH", "TELL"}});
  Assess("a");
  const int64_t then = absl::ToUnixSeconds(clock().Now());
  clock().Advance(absl::Hours(1));
  Observe("a", {{"APPROACH", "MUTUAL_PLANS"}}, 2);
  Assess("a");
  const auto both = Call<Gateway>(
      &Gateway::Stub::CompareKeyAccounts,
      absl::StrCat("parent: 'programs/p' from { name: '", Name("a"),
                   "' read_time { seconds: ", then + 60, " } } to { name: '",
                   Name("a"), "' }"));
  EXPECT_NE(both.from().assessment(), both.to().assessment());
  EXPECT_THAT(PhaseShifts(both),
              Contains(Pair("APPROACH", Pair("TELL", "MUTUAL_PLANS"))));
  EXPECT_THAT(DifferingValues(both),
              Contains(Pair("OBSERVATIONS", Pair("1", "2"))));
}

// The final stage is for few suppliers and very few customers: the portfolio
// tells who is in it, and how many that are of all.
TEST_F(PortfolioRequirements, S0_22_VeryFewCustomersArePartners) {
  for (const char* id : {"one", "two", "three"}) {
    HaveKeyAccount(id);
    Observe(id, {{"APPROACH", "TELL"},
                 {"CONTACT_PATTERN", "ONE_TO_ONE_BUYER"},
                 {"TEAM_FORM", "ALONE"},
                 {"JOINT_ACTIVITY", "NONE"},
                 {"OFFERING", "FIXED"},
                 {"KAM_SENIORITY", "SALES_PERSON"},
                 {"PERCEPTION", "ONE_OF_SIMILAR"},
                 {"AGENDA", "OWN"}});
  }
  const Values partner = {{"APPROACH", "NO_LONGER_SELLING"},
                          {"CONTACT_PATTERN", "JOINT_WORKING_TEAMS"},
                          {"TEAM_FORM", "DEDICATED_PERMANENT_MULTI"},
                          {"JOINT_ACTIVITY", "WIDE_RANGE_JOINT_BUSINESS"},
                          {"FUNDING", "JOINT"},
                          {"OFFERING", "TAILORED_OR_BESPOKE"},
                          {"INTEGRATION", "PROCESSES_INTEGRATED"},
                          {"INFORMATION", "SENSITIVE_BOTH_WAYS"},
                          {"PLANS", "JOINTLY_DEVELOPED"},
                          {"PERCEPTION", "PARTNER"},
                          {"KAM_SENIORITY", "VERY_SENIOR"},
                          {"AGENDA", "CUSTOMERS_CUSTOMER"},
                          {"EXIT_COST", "LOCKED_IN_BOTH"}};
  Observe("two", partner, 2);
  // That both are locked in, both have to say.
  Observe("two", {{"EXIT_COST", "LOCKED_IN_BOTH"}}, 2, "SUPPLIER");
  for (const char* id : {"one", "two", "three"}) Assess(id);
  std::vector<std::string> partners;
  const auto list = List("phases: 5");
  for (const auto& one : list.key_accounts()) {
    partners.push_back(one.display_name());
  }
  EXPECT_THAT(partners, ElementsAre("The two"));
  EXPECT_EQ(List().key_accounts_size(), 3);
}

}  // namespace
}  // namespace kam::suite::portfolio_requirements_test
