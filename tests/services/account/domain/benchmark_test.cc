#include "services/account/benchmark.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "gmock/gmock.h"
#include "tests/services/account/domain/ledger_builders.h"
#include "tests/services/account/domain/profitability_builders.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"

namespace kam::account::benchmark_test {
namespace {

using ::kam::account::testing::Closed;
using ::kam::account::testing::kNewYear;
using ::kam::account::testing::Month;
using ::kam::account::testing::Parts;
using ::kam::account::testing::Units;
using ::kam::testing::FakeRandom;
using ::kam::testing::IsOk;

// Returns a key account with revenue, direct cost and cost of sales.
BenchmarkPeer APeer(int64_t revenue, int64_t direct_cost,
                    int64_t cost_of_sales) {
  BenchmarkPeer peer;
  peer.months = {Month(absl::CivilMonth(2013, 12), Units(revenue),
                       Units(direct_cost), Units(cost_of_sales))};
  peer.closes = Closed(absl::CivilMonth(2013, 12), absl::CivilMonth(2014, 1));
  return peer;
}

std::optional<Benchmark> Find(
    const std::vector<BenchmarkPeer>& peers,
    const ProfitabilityValues& values = ProfitabilityValues()) {
  const auto found = FindBenchmark(peers, kNewYear, "USD", values);
  EXPECT_THAT(found, IsOk());
  return found.ok() ? *found : std::nullopt;
}

TEST(Benchmark, S3_07_ThePolicysValueWins) {
  ProfitabilityValues values;
  values.benchmark_cost_of_sales_bps = 1800;
  const auto benchmark = Find({}, values);
  ASSERT_TRUE(benchmark.has_value());
  const v1::BenchmarkRate rate = ShowBenchmark(*benchmark);
  EXPECT_EQ(rate.source(), v1::BenchmarkRate::SOURCE_POLICY);
  EXPECT_EQ(rate.rate_bps(), 1800);
}

TEST(Benchmark, S3_07_TheMedianOfThreeIsTheMiddleOne) {
  const auto benchmark =
      Find({APeer(100, 10, 30), APeer(100, 10, 10), APeer(300, 10, 60)});
  ASSERT_TRUE(benchmark.has_value());
  const v1::BenchmarkRate rate = ShowBenchmark(*benchmark);
  EXPECT_EQ(rate.source(), v1::BenchmarkRate::SOURCE_MEDIAN);
  EXPECT_EQ(rate.numerator(), "600000");
  EXPECT_EQ(rate.denominator(), "3000000");
  EXPECT_EQ(rate.rate_bps(), 2000);
  EXPECT_EQ(rate.peers(), 3);
}

TEST(Benchmark, S3_07_OfAnEvenNumberTheLowerMiddleHolds) {
  const auto benchmark = Find({APeer(100, 10, 10), APeer(100, 10, 20),
                               APeer(100, 10, 30), APeer(100, 10, 40)});
  ASSERT_TRUE(benchmark.has_value());
  EXPECT_EQ(ShowBenchmark(*benchmark).rate_bps(), 2000);
}

TEST(Benchmark, A37_FewerThanThreePeersLeaveItUnknown) {
  EXPECT_FALSE(Find({APeer(100, 10, 10), APeer(100, 10, 20)}).has_value());
}

TEST(Benchmark, A37_OnlyProfitableCostCompleteAccountsWithRevenueCount) {
  const BenchmarkPeer good = APeer(100, 10, 20);
  BenchmarkPeer open = good;
  open.closes = {};
  for (const BenchmarkPeer& bad :
       {open, APeer(100, 80, 20), APeer(100, 90, 20), APeer(0, -5, 0)}) {
    EXPECT_FALSE(Find({good, good, bad}).has_value());
  }
  EXPECT_TRUE(Find({good, good, good}).has_value());
}

TEST(Benchmark, A37_TheRateIsExactNotBasisPoints) {
  // 1/3 is 3333 bps rounded; at 3333 bps cost of sales would be above it.
  const Benchmark third{1, 3};
  EXPECT_EQ(CompareRate(Units(1), Units(3), third), 0);
  EXPECT_EQ(CompareRate(Parts(10'001), Units(3), third), 1);
  EXPECT_EQ(CompareRate(Parts(9'999), Units(3), third), -1);
  EXPECT_EQ(Reducible(Parts(10'001), Units(3), third), Parts(1));
}

TEST(Benchmark, A36_ReducibleRoundsTheAllowanceDown) {
  // 1/3 of 0.0010 is 0.0003 and a third.
  EXPECT_EQ(Reducible(Parts(10), Parts(10), {1, 3}), Parts(7));
  EXPECT_EQ(Reducible(Parts(3), Parts(10), {1, 3}), Parts(0));
  EXPECT_EQ(Reducible(Parts(10), Parts(-10), {1, 3}), Parts(10));
  EXPECT_EQ(Reducible(Parts(-10), Parts(10), {1, 3}), Parts(0));
  EXPECT_EQ(Reducible(Parts(10), Parts(10), {0, 10000}), Parts(10));
}

TEST(Benchmark, A36_ReducibleEqualsTheFormula) {
  FakeRandom random(3);
  for (int round = 0; round < 2000; ++round) {
    const auto s = static_cast<int64_t>(random.Below(1'000'000));
    const int64_t r = static_cast<int64_t>(random.Below(2'000'000)) - 500'000;
    const auto rate = static_cast<int64_t>(random.Below(10'001));
    const int64_t allowed = rate * std::max<int64_t>(r, 0) / 10'000;
    EXPECT_EQ(Reducible(Parts(s), Parts(r), {rate, 10'000}),
              Parts(std::max<int64_t>(0, s - allowed)));
  }
}

TEST(Benchmark, ReducibleIsExactBeyond128Bits) {
  const auto most = Amount::FromTenThousandths(
      absl::int128(9'000'000'000'000'000'000) * Amount::kPerUnit);
  const Benchmark rate{most.ten_thousandths() - 1, most.ten_thousandths()};
  EXPECT_EQ(Reducible(most, most, rate), Parts(1));
}

}  // namespace
}  // namespace kam::account::benchmark_test
