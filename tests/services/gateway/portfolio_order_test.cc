#include "services/gateway/portfolio_order.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::gateway::portfolio_order_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::IsOk;
using kam::testing::IsOkAndHolds;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::ListKeyAccountsRequest Request(const std::string& text) {
  return ParseProto<v1::ListKeyAccountsRequest>(text);
}

std::vector<std::string> Chosen(const std::string& text) {
  return ChooseKeyAccounts(
      ParseProto<account::v1::ProgramFacts>(R"pb(
        key_accounts { account: "a" }
        key_accounts { account: "b" profitability: VALUE_ON_TARGET }
        key_accounts { account: "c" profitability: VALUE_LOSS }
        key_accounts { account: "d" profitability: VALUE_UNKNOWN_REVENUE_ONLY }
        key_accounts { account: "e" profitability: VALUE_BELOW_TARGET }
        key_accounts { account: "f" profitability: VALUE_LOSS }
        key_accounts { account: "g" profitability: VALUE_NO_REVENUE }
        key_accounts { account: "h" profitability: VALUE_PROFITABLE_NO_TARGET }
      )pb"),
      Request(text));
}

TEST(PortfolioOrder, KnowsThePhasesThatCanBeAskedFor) {
  EXPECT_THAT(CheckPhases(Request("")), IsOk());
  EXPECT_THAT(CheckPhases(Request("phases: 0 phases: 5")), IsOk());
  EXPECT_THAT(CheckPhases(Request("phases: 1 phases: 6")),
              StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_PHASE"));
}

TEST(PortfolioOrder, TellsWhoDecides) {
  EXPECT_FALSE(IsRanked(Request("parent: 'programs/p' page_size: 3")));
  EXPECT_FALSE(IsRanked(Request("order_by: KEY_ACCOUNT_ORDER_NAME")));
  for (const char* text :
       {"reverse: true", "order_by: KEY_ACCOUNT_ORDER_PROFITABILITY",
        "profitabilities: VALUE_LOSS"}) {
    EXPECT_TRUE(IsRanked(Request(text))) << text;
    EXPECT_FALSE(IsRankedByStanding(Request(text))) << text;
  }
  for (const char* text : {"order_by: KEY_ACCOUNT_ORDER_PHASE",
                           "order_by: KEY_ACCOUNT_ORDER_SEVERITY", "phases: 0",
                           "least_severity: SEVERITY_INFO"}) {
    EXPECT_TRUE(IsRanked(Request(text))) << text;
    EXPECT_TRUE(IsRankedByStanding(Request(text))) << text;
  }
}

TEST(PortfolioOrder, TheWorstProfitComesFirstAndTheUnknownLast) {
  EXPECT_THAT(Chosen("order_by: KEY_ACCOUNT_ORDER_PROFITABILITY"),
              ElementsAre("c", "f", "g", "e", "h", "b", "a", "d"));
  EXPECT_THAT(Chosen("order_by: KEY_ACCOUNT_ORDER_PROFITABILITY reverse: true"),
              ElementsAre("b", "h", "e", "g", "c", "f", "a", "d"));
}

TEST(PortfolioOrder, ByNameEitherWay) {
  EXPECT_THAT(Chosen("profitabilities: VALUE_LOSS profitabilities: "
                     "VALUE_ON_TARGET"),
              ElementsAre("b", "c", "f"));
  EXPECT_THAT(Chosen("profitabilities: VALUE_LOSS reverse: true"),
              ElementsAre("f", "c"));
  EXPECT_THAT(Chosen("profitabilities: VALUE_UNSPECIFIED"), ElementsAre("a"));
}

TEST(PortfolioOrder, AsksAssessmentForTheRest) {
  EXPECT_THAT(RankingOf(Request("order_by: KEY_ACCOUNT_ORDER_SEVERITY "
                                "reverse: true phases: 2 phases: 3 "
                                "least_severity: SEVERITY_WARN"),
                        "a", 51),
              EqualsProto("order_by: RANKING_ORDER_SEVERITY reverse: true "
                          "phases: 2 phases: 3 least_severity: SEVERITY_WARN "
                          "after: 'a' limit: 51"));
  EXPECT_THAT(RankingOf(Request("order_by: KEY_ACCOUNT_ORDER_PHASE"), "", 1),
              EqualsProto("order_by: RANKING_ORDER_PHASE limit: 1"));
  // The order by profitability is that in which the accounts are given.
  EXPECT_THAT(RankingOf(Request("order_by: KEY_ACCOUNT_ORDER_PROFITABILITY "
                                "phases: 1"),
                        "", 1),
              EqualsProto("phases: 1 limit: 1"));
}

TEST(PortfolioOrder, PagesGoOnAfterAnAccount) {
  const std::vector<std::string> all = {"b", "c", "a"};
  EXPECT_THAT(PageAfter(all, "", 2), IsOkAndHolds(ElementsAre("b", "c")));
  EXPECT_THAT(PageAfter(all, "b", 2), IsOkAndHolds(ElementsAre("c", "a")));
  EXPECT_THAT(PageAfter(all, "a", 2), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(
      PageAfter(all, "d", 2),
      StatusIs(absl::StatusCode::kInvalidArgument, "INVALID_PAGE_TOKEN"));
}

}  // namespace
}  // namespace kam::gateway::portfolio_order_test
