#include "services/account/selection.h"

#include "gmock/gmock.h"
#include "tests/services/account/domain/ledger_builders.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::account::selection_test {
namespace {

using kam::testing::kDay;

using ::kam::account::testing::AccountName;
using ::kam::account::testing::Date;
using ::kam::account::testing::Revenue;
using ::kam::account::testing::Units;
using ::kam::testing::IsOk;
using ::kam::testing::ParseProto;
using ::kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using Kind = v1::SelectionMismatch;

SelectionAccount AnAccount(const std::string& id, int64_t revenue,
                           bool buying = true) {
  SelectionAccount account;
  account.account = AccountName(id);
  account.window = Revenue(Units(revenue));
  account.buying = buying;
  return account;
}

SelectionAccount WithKey(SelectionAccount account) {
  account.key_account = true;
  return account;
}

SelectionAccount WithRating(SelectionAccount account, v1::Criterion criterion,
                            int rating) {
  v1::CriterionRating& added = *account.ratings.Add();
  added.set_criterion(criterion);
  added.set_rating(rating);
  *added.mutable_rated_on() = Date("2013-01-01");
  return account;
}

SelectionRun ARun(std::vector<SelectionAccount> accounts,
                  absl::CivilDay day = kDay) {
  SelectionRun run;
  run.day = day;
  run.reporting_currency = "USD";
  run.has_ledger = true;
  run.accounts = std::move(accounts);
  return run;
}

v1::SelectKeyAccountsResponse Select(
    const SelectionRun& current, const std::vector<SelectionRun>& quarterly) {
  const auto response =
      SelectKeyAccounts(current, quarterly, SelectionValues());
  EXPECT_THAT(response, IsOk());
  return response.ok() ? *response : v1::SelectKeyAccountsResponse();
}

// Returns the mismatches as (kind, id of the root).
std::vector<std::pair<int, std::string>> MismatchesOf(
    const v1::SelectKeyAccountsResponse& response) {
  std::vector<std::pair<int, std::string>> found;
  for (const auto& mismatch : response.mismatches()) {
    found.emplace_back(mismatch.kind(),
                       mismatch.account().substr(AccountName("").size()));
  }
  return found;
}

TEST(Selection, S4_02_MembersOfABuyingGroupAreSummed) {
  SelectionAccount north = AnAccount("north", 60);
  SelectionAccount south = AnAccount("south", 50, /*buying=*/false);
  north.root = south.root = AccountName("group");
  const auto response = Select(
      ARun({north, south, AnAccount("group", 0, false), AnAccount("b", 100)}),
      {});
  EXPECT_EQ(response.pareto().base(), 2);
  ASSERT_EQ(response.pareto().nominated_size(), 1);
  const v1::RootRevenue& root = response.pareto().nominated(0);
  EXPECT_EQ(root.account(), AccountName("group"));
  EXPECT_EQ(root.revenue().units(), 110);
  EXPECT_THAT(root.members(),
              ElementsAre(AccountName("group"), AccountName("north"),
                          AccountName("south")));
}

TEST(Selection, A32_ARootNeedsABuyingMember) {
  const auto response =
      Select(ARun({AnAccount("a", 10), AnAccount("once", 90, false)}), {});
  EXPECT_EQ(response.pareto().base(), 1);
  EXPECT_EQ(response.pareto().total().units(), 10);
}

TEST(Selection, A32_ARootWithABuyerAndNoRevenueInAllIsNonPositive) {
  SelectionAccount buyer = AnAccount("buyer", 40);
  SelectionAccount returned = AnAccount("returned", -40, false);
  buyer.root = returned.root = AccountName("group");
  const auto response = Select(ARun({buyer, returned}), {});
  EXPECT_EQ(response.pareto().base(), 0);
  ASSERT_EQ(response.pareto().non_positive_size(), 1);
  EXPECT_EQ(response.pareto().non_positive(0).account(), AccountName("group"));
  EXPECT_EQ(response.pareto().shape(), v1::PARETO_SHAPE_SMALL_BASE);
}

TEST(Selection, S4_02_MixedCurrenciesAreRefused) {
  SelectionAccount foreign = AnAccount("a", 10);
  foreign.window.foreign_revenue["EUR"] = Units(1);
  EXPECT_THAT(
      SelectKeyAccounts(ARun({foreign}), {}, SelectionValues()),
      StatusIs(absl::StatusCode::kFailedPrecondition, "MIXED_CURRENCY"));
  // An account that only cost something abroad does no harm (A-32).
  SelectionAccount cost_only = AnAccount("a", 10);
  cost_only.window.foreign_money = true;
  EXPECT_THAT(SelectKeyAccounts(ARun({cost_only}), {}, SelectionValues()),
              IsOk());
}

TEST(Selection, S4_05_RatedAccountsAreListedAndNominated) {
  const auto response = Select(
      ARun({AnAccount("big", 100),
            WithRating(AnAccount("wow", 1, false), v1::CRITERION_WOW_FACTOR, 5),
            WithRating(AnAccount("dull", 1, false), v1::CRITERION_WOW_FACTOR,
                       1)}),
      {});
  ASSERT_EQ(response.strategic_size(), 2);
  EXPECT_EQ(response.strategic(0).account(), AccountName("dull"));
  EXPECT_FALSE(response.strategic(0).nominee());
  EXPECT_TRUE(response.strategic(1).nominee());
  // C1 follows from the rank: both are among the ten with revenue.
  EXPECT_EQ(response.strategic(1).criteria(0).rating(), 5);
  EXPECT_THAT(MismatchesOf(response),
              ElementsAre(Pair(Kind::KIND_NOMINATED_NOT_DESIGNATED, "big"),
                          Pair(Kind::KIND_NOMINATED_NOT_DESIGNATED, "wow")));
}

TEST(Selection, A33_C1IsUnknownWithoutALedger) {
  SelectionRun run =
      ARun({WithRating(AnAccount("a", 0), v1::CRITERION_PRESTIGE, 5)});
  run.has_ledger = false;
  const auto response = Select(run, {});
  ASSERT_EQ(response.strategic_size(), 1);
  EXPECT_FALSE(response.strategic(0).criteria(0).has_rating());
}

TEST(Selection, S4_02_NominatedAndDesignatedAgree) {
  const auto response = Select(ARun({WithKey(AnAccount("a", 100))}), {});
  EXPECT_EQ(response.pareto().nominated_size(), 1);
  EXPECT_THAT(response.mismatches(), IsEmpty());
}

TEST(Selection, S4_02_ADesignatedMemberSpeaksForItsRoot) {
  SelectionAccount member = WithKey(AnAccount("member", 100));
  member.root = AccountName("group");
  EXPECT_THAT(Select(ARun({member}), {}).mismatches(), IsEmpty());
}

// A base in which `small` is never nominated by revenue.
std::vector<SelectionAccount> BigAndSmall() {
  return {WithKey(AnAccount("big", 100)), WithKey(AnAccount("small", 1))};
}

TEST(Selection, S4_02_NotNominatedIsReportedAfterTwoQuarterlyRuns) {
  const SelectionRun now = ARun(BigAndSmall());
  const SelectionRun october = ARun(BigAndSmall(), absl::CivilDay(2013, 10, 1));
  const SelectionRun july = ARun(BigAndSmall(), absl::CivilDay(2013, 7, 1));
  EXPECT_THAT(MismatchRuns(kDay, SelectionValues()),
              ElementsAre(october.day, july.day));
  const auto response = Select(now, {october, july});
  EXPECT_THAT(MismatchesOf(response),
              ElementsAre(Pair(Kind::KIND_DESIGNATED_NOT_NOMINATED, "small")));
  ASSERT_EQ(response.mismatches(0).runs_size(), 2);
  EXPECT_EQ(response.mismatches(0).runs(1).month(), 7);
}

TEST(Selection, S4_02_OneRunThatNominatesHoldsTheReportBack) {
  const SelectionRun now = ARun(BigAndSmall());
  const SelectionRun poor = ARun(BigAndSmall(), absl::CivilDay(2013, 10, 1));
  const SelectionRun rich =
      ARun({WithKey(AnAccount("small", 100))}, absl::CivilDay(2013, 10, 1));
  EXPECT_THAT(MismatchesOf(Select(now, {poor, rich})), IsEmpty());
  EXPECT_THAT(MismatchesOf(Select(now, {rich, poor})), IsEmpty());
  EXPECT_THAT(MismatchesOf(Select(rich, {poor, poor})), IsEmpty());
}

TEST(Selection, S4_02_RunsBeforeTheDesignationDoNotCount) {
  const SelectionRun before =
      ARun({WithKey(AnAccount("big", 100)), AnAccount("small", 1)},
           absl::CivilDay(2013, 7, 1));
  EXPECT_THAT(MismatchesOf(Select(
                  ARun(BigAndSmall()),
                  {ARun(BigAndSmall(), absl::CivilDay(2013, 10, 1)), before})),
              IsEmpty());
}

TEST(Selection, A33_ATiedAccountIsNotNotNominated) {
  const std::vector<SelectionAccount> tied = {WithKey(AnAccount("x", 50)),
                                              AnAccount("y", 50)};
  const auto response =
      Select(ARun(tied), {ARun(tied, absl::CivilDay(2013, 10, 1)),
                          ARun(tied, absl::CivilDay(2013, 7, 1))});
  EXPECT_EQ(response.pareto().tied_size(), 2);
  EXPECT_THAT(MismatchesOf(response),
              ElementsAre(Pair(Kind::KIND_TIED_NEEDS_DECISION, "y")));
}

TEST(Selection, S4_05_AStrategicKeyAccountIsNominatedHoweverLittleItBuys) {
  auto accounts = BigAndSmall();
  accounts[1] = WithRating(accounts[1], v1::CRITERION_PRESTIGE, 5);
  EXPECT_THAT(
      MismatchesOf(
          Select(ARun(accounts), {ARun(accounts, absl::CivilDay(2013, 10, 1)),
                                  ARun(accounts, absl::CivilDay(2013, 7, 1))})),
      IsEmpty());
}

TEST(Selection, TheAnswerNamesItsWindow) {
  const auto response = Select(ARun({}), {});
  EXPECT_EQ(response.as_of().day(), 30);
  EXPECT_EQ(response.window_start().year(), 2012);
  EXPECT_EQ(response.window_end().year(), 2013);
}

TEST(SelectionRoots, S4_02_FollowBuyingGroupsInForceToTheTop) {
  const std::vector<v1::Account> accounts = {
      ParseProto<v1::Account>(R"pb(
        name: "programs/p/accounts/branch"
        hierarchy_edges {
          kind: KIND_BUYING_GROUP
          parent: "programs/p/accounts/country"
          starts_on { year: 2013 month: 11 day: 30 }
        }
        hierarchy_edges {
          kind: KIND_LEGAL
          parent: "programs/p/accounts/holding"
        }
      )pb"),
      ParseProto<v1::Account>(R"pb(
        name: "programs/p/accounts/country"
        hierarchy_edges {
          kind: KIND_BUYING_GROUP
          parent: "programs/p/accounts/world"
          ends_on { year: 2013 month: 11 day: 30 }
        }
      )pb"),
      ParseProto<v1::Account>(R"pb(name: "programs/p/accounts/holding")pb")};
  EXPECT_THAT(
      SelectionRoots(accounts, kDay),
      ElementsAre(Pair(AccountName("branch"), AccountName("world")),
                  Pair(AccountName("country"), AccountName("world")),
                  Pair(AccountName("holding"), AccountName("holding"))));
  // A day earlier the branch had not joined; a day later the country has left.
  EXPECT_EQ(SelectionRoots(accounts,
                           absl::CivilDay(2013, 11, 29))[AccountName("branch")],
            AccountName("branch"));
  EXPECT_EQ(SelectionRoots(accounts,
                           absl::CivilDay(2013, 12, 1))[AccountName("branch")],
            AccountName("country"));
}

}  // namespace
}  // namespace kam::account::selection_test
