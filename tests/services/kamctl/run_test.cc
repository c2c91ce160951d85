#include "services/kamctl/run.h"

#include "gmock/gmock.h"
#include "kam/account/v1/ledger.pb.h"
#include "kam/gateway/v1/key_account_view.pb.h"
#include "tests/services/kamctl/kamctl_harness.h"

namespace kam::kamctl::run_test {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(KamctlTest, TellsHealth) { EXPECT_EQ(Done({"health"}), "serving\n"); }

TEST_F(KamctlTest, SaysThatNoServerAnswers) {
  suite_.reset();
  const Outcome outcome = Run({"list", "accounts"});
  EXPECT_EQ(outcome.exit, Exit::kUnreachable);
  EXPECT_THAT(outcome.err, HasSubstr("no answer from " + address_));
}

TEST_F(KamctlTest, SaysWhyTheServerRefused) {
  const Outcome outcome = Run({"view", "nobody"});
  EXPECT_EQ(outcome.exit, Exit::kRefused);
  EXPECT_THAT(outcome.err, HasSubstr("NOT_FOUND"));
}

TEST_F(KamctlTest, RefusesAWrongCommandLine) {
  EXPECT_EQ(Run({"fly"}).exit, Exit::kUsage);
  EXPECT_EQ(Run({"view"}).exit, Exit::kUsage);
  EXPECT_EQ(Run({"select", "--as-of", "30.11.2013"}).exit, Exit::kUsage);
  EXPECT_EQ(Run({"--help"}).exit, Exit::kDone);
}

TEST_F(KamctlTest, ImportsAccountsAgainAndAgain) {
  HaveAccounts();
  Done({"import", "accounts", "-", "--column", "name=Customer"},
       "Key,Customer,Region\n1,Brakes & Gears,North\n");
  EXPECT_THAT(Done({"list", "accounts"}),
              AllOf(HasSubstr("Brakes & Gears"), HasSubstr("Bike Würld"),
                    HasSubstr("erp:1"), Not(HasSubstr("Brakes, and Gears"))));
}

TEST_F(KamctlTest, TellsEqualKeysOfTwoSystemsApart) {
  HaveAccounts();
  for (int run = 0; run < 2; ++run) {
    Done({"import", "accounts", "-", "--source-system", "crm", "--column",
          "name=Customer"},
         "Key,Customer\n1,Somebody Else\n");
  }
  EXPECT_THAT(Done({"list", "accounts"}),
              AllOf(ContainsRegex("1 +Brakes, and Gears .*erp:1"),
                    ContainsRegex("crm-1 +Somebody Else .*crm:1")));
}

TEST_F(KamctlTest, LeavesOutRowsWithTheirLineAndReason) {
  HaveAccounts();
  const Outcome outcome = Run(
      {"import", "contacts", "-"},
      "key,account_key,name,function\nc1,1,Ann,purchasing\nc2,9,Bob,finance\n"
      "c3,2,,finance\nc4,2,Eve,magic\n");
  EXPECT_EQ(outcome.exit, Exit::kRowsRejected);
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("4 rows, 1 stored"), HasSubstr("3 rejected"),
                    HasSubstr("3  c2   ACCOUNT_NOT_FOUND"),
                    HasSubstr("4  c3   EMPTY_CELL"),
                    HasSubstr("5  c4   UNKNOWN_WORD")));
}

TEST_F(KamctlTest, LeavesOutTheSecondRowOfARecord) {
  HaveProgram();
  const Outcome outcome =
      Run({"import", "accounts", "-"}, "key,name\n1,First\n2,B\n1,Second\n");
  EXPECT_EQ(outcome.exit, Exit::kRowsRejected);
  EXPECT_THAT(outcome.out, AllOf(HasSubstr("3 rows, 2 stored"),
                                 HasSubstr("4  1    DUPLICATE_ROW"),
                                 HasSubstr("line 2 is of the same record")));
  EXPECT_THAT(Done({"list", "accounts"}),
              AllOf(HasSubstr("First"), Not(HasSubstr("Second"))));
}

TEST_F(KamctlTest, ImportsManyRowsAtOnceAndKeepsTheirOrder) {
  HaveProgram();
  std::string rows = "key,name\n";
  for (int i = 0; i < 300; ++i) {
    // Every tenth has no name.
    absl::StrAppend(&rows, i, ",", i % 10 == 9 ? "" : "Name", "\n");
  }
  const Outcome outcome =
      Run({"import", "accounts", "-", "--show-rejected", "100"}, rows);
  EXPECT_EQ(outcome.exit, Exit::kRowsRejected);
  EXPECT_THAT(outcome.out, HasSubstr("300 rows, 270 stored"));
  size_t at = 0;
  for (int i = 9; i < 300; i += 10) {
    const std::string row = absl::StrCat(i + 2, "  ", i, " ");
    const size_t found = outcome.out.find(row, at);
    ASSERT_NE(found, std::string::npos) << row << outcome.out;
    at = found;
  }
}

TEST_F(KamctlTest, SaysThatAListIsEmpty) {
  EXPECT_THAT(Done({"program", "list"}), HasSubstr("no programmes"));
  HaveProgram();
  EXPECT_THAT(Done({"list"}), HasSubstr("no key accounts"));
  EXPECT_EQ(Done({"list", "accounts"}), "no accounts\n");
  EXPECT_EQ(Done({"list", "members"}), "no members\n");
}

TEST_F(KamctlTest, SaysWhatIsWrongOnce) {
  const Outcome outcome = Run({"program", "create", "p", "--name", "P",
                               "--currency", "USD", "--time-zone", "Mars"});
  EXPECT_EQ(outcome.exit, Exit::kRefused);
  const size_t first = outcome.err.find("time_zone");
  ASSERT_NE(first, std::string::npos) << outcome.err;
  EXPECT_EQ(outcome.err.find("time_zone", first + 1), std::string::npos)
      << outcome.err;
  // Of several all are told.
  EXPECT_THAT(Run({"program", "create", "p", "--name", "P", "--currency", "US",
                   "--time-zone", "Mars"})
                  .err,
              AllOf(HasSubstr("\n  program.time_zone"),
                    HasSubstr("\n  program.reporting_currency")));
}

TEST_F(KamctlTest, SendsNothingOfADamagedFile) {
  HaveProgram();
  const Outcome cut = Run({"import", "accounts", "-"}, "key,name\n1,A\n2,B");
  EXPECT_EQ(cut.exit, Exit::kUsage);
  EXPECT_THAT(cut.err, HasSubstr("CSV_TRUNCATED: line 3"));
  const Outcome binary =
      Run({"import", "accounts", "-"}, "key,name\n1,A\n2,B\xFF\n");
  EXPECT_THAT(binary.err, HasSubstr("CSV_NOT_TEXT: line 3"));
  EXPECT_THAT(Done({"list", "accounts"}), Not(HasSubstr("erp:1")));
}

TEST_F(KamctlTest, ImportsALedgerAndSumsIt) {
  HaveLedger();
  const auto summary =
      Json<account::v1::SummarizeLedgerResponse>({"summarize"});
  EXPECT_EQ(summary.totals().revenue().units(), 1750);
  EXPECT_EQ(summary.totals().revenue().nanos(), 500000000);
  EXPECT_EQ(summary.totals().direct_cost().units(), 1400);
  EXPECT_EQ(summary.buyer_count(), 2);
  EXPECT_EQ(summary.largest(0).account(), "programs/p/accounts/1");
  EXPECT_THAT(Done({"summarize"}),
              AllOf(HasSubstr("1,750.50"), HasSubstr("1,400.25")));
}

TEST_F(KamctlTest, GoesOnWithAKnownImport) {
  HaveLedger();
  const std::string again =
      Done({"import", "ledger", "-", "--set", "cost_of_sales=0"}, kLedger);
  EXPECT_THAT(again, HasSubstr("it went on at row 4"));
  const std::string anew = Done({"import", "ledger", "-", "--set",
                                 "cost_of_sales=0", "--import-id", "anew"},
                                kLedger);
  EXPECT_THAT(anew, HasSubstr("0 stored, 3 known before"));
  EXPECT_EQ(Json<account::v1::SummarizeLedgerResponse>({"summarize"})
                .totals()
                .entry_count(),
            3);
}

TEST_F(KamctlTest, AsksForCostOfSalesAloud) {
  HaveAccounts();
  const Outcome outcome = Run({"import", "ledger", "-"}, kLedger);
  EXPECT_EQ(outcome.exit, Exit::kUsage);
  EXPECT_THAT(outcome.err, HasSubstr("--set cost_of_sales="));
}

TEST_F(KamctlTest, RejectsLedgerRowsOfBothSides) {
  HaveAccounts();
  const Outcome outcome =
      Run({"import", "ledger", "-", "--set", "cost_of_sales=0"},
          "document_id,account_key,booked_on,revenue,direct_cost\n"
          "D1,1,2013-03-04,nan,0\n"
          "D2,1,2013-03-04,10,5\n"
          "D3,77,2013-03-04,10,5\n"
          "D4,1,2013-02-30,10,5\n"
          "D5,1,2013-03-04,1e6,5\n"
          "D6,2,2013-03-04,11,5\n");
  EXPECT_EQ(outcome.exit, Exit::kRowsRejected) << outcome.err;
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("6 rows, 2 stored"), HasSubstr("4 rejected"),
                    HasSubstr("2  D1   INVALID_AMOUNT"),
                    HasSubstr("4  D3   ACCOUNT_NOT_FOUND"),
                    HasSubstr("5  D4   INVALID_DATE"),
                    HasSubstr("6  D5   INVALID_AMOUNT")));
}

TEST_F(KamctlTest, ClosesPeriodsAndTellsProfit) {
  HaveLedger();
  Done({"close", "2013-12", "--first", "2013-01", "--by", "finance"});
  EXPECT_THAT(Done({"profit", "1", "--as-of", "2014-01-15"}),
              AllOf(HasSubstr("costs complete"), HasSubstr("200.25"),
                    HasSubstr("account profit")));
  EXPECT_THAT(Done({"profit", "--ten-largest", "--as-of", "2014-01-15"}),
              HasSubstr("Bike Würld"));
  EXPECT_EQ(Run({"profit"}).exit, Exit::kUsage);
}

TEST_F(KamctlTest, SelectsAndDesignates) {
  HaveLedger();
  // A single purchase makes no regular buyer.
  EXPECT_THAT(Done({"select", "--as-of", "2013-12-31"}),
              HasSubstr("base 1 roots with revenue 1,500.50"));
  Done({"designate", "1", "nominated", "--basis", "revenue", "--reason",
        "largest", "--on", "2013-12-01"});
  Done({"import", "members", "-"}, "key,name,title\n7,Mia,Director\n");
  EXPECT_THAT(Done({"list", "members"}), HasSubstr("Mia"));
  Done({"designate", "1", "designated", "--basis", "revenue", "--reason",
        "the board agreed", "--approver", "7", "--grade", "director", "--on",
        "2013-12-02", "--review-on", "2014-12-01"});
  EXPECT_THAT(Done({"list", "--as-of", "2013-12-31"}),
              AllOf(HasSubstr("Brakes, and Gears"), HasSubstr("designated")));
  EXPECT_THAT(Done({"history", "1"}),
              AllOf(HasSubstr("created"), HasSubstr("updated")));
}

TEST_F(KamctlTest, ShowsTheJointView) {
  HaveLedger();
  Done({"import", "members", "-"}, "key,name,title\n7,Mia,Director\n");
  Done({"import", "assignments", "-", "--set", "role=support"},
       "account_key,member_key,starts_on,lead\n1,7,2013-01-01,yes\n");
  EXPECT_THAT(Done({"view", "1", "--as-of", "2013-12-31"}),
              AllOf(HasSubstr("Brakes, and Gears (1), not a key account"),
                    HasSubstr("ACCOUNT (revision"), HasSubstr("Mia"),
                    HasSubstr("no plan is in force"),
                    HasSubstr("nothing was observed")));
  const auto view =
      Json<gateway::v1::KeyAccountView>({"view", "1", "--section", "team"});
  EXPECT_EQ(view.team().members_size(), 1);
  EXPECT_EQ(view.planning().status().state(),
            gateway::v1::SectionStatus::STATE_NOT_REQUESTED);
}

TEST_F(KamctlTest, WatchesFromASnapshotOn) {
  HaveAccounts();
  const std::string seen = Done({"watch", "--once"});
  EXPECT_THAT(seen, AllOf(HasSubstr("snapshot  programs/p/accounts/1"),
                          HasSubstr("--resume "), Not(HasSubstr("1970"))));
  const size_t at = seen.rfind("--resume ") + 9;
  const std::string token = seen.substr(at, seen.find('\n', at) - at);
  Done({"import", "accounts", "-"}, "key,name\n3,Third\n");
  const std::string rest = Done({"watch", "--once", "--resume", token});
  EXPECT_THAT(rest, AllOf(HasSubstr("created  programs/p/accounts/3"),
                          Not(HasSubstr("accounts/1"))));
  EXPECT_THAT(Run({"watch", "--once", "--resume", "junk"}).err, Not(IsEmpty()));
}

TEST_F(KamctlTest, EvaluatesEvidenceAndExplainsWhatWasKept) {
  constexpr char kRequest[] = R"({"model": "MODEL_PHASES",
    "evidence": {"subject": "programs/p/accounts/1", "observations": [
      {"observation": {"model": "MODEL_PHASES", "dimension": "APPROACH",
       "key": "TELL", "observedOn": {"year": 2013, "month": 11, "day": 1},
       "sourceClass": "SOURCE_CLASS_SUPPLIER"}}]}})";
  const Outcome page =
      Run({"evaluate", "-", "--as-of", "2013-11-30"}, kRequest);
  EXPECT_EQ(page.exit, Exit::kDone) << page.err;
  EXPECT_THAT(page.out, HasSubstr("Verdict: 1, provisional (thin evidence)"));

  const Outcome kept =
      Run({"evaluate", "-", "--as-of", "2013-11-30", "--json"}, kRequest);
  const Outcome explained = Run({"explain", "-"}, kept.out);
  EXPECT_EQ(explained.exit, Exit::kDone) << explained.err;
  EXPECT_EQ(explained.out, page.out);

  const Outcome undated = Run({"evaluate", "-"}, kRequest);
  EXPECT_EQ(undated.exit, Exit::kRefused);
  EXPECT_THAT(undated.err, HasSubstr("as_of"));
  const Outcome garbled = Run({"evaluate", "-"}, "{");
  EXPECT_EQ(garbled.exit, Exit::kUsage);
  EXPECT_THAT(garbled.err, HasSubstr("INVALID_RECORD_FILE"));
  const Outcome missing = Run({"explain", "/no/such/file"});
  EXPECT_EQ(missing.exit, Exit::kUsage);
  EXPECT_THAT(missing.err, HasSubstr("UNREADABLE_FILE"));
}

}  // namespace
}  // namespace kam::kamctl::run_test
