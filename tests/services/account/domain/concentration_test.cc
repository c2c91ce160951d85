#include "services/account/concentration.h"

#include <algorithm>

#include "gmock/gmock.h"
#include "tests/services/account/domain/ledger_builders.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"

namespace kam::account::concentration_test {
namespace {

using kam::testing::kDay;

using ::kam::account::testing::AccountName;
using ::kam::account::testing::Revenue;
using ::kam::account::testing::Units;
using ::kam::testing::IsOk;
using ::kam::testing::StatusIs;
using ::testing::IsEmpty;

std::vector<AccountLedger> Ledgers(const std::vector<int64_t>& revenues) {
  std::vector<AccountLedger> accounts;
  for (int64_t revenue : revenues) {
    accounts.push_back({AccountName("a" + std::to_string(accounts.size())),
                        Revenue(Units(revenue))});
  }
  return accounts;
}

v1::GetConcentrationResponse Find(const std::vector<AccountLedger>& accounts) {
  const auto response = FindConcentration(
      accounts, kDay, TrailingWindow(kDay, 12), "USD", ProfitabilityValues());
  EXPECT_THAT(response, IsOk());
  return response.ok() ? *response : v1::GetConcentrationResponse();
}

TEST(Concentration, S3_07_AccountsFromTenPercentAreFlagged) {
  const auto response = Find(Ledgers({700, 199, 101, 0}));
  EXPECT_EQ(response.supplier_revenue().units(), 1000);
  EXPECT_EQ(response.buyers(), 3);
  ASSERT_EQ(response.concentrated_size(), 3);
  EXPECT_EQ(response.concentrated(2).dependence_bps(), 1010);
  EXPECT_EQ(response.flags_size(), 3);
  EXPECT_EQ(response.flags(0).code(), "CONCENTRATION");
  EXPECT_EQ(response.largest_share_bps(), 7000);
  EXPECT_EQ(response.ten_largest_share_bps(), 10000);
  EXPECT_EQ(response.window_start().year(), 2012);
}

TEST(Concentration, S3_07_TenPercentIsReachedByEquality) {
  EXPECT_EQ(Find(Ledgers({100, 900})).concentrated_size(), 2);
  EXPECT_EQ(Find(Ledgers({100, 901})).concentrated_size(), 1);
}

TEST(Concentration, A37_NoShareWithoutAPositiveTotal) {
  for (const auto& accounts : {Ledgers({}), Ledgers({5, -5})}) {
    const auto response = Find(accounts);
    EXPECT_FALSE(response.has_largest_share_bps());
    EXPECT_FALSE(response.has_ten_largest_share_bps());
    EXPECT_THAT(response.flags(), IsEmpty());
  }
}

TEST(Concentration, TheTenLargestIncludeTiesAndCountTenInTheShare) {
  std::vector<int64_t> revenues(12, 50);
  revenues.push_back(400);
  const auto response = Find(Ledgers(revenues));
  EXPECT_EQ(response.largest_size(), 13);
  // 400 + 9 * 50 of 1000.
  EXPECT_EQ(response.ten_largest_share_bps(), 8500);
  revenues.push_back(49);
  EXPECT_EQ(Find(Ledgers(revenues)).largest_size(), 13);
}

TEST(Concentration, OrderDoesNotMatter) {
  auto accounts = Ledgers({5, 3, 9, 9, 1});
  const auto expected = Find(accounts);
  std::reverse(accounts.begin(), accounts.end());
  EXPECT_THAT(Find(accounts), kam::testing::EqualsProto(expected));
}

TEST(Concentration, MixedCurrenciesAreRefused) {
  auto accounts = Ledgers({5});
  accounts[0].window.foreign_revenue["EUR"] = Units(1);
  EXPECT_THAT(
      FindConcentration(accounts, kDay, TrailingWindow(kDay, 12), "USD",
                        ProfitabilityValues()),
      StatusIs(absl::StatusCode::kFailedPrecondition, "MIXED_CURRENCY"));
}

}  // namespace
}  // namespace kam::account::concentration_test
