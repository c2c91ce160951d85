#include "services/account/pareto.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

#include "gmock/gmock.h"
#include "tests/services/account/domain/ledger_builders.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"

namespace kam::account::pareto_test {
namespace {

using ::kam::account::testing::AccountName;
using ::kam::account::testing::Parts;
using ::kam::account::testing::Units;
using ::kam::testing::FakeRandom;
using ::kam::testing::IsOk;
using ::kam::testing::StatusIs;

std::vector<ParetoRoot> Roots(const std::vector<int64_t>& revenues) {
  std::vector<ParetoRoot> roots;
  for (int64_t revenue : revenues) {
    roots.push_back(
        {AccountName("r" + std::to_string(roots.size())), Units(revenue), {}});
  }
  return roots;
}

v1::ParetoSelection Select(std::vector<ParetoRoot> roots,
                           const SelectionValues& values = SelectionValues()) {
  const auto result = SelectPareto(std::move(roots), values, "USD");
  EXPECT_THAT(result, IsOk());
  return result.ok() ? *result : v1::ParetoSelection();
}

v1::ParetoSelection Select(const std::vector<int64_t>& revenues) {
  return Select(Roots(revenues));
}

std::vector<int64_t> UnitsOf(
    const google::protobuf::RepeatedPtrField<v1::RootRevenue>& roots) {
  std::vector<int64_t> units;
  for (const v1::RootRevenue& root : roots) {
    units.push_back(root.revenue().units());
  }
  return units;
}

TEST(Selection, S4_02_GF1_TheClassicTwentyEighty) {
  const auto result = Select({500, 300, 25, 25, 25, 25, 25, 25, 25, 25});
  EXPECT_EQ(result.base(), 10);
  EXPECT_EQ(result.m80(), 2);
  EXPECT_EQ(result.head(), 2);
  EXPECT_EQ(result.cut(), 2);
  EXPECT_EQ(result.shape(), v1::PARETO_SHAPE_HOLDS);
  EXPECT_THAT(UnitsOf(result.nominated()), ::testing::ElementsAre(500, 300));
  EXPECT_EQ(result.tied_size(), 0);
  EXPECT_EQ(result.nominated_share_bps(), 8000);
  EXPECT_EQ(result.head_share_bps(), 8000);
  EXPECT_EQ(result.total().units(), 1000);
  EXPECT_EQ(result.explanation().requirement_id(), "S4-02");
}

TEST(Selection, S4_02_GF1_EqualRevenueIsNeverSplit) {
  const auto result = Select(std::vector<int64_t>(10, 100));
  EXPECT_EQ(result.base(), 10);
  EXPECT_EQ(result.m80(), 8);
  EXPECT_EQ(result.head(), 2);
  EXPECT_EQ(result.shape(), v1::PARETO_SHAPE_FLAT);
  EXPECT_EQ(result.nominated_size(), 0);
  EXPECT_EQ(result.tied_size(), 10);
  EXPECT_EQ(result.nominated_share_bps(), 0);
  for (const auto& root : result.tied()) EXPECT_EQ(root.rank(), 1);
}

TEST(Selection, S4_02_GF1_ASmallBase) {
  const auto result = Select({70, 10, 10, 10});
  EXPECT_EQ(result.base(), 4);
  EXPECT_EQ(result.m80(), 2);
  EXPECT_EQ(result.head(), 1);
  EXPECT_EQ(result.shape(), v1::PARETO_SHAPE_SMALL_BASE);
  EXPECT_THAT(UnitsOf(result.nominated()), ::testing::ElementsAre(70));
}

TEST(Selection, S4_02_GF1_AFlatBase) {
  const auto result = Select({50, 20, 15, 10, 5});
  EXPECT_EQ(result.base(), 5);
  EXPECT_EQ(result.m80(), 3);
  EXPECT_EQ(result.head(), 1);
  EXPECT_EQ(result.shape(), v1::PARETO_SHAPE_FLAT);
  EXPECT_THAT(UnitsOf(result.nominated()), ::testing::ElementsAre(50));
}

TEST(Selection, S4_02_GF1_ATieAtTheCut) {
  const auto result = Select({400, 200, 200, 50, 50, 40, 30, 20, 5, 5});
  EXPECT_EQ(result.base(), 10);
  EXPECT_EQ(result.m80(), 3);
  EXPECT_EQ(result.head(), 2);
  EXPECT_EQ(result.shape(), v1::PARETO_SHAPE_WEAK);
  EXPECT_THAT(UnitsOf(result.nominated()), ::testing::ElementsAre(400));
  EXPECT_THAT(UnitsOf(result.tied()), ::testing::ElementsAre(200, 200));
}

TEST(Selection, S2_02_AFewCustomersBringMostOfTheBusiness) {
  const auto result = Select({50, 20, 15, 10, 5});
  std::vector<int64_t> points;
  for (const auto& point : result.lorenz_points()) {
    points.push_back(point.units());
  }
  EXPECT_THAT(points, ::testing::ElementsAre(0, 50, 70, 85, 95, 100));
  EXPECT_EQ(result.nominated(0).share_bps(), 5000);
  EXPECT_EQ(result.nominated_revenue().units(), 50);
}

TEST(Selection, S4_02_EightyPercentIsReachedByEquality) {
  EXPECT_EQ(Select({1, 1, 1, 1, 1}).m80(), 4);
  auto roots = Roots({80, 5, 5, 5, 5});
  EXPECT_EQ(Select(roots).m80(), 1);
  // A ten-thousandth more in all, and the largest alone falls short.
  roots[4].revenue = Parts(50'001);
  EXPECT_EQ(Select(roots).m80(), 2);
}

TEST(Selection, S4_02_TheHeadRoundsUp) {
  EXPECT_EQ(Select(std::vector<int64_t>(5, 1)).head(), 1);
  EXPECT_EQ(Select(std::vector<int64_t>(6, 1)).head(), 2);
  EXPECT_EQ(Select(std::vector<int64_t>(10, 1)).head(), 2);
  EXPECT_EQ(Select(std::vector<int64_t>(11, 1)).head(), 3);
}

TEST(Selection, S4_02_ATieThatEndsAtTheCutIsNominated) {
  const auto result = Select({200, 200, 50, 50, 40, 30, 20, 10, 5, 5});
  EXPECT_EQ(result.cut(), 2);
  EXPECT_THAT(UnitsOf(result.nominated()), ::testing::ElementsAre(200, 200));
  EXPECT_EQ(result.tied_size(), 0);
  EXPECT_EQ(result.nominated(1).rank(), 1);
}

TEST(Selection, S4_02_ShapesAtTheirThresholds) {
  // n = 5: HOLDS up to m80 = 1; WEAK up to 2; FLAT from 3 on.
  EXPECT_EQ(Select({80, 5, 5, 5, 5}).shape(), v1::PARETO_SHAPE_HOLDS);
  EXPECT_EQ(Select({75, 10, 5, 5, 5}).shape(), v1::PARETO_SHAPE_WEAK);
  // n = 10, m80 = 5 is exactly half.
  EXPECT_EQ(Select({16, 16, 16, 16, 16, 4, 4, 4, 4, 4}).shape(),
            v1::PARETO_SHAPE_WEAK);
  EXPECT_EQ(Select({15, 15, 15, 15, 15, 5, 5, 5, 5, 5}).shape(),
            v1::PARETO_SHAPE_FLAT);
  EXPECT_EQ(Select({80, 5, 5, 5}).shape(), v1::PARETO_SHAPE_SMALL_BASE);
}

TEST(Selection, A32_AnEmptyBaseHasNoShares) {
  const auto result = Select(std::vector<int64_t>{});
  EXPECT_EQ(result.base(), 0);
  EXPECT_FALSE(result.has_m80());
  EXPECT_FALSE(result.has_nominated_share_bps());
  EXPECT_FALSE(result.has_head_share_bps());
  EXPECT_EQ(result.shape(), v1::PARETO_SHAPE_SMALL_BASE);
  EXPECT_EQ(result.nominated_size() + result.tied_size(), 0);
  EXPECT_EQ(result.lorenz_points_size(), 1);
}

TEST(Selection, S4_02_RevenueAtOrBelowZeroIsListedApart) {
  const auto result = Select({10, 0, -5});
  EXPECT_EQ(result.base(), 1);
  EXPECT_EQ(result.total().units(), 10);
  EXPECT_THAT(UnitsOf(result.non_positive()), ::testing::ElementsAre(0, -5));
  EXPECT_FALSE(result.non_positive(0).has_share_bps());
}

TEST(Selection, S4_02_ThresholdsArePolicy) {
  SelectionValues values;
  values.revenue_share_bps = 5000;
  values.account_share_bps = 5000;
  const auto result = Select(Roots({50, 20, 15, 10, 5}), values);
  EXPECT_EQ(result.m80(), 1);
  EXPECT_EQ(result.head(), 3);
  EXPECT_EQ(result.cut(), 1);
}

TEST(Selection, RefusesASumBeyondTheRangeOfMoney) {
  EXPECT_THAT(SelectPareto(
                  Roots({9'000'000'000'000'000'000, 9'000'000'000'000'000'000}),
                  SelectionValues(), "USD"),
              StatusIs(absl::StatusCode::kOutOfRange));
}

// Random bases with many ties.
class ParetoProperty : public ::testing::TestWithParam<uint64_t> {
 protected:
  ParetoProperty() : random_(GetParam()) {}

  std::vector<ParetoRoot> RandomRoots() {
    std::vector<int64_t> revenues;
    const uint64_t count = 1 + random_.Below(40);
    const uint64_t most = 1 + random_.Below(60);
    for (uint64_t i = 0; i < count; ++i) {
      revenues.push_back(static_cast<int64_t>(random_.Below(most + 1)));
    }
    return Roots(revenues);
  }

  void Shuffle(std::vector<ParetoRoot>& roots) {
    for (size_t i = roots.size(); i > 1; --i) {
      std::swap(roots[i - 1], roots[random_.Below(i)]);
    }
  }

  FakeRandom random_;
};

TEST_P(ParetoProperty, S4_02_OrderDoesNotMatter) {
  for (int round = 0; round < 50; ++round) {
    std::vector<ParetoRoot> roots = RandomRoots();
    const auto expected = Select(roots);
    Shuffle(roots);
    EXPECT_THAT(Select(roots), kam::testing::EqualsProto(expected));
  }
}

TEST_P(ParetoProperty, S4_02_NominationNeverSplitsATie) {
  for (int round = 0; round < 50; ++round) {
    const std::vector<ParetoRoot> roots = RandomRoots();
    const auto result = Select(roots);
    std::map<int64_t, int> all;
    for (const auto& root : roots) {
      all[static_cast<int64_t>(root.revenue.ten_thousandths() / 10'000)]++;
    }
    std::map<int64_t, int> chosen;
    for (int64_t units : UnitsOf(result.nominated())) chosen[units]++;
    for (const auto& [units, count] : chosen) EXPECT_EQ(count, all[units]);
    std::map<int64_t, int> tied;
    for (int64_t units : UnitsOf(result.tied())) tied[units]++;
    EXPECT_LE(tied.size(), 1u);
    for (const auto& [units, count] : tied) {
      EXPECT_EQ(count, all[units]);
      EXPECT_LT(result.nominated_size(), result.cut());
      EXPECT_GT(result.nominated_size() + count, result.cut());
    }
    if (tied.empty()) {
      EXPECT_EQ(result.nominated_size(), result.cut());
    }
  }
}

TEST_P(ParetoProperty, S4_02_M80IsTheLeastCountThatReachesTheShare) {
  for (int round = 0; round < 50; ++round) {
    const std::vector<ParetoRoot> roots = RandomRoots();
    std::vector<int64_t> sorted;
    int64_t total = 0;
    for (const auto& root : roots) {
      const auto units =
          static_cast<int64_t>(root.revenue.ten_thousandths() / 10'000);
      if (units > 0) sorted.push_back(units);
      total += units;
    }
    std::sort(sorted.rbegin(), sorted.rend());
    int m80 = 0;
    for (int64_t sum = 0; 10 * sum < 8 * total; sum += sorted[m80++]) {
    }
    EXPECT_EQ(Select(roots).m80(), m80);
  }
}

TEST_P(ParetoProperty, S4_02_ScalingAllRevenueChangesNoChoice) {
  for (int round = 0; round < 50; ++round) {
    std::vector<ParetoRoot> roots = RandomRoots();
    const auto before = Select(roots);
    const uint64_t factor = 2 + random_.Below(1'000'000);
    for (ParetoRoot& root : roots) {
      root.revenue =
          Amount::FromTenThousandths(root.revenue.ten_thousandths() * factor);
    }
    const auto after = Select(roots);
    EXPECT_EQ(after.m80(), before.m80());
    EXPECT_EQ(after.shape(), before.shape());
    ASSERT_EQ(after.nominated_size(), before.nominated_size());
    for (int i = 0; i < before.nominated_size(); ++i) {
      EXPECT_EQ(after.nominated(i).account(), before.nominated(i).account());
      EXPECT_EQ(after.nominated(i).share_bps(),
                before.nominated(i).share_bps());
    }
    EXPECT_EQ(after.tied_size(), before.tied_size());
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ParetoProperty,
                         ::testing::Range<uint64_t>(1, 9));

}  // namespace
}  // namespace kam::account::pareto_test
