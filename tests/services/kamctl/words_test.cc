#include "services/kamctl/words.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "kam/account/v1/profitability.pb.h"
#include "kam/type/v1/type.pb.h"
#include "tests/testing/matchers.h"

namespace kam::kamctl::words_test {
namespace {

using kam::testing::kInvalid;

using ::kam::testing::HasMessage;
using ::kam::testing::IsOkAndHolds;
using ::kam::testing::StatusIs;
using ::testing::HasSubstr;

google::type::Money Money(int64_t units, int32_t nanos) {
  google::type::Money money;
  money.set_units(units);
  money.set_nanos(nanos);
  return money;
}

TEST(Words, AmountsHaveTwoDecimalsRoundedHalfAwayFromZero) {
  EXPECT_EQ(PeopleAmount(Money(80450596, 982300000)), "80,450,596.98");
  EXPECT_EQ(PeopleAmount(Money(0, 5000000)), "0.01");
  EXPECT_EQ(PeopleAmount(Money(0, 4999999)), "0.00");
  EXPECT_EQ(PeopleAmount(Money(0, -5000000)), "-0.01");
  EXPECT_EQ(PeopleAmount(Money(-19428, -980400000)), "-19,428.98");
  EXPECT_EQ(PeopleAmount(Money(999, 995000000)), "1,000.00");
  EXPECT_EQ(PeopleAmount(Money(INT64_MAX, 999999999)),
            "9,223,372,036,854,775,808.00");
}

TEST(Words, CountsAndShares) {
  EXPECT_EQ(PeopleCount(60855), "60,855");
  EXPECT_EQ(PeopleCount(-1234), "-1,234");
  EXPECT_EQ(PeopleCount(635), "635");
  EXPECT_EQ(PeopleShare(7998), "79.98 %");
  EXPECT_EQ(PeopleShare(-5), "-0.05 %");
}

TEST(Words, EnumsReadAsPeopleSayThem) {
  using Verdict = account::v1::ProfitabilityVerdict;
  EXPECT_EQ(Word(Verdict::VALUE_ON_TARGET), "on target");
  EXPECT_EQ(Word(Verdict::VALUE_UNSPECIFIED), "");
  EXPECT_EQ(Word(type::v1::GRADE_SENIOR_MANAGER), "senior manager");
  EXPECT_EQ(Word(static_cast<type::v1::Grade>(99)), "unknown value 99");
}

TEST(Words, EnumsAreReadInAnyCase) {
  EXPECT_THAT(ParseWord<type::v1::Grade>("senior manager"),
              IsOkAndHolds(type::v1::GRADE_SENIOR_MANAGER));
  EXPECT_THAT(ParseWord<type::v1::Grade>("Senior-Manager"),
              IsOkAndHolds(type::v1::GRADE_SENIOR_MANAGER));
  EXPECT_THAT(ParseWord<type::v1::Grade>("GRADE_STAFF"),
              IsOkAndHolds(type::v1::GRADE_STAFF));
  const auto unknown = ParseWord<type::v1::Grade>("boss");
  EXPECT_THAT(unknown, StatusIs(kInvalid, "UNKNOWN_WORD"));
  EXPECT_THAT(unknown, HasMessage(HasSubstr("DIRECTOR")));
  EXPECT_THAT(ParseWord<type::v1::Grade>("unspecified"),
              StatusIs(kInvalid, "UNKNOWN_WORD"));
}

TEST(Words, DatesMonthsAndTimes) {
  EXPECT_EQ(PeopleDate(*ParseDate("2013-11-30")), "2013-11-30");
  EXPECT_EQ(PeopleDate(*ParseMonth("2013-11")), "2013-11-01");
  EXPECT_EQ(PeopleTime(*ParseTime("2026-01-31T09:30:00Z")),
            "2026-01-31 09:30:00 UTC");
  EXPECT_THAT(ParseDate("30.11.2013"), StatusIs(kInvalid, "INVALID_DATE"));
  EXPECT_THAT(ParseDate("2013-02-29"), StatusIs(kInvalid, "INVALID_DATE"));
  EXPECT_THAT(ParseMonth("2013-13"), StatusIs(kInvalid, "INVALID_MONTH"));
  EXPECT_THAT(ParseTime("yesterday"), StatusIs(kInvalid, "INVALID_TIME"));
}

TEST(Words, LastIdOfAName) {
  EXPECT_EQ(LastId("programs/p/accounts/697"), "697");
  EXPECT_EQ(LastId("697"), "697");
  EXPECT_EQ(LastId(""), "");
}

}  // namespace
}  // namespace kam::kamctl::words_test
