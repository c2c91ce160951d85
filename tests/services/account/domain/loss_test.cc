#include "gmock/gmock.h"
#include "services/account/profitability.h"
#include "tests/services/account/domain/ledger_builders.h"
#include "tests/services/account/domain/profitability_builders.h"
#include "tests/testing/matchers.h"

namespace kam::account::loss_test {
namespace {

using ::kam::account::testing::AnAccount;
using ::kam::account::testing::AnException;
using ::kam::account::testing::Closed;
using ::kam::account::testing::Judge;
using ::kam::account::testing::Month;
using ::kam::account::testing::Parts;
using ::kam::account::testing::Since;
using ::kam::account::testing::Units;
using ::kam::type::v1::VERDICT_STATUS_DETERMINED;
using ::kam::type::v1::VERDICT_STATUS_PROVISIONAL;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Verdict = v1::ProfitabilityVerdict;

TEST(Profitability, S3_07_GG4_ACurableLossOfOneQuarter) {
  const Verdict verdict =
      Judge(Since(AnAccount(1'000'000, 800'000, 250'000), 1));
  EXPECT_EQ(verdict.value(), Verdict::VALUE_LOSS);
  EXPECT_EQ(verdict.status(), VERDICT_STATUS_DETERMINED);
  EXPECT_EQ(verdict.loss_quarters(), 1);
  EXPECT_EQ(verdict.profit().units(), -50'000);
  EXPECT_EQ(verdict.reducible().units(), 70'000);
  EXPECT_TRUE(verdict.curable());
  EXPECT_THAT(verdict.actions(),
              ElementsAre(Verdict::ACTION_REDUCE_COST_OF_SALES));
  EXPECT_FALSE(verdict.has_revenue_at_risk());
}

TEST(Profitability, S3_07_GG5_ACurableLossThatLasts) {
  auto input = Since(AnAccount(1'000'000, 800'000, 250'000), 4);
  EXPECT_EQ(Judge(input).loss_quarters(), 4);
  EXPECT_THAT(Judge(input).actions(),
              ElementsAre(Verdict::ACTION_REDUCE_COST_OF_SALES));
  input = Since(AnAccount(1'000'000, 800'000, 250'000), 5);
  EXPECT_EQ(Judge(input).loss_quarters(), 5);
  EXPECT_THAT(Judge(input).actions(),
              ElementsAre(Verdict::ACTION_REDUCE_DEPENDENCE));
  EXPECT_EQ(Judge(input).revenue_at_risk().units(),
            Judge(input).revenue().units());
}

TEST(Profitability, S3_07_GG6_ALossThatCostOfSalesCannotCure) {
  const Verdict verdict =
      Judge(Since(AnAccount(1'000'000, 950'000, 250'000), 1));
  EXPECT_EQ(verdict.profit().units(), -200'000);
  EXPECT_FALSE(verdict.curable());
  EXPECT_THAT(verdict.actions(),
              ElementsAre(Verdict::ACTION_REDUCE_DEPENDENCE));
  EXPECT_EQ(verdict.revenue_at_risk().units(), 1'000'000);
}

TEST(Profitability, S3_07_GG7_ALossThatLastsAndCannotBeCured) {
  auto input = Since(AnAccount(1'000'000, 950'000, 250'000), 5);
  const Verdict verdict = Judge(input);
  EXPECT_EQ(verdict.loss_quarters(), 5);
  EXPECT_THAT(verdict.actions(),
              ElementsAre(Verdict::ACTION_RELINQUISH_CANDIDATE));
  EXPECT_THAT(verdict.exception(), IsEmpty());
}

TEST(Profitability, S3_07_GG8_AnApprovedExceptionHoldsTheAccount) {
  auto input = Since(AnAccount(1'000'000, 950'000, 250'000), 5);
  input.exceptions = {AnException("2013-06-01", "2014-06-01")};
  const Verdict verdict = Judge(input);
  EXPECT_THAT(verdict.actions(),
              ElementsAre(Verdict::ACTION_HOLD_BY_EXCEPTION));
  EXPECT_EQ(verdict.exception(), input.exceptions[0].name());
  // One that is over does not.
  input.exceptions = {AnException("2013-01-01", "2013-12-31")};
  EXPECT_THAT(Judge(input).actions(),
              ElementsAre(Verdict::ACTION_RELINQUISH_CANDIDATE));
}

TEST(Profitability, S3_07_CurableByEquality) {
  // P = -70,000 and reducible = 70,000.
  auto input = AnAccount(1'000'000, 820'000, 250'000);
  EXPECT_TRUE(Judge(input).curable());
  input.months[0].direct_cost = Parts(8'200'000'001);
  EXPECT_FALSE(Judge(input).curable());
}

TEST(Profitability, S3_07_AZeroProfitIsNoLoss) {
  auto input = AnAccount(1'000'000, 820'000, 180'000);
  EXPECT_EQ(Judge(input).value(), Verdict::VALUE_BELOW_TARGET);
  EXPECT_EQ(Judge(input).loss_quarters(), 0);
  input.months[0].direct_cost = Parts(8'200'000'001);
  EXPECT_EQ(Judge(input).value(), Verdict::VALUE_LOSS);
}

TEST(Profitability, A34_LossComesBeforeNoRevenue) {
  const Verdict verdict = Judge(AnAccount(0, 10, 0));
  EXPECT_EQ(verdict.value(), Verdict::VALUE_LOSS);
  EXPECT_FALSE(verdict.has_margin_bps());
}

TEST(Profitability, S3_07_AnUnknownBenchmarkLeavesTheActionOpen) {
  auto input = AnAccount(1'000'000, 700'000, 250'000);
  input.benchmark.reset();
  Verdict verdict = Judge(input);
  EXPECT_EQ(verdict.status(), VERDICT_STATUS_PROVISIONAL);
  EXPECT_THAT(verdict.actions(),
              ElementsAre(Verdict::ACTION_REDUCE_COST_OF_SALES,
                          Verdict::ACTION_REVIEW_PRICE_AND_MIX));
  EXPECT_FALSE(verdict.has_reducible());
  // A loss is read as curable.
  input = Since(AnAccount(1'000'000, 950'000, 250'000), 5);
  input.benchmark.reset();
  verdict = Judge(input);
  EXPECT_EQ(verdict.status(), VERDICT_STATUS_PROVISIONAL);
  EXPECT_FALSE(verdict.has_curable());
  EXPECT_THAT(verdict.actions(),
              ElementsAre(Verdict::ACTION_REDUCE_DEPENDENCE));
}

TEST(Profitability, A35_QuartersAreCountedBackFromTheLatest) {
  // A loss in 2012 and 2013, closed throughout.
  ProfitabilityInput input = AnAccount(10, 20, 0);
  input.months = {Month(absl::CivilMonth(2011, 12), Units(100), Units(0)),
                  Month(absl::CivilMonth(2012, 12), Units(10), Units(20)),
                  Month(absl::CivilMonth(2013, 12), Units(10), Units(20))};
  input.closes = Closed(absl::CivilMonth(2011, 12), absl::CivilMonth(2014, 1));
  // Losses on 1 January 2014, 1 October, July, April and January 2013; on 1
  // October 2012 the window still shows the profit of 2011.
  EXPECT_EQ(Judge(input).loss_quarters(), 5);
  // In the middle of a quarter the count is that of its first day.
  EXPECT_EQ(Judge(input, absl::CivilDay(2014, 3, 31)).loss_quarters(), 5);
}

TEST(Profitability, A35_NMayBeZeroThoughTheDayShowsALoss) {
  ProfitabilityInput input = AnAccount(0, 0, 0);
  input.months = {Month(absl::CivilMonth(2013, 6), Units(100)),
                  Month(absl::CivilMonth(2014, 1), Units(0), Units(500))};
  input.closes = Closed(absl::CivilMonth(2013, 6), absl::CivilMonth(2014, 2));
  const Verdict verdict = Judge(input, absl::CivilDay(2014, 2, 15));
  EXPECT_EQ(verdict.value(), Verdict::VALUE_LOSS);
  EXPECT_EQ(verdict.loss_quarters(), 0);
}

TEST(Profitability, A35_AQuarterThatIsNotCostCompleteEndsTheRun) {
  ProfitabilityInput input = AnAccount(0, 0, 0);
  for (absl::CivilMonth month(2011, 1); month < absl::CivilMonth(2014, 1);
       ++month) {
    input.months.push_back(Month(month, Units(1), Units(2)));
  }
  input.closes = Closed(absl::CivilMonth(2011, 1), absl::CivilMonth(2014, 1));
  const int all = Judge(input).loss_quarters();
  EXPECT_GT(all, 5);
  // March 2012 stands open: windows that hold it are not closed, and what was
  // closed before is too old from June 2012 on.
  input.closes.months.erase(absl::CivilMonth(2012, 3));
  EXPECT_EQ(Judge(input).loss_quarters(), 4);
}

TEST(Profitability, A36_NegativeRevenueReducesNoMoreThanCostOfSales) {
  const Verdict verdict = Judge(AnAccount(-1'000, 0, 500));
  EXPECT_EQ(verdict.value(), Verdict::VALUE_LOSS);
  EXPECT_EQ(verdict.reducible().units(), 500);
  EXPECT_FALSE(verdict.curable());
  EXPECT_EQ(verdict.revenue_at_risk().units(), 0);
}

}  // namespace
}  // namespace kam::account::loss_test
