#include "services/account/ledger_summary.h"

#include "gmock/gmock.h"
#include "tests/testing/matchers.h"

namespace kam::account::ledger_summary_test {
namespace {

using kam::testing::IsOk;
using kam::testing::StatusIs;
using ::testing::ElementsAre;

AccountSums Booked(const std::string& account, int64_t revenue,
                   int64_t cost = 0, const std::string& currency = "USD") {
  AccountSums sums;
  sums.account = account;
  sums.currency = currency;
  sums.sums.revenue = Amount::FromTenThousandths(revenue * 10'000);
  sums.sums.direct_cost = Amount::FromTenThousandths(cost * 10'000);
  sums.sums.entries = 1;
  sums.sums.purchases = revenue > 0 ? 1 : 0;
  return sums;
}

std::vector<std::string> Largest(const v1::SummarizeLedgerResponse& summary) {
  std::vector<std::string> names;
  for (const auto& one : summary.largest()) names.push_back(one.account());
  return names;
}

TEST(LedgerSummaryTest, CountsTheFewestThatReachEightyPercentExactly) {
  auto fewest = [](std::vector<AccountSums> booked) {
    return SummarizeLedger(booked, "USD", 10)->accounts_for_80_percent();
  };
  EXPECT_EQ(fewest({Booked("a", 80), Booked("b", 20)}), 1);
  EXPECT_EQ(fewest({Booked("a", 79), Booked("b", 21)}), 2);
  // Money that went back does not make the others' share greater.
  EXPECT_EQ(fewest({Booked("a", 80), Booked("b", 20), Booked("c", -50)}), 1);
}

TEST(LedgerSummaryTest, AddsTheSlicesOfAnAccount) {
  const auto summary = SummarizeLedger(
      {Booked("a", 1, 3), Booked("b", 5), Booked("a", 1), Booked("c", 0, 1)},
      "USD", 10);
  ASSERT_THAT(summary, IsOk());
  EXPECT_EQ(summary->account_count(), 3);
  EXPECT_EQ(summary->buyer_count(), 2);
  EXPECT_EQ(summary->loss_maker_count(), 2);
  EXPECT_EQ(summary->loss_maker_gross_margin().units(), -2);
  EXPECT_EQ(summary->totals().revenue().units(), 7);
  EXPECT_EQ(summary->totals().entry_count(), 4);
  EXPECT_EQ(summary->totals().gross_margin_bps(), 4286);
  EXPECT_THAT(Largest(*summary), ElementsAre("b", "a", "c"));
  EXPECT_EQ(summary->largest(0).revenue_share_bps(), 7143);
}

TEST(LedgerSummaryTest, ListsEqualsByNameAndNoMoreThanAsked) {
  const auto summary = SummarizeLedger(
      {Booked("c", 1), Booked("b", 1), Booked("a", 1)}, "USD", 2);
  EXPECT_THAT(Largest(*summary), ElementsAre("a", "b"));
}

TEST(LedgerSummaryTest, AnEmptyLedgerHasNoShares) {
  const auto summary = SummarizeLedger({}, "USD", 10);
  ASSERT_THAT(summary, IsOk());
  EXPECT_FALSE(summary->has_accounts_for_80_percent());
  EXPECT_FALSE(summary->totals().has_gross_margin_bps());
  EXPECT_EQ(summary->totals().revenue().currency_code(), "USD");
}

TEST(LedgerSummaryTest, RefusesAnotherCurrencyUnlessItHoldsNothing) {
  EXPECT_THAT(
      SummarizeLedger({Booked("a", 1), Booked("b", 1, 0, "EUR")}, "USD", 10),
      StatusIs(absl::StatusCode::kFailedPrecondition, "MIXED_CURRENCY"));
  EXPECT_THAT(
      SummarizeLedger({Booked("a", 1), Booked("b", 0, 0, "EUR")}, "USD", 10),
      IsOk());
}

}  // namespace
}  // namespace kam::account::ledger_summary_test
