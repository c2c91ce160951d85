#include "services/account/ledger_entry.h"

#include "gmock/gmock.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::account::ledger_entry_test {
namespace {

using kam::testing::IsOk;
using kam::testing::kInvalid;
using kam::testing::ParseProto;
using kam::testing::StatusIs;

v1::LedgerEntry Good() {
  return ParseProto<v1::LedgerEntry>(R"pb(
    account: "programs/p/accounts/a"
    booked_on { year: 2013 month: 11 day: 30 }
    revenue { currency_code: "USD" units: 10 nanos: 500000000 }
    direct_cost { currency_code: "USD" units: 4 nanos: 100000 }
    source_system: "erp"
    document_id: "d1"
  )pb");
}

TEST(LedgerEntryTest, ReadsAmountsExactlyAndCountsAbsentOnesAsNothing) {
  const auto row = ReadEntry(Good());
  ASSERT_THAT(row, IsOk());
  EXPECT_EQ(row->booked_on, absl::CivilDay(2013, 11, 30));
  EXPECT_EQ(row->currency, "USD");
  EXPECT_EQ(FormatAmount(row->sums.revenue), "10.5000");
  EXPECT_EQ(FormatAmount(row->sums.direct_cost), "4.0001");
  EXPECT_EQ(row->sums.cost_of_sales, Amount::Zero());
  EXPECT_EQ(row->sums.entries, 1);
  EXPECT_EQ(row->sums.purchases, 1);
}

TEST(LedgerEntryTest, APurchaseHasRevenueAboveZero) {
  v1::LedgerEntry entry = Good();
  entry.mutable_revenue()->set_units(0);
  entry.mutable_revenue()->set_nanos(0);
  EXPECT_EQ(ReadEntry(entry)->sums.purchases, 0);
  entry.mutable_revenue()->set_units(-1);
  EXPECT_EQ(ReadEntry(entry)->sums.purchases, 0);
}

TEST(LedgerEntryTest, SaysWhatIsWrong) {
  auto refused = [](auto change) {
    v1::LedgerEntry entry = Good();
    change(entry);
    return ReadEntry(entry);
  };
  EXPECT_THAT(refused([](auto& e) { e.clear_account(); }),
              StatusIs(kInvalid, "MISSING_FIELD"));
  EXPECT_THAT(refused([](auto& e) { e.mutable_external_key()->set_key("1"); }),
              StatusIs(kInvalid, "MISSING_FIELD"));
  EXPECT_THAT(refused([](auto& e) {
                e.clear_account();
                e.mutable_external_key()->set_key("1");
              }),
              StatusIs(kInvalid, "MISSING_FIELD"));
  EXPECT_THAT(refused([](auto& e) { e.set_source_system(" "); }),
              StatusIs(kInvalid, "MISSING_FIELD"));
  EXPECT_THAT(refused([](auto& e) { e.clear_booked_on(); }),
              StatusIs(kInvalid, "INVALID_DATE"));
  EXPECT_THAT(refused([](auto& e) { e.mutable_booked_on()->set_day(31); }),
              StatusIs(kInvalid, "INVALID_DATE"));
  EXPECT_THAT(refused([](auto& e) {
                e.mutable_revenue()->set_units(10'000'000'000'001);
              }),
              StatusIs(kInvalid, "INVALID_MONEY"));
  EXPECT_THAT(
      refused([](auto& e) { e.mutable_revenue()->clear_currency_code(); }),
      StatusIs(kInvalid, "INVALID_MONEY"));
  EXPECT_THAT(refused([](auto& e) {
                e.clear_revenue();
                e.clear_direct_cost();
              }),
              StatusIs(kInvalid, "MISSING_FIELD"));
  EXPECT_THAT(
      refused([](auto& e) { e.set_document_id(std::string(257, 'x')); }),
      StatusIs(kInvalid, "FIELD_TOO_LONG"));
}

TEST(LedgerEntryTest, TheDigestTellsEveryPartOfTheContent) {
  const auto row = ReadEntry(Good());
  const std::string digest = EntryDigest(*row, "bike");
  EXPECT_EQ(digest.size(), 16u);
  EXPECT_EQ(digest, EntryDigest(*row, "bike"));
  EXPECT_EQ(row->digest, EntryDigest(*row, ""));
  EXPECT_NE(digest, EntryDigest(*row, "bikes"));
  auto changed = [&](auto change) {
    LedgerRow other = *row;
    change(other);
    return EntryDigest(other, "bike");
  };
  const Amount one = Amount::FromTenThousandths(1);
  EXPECT_NE(digest, changed([](auto& r) { ++r.booked_on; }));
  EXPECT_NE(digest, changed([](auto& r) { r.currency = "EUR"; }));
  EXPECT_NE(digest, changed([&](auto& r) { r.sums.revenue = one; }));
  EXPECT_NE(digest, changed([&](auto& r) { r.sums.returns = one; }));
  EXPECT_NE(digest, changed([&](auto& r) { r.sums.direct_cost = one; }));
  EXPECT_NE(digest, changed([&](auto& r) { r.sums.cost_of_sales = one; }));
}

TEST(LedgerEntryTest, SumsGoThroughARollupUnchanged) {
  LedgerSums sums;
  sums.revenue =
      Amount::FromTenThousandths(absl::int128(90'000'000'000'000'000) * 10'000);
  sums.returns = Amount::FromTenThousandths(3);
  sums.direct_cost = Amount::FromTenThousandths(-12'345);
  sums.entries = 7;
  sums.purchases = 5;
  v1::LedgerRollup rollup;
  SetSums(sums, "USD", rollup);
  const LedgerSums back = SumsOf(rollup);
  EXPECT_EQ(back.revenue, sums.revenue);
  EXPECT_EQ(back.returns, sums.returns);
  EXPECT_EQ(back.direct_cost, sums.direct_cost);
  EXPECT_EQ(back.entries, 7);
  EXPECT_EQ(back.purchases, 5);
}

TEST(LedgerEntryTest, ASumThatLeavesTheRangeIsAnError) {
  LedgerSums sums;
  sums.revenue = Amount::FromTenThousandths(
      absl::int128(9'000'000'000'000'000'000) * 10'000);
  const LedgerSums term = sums;
  EXPECT_THAT(AddTo(sums, term),
              StatusIs(absl::StatusCode::kOutOfRange, "SUM_OVERFLOW"));
}

}  // namespace
}  // namespace kam::account::ledger_entry_test
