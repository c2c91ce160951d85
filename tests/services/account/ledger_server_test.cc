#include "gmock/gmock.h"
#include "tests/services/account/account_harness.h"
#include "tests/testing/proto_matchers.h"

namespace kam::account::ledger_server_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::GrpcIsOk;
using kam::testing::GrpcStatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Accounts = v1::AccountService::Stub;
using Ledger = v1::LedgerService::Stub;

class LedgerServerTest : public AccountServiceTest {
 protected:
  LedgerServerTest() {
    HaveProgram();
    HaveAccount("a", "external_keys { source_system: 'erp' key: '1' }");
    HaveAccount("b");
  }

  v1::LedgerImport Progress(const std::string& id) {
    const auto answer = Call(*ledger_, &Ledger::GetImport,
                             "name: 'programs/p/imports/" + id + "'");
    EXPECT_THAT(answer.status, GrpcIsOk());
    return answer.value;
  }

  // Position and reason of each rejection.
  std::vector<std::pair<int64_t, std::string>> Rejections(
      const std::string& id) {
    const auto answer = Call(*ledger_, &Ledger::ListImportRejections,
                             "parent: 'programs/p/imports/" + id + "'");
    EXPECT_THAT(answer.status, GrpcIsOk());
    std::vector<std::pair<int64_t, std::string>> found;
    for (const auto& one : answer.value.rejections()) {
      found.emplace_back(one.position(), one.reason());
    }
    return found;
  }

  v1::SummarizeLedgerResponse Summary(const std::string& more = "") {
    const auto answer = Call(*ledger_, &Ledger::SummarizeLedger,
                             "parent: 'programs/p' " + more);
    EXPECT_THAT(answer.status, GrpcIsOk());
    return answer.value;
  }

  v1::ListLedgerRollupsResponse Rollups(const std::string& account) {
    return Call(*ledger_, &Ledger::ListLedgerRollups,
                "parent: 'programs/p/accounts/" + account + "'")
        .value;
  }
};

TEST_F(LedgerServerTest, BooksEntriesByNameAndByExternalKey) {
  v1::LedgerEntry by_key = Entry("a", Day(2013, 5, 2), 100, 60);
  by_key.clear_account();
  by_key.mutable_external_key()->set_source_system("erp");
  by_key.mutable_external_key()->set_key("1");
  Book({Entry("a", Day(2013, 5, 1), 50, 20), by_key});

  const auto entries = Call(*ledger_, &Ledger::ListLedgerEntries,
                            "parent: 'programs/p/accounts/a'");
  ASSERT_THAT(entries.value.ledger_entries(), SizeIs(2));
  const v1::LedgerEntry& stored = entries.value.ledger_entries(1);
  EXPECT_EQ(stored.account(), "programs/p/accounts/a");
  EXPECT_EQ(stored.revenue().units(), 100);
  EXPECT_THAT(stored.booked_on(), EqualsProto(Day(2013, 5, 2)));
  EXPECT_GT(stored.revision(), 0);

  const auto rollups = Rollups("a");
  ASSERT_THAT(rollups.ledger_rollups(), SizeIs(1));
  EXPECT_EQ(rollups.ledger_rollups(0).name(),
            "programs/p/accounts/a/ledgerRollups/2013-05-usd");
  EXPECT_EQ(rollups.ledger_rollups(0).revenue().units(), 150);
  EXPECT_EQ(rollups.ledger_rollups(0).direct_cost().units(), 80);
  EXPECT_EQ(rollups.ledger_rollups(0).purchase_count(), 2);
}

TEST_F(LedgerServerTest, SkipsADocumentThatIsThereAndRefusesAnotherOfItsId) {
  const v1::LedgerEntry entry = Entry("a", Day(2013, 5, 1), 50);
  Book({entry});
  v1::LedgerEntry other = entry;
  *other.mutable_revenue() = Usd(51);
  v1::LedgerEntry other_system = other;
  other_system.set_source_system("crm");
  v1::LedgerEntry other_account = entry;
  other_account.set_account("programs/p/accounts/b");
  ASSERT_THAT(
      Import("second", 0, {entry, other, other_system, other_account}).status,
      GrpcIsOk());
  const v1::LedgerImport progress = Progress("second");
  EXPECT_EQ(progress.duplicate_count(), 1);
  EXPECT_EQ(progress.accepted_count(), 1);
  EXPECT_EQ(progress.next_position(), 4);
  EXPECT_THAT(Rejections("second"),
              ElementsAre(std::pair(1, "DOCUMENT_ID_REUSED"),
                          std::pair(3, "DOCUMENT_ID_REUSED")));
  EXPECT_EQ(Summary().totals().revenue().units(), 101);
}

TEST_F(LedgerServerTest, SaysOfEachBadRowWhereAndWhyAndKeepsTheGoodOnes) {
  std::vector<v1::LedgerEntry> rows(8, Entry("a", Day(2013, 5, 1), 10));
  for (size_t i = 0; i < rows.size(); ++i) {
    rows[i].set_document_id("row" + std::to_string(i));
  }
  rows[0].set_account("programs/p/accounts/nobody");
  rows[1].mutable_direct_cost()->set_currency_code("EUR");
  rows[2].mutable_booked_on()->set_year(12);
  rows[3].mutable_revenue()->set_nanos(1);
  rows[4].clear_document_id();
  rows[5].set_account("programs/q/accounts/a");
  *rows[6].mutable_returns() = Usd(-1);
  ASSERT_THAT(Import("bad", 0, rows).status, GrpcIsOk());
  EXPECT_THAT(Rejections("bad"), ElementsAre(std::pair(0, "ACCOUNT_NOT_FOUND"),
                                             std::pair(1, "MIXED_CURRENCIES"),
                                             std::pair(2, "INVALID_DATE"),
                                             std::pair(3, "INVALID_MONEY"),
                                             std::pair(4, "MISSING_FIELD"),
                                             std::pair(5, "ACCOUNT_NOT_FOUND"),
                                             std::pair(6, "NEGATIVE_RETURNS")));
  EXPECT_EQ(Progress("bad").accepted_count(), 1);
  EXPECT_EQ(Summary().totals().entry_count(), 1);
}

TEST_F(LedgerServerTest, PagesRejections) {
  std::vector<v1::LedgerEntry> rows;
  for (int i = 0; i < 5; ++i) {
    rows.push_back(Entry("nobody", Day(2013, 5, 1), 10));
  }
  ASSERT_THAT(Import("bad", 0, rows).status, GrpcIsOk());
  std::string token;
  std::vector<int64_t> positions;
  do {
    const auto page = Call(*ledger_, &Ledger::ListImportRejections,
                           "parent: 'programs/p/imports/bad' page_size: 2 "
                           "page_token: '" +
                               token + "'");
    ASSERT_THAT(page.status, GrpcIsOk());
    ASSERT_LE(page.value.rejections_size(), 2);
    for (const auto& one : page.value.rejections()) {
      positions.push_back(one.position());
    }
    token = page.value.next_page_token();
  } while (!token.empty());
  EXPECT_THAT(positions, ElementsAre(0, 1, 2, 3, 4));
}

TEST_F(LedgerServerTest, ResumesWhereAnImportEnded) {
  std::vector<v1::LedgerEntry> rows;
  for (int i = 0; i < 6; ++i) {
    rows.push_back(Entry("a", Day(2013, 5, 1 + i), 10));
  }
  ASSERT_THAT(Import("one", 0, {rows[0], rows[1], rows[2]}).status, GrpcIsOk());
  harness_.Restart();
  Connect();
  EXPECT_EQ(Progress("one").next_position(), 3);
  // What was dealt with is passed over, even when it would now be refused.
  v1::LedgerEntry changed = rows[2];
  changed.clear_account();
  ASSERT_THAT(Import("one", 2, {changed, rows[3], rows[4], rows[5]}).status,
              GrpcIsOk());
  const v1::LedgerImport progress = Progress("one");
  EXPECT_EQ(progress.next_position(), 6);
  EXPECT_EQ(progress.accepted_count(), 6);
  EXPECT_EQ(progress.rejected_count(), 0);
  EXPECT_EQ(Summary().totals().revenue().units(), 60);
}

TEST_F(LedgerServerTest, RefusesAGapAndAChangeOfTarget) {
  ASSERT_THAT(Import("one", 0, {Entry("a", Day(2013, 5, 1), 10)}).status,
              GrpcIsOk());
  EXPECT_THAT(
      Import("one", 2, {Entry("a", Day(2013, 5, 1), 10)}).status,
      GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "POSITION_GAP"));
  v1::ImportLedgerRequest first;
  first.set_parent("programs/p");
  first.set_import_id("two");
  v1::ImportLedgerRequest second;
  second.set_import_id("three");
  EXPECT_THAT(
      Stream({first, second}).status,
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "IMPORT_CHANGED"));
  EXPECT_THAT(
      Stream({}).status,
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "MISSING_FIELD"));
  EXPECT_THAT(Import("four", 0, {}, "programs/nobody").status,
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND));
  EXPECT_THAT(Import("Five!", 0, {}).status,
              GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_ID"));
  EXPECT_THAT(
      Import(
          "six", 0,
          std::vector<v1::LedgerEntry>(1001, Entry("a", Day(2013, 5, 1), 10)))
          .status,
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "TOO_MANY_ENTRIES"));
}

TEST_F(LedgerServerTest, ClosesMonthsAndRefusesRowsInThem) {
  const v1::LedgerEntry early = Entry("a", Day(2013, 3, 10), 10);
  Book({early});
  CloseMonths(Day(2013, 1, 1), Day(2013, 3, 1));
  const auto closes =
      Call(*ledger_, &Ledger::ListPeriodCloses, "parent: 'programs/p'");
  ASSERT_THAT(closes.value.period_closes(), SizeIs(3));
  EXPECT_EQ(closes.value.period_closes(2).name(),
            "programs/p/periodCloses/2013-03");
  ASSERT_THAT(Import("late", 0,
                     {early, Entry("a", Day(2013, 3, 31), 10),
                      Entry("a", Day(2013, 4, 1), 10)})
                  .status,
              GrpcIsOk());
  EXPECT_THAT(Rejections("late"), ElementsAre(std::pair(1, "PERIOD_CLOSED")));
  EXPECT_EQ(Progress("late").duplicate_count(), 1);
  EXPECT_EQ(Progress("late").accepted_count(), 1);
}

TEST_F(LedgerServerTest, ClosesAMonthOfOneAccountAlone) {
  const auto closed = Call(*ledger_, &Ledger::ClosePeriod,
                           "parent: 'programs/p/accounts/a' "
                           "month { year: 2013 month: 3 day: 1 }");
  ASSERT_THAT(closed.status, GrpcIsOk());
  ASSERT_THAT(closed.value.period_closes(), SizeIs(1));
  EXPECT_EQ(closed.value.period_closes(0).name(),
            "programs/p/accounts/a/periodCloses/2013-03");
  ASSERT_THAT(
      Import("late", 0,
             {Entry("a", Day(2013, 3, 1), 10), Entry("b", Day(2013, 3, 1), 10)})
          .status,
      GrpcIsOk());
  EXPECT_THAT(Rejections("late"), ElementsAre(std::pair(0, "PERIOD_CLOSED")));
  EXPECT_THAT(Call(*ledger_, &Ledger::ListPeriodCloses,
                   "parent: 'programs/p/accounts/a'")
                  .value.period_closes(),
              SizeIs(1));
  EXPECT_THAT(Call(*ledger_, &Ledger::ListPeriodCloses, "parent: 'programs/p'")
                  .value.period_closes(),
              IsEmpty());
}

TEST_F(LedgerServerTest, ClosesOnlyMonthsThatAreOver) {
  auto close = [this](const std::string& text) {
    return Call(*ledger_, &Ledger::ClosePeriod, "parent: 'programs/p' " + text)
        .status;
  };
  EXPECT_THAT(
      close("month { year: 2013 month: 12 day: 1 }"),
      GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "PERIOD_NOT_OVER"));
  EXPECT_THAT(close("month { year: 2013 month: 11 day: 1 }"), GrpcIsOk());
  EXPECT_THAT(
      close("month { year: 2013 month: 1 day: 1 } "
            "first_month { year: 2013 month: 2 day: 1 }"),
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_MONTHS"));
  EXPECT_THAT(Call(*ledger_, &Ledger::ClosePeriod,
                   "parent: 'programs/p/accounts/nobody' "
                   "month { year: 2013 month: 1 day: 1 }")
                  .status,
              GrpcStatusIs(grpc::StatusCode::NOT_FOUND));
}

TEST_F(LedgerServerTest, SumsWholeMonthsAndPartsOfMonths) {
  Book({Entry("a", Day(2013, 3, 31), 1, 5), Entry("a", Day(2013, 4, 1), 10),
        Entry("a", Day(2013, 5, 15), 100), Entry("b", Day(2013, 6, 9), 1000),
        Entry("b", Day(2013, 6, 10), 10'000)});
  const auto all = Summary();
  EXPECT_EQ(all.totals().revenue().units(), 11'111);
  EXPECT_EQ(all.buyer_count(), 2);
  EXPECT_EQ(all.loss_maker_count(), 0);
  EXPECT_EQ(all.accounts_for_80_percent(), 1);
  ASSERT_THAT(all.largest(), SizeIs(2));
  EXPECT_EQ(all.largest(0).display_name(), "Account b");

  const auto part = Summary(
      "from_date { year: 2013 month: 3 day: 31 } "
      "to_date { year: 2013 month: 6 day: 10 }");
  EXPECT_EQ(part.totals().revenue().units(), 1111);
  EXPECT_EQ(part.totals().entry_count(), 4);
  const auto march = Summary("to_date { year: 2013 month: 4 day: 1 }");
  EXPECT_EQ(march.totals().gross_margin().units(), -4);
  EXPECT_EQ(march.loss_maker_count(), 1);
  EXPECT_EQ(march.loss_maker_gross_margin().units(), -4);

  const auto one = Call(*ledger_, &Ledger::SummarizeLedger,
                        "parent: 'programs/p/accounts/a'");
  EXPECT_EQ(one.value.totals().revenue().units(), 111);
  EXPECT_THAT(
      Call(*ledger_, &Ledger::SummarizeLedger,
           "parent: 'programs/p' "
           "from_date { year: 2013 month: 4 day: 2 } "
           "to_date { year: 2013 month: 4 day: 1 }")
          .status,
      GrpcStatusIs(grpc::StatusCode::INVALID_ARGUMENT, "DATES_REVERSED"));
  EXPECT_THAT(
      Call(*ledger_, &Ledger::SummarizeLedger, "parent: 'programs/nobody'")
          .status,
      GrpcStatusIs(grpc::StatusCode::NOT_FOUND));
}

TEST_F(LedgerServerTest, RefusesToSumMixedCurrencies) {
  v1::LedgerEntry entry = Entry("a", Day(2013, 4, 1), 10);
  entry.mutable_revenue()->set_currency_code("EUR");
  entry.mutable_direct_cost()->set_currency_code("EUR");
  entry.mutable_cost_of_sales()->set_currency_code("EUR");
  Book({entry, Entry("b", Day(2013, 5, 1), 10)});
  EXPECT_THAT(
      Call(*ledger_, &Ledger::SummarizeLedger, "parent: 'programs/p'").status,
      GrpcStatusIs(grpc::StatusCode::FAILED_PRECONDITION, "MIXED_CURRENCY"));
  EXPECT_EQ(Summary("from_date { year: 2013 month: 5 day: 1 }")
                .totals()
                .revenue()
                .units(),
            10);
}

TEST_F(LedgerServerTest, ReadsTheLedgerAsItWas) {
  Book({Entry("a", Day(2013, 4, 10), 10)});
  const auto before = Rollups("a").ledger_rollups(0).update_time();
  harness_.clock().Advance(absl::Hours(1));
  Book({Entry("a", Day(2013, 4, 20), 5)});
  v1::SummarizeLedgerRequest request;
  request.set_parent("programs/p");
  *request.mutable_read_time() = before;
  EXPECT_EQ(Send(*ledger_, &Ledger::SummarizeLedger, request)
                .value.totals()
                .revenue()
                .units(),
            10);
  // Rows of a part of a month are read as they were, too.
  *request.mutable_from_date() = Day(2013, 4, 2);
  EXPECT_EQ(Send(*ledger_, &Ledger::SummarizeLedger, request)
                .value.totals()
                .revenue()
                .units(),
            10);
  EXPECT_EQ(Summary("from_date { year: 2013 month: 4 day: 2 }")
                .totals()
                .revenue()
                .units(),
            15);
}

TEST_F(LedgerServerTest, PagesEntriesInAStretch) {
  std::vector<v1::LedgerEntry> rows;
  for (int day = 1; day <= 9; ++day) {
    rows.push_back(Entry("a", Day(2013, 4, day), day));
  }
  Book(rows);
  std::string token;
  std::vector<int64_t> revenues;
  do {
    const auto page = Call(*ledger_, &Ledger::ListLedgerEntries,
                           "parent: 'programs/p/accounts/a' page_size: 3 "
                           "from_date { year: 2013 month: 4 day: 2 } "
                           "to_date { year: 2013 month: 4 day: 9 } "
                           "page_token: '" +
                               token + "'");
    ASSERT_THAT(page.status, GrpcIsOk());
    for (const auto& entry : page.value.ledger_entries()) {
      revenues.push_back(entry.revenue().units());
    }
    token = page.value.next_page_token();
    // What is booked meanwhile is not of this list.
    if (revenues.size() == 3) Book({Entry("a", Day(2013, 4, 8), 100)});
  } while (!token.empty());
  EXPECT_THAT(revenues, ElementsAre(2, 3, 4, 5, 6, 7, 8));
}

TEST_F(LedgerServerTest, LogsOneChangePerSumAndNonePerRow) {
  std::vector<v1::LedgerEntry> rows;
  for (int day = 1; day <= 20; ++day) {
    rows.push_back(Entry(day % 2 == 0 ? "a" : "b", Day(2013, 4, day), day));
  }
  Book(rows);
  EXPECT_THAT(Call(*accounts_, &Accounts::ListAccountChanges,
                   "name: 'programs/p/accounts/a/ledgerRollups/2013-04-usd'")
                  .value.changes(),
              SizeIs(1));
}

}  // namespace
}  // namespace kam::account::ledger_server_test
