#include "services/account/profitability.h"

#include <algorithm>
#include <cstdint>

#include "gmock/gmock.h"
#include "tests/services/account/domain/ledger_builders.h"
#include "tests/services/account/domain/profitability_builders.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"

namespace kam::account::profitability_test {
namespace {

using ::kam::account::testing::AnAccount;
using ::kam::account::testing::Closed;
using ::kam::account::testing::Codes;
using ::kam::account::testing::Judge;
using ::kam::account::testing::kNewYear;
using ::kam::account::testing::MarginTarget;
using ::kam::account::testing::Month;
using ::kam::account::testing::Parts;
using ::kam::account::testing::Units;
using ::kam::testing::FakeRandom;
using ::kam::testing::StatusIs;
using ::kam::type::v1::VERDICT_STATUS_DETERMINED;
using ::kam::type::v1::VERDICT_STATUS_INSUFFICIENT_DATA;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Verdict = v1::ProfitabilityVerdict;

TEST(Profitability, S3_07_GG1_OnTarget) {
  const Verdict verdict = Judge(AnAccount(1'000'000, 700'000, 150'000));
  EXPECT_EQ(verdict.value(), Verdict::VALUE_ON_TARGET);
  EXPECT_EQ(verdict.status(), VERDICT_STATUS_DETERMINED);
  EXPECT_THAT(verdict.actions(), ElementsAre(Verdict::ACTION_KEEP));
  EXPECT_EQ(verdict.margin_bps(), 1500);
  EXPECT_EQ(verdict.profit().units(), 150'000);
  EXPECT_EQ(verdict.target().required_profit().units(), 100'000);
  EXPECT_EQ(verdict.explanation().requirement_id(), "S3-07");
}

TEST(Profitability, S3_07_GG2_BelowTargetByCostOfSales) {
  const Verdict verdict = Judge(AnAccount(1'000'000, 700'000, 250'000));
  EXPECT_EQ(verdict.value(), Verdict::VALUE_BELOW_TARGET);
  EXPECT_THAT(verdict.actions(),
              ElementsAre(Verdict::ACTION_REDUCE_COST_OF_SALES));
  EXPECT_EQ(verdict.margin_bps(), 500);
  EXPECT_EQ(verdict.reducible().units(), 70'000);
}

TEST(Profitability, S3_07_GG3_BelowTargetByPriceAndMix) {
  const Verdict verdict = Judge(AnAccount(1'000'000, 780'000, 150'000));
  EXPECT_EQ(verdict.value(), Verdict::VALUE_BELOW_TARGET);
  EXPECT_THAT(verdict.actions(),
              ElementsAre(Verdict::ACTION_REVIEW_PRICE_AND_MIX));
  EXPECT_EQ(verdict.margin_bps(), 700);
}

TEST(Profitability, S3_07_TheTargetIsReachedByEquality) {
  auto input = AnAccount(1'000'000, 750'000, 150'000);
  EXPECT_EQ(Judge(input).value(), Verdict::VALUE_ON_TARGET);
  input.months[0].cost_of_sales = Parts(1'500'000'001);
  EXPECT_EQ(Judge(input).value(), Verdict::VALUE_BELOW_TARGET);
}

TEST(Profitability, S3_07_TheBenchmarkIsExceededOnlyAboveIt) {
  auto input = AnAccount(1'000'000, 750'000, 180'000);
  EXPECT_THAT(Judge(input).actions(),
              ElementsAre(Verdict::ACTION_REVIEW_PRICE_AND_MIX));
  input.months[0].cost_of_sales = Parts(1'800'000'001);
  EXPECT_THAT(Judge(input).actions(),
              ElementsAre(Verdict::ACTION_REDUCE_COST_OF_SALES));
}

TEST(Profitability, S3_07_WithoutACloseCostIsUnknownNotZero) {
  auto input = AnAccount(1'000'000, 0, 0);
  input.closes = {};
  input.key_account = true;
  const Verdict verdict = Judge(input);
  EXPECT_EQ(verdict.value(), Verdict::VALUE_UNKNOWN_REVENUE_ONLY);
  EXPECT_EQ(verdict.status(), VERDICT_STATUS_INSUFFICIENT_DATA);
  EXPECT_THAT(verdict.actions(),
              ElementsAre(Verdict::ACTION_UNDERSTAND_PROFITABILITY));
  EXPECT_EQ(verdict.revenue().units(), 1'000'000);
  EXPECT_FALSE(verdict.cost_complete());
  EXPECT_FALSE(verdict.has_profit());
  EXPECT_FALSE(verdict.has_margin_bps());
  //
  EXPECT_FALSE(verdict.has_reducible());
  EXPECT_FALSE(verdict.has_curable());
}

TEST(Profitability, A35b_TheWindowEndsWhereFinanceHasClosed) {
  auto input = AnAccount(1'000'000, 700'000, 150'000);
  const Verdict verdict = Judge(input, absl::CivilDay(2014, 3, 31));
  EXPECT_EQ(verdict.value(), Verdict::VALUE_ON_TARGET);
  EXPECT_EQ(verdict.window_end().year(), 2014);
  EXPECT_EQ(verdict.window_end().month(), 1);
  EXPECT_EQ(verdict.window_start().year(), 2013);
  EXPECT_EQ(verdict.window_start().month(), 1);
  // Three months before 1 April is 1 January, still recent; a day later not.
  EXPECT_TRUE(Judge(input, absl::CivilDay(2014, 4, 1)).cost_complete());
  const Verdict late = Judge(input, absl::CivilDay(2014, 4, 2));
  EXPECT_EQ(late.value(), Verdict::VALUE_UNKNOWN_REVENUE_ONLY);
  EXPECT_EQ(late.closed_through().month(), 1);
  EXPECT_EQ(late.window_end().month(), 4);
}

TEST(Profitability, A34_NoRevenueAndNoLossHasARow) {
  Verdict verdict = Judge(AnAccount(0, 0, 0));
  EXPECT_EQ(verdict.value(), Verdict::VALUE_NO_REVENUE);
  EXPECT_THAT(verdict.actions(), IsEmpty());
  EXPECT_FALSE(verdict.has_margin_bps());
  // Credit notes with the cost taken back.
  verdict = Judge(AnAccount(-10, -20, 0));
  EXPECT_EQ(verdict.value(), Verdict::VALUE_NO_REVENUE);
  EXPECT_FALSE(verdict.has_margin_bps());
}

TEST(Profitability, A34_NoTargetComesBeforeTheTargets) {
  auto input = AnAccount(1'000'000, 700'000, 150'000);
  input.targets.clear();
  EXPECT_EQ(Judge(input).value(), Verdict::VALUE_PROFITABLE_NO_TARGET);
  EXPECT_THAT(Judge(input).actions(), ElementsAre(Verdict::ACTION_SET_TARGET));
  EXPECT_THAT(Codes(Judge(input)), IsEmpty());
}

TEST(Profitability, S2_19_AKeyAccountWithoutAProfitTargetIsAViolation) {
  auto input = AnAccount(1'000'000, 700'000, 150'000);
  input.key_account = true;
  EXPECT_THAT(Codes(Judge(input)), IsEmpty());
  v1::Target revenue = MarginTarget(0);
  revenue.set_measure(v1::Target::MEASURE_REVENUE);
  *revenue.mutable_amount() = ToProto(Units(5), "USD");
  input.targets = {revenue};
  const Verdict verdict = Judge(input);
  EXPECT_THAT(Codes(verdict), ElementsAre("NO_PROFIT_TARGET"));
  EXPECT_EQ(verdict.flags(0).severity(), kam::type::v1::SEVERITY_VIOLATION);
  EXPECT_EQ(verdict.value(), Verdict::VALUE_PROFITABLE_NO_TARGET);
}

TEST(Profitability, S3_07_TheTargetMayBeAnAmount) {
  auto input = AnAccount(1'000'000, 700'000, 150'000);
  v1::Target amount = MarginTarget(0);
  amount.set_measure(v1::Target::MEASURE_PROFIT_AMOUNT);
  *amount.mutable_amount() = ToProto(Units(150'000), "USD");
  input.targets = {amount};
  EXPECT_EQ(Judge(input).value(), Verdict::VALUE_ON_TARGET);
  *input.targets[0].mutable_amount() = ToProto(Parts(1'500'000'001), "USD");
  EXPECT_EQ(Judge(input).value(), Verdict::VALUE_BELOW_TARGET);
}

TEST(Profitability, A37_BothFormsOfTargetAreRefused) {
  auto input = AnAccount(1'000'000, 700'000, 150'000);
  v1::Target amount = MarginTarget(0);
  amount.set_measure(v1::Target::MEASURE_PROFIT_AMOUNT);
  *amount.mutable_amount() = ToProto(Units(1), "USD");
  input.targets.push_back(amount);
  EXPECT_THAT(JudgeProfitability(input, kNewYear, ProfitabilityValues()),
              StatusIs(absl::StatusCode::kInvalidArgument, "TARGET_FORMS"));
}

TEST(Profitability, S3_07_ConcentrationFromTenPercentByEquality) {
  auto input = AnAccount(1'000'000, 700'000, 150'000);
  input.supplier_months = {
      Month(absl::CivilMonth(2013, 12), Units(10'000'000))};
  EXPECT_THAT(Codes(Judge(input)), ElementsAre("CONCENTRATION"));
  EXPECT_EQ(Judge(input).dependence_bps(), 1000);
  input.supplier_months = {
      Month(absl::CivilMonth(2013, 12), Parts(100'000'000'001))};
  EXPECT_THAT(Codes(Judge(input)), IsEmpty());
  EXPECT_EQ(Judge(input).dependence_bps(), 1000);
}

TEST(Profitability, A37_ConcentrationNeedsAPositiveSupplierTotal) {
  auto input = AnAccount(1'000'000, 700'000, 150'000);
  for (int64_t total : {0, -5}) {
    input.supplier_months = {Month(absl::CivilMonth(2013, 12), Units(total))};
    EXPECT_THAT(Codes(Judge(input)), IsEmpty());
    EXPECT_FALSE(Judge(input).has_dependence_bps());
  }
}

TEST(Profitability, S3_07_TheLadderLeadsFromRevenueToProfit) {
  auto input = AnAccount(1'000'000, 700'000, 150'000);
  input.months[0].returns = Units(50'000);
  const Verdict verdict = Judge(input);
  std::vector<int64_t> units;
  for (const auto& step : verdict.ladder()) {
    units.push_back(step.amount().units());
    EXPECT_THAT(step.explanation().sentence(), ::testing::Not(IsEmpty()));
  }
  EXPECT_THAT(units, ElementsAre(1'050'000, -50'000, 1'000'000, -700'000,
                                 300'000, -150'000, 150'000));
  EXPECT_EQ(verdict.ladder(4).kind(), v1::LadderStep::KIND_GROSS_MARGIN);
  EXPECT_EQ(verdict.ladder(4).share_bps(), 3000);
  input.closes = {};
  EXPECT_TRUE(Judge(input).ladder(2).has_amount());
  EXPECT_FALSE(Judge(input).ladder(4).has_amount());
}

TEST(Profitability, MoneyInAnotherCurrencyIsRefused) {
  auto input = AnAccount(1'000'000, 700'000, 150'000);
  input.months[0].currency = "EUR";
  EXPECT_THAT(
      JudgeProfitability(input, kNewYear, ProfitabilityValues()),
      StatusIs(absl::StatusCode::kFailedPrecondition, "MIXED_CURRENCY"));
}

TEST(Profitability, S3_07_OrderAndScaleOfTheLedgerDoNotMatter) {
  FakeRandom random(11);
  for (int round = 0; round < 200; ++round) {
    ProfitabilityInput input = AnAccount(0, 0, 0);
    input.months.clear();
    for (absl::CivilMonth month(2012, 1); month < absl::CivilMonth(2014, 1);
         ++month) {
      input.months.push_back(
          Month(month, Units(static_cast<int64_t>(random.Below(100))),
                Units(static_cast<int64_t>(random.Below(90))),
                Units(static_cast<int64_t>(random.Below(20)))));
    }
    input.closes = Closed(absl::CivilMonth(2012, 1), absl::CivilMonth(2014, 1));
    const Verdict before = Judge(input);
    std::reverse(input.months.begin(), input.months.end());
    EXPECT_THAT(Judge(input), kam::testing::EqualsProto(before));
    for (auto* months : {&input.months, &input.supplier_months}) {
      for (LedgerMonth& month : *months) {
        for (Amount* amount :
             {&month.revenue, &month.direct_cost, &month.cost_of_sales}) {
          *amount =
              Amount::FromTenThousandths(amount->ten_thousandths() * 1000);
        }
      }
    }
    const Verdict after = Judge(input);
    EXPECT_EQ(after.value(), before.value());
    EXPECT_THAT(after.actions(), ::testing::ElementsAreArray(before.actions()));
    EXPECT_EQ(after.margin_bps(), before.margin_bps());
    EXPECT_EQ(after.loss_quarters(), before.loss_quarters());
    EXPECT_EQ(after.dependence_bps(), before.dependence_bps());
  }
}

}  // namespace
}  // namespace kam::account::profitability_test
