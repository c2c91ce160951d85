#include "services/account/account_policy.h"

#include "gmock/gmock.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::account::account_policy_test {
namespace {

using kam::testing::kInvalid;

using ::kam::testing::IsOk;
using ::kam::testing::ParseProto;
using ::kam::testing::StatusIs;
using ::testing::ElementsAre;

TEST(AccountPolicy, AbsentValuesAreTheDefaults) {
  const auto values = ResolvePolicy(v1::SelectionPolicy());
  ASSERT_THAT(values, IsOk());
  EXPECT_EQ(values->window_months, 12);
  EXPECT_EQ(values->customer_min_purchases, 2);
  EXPECT_EQ(values->customer_min_months, 2);
  EXPECT_EQ(values->revenue_share_bps, 8000);
  EXPECT_EQ(values->account_share_bps, 2000);
  EXPECT_EQ(values->small_base_below, 5);
  EXPECT_EQ(values->unnominated_runs, 2);
  EXPECT_EQ(values->approver_grade, kam::type::v1::GRADE_DIRECTOR);
  EXPECT_THAT(values->qualifying,
              ElementsAre(v1::CRITERION_FUTURE_SPEND, v1::CRITERION_PRESTIGE,
                          v1::CRITERION_DOOR_OPENER, v1::CRITERION_WOW_FACTOR));
  const auto profit = ResolvePolicy(v1::ProfitabilityPolicy());
  ASSERT_THAT(profit, IsOk());
  EXPECT_FALSE(profit->benchmark_cost_of_sales_bps.has_value());
  EXPECT_EQ(profit->benchmark_min_peers, 3);
  EXPECT_EQ(profit->patience_quarters, 4);
  EXPECT_EQ(profit->close_max_age_months, 3);
  EXPECT_EQ(profit->concentration_bps, 1000);
  EXPECT_EQ(profit->exception_max_months, 12);
}

TEST(AccountPolicy, GivenValuesWin) {
  const auto values = ResolvePolicy(ParseProto<v1::SelectionPolicy>(R"pb(
    revenue_share_bps: 7000
    criterion_weights { criterion: CRITERION_PRESTIGE weight: 3 }
    qualifying_criteria: CRITERION_GROWTH_POTENTIAL
    approver_grade: GRADE_SENIOR_EXECUTIVE
  )pb"));
  ASSERT_THAT(values, IsOk());
  EXPECT_EQ(values->revenue_share_bps, 7000);
  EXPECT_THAT(values->criterion_weights,
              ElementsAre(1, 1, 3, 1, 1, 1, 1, 1, 1));
  EXPECT_THAT(values->qualifying, ElementsAre(v1::CRITERION_GROWTH_POTENTIAL));
  EXPECT_EQ(values->approver_grade, kam::type::v1::GRADE_SENIOR_EXECUTIVE);
}

TEST(AccountPolicy, RefusesWhatNoModelCanUse) {
  for (const char* text :
       {"criterion_weights { criterion: CRITERION_PRESTIGE weight: 0 }",
        "criterion_weights { criterion: CRITERION_PRESTIGE weight: -1 }",
        "criterion_weights { weight: 1 }",
        "criterion_weights { criterion: CRITERION_PRESTIGE weight: 1 }"
        "criterion_weights { criterion: CRITERION_PRESTIGE weight: 2 }",
        "qualifying_criteria: CRITERION_UNSPECIFIED", "window_months: 0",
        "revenue_share_bps: 0", "revenue_share_bps: 10001",
        "account_share_bps: -1", "qualifying_rating: 6",
        "shape_holds_bps: 6000", "unnominated_runs: 0"}) {
    EXPECT_THAT(ResolvePolicy(ParseProto<v1::SelectionPolicy>(text)),
                StatusIs(kInvalid, "INVALID_POLICY"))
        << text;
  }
  for (const char* text :
       {"benchmark_cost_of_sales_bps: -1", "benchmark_min_peers: 0",
        "patience_quarters: -1", "concentration_bps: 10001",
        "exception_max_months: 0"}) {
    EXPECT_THAT(ResolvePolicy(ParseProto<v1::ProfitabilityPolicy>(text)),
                StatusIs(kInvalid, "INVALID_POLICY"))
        << text;
  }
}

TEST(AccountPolicy, AResultNamesTheVersionAndItsValues) {
  SelectionValues values;
  values.revenue_share_bps = 7000;
  const v1::PolicyUse use = DescribePolicy(4, values);
  EXPECT_EQ(use.version(), 4);
  bool found = false;
  for (const v1::PolicyValue& value : use.values()) {
    if (value.field() == "revenue_share_bps") found = value.value() == 7000;
  }
  EXPECT_TRUE(found);
  ProfitabilityValues profit;
  EXPECT_EQ(DescribePolicy(1, profit).values_size(), 5);
  profit.benchmark_cost_of_sales_bps = 1800;
  EXPECT_EQ(DescribePolicy(1, profit).values_size(), 6);
}

}  // namespace
}  // namespace kam::account::account_policy_test
