#include "services/account/strategic_criteria.h"

#include <cstdint>
#include <optional>

#include "gmock/gmock.h"
#include "tests/services/account/domain/ledger_builders.h"
#include "tests/testing/days.h"
#include "tests/testing/fake_random.h"

namespace kam::account::strategic_criteria_test {
namespace {

using kam::testing::kDay;

using ::kam::account::testing::AccountName;
using ::kam::account::testing::Date;
using ::kam::account::testing::Units;
using ::kam::testing::FakeRandom;
using ::kam::type::v1::VERDICT_STATUS_DETERMINED;
using ::kam::type::v1::VERDICT_STATUS_PROVISIONAL;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::CriterionRating Rating(int criterion, std::optional<int> rating,
                           const std::string& on = "2013-06-01") {
  v1::CriterionRating result;
  result.set_criterion(static_cast<v1::Criterion>(criterion));
  if (rating.has_value()) result.set_rating(*rating);
  *result.mutable_rated_on() = Date(on);
  return result;
}

// Returns an account with ratings C2... in order; -1 leaves one out.
CriteriaInput Rated(std::optional<bool> top_ranked,
                    const std::vector<int>& from_c2) {
  CriteriaInput input;
  input.account = AccountName("a");
  input.top_ranked = top_ranked;
  int criterion = 2;
  for (int rating : from_c2) {
    if (rating >= 0) *input.ratings.Add() = Rating(criterion, rating);
    ++criterion;
  }
  return input;
}

v1::StrategicNomination Nominate(const CriteriaInput& input) {
  return NominateByCriteria(input, kDay, SelectionValues());
}

TEST(StrategicNomination, S4_05_ALowSpenderOfPrestigeIsNominated) {
  const auto result = Nominate(Rated(false, {-1, 5}));
  EXPECT_TRUE(result.nominee());
  // Its willingness is unknown: that does not block, and may change it.
  EXPECT_EQ(result.status(), VERDICT_STATUS_PROVISIONAL);
  EXPECT_THAT(result.qualifying(), ElementsAre(v1::CRITERION_PRESTIGE));
  EXPECT_EQ(result.explanation().requirement_id(), "S4-05");
}

TEST(StrategicNomination, S4_05_EachQualifyingCriterionSufficesAtFour) {
  for (int criterion = 2; criterion <= 9; ++criterion) {
    for (int rating = 3; rating <= 5; ++rating) {
      std::vector<int> ratings(8, 1);
      ratings[criterion - 2] = rating;
      const bool qualifies = criterion <= 5 && rating >= 4;
      EXPECT_EQ(Nominate(Rated(false, ratings)).nominee(), qualifies)
          << "C" << criterion << " = " << rating;
    }
  }
}

TEST(StrategicNomination, A33_UnwillingToPartnerIsNeverNominated) {
  // Eight of nine criteria at their best reach 88.9 %, and do not help.
  const auto result = Nominate(Rated(true, {5, 5, 5, 5, 5, 5, 0, 5}));
  EXPECT_EQ(result.low_bps(), 8889);
  EXPECT_FALSE(result.nominee());
  EXPECT_EQ(result.status(), VERDICT_STATUS_DETERMINED);
}

TEST(StrategicNomination, A33_KnownWillingnessDetermines) {
  const auto result = Nominate(Rated(false, {-1, 4, -1, -1, -1, -1, 1}));
  EXPECT_TRUE(result.nominee());
  EXPECT_EQ(result.status(), VERDICT_STATUS_DETERMINED);
}

TEST(StrategicNomination, A33_ANoIsProvisionalWhileAnUnknownCouldQualify) {
  auto result = Nominate(Rated(false, {3, 3, 3, -1, 0, 0, 1, 0}));
  EXPECT_FALSE(result.nominee());
  EXPECT_EQ(result.status(), VERDICT_STATUS_PROVISIONAL);
  result = Nominate(Rated(false, {3, 3, 3, 3, 0, 0, 1, 0}));
  EXPECT_FALSE(result.nominee());
  EXPECT_EQ(result.status(), VERDICT_STATUS_DETERMINED);
  // C9 unknown cannot qualify by itself, nor lift the score to 70 %.
  result = Nominate(Rated(false, {3, 3, 3, 3, 0, 0, 1}));
  EXPECT_EQ(result.status(), VERDICT_STATUS_DETERMINED);
}

TEST(StrategicNomination, S1_R2_TheWholeScoreNominatesFromSeventyPercent) {
  // No criterion qualifies alone.
  SelectionValues values;
  values.criterion_weights = {1, 1, 1, 1, 1, 1, 1, 1, 2};
  // 5 + 4 * 3 + 5 + 3 + 3 + 2 * 3 = 34 of 50.
  auto input = Rated(true, {3, 3, 3, 3, 5, 3, 3, 3});
  auto result = NominateByCriteria(input, kDay, values);
  EXPECT_EQ(result.low_bps(), 6800);
  EXPECT_FALSE(result.nominee());
  // One more on C8 makes 35 of 50, 70 % by equality.
  input = Rated(true, {3, 3, 3, 3, 5, 3, 4, 3});
  result = NominateByCriteria(input, kDay, values);
  EXPECT_EQ(result.low_bps(), 7000);
  EXPECT_TRUE(result.nominee());
  EXPECT_THAT(result.qualifying(), IsEmpty());
  EXPECT_EQ(result.status(), VERDICT_STATUS_DETERMINED);
}

TEST(StrategicNomination, S4_05_BoundsReadUnknownsAsZeroAndAsFive) {
  const auto result = Nominate(Rated(std::nullopt, {3, -1, -1, -1, 4}));
  EXPECT_EQ(result.low_bps(), 1556);    // 7 of 45
  EXPECT_EQ(result.high_bps(), 9333);   // 42 of 45
  EXPECT_EQ(result.score_bps(), 7000);  // 7 of 10
  EXPECT_FALSE(Nominate(Rated(std::nullopt, {})).has_score_bps());
}

TEST(StrategicNomination, S4_05_C1IsDerivedFromTheRank) {
  auto finding = Nominate(Rated(true, {})).criteria(0);
  EXPECT_EQ(finding.criterion(), v1::CRITERION_HISTORIC_REVENUE);
  EXPECT_TRUE(finding.derived());
  EXPECT_EQ(finding.rating(), 5);
  EXPECT_EQ(Nominate(Rated(false, {})).criteria(0).rating(), 0);
  EXPECT_FALSE(Nominate(Rated(std::nullopt, {})).criteria(0).has_rating());
  // A rating by hand is not heard.
  CriteriaInput input = Rated(false, {});
  *input.ratings.Add() = Rating(1, 5);
  EXPECT_EQ(Nominate(input).criteria(0).rating(), 0);
}

TEST(StrategicNomination, TheLatestRatingOnOrBeforeTheDayCounts) {
  CriteriaInput input = Rated(false, {});
  *input.ratings.Add() = Rating(3, 5, "2013-12-01");
  EXPECT_FALSE(Nominate(input).criteria(2).has_rating());
  *input.ratings.Add() = Rating(3, 2, "2013-11-30");
  *input.ratings.Add() = Rating(3, 1, "2013-11-29");
  EXPECT_EQ(Nominate(input).criteria(2).rating(), 2);
  // Two that differ on one day are unknown, not an average or the last.
  *input.ratings.Add() = Rating(3, 4, "2013-11-30");
  EXPECT_FALSE(Nominate(input).criteria(2).has_rating());
  EXPECT_THAT(Nominate(input).criteria(2).detail(),
              ::testing::HasSubstr("2, 4"));
  // An explicit "could not be told" displaces nothing.
  CriteriaInput other = Rated(false, {-1, 2});
  *other.ratings.Add() = Rating(3, std::nullopt, "2013-07-01");
  EXPECT_EQ(Nominate(other).criteria(2).rating(), 2);
}

TEST(StrategicNomination, A33_TheQuadrantCutsAtTwoAndAHalfInclusive) {
  // C2..C6 mean 2.5 over two known; C7..C9 mean 7/3.
  auto quadrant =
      Nominate(Rated(false, {3, 2, -1, -1, -1, 3, 2, 2})).quadrant();
  EXPECT_EQ(quadrant.attractiveness_hundredths(), 250);
  EXPECT_EQ(quadrant.strength_hundredths(), 233);
  EXPECT_EQ(quadrant.corner(), v1::StrategicQuadrant::CORNER_ATTRACTIVE_WEAK);
  quadrant = Nominate(Rated(false, {2, 2, -1, -1, -1, 3, 3, 2})).quadrant();
  EXPECT_EQ(quadrant.strength_hundredths(), 267);
  EXPECT_EQ(quadrant.corner(),
            v1::StrategicQuadrant::CORNER_UNATTRACTIVE_STRONG);
  quadrant = Nominate(Rated(false, {2})).quadrant();
  EXPECT_FALSE(quadrant.has_strength_hundredths());
  EXPECT_EQ(quadrant.corner(), v1::StrategicQuadrant::CORNER_UNSPECIFIED);
}

TEST(StrategicNomination, S4_05_TopTenIncludesTiesAtTheTenthPlace) {
  std::vector<AccountAmount> revenues;
  for (int i = 0; i < 9; ++i) {
    revenues.push_back({"big" + std::to_string(i), Units(100 + i)});
  }
  for (const char* name : {"tenth", "also"})
    revenues.push_back({name, Units(50)});
  revenues.push_back({"next", Units(49)});
  const auto top = TopRanked(revenues, 10);
  EXPECT_EQ(top.size(), 11u);
  EXPECT_TRUE(top.contains("also"));
  EXPECT_FALSE(top.contains("next"));
}

TEST(StrategicNomination, A26_TopTenRanksPositiveRevenueOnly) {
  EXPECT_THAT(TopRanked({{"a", Units(0)}, {"b", Units(-1)}}, 10), IsEmpty());
  EXPECT_THAT(TopRanked({{"a", Units(1)}, {"b", Units(0)}}, 10),
              ElementsAre("a"));
}

// Up to two criteria are unknown, and every completion of them is tried.
TEST(StrategicNomination, A33_StatusIsWhatCompletionsCanChange) {
  FakeRandom random(7);
  for (int round = 0; round < 300; ++round) {
    std::vector<int> ratings;
    for (int i = 0; i < 8; ++i) {
      ratings.push_back(static_cast<int>(random.Below(6)));
    }
    const size_t first = random.Below(8);
    const size_t second = random.Below(8);
    std::vector<int> partial = ratings;
    partial[first] = partial[second] = -1;
    const auto result = Nominate(Rated(true, partial));
    bool changes = false;
    for (int a = 0; a <= 5; ++a) {
      for (int b = 0; b <= 5; ++b) {
        std::vector<int> full = ratings;
        full[first] = a;
        full[second] = b;
        const auto completed = Nominate(Rated(true, full));
        EXPECT_EQ(completed.status(), VERDICT_STATUS_DETERMINED);
        EXPECT_LE(result.low_bps(), completed.low_bps());
        EXPECT_GE(result.high_bps(), completed.high_bps());
        changes |= completed.nominee() != result.nominee();
      }
    }
    EXPECT_EQ(result.status() == VERDICT_STATUS_PROVISIONAL, changes);
  }
}

}  // namespace
}  // namespace kam::account::strategic_criteria_test
