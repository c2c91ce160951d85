#include "services/account/profit_target.h"

#include "gmock/gmock.h"
#include "tests/services/account/domain/ledger_builders.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"

namespace kam::account::profit_target_test {
namespace {

using kam::testing::kDay;
using kam::testing::kInvalid;

using ::kam::account::testing::Date;
using ::kam::account::testing::Units;
using ::kam::testing::IsOk;
using ::kam::testing::StatusIs;

v1::Target Margin(int32_t bps, const std::string& starts,
                  const std::string& ends = "") {
  v1::Target target;
  target.set_name("margin " + starts);
  target.set_measure(v1::Target::MEASURE_MARGIN_BPS);
  target.set_margin_bps(bps);
  *target.mutable_starts_on() = Date(starts);
  if (!ends.empty()) *target.mutable_ends_on() = Date(ends);
  return target;
}

v1::Target AmountOf(v1::Target::Measure measure, int64_t units,
                    const std::string& currency = "USD") {
  v1::Target target = Margin(0, "2013-01-01");
  target.set_measure(measure);
  *target.mutable_amount() = ToProto(Units(units), currency);
  return target;
}

TEST(ProfitTarget, S2_19_NoneWithoutAProfitMeasureInForce) {
  const auto found = FindProfitTarget(
      {AmountOf(v1::Target::MEASURE_REVENUE, 5), Margin(1, "2013-12-01"),
       Margin(2, "2013-01-01", "2013-11-29")},
      kDay, "USD");
  ASSERT_THAT(found, IsOk());
  EXPECT_FALSE(found->has_value());
}

TEST(ProfitTarget, BothEndsOfItsTimeCount) {
  for (const auto& target :
       {Margin(7, "2013-11-30"), Margin(7, "2013-01-01", "2013-11-30")}) {
    const auto found = FindProfitTarget({target}, kDay, "USD");
    ASSERT_THAT(found, IsOk());
    ASSERT_TRUE(found->has_value());
    EXPECT_EQ((*found)->margin_bps, 7);
    EXPECT_EQ((*found)->name, target.name());
  }
}

TEST(ProfitTarget, OfOneFormTheLatestToStartHolds) {
  for (const bool reversed : {false, true}) {
    std::vector<v1::Target> targets = {Margin(1, "2013-01-01"),
                                       Margin(2, "2013-06-01")};
    if (reversed) std::swap(targets[0], targets[1]);
    const auto found = FindProfitTarget(targets, kDay, "USD");
    ASSERT_THAT(found, IsOk());
    EXPECT_EQ((*found)->margin_bps, 2);
  }
}

TEST(ProfitTarget, TwoThatDifferFromOneDayAreRefused) {
  EXPECT_THAT(
      FindProfitTarget({Margin(1, "2013-01-01"), Margin(2, "2013-01-01")}, kDay,
                       "USD"),
      StatusIs(kInvalid, "TARGET_AMBIGUOUS"));
  EXPECT_THAT(
      FindProfitTarget({Margin(1, "2013-01-01"), Margin(1, "2013-01-01")}, kDay,
                       "USD"),
      IsOk());
  // A later one settles it.
  EXPECT_THAT(
      FindProfitTarget({Margin(1, "2013-01-01"), Margin(2, "2013-01-01"),
                        Margin(3, "2013-02-01")},
                       kDay, "USD"),
      IsOk());
}

TEST(ProfitTarget, A37_ExactlyOneForm) {
  EXPECT_THAT(FindProfitTarget({Margin(1, "2013-01-01"),
                                AmountOf(v1::Target::MEASURE_PROFIT_AMOUNT, 5)},
                               kDay, "USD"),
              StatusIs(kInvalid, "TARGET_FORMS"));
  // Profit and growth together stand back behind a plain profit target.
  const auto found =
      FindProfitTarget({Margin(1, "2013-01-01"),
                        AmountOf(v1::Target::MEASURE_PROFIT_AND_GROWTH, 5)},
                       kDay, "USD");
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ((*found)->margin_bps, 1);
  const auto alone = FindProfitTarget(
      {AmountOf(v1::Target::MEASURE_PROFIT_AND_GROWTH, 5)}, kDay, "USD");
  ASSERT_THAT(alone, IsOk());
  EXPECT_EQ((*alone)->amount, Units(5));
}

TEST(ProfitTarget, AnAmountInAnotherCurrencyIsRefused) {
  EXPECT_THAT(
      FindProfitTarget({AmountOf(v1::Target::MEASURE_PROFIT_AMOUNT, 5, "EUR")},
                       kDay, "USD"),
      StatusIs(absl::StatusCode::kFailedPrecondition, "MIXED_CURRENCY"));
}

v1::StrategicException AnException(const std::string& approved,
                                   const std::string& expires) {
  v1::StrategicException exception;
  exception.set_name(approved + " " + expires);
  exception.set_approver("programs/p/members/dora");
  *exception.mutable_approved_on() = Date(approved);
  *exception.mutable_expires_on() = Date(expires);
  return exception;
}

bool IsLive(const v1::StrategicException& exception) {
  return FindLiveException({exception}, kDay, ProfitabilityValues()) != nullptr;
}

TEST(StrategicException, A37_LiveFromApprovalToExpiry) {
  EXPECT_TRUE(IsLive(AnException("2013-11-30", "2013-11-30")));
  EXPECT_FALSE(IsLive(AnException("2013-12-01", "2014-01-01")));
  EXPECT_FALSE(IsLive(AnException("2013-01-01", "2013-11-29")));
}

TEST(StrategicException, A37_AtMostTwelveMonthsAndApproved) {
  EXPECT_TRUE(IsLive(AnException("2013-06-01", "2014-06-01")));
  EXPECT_FALSE(IsLive(AnException("2013-06-01", "2014-06-02")));
  v1::StrategicException nobody = AnException("2013-06-01", "2014-06-01");
  nobody.clear_approver();
  EXPECT_FALSE(IsLive(nobody));
}

TEST(StrategicException, OfSeveralTheLastToExpireIsNamed) {
  const std::vector<v1::StrategicException> exceptions = {
      AnException("2013-01-01", "2013-12-31"),
      AnException("2013-02-01", "2014-01-31"),
      AnException("2013-03-01", "2013-12-01")};
  EXPECT_EQ(FindLiveException(exceptions, kDay, ProfitabilityValues()),
            &exceptions[1]);
}

}  // namespace
}  // namespace kam::account::profit_target_test
