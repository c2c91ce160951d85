#include "services/gateway/plan_roster.h"

#include <string>

#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::gateway::plan_roster_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::ParseProto;
using ::testing::Eq;
using ::testing::Optional;

// A plan of which no check fails, and its account's team of two, one of whom
// does two things.
AccountAnswers Open() {
  AccountAnswers answers{account::v1::AccountFacts(), std::nullopt,
                         std::nullopt, std::nullopt};
  answers.team = ParseProto<team::v1::TeamFacts>(R"pb(
    members { assignment { member: "programs/p/members/cid" lead: true } }
    members { assignment { member: "programs/p/members/ann" } }
    members { assignment { member: "programs/p/members/cid" } }
    accounts_of_lead: 1
  )pb");
  answers.planning = ParseProto<planning::v1::PlanningFacts>(R"pb(
    plan_check {
      plan: "programs/p/accounts/a/plans/one"
      validity: PLAN_VALIDITY_UNDETERMINED
    }
  )pb");
  return answers;
}

TEST(PlanRoster, AsksWithTheTeamWhetherTheOpenPlanIsValid) {
  EXPECT_THAT(CheckWithRoster(Open()), Optional(EqualsProto(R"pb(
                name: "programs/p/accounts/a/plans/one"
                roster {
                  key_account_manager: "programs/p/members/cid"
                  members: "programs/p/members/cid"
                  members: "programs/p/members/ann"
                }
              )pb")));
}

TEST(PlanRoster, DoesNotAskWhereNoRosterDecides) {
  AccountAnswers failing = Open();
  (*failing.planning)
      ->mutable_plan_check()
      ->set_validity(planning::v1::PLAN_VALIDITY_NOT_VALID);
  EXPECT_THAT(CheckWithRoster(failing), Eq(std::nullopt));
  AccountAnswers planless = Open();
  (*planless.planning)->clear_plan_check();
  EXPECT_THAT(CheckWithRoster(planless), Eq(std::nullopt));
}

TEST(PlanRoster, DoesNotAskWithoutSomebodyWhoLeads) {
  AccountAnswers nobody = Open();
  (*nobody.team)->Clear();
  EXPECT_THAT(CheckWithRoster(nobody), Eq(std::nullopt));
  AccountAnswers leaderless = Open();
  (*leaderless.team)->clear_accounts_of_lead();
  EXPECT_THAT(CheckWithRoster(leaderless), Eq(std::nullopt));
}

TEST(PlanRoster, DoesNotAskWithoutBothAnswers) {
  AccountAnswers unasked = Open();
  unasked.team.reset();
  EXPECT_THAT(CheckWithRoster(unasked), Eq(std::nullopt));
  AccountAnswers down = Open();
  down.team = Unavailable("DRAINING", "It stops.");
  EXPECT_THAT(CheckWithRoster(down), Eq(std::nullopt));
  AccountAnswers refused = Open();
  refused.planning = Unavailable("DRAINING", "It stops.");
  EXPECT_THAT(CheckWithRoster(refused), Eq(std::nullopt));
}

}  // namespace
}  // namespace kam::gateway::plan_roster_test
