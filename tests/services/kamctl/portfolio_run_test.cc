#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "kam/gateway/v1/comparison.pb.h"
#include "kam/gateway/v1/key_account_service.pb.h"
#include "tests/services/kamctl/kamctl_harness.h"

namespace kam::kamctl::portfolio_run_test {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

// Both accounts are key accounts, and were assessed.
class PortfolioRunTest : public KamctlTest {
 protected:
  PortfolioRunTest() {
    HaveLedger();
    for (const char* id : {"1", "2"}) {
      Done({"designate", id, "nominated", "--basis", "strategic", "--reason",
            "It opens doors"});
      Done({"designate", id, "designated", "--basis", "strategic", "--reason",
            "It opens doors", "--approver", "cid", "--grade", "director",
            "--review-on", "2099-06-01"});
      Done({"observe", "add", id, "APPROACH", "tell", "--on", "2013-11-30",
            "--class", "customer"});
      Done({"assess", id});
    }
  }
};

TEST_F(PortfolioRunTest, TheListIsPutInOrderAndCutDown) {
  EXPECT_THAT(Done({"list"}), AllOf(ContainsRegex("phase +profit +severity"),
                                    ContainsRegex("Bike.*\n")));
  const auto reversed =
      Json<gateway::v1::ListKeyAccountsResponse>({"list", "--reverse"});
  ASSERT_EQ(reversed.key_accounts_size(), 2);
  EXPECT_EQ(reversed.key_accounts(0).account(), "programs/p/accounts/2");
  for (const char* order : {"name", "phase", "profitability", "severity"}) {
    EXPECT_THAT(Done({"list", "--order-by", order}), HasSubstr("Bike"))
        << order;
  }
  EXPECT_THAT(Done({"list", "--phase", "5"}), HasSubstr("no key accounts"));
  EXPECT_THAT(Done({"list", "--profit", "on target"}),
              HasSubstr("no key accounts"));
  EXPECT_THAT(Done({"list", "--severity", "info"}), HasSubstr("Bike"));
  EXPECT_EQ(Run({"list", "--order-by", "size"}).exit, Exit::kUsage);
  const Outcome none = Run({"list", "--phase", "9"});
  EXPECT_EQ(none.exit, Exit::kRefused);
  EXPECT_THAT(none.err, AllOf(HasSubstr("phases"), Not(HasSubstr("ranking"))));
}

TEST_F(PortfolioRunTest, TheViewTellsHowTheAccountStands) {
  EXPECT_THAT(Done({"view", "1"}),
              AllOf(HasSubstr("assessed as of"), HasSubstr("next phase"),
                    Not(HasSubstr("not assessed"))));
  EXPECT_THAT(Done({"view", "1", "--as-of", "2013-11-30"}),
              HasSubstr("not assessed by this day"));
}

TEST_F(PortfolioRunTest, TwoAccountsStandSideBySide) {
  EXPECT_THAT(Done({"compare-accounts", "1", "2"}),
              AllOf(HasSubstr("1 as of "), HasSubstr("2 as of "),
                    ContainsRegex("PROFITABILITY"), ContainsRegex("PHASES")));
  const auto both = Json<gateway::v1::CompareKeyAccountsResponse>(
      {"compare-accounts", "1", "1", "--from-as-of", "2013-11-30"});
  EXPECT_EQ(both.from().as_of().year(), 2013);
  EXPECT_TRUE(both.from().assessment().empty());
  EXPECT_FALSE(both.to().assessment().empty());
}

}  // namespace
}  // namespace kam::kamctl::portfolio_run_test
