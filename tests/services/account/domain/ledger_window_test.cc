#include "services/account/ledger_window.h"

#include "gmock/gmock.h"
#include "tests/services/account/domain/ledger_builders.h"
#include "tests/testing/matchers.h"

namespace kam::account::ledger_window_test {
namespace {

using ::kam::account::testing::Closed;
using ::kam::account::testing::Month;
using ::kam::account::testing::Units;
using ::kam::testing::StatusIs;
using ::testing::ElementsAre;

TEST(LedgerWindow, A02_LedgerMoneyExcludesTheDayAndIncludesTheFirst) {
  const DateSpan span = TrailingWindow(absl::CivilDay(2013, 11, 30), 12);
  EXPECT_EQ(span.start, absl::CivilDay(2012, 11, 30));
  EXPECT_EQ(span.end, absl::CivilDay(2013, 11, 30));
}

TEST(LedgerWindow, A02_MonthSubtractionClampsToTheMonthsEnd) {
  EXPECT_EQ(TrailingWindow(absl::CivilDay(2024, 3, 31), 1).start,
            absl::CivilDay(2024, 2, 29));
}

TEST(LedgerWindow, SumsSlicesAndCountsDistinctMonthsOfPurchases) {
  LedgerMonth returns = Month(absl::CivilMonth(2013, 3), Units(-5));
  const std::vector<LedgerMonth> slices = {
      Month(absl::CivilMonth(2013, 1), Units(10), Units(4), Units(1)),
      Month(absl::CivilMonth(2013, 1), Units(20)),
      Month(absl::CivilMonth(2012, 1), Units(30)), returns};
  const auto window = SumLedger(slices, "USD");
  ASSERT_THAT(window, kam::testing::IsOk());
  EXPECT_EQ(window->revenue, Units(55));
  EXPECT_EQ(window->direct_cost, Units(4));
  EXPECT_EQ(window->cost_of_sales, Units(1));
  EXPECT_EQ(window->purchases, 3);
  // January of two years is two months; the month of returns is none.
  EXPECT_EQ(window->purchase_months, 2);
}

TEST(LedgerWindow, KeepsOtherCurrenciesApart) {
  LedgerMonth foreign = Month(absl::CivilMonth(2013, 1), Units(7));
  foreign.currency = "EUR";
  LedgerMonth home = Month(absl::CivilMonth(2013, 2), Units(1));
  home.currency = "USD";
  const auto window = SumLedger({home, foreign}, "USD");
  ASSERT_THAT(window, kam::testing::IsOk());
  EXPECT_EQ(window->revenue, Units(1));
  EXPECT_TRUE(window->foreign_money);
  ASSERT_EQ(window->foreign_revenue.size(), 1u);
  EXPECT_EQ(window->foreign_revenue.at("EUR"), Units(7));
}

TEST(LedgerWindow, A32_NoForeignRevenueWhereItSumsToZero) {
  LedgerMonth sold = Month(absl::CivilMonth(2013, 1), Units(7));
  LedgerMonth credited = Month(absl::CivilMonth(2013, 2), Units(-7));
  sold.currency = credited.currency = "EUR";
  const auto window = SumLedger({sold, credited}, "USD");
  ASSERT_THAT(window, kam::testing::IsOk());
  EXPECT_TRUE(window->foreign_revenue.empty());
}

TEST(LedgerWindow, RefusesASumBeyondTheRangeOfMoney) {
  const auto most = Amount::FromTenThousandths(
      absl::int128(9'000'000'000'000'000'000) * Amount::kPerUnit);
  EXPECT_THAT(SumLedger({Month(absl::CivilMonth(2013, 1), most),
                         Month(absl::CivilMonth(2013, 2), most)},
                        "USD"),
              StatusIs(absl::StatusCode::kOutOfRange));
}

TEST(LedgerWindow, A35b_EIsTheLatestClosedMonthStartOnOrBeforeTheDay) {
  const PeriodCloses closes =
      Closed(absl::CivilMonth(2012, 1), absl::CivilMonth(2013, 11));
  EXPECT_EQ(ClosedThrough(closes, absl::CivilDay(2013, 11, 30), 12),
            absl::CivilMonth(2013, 11));
  EXPECT_EQ(ClosedThrough(closes, absl::CivilDay(2013, 11, 1), 12),
            absl::CivilMonth(2013, 11));
  EXPECT_EQ(ClosedThrough(closes, absl::CivilDay(2013, 10, 31), 12),
            absl::CivilMonth(2013, 10));
  EXPECT_EQ(ClosedThrough(closes, absl::CivilDay(2014, 5, 1), 12),
            absl::CivilMonth(2013, 11));
  EXPECT_EQ(ClosedThrough(PeriodCloses{}, absl::CivilDay(2014, 5, 1), 12),
            std::nullopt);
}

TEST(LedgerWindow, A35b_AHoleInTheWindowIsNotClosed) {
  PeriodCloses closes =
      Closed(absl::CivilMonth(2012, 1), absl::CivilMonth(2013, 11));
  closes.months.erase(absl::CivilMonth(2013, 5));
  EXPECT_EQ(ClosedThrough(closes, absl::CivilDay(2013, 11, 30), 12),
            absl::CivilMonth(2013, 5));
  // A hole before the window does no harm.
  closes = Closed(absl::CivilMonth(2012, 1), absl::CivilMonth(2013, 11));
  closes.months.erase(absl::CivilMonth(2012, 10));
  EXPECT_EQ(ClosedThrough(closes, absl::CivilDay(2013, 11, 30), 12),
            absl::CivilMonth(2013, 11));
}

TEST(LedgerWindow, A35b_MonthsBeforeTheFirstEntryNeedNoClose) {
  PeriodCloses closes =
      Closed(absl::CivilMonth(2013, 9), absl::CivilMonth(2013, 11));
  EXPECT_EQ(ClosedThrough(closes, absl::CivilDay(2013, 11, 30), 12),
            absl::CivilMonth(2013, 11));
  closes.first_entry = absl::CivilMonth(2013, 8);
  EXPECT_EQ(ClosedThrough(closes, absl::CivilDay(2013, 11, 30), 12),
            std::nullopt);
}

TEST(LedgerWindow, A35_EvaluationDaysAreTheQuartersOnOrBeforeTheDay) {
  EXPECT_THAT(
      QuarterDays(absl::CivilDay(2013, 11, 30), 3),
      ElementsAre(absl::CivilDay(2013, 10, 1), absl::CivilDay(2013, 7, 1),
                  absl::CivilDay(2013, 4, 1)));
  EXPECT_THAT(
      QuarterDays(absl::CivilDay(2014, 1, 1), 2),
      ElementsAre(absl::CivilDay(2014, 1, 1), absl::CivilDay(2013, 10, 1)));
  EXPECT_THAT(QuarterDays(absl::CivilDay(2013, 12, 31), 1),
              ElementsAre(absl::CivilDay(2013, 10, 1)));
}

}  // namespace
}  // namespace kam::account::ledger_window_test
