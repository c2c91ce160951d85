#include "common/base/date.h"

#include <string>

#include "absl/time/civil_time.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"

namespace kam::date_test {
namespace {

using kam::testing::kInvalid;

using absl::CivilDay;
using ::kam::testing::EqualsProto;
using ::kam::testing::FakeClock;
using ::kam::testing::FakeRandom;
using ::kam::testing::HasMessage;
using ::kam::testing::IsOkAndHolds;
using ::kam::testing::StatusIs;
using ::testing::HasSubstr;

google::type::Date DateOf(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

TEST(DayFromProto, TakesTheFirstAndLastDayOnly) {
  EXPECT_THAT(DayFromProto(DateOf(1900, 1, 1)),
              IsOkAndHolds(CivilDay(1900, 1, 1)));
  EXPECT_THAT(DayFromProto(DateOf(2200, 12, 31)),
              IsOkAndHolds(CivilDay(2200, 12, 31)));
  EXPECT_THAT(DayFromProto(DateOf(1899, 12, 31)), StatusIs(kInvalid));
  EXPECT_THAT(DayFromProto(DateOf(2201, 1, 1)), StatusIs(kInvalid));
}

TEST(DayFromProto, RefusesAbsurdYears) {
  for (int year : {0, -1, 9999, 20131, 2147483647, -2147483647 - 1}) {
    EXPECT_THAT(DayFromProto(DateOf(year, 6, 15)), StatusIs(kInvalid)) << year;
  }
  EXPECT_THAT(DayFromProto(DateOf(9999, 1, 1)),
              HasMessage(HasSubstr("1900 to 2200")));
}

TEST(DayFromProto, RefusesPartialDates) {
  EXPECT_THAT(DayFromProto(DateOf(2013, 0, 0)), StatusIs(kInvalid));
  EXPECT_THAT(DayFromProto(DateOf(2013, 11, 0)), StatusIs(kInvalid));
  EXPECT_THAT(DayFromProto(DateOf(0, 11, 30)), StatusIs(kInvalid));
  EXPECT_THAT(DayFromProto(google::type::Date()), StatusIs(kInvalid));
}

TEST(DayFromProto, RefusesDaysThatTheCalendarLacks) {
  for (const auto& date :
       {DateOf(2013, 2, 29), DateOf(1900, 2, 29), DateOf(2013, 4, 31),
        DateOf(2013, 13, 1), DateOf(2013, 1, 32), DateOf(2013, -1, 1),
        DateOf(2013, 1, -1), DateOf(2013, 1, 2147483647),
        DateOf(2013, 2147483647, 1)}) {
    EXPECT_THAT(DayFromProto(date), StatusIs(kInvalid)) << date.DebugString();
  }
  EXPECT_THAT(DayFromProto(DateOf(2012, 2, 29)),
              IsOkAndHolds(CivilDay(2012, 2, 29)));
  EXPECT_THAT(DayFromProto(DateOf(2000, 2, 29)),
              IsOkAndHolds(CivilDay(2000, 2, 29)));
}

TEST(Day, EveryDayGoesToAMessageAndToTextAndBack) {
  for (CivilDay day(1900, 1, 1); day <= CivilDay(2200, 12, 31); ++day) {
    ASSERT_THAT(DayFromProto(ToProto(day)), IsOkAndHolds(day));
    ASSERT_THAT(ParseDay(FormatDay(day)), IsOkAndHolds(day));
  }
}

TEST(Day, HasItsParts) {
  EXPECT_THAT(ToProto(CivilDay(2013, 11, 30)),
              EqualsProto("year: 2013 month: 11 day: 30"));
  EXPECT_EQ(FormatDay(CivilDay(2013, 1, 2)), "2013-01-02");
}

TEST(ParseDay, RefusesEveryOtherForm) {
  for (const char* text : {"",
                           "2013-11-3",
                           "2013-1-30",
                           "13-11-30",
                           "2013/11/30",
                           "20131130",
                           " 2013-11-30",
                           "2013-11-30 ",
                           "2013-11-30T00",
                           "+013-11-30",
                           "2013-+1-30",
                           "2013-11-31",
                           "2013-00-10",
                           "0000-00-00",
                           "1899-12-31",
                           "2201-01-01",
                           "2013-11-3\n",
                           "NaN",
                           "2013-1e-30",
                           "2013--1-30",
                           "\xEF\xBC\x92"
                           "13-11-30"}) {
    EXPECT_THAT(ParseDay(text), StatusIs(kInvalid)) << text;
  }
}

TEST(AddMonths, ClampsToTheEndOfTheMonth) {
  EXPECT_EQ(AddMonths(CivilDay(2013, 3, 31), -1), CivilDay(2013, 2, 28));
  EXPECT_EQ(AddMonths(CivilDay(2012, 3, 31), -1), CivilDay(2012, 2, 29));
  EXPECT_EQ(AddMonths(CivilDay(2012, 2, 29), 12), CivilDay(2013, 2, 28));
  EXPECT_EQ(AddMonths(CivilDay(2012, 2, 29), 48), CivilDay(2016, 2, 29));
  EXPECT_EQ(AddMonths(CivilDay(2013, 1, 31), 1), CivilDay(2013, 2, 28));
  EXPECT_EQ(AddMonths(CivilDay(2013, 10, 31), 1), CivilDay(2013, 11, 30));
  EXPECT_EQ(AddMonths(CivilDay(2013, 5, 31), -3), CivilDay(2013, 2, 28));
}

TEST(AddMonths, KeepsTheDayWhereItExists) {
  EXPECT_EQ(AddMonths(CivilDay(2013, 2, 28), 1), CivilDay(2013, 3, 28));
  EXPECT_EQ(AddMonths(CivilDay(2013, 11, 30), 0), CivilDay(2013, 11, 30));
  EXPECT_EQ(AddMonths(CivilDay(2013, 12, 15), 1), CivilDay(2014, 1, 15));
  EXPECT_EQ(AddMonths(CivilDay(2013, 1, 15), -1), CivilDay(2012, 12, 15));
  EXPECT_EQ(AddMonths(CivilDay(2013, 1, 15), -13), CivilDay(2011, 12, 15));
}

TEST(AddMonths, LandsInTheMonthAskedForOnTheLatestDayNotAfter) {
  FakeRandom random;
  for (int i = 0; i < 20'000; ++i) {
    const CivilDay day =
        CivilDay(1950, 1, 1) + static_cast<int>(random.Below(50'000));
    const int months = static_cast<int>(random.Below(1201)) - 600;
    const CivilDay moved = AddMonths(day, months);
    ASSERT_EQ(absl::CivilMonth(moved), absl::CivilMonth(day) + months);
    ASSERT_LE(moved.day(), day.day());
    // Either the day is the same, or the month has no later one.
    ASSERT_TRUE(moved.day() == day.day() ||
                absl::CivilMonth(moved + 1) != absl::CivilMonth(moved))
        << FormatDay(day) << " " << months;
  }
}

TEST(Today, IsTheDayOfTheZone) {
  FakeClock clock(absl::FromCivil(absl::CivilSecond(2013, 11, 30, 23, 30, 0),
                                  absl::UTCTimeZone()));
  EXPECT_EQ(Today(clock, absl::UTCTimeZone()), CivilDay(2013, 11, 30));
  EXPECT_EQ(Today(clock, absl::FixedTimeZone(3600)), CivilDay(2013, 12, 1));
  EXPECT_EQ(Today(clock, absl::FixedTimeZone(-8 * 3600)),
            CivilDay(2013, 11, 30));
  clock.Advance(absl::Minutes(30));
  EXPECT_EQ(Today(clock, absl::UTCTimeZone()), CivilDay(2013, 12, 1));
}

TEST(DayOr, TakesTheDayNamedAndTheOtherWhenNoneIs) {
  const CivilDay other(2013, 12, 1);
  EXPECT_THAT(DayOr(google::type::Date(), other), IsOkAndHolds(other));
  EXPECT_THAT(DayOr(DateOf(2013, 11, 30), other),
              IsOkAndHolds(CivilDay(2013, 11, 30)));
  EXPECT_THAT(DayOr(DateOf(0, 0, 3), other), StatusIs(kInvalid));
}

TEST(LatestDay, IsTheDayWhereItBeginsFirst) {
  FakeClock clock(absl::FromCivil(absl::CivilSecond(2013, 11, 30, 10, 0, 0),
                                  absl::UTCTimeZone()));
  EXPECT_EQ(LatestDay(clock), CivilDay(2013, 12, 1));
  clock.Set(clock.Now() - absl::Seconds(1));
  EXPECT_EQ(LatestDay(clock), CivilDay(2013, 11, 30));
}

}  // namespace
}  // namespace kam::date_test
