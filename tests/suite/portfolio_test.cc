// The portfolio in the order of how accounts stand, asked of the real services.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/suite/relationship_harness.h"
#include "tests/testing/matchers.h"

namespace kam::suite::portfolio_test {
namespace {

using gateway::v1::ListKeyAccountsResponse;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Verdict = account::v1::ProfitabilityVerdict;

std::vector<std::string> NamesOf(const ListKeyAccountsResponse& list) {
  std::vector<std::string> names;
  for (const auto& one : list.key_accounts()) {
    names.push_back(one.account().substr(one.account().rfind('/') + 1));
  }
  return names;
}

// Key accounts whose phases are told apart: `early` is in the first, `late` in
// the second at least, and of `mute` nothing is known.
class PortfolioTest : public RelationshipTest {
 protected:
  PortfolioTest() {
    for (const char* id : {"early", "late", "mute"}) HaveKeyAccount(id);
    HaveAccount("other");
    Observe("early", Phase("TELL", "ONE_TO_ONE_BUYER", "ALONE", "NONE", "FIXED",
                           "SALES_PERSON", "ONE_OF_SIMILAR", "OWN"));
    Observe("late",
            Phase("MUTUAL_PLANS", "TEAM_MULTI_LEVEL", "PERMANENT_MULTI",
                  "JOINT_INITIATIVES", "TAILORED_OR_BESPOKE", "VERY_SENIOR",
                  "FAVOURED_MUCH_MORE_IMPORTANT", "MUTUAL"));
    for (const char* id : {"early", "late", "mute"}) Assess(id);
  }

  static Values Phase(const char* approach, const char* contacts,
                      const char* team, const char* activity,
                      const char* offering, const char* seniority,
                      const char* perception, const char* agenda) {
    return {{"APPROACH", approach},     {"CONTACT_PATTERN", contacts},
            {"TEAM_FORM", team},        {"JOINT_ACTIVITY", activity},
            {"OFFERING", offering},     {"KAM_SENIORITY", seniority},
            {"PERCEPTION", perception}, {"AGENDA", agenda}};
  }

  // The names on all pages of `size`.
  std::vector<std::string> Pages(const std::string& order, int size) {
    std::vector<std::string> names;
    std::string token;
    do {
      const auto page = List(absl::StrCat(order, " page_size: ", size,
                                          " page_token: '", token, "'"));
      EXPECT_LE(page.key_accounts_size(), size);
      for (const std::string& name : NamesOf(page)) names.push_back(name);
      token = page.next_page_token();
    } while (!token.empty());
    return names;
  }
};

TEST_F(PortfolioTest, ALineHasThePhaseItsBoundsAndTheGravestFlag) {
  const auto list = List();
  ASSERT_THAT(NamesOf(list), ElementsAre("early", "late", "mute"));
  for (const auto& one : list.key_accounts()) {
    const std::string id = one.account().substr(one.account().rfind('/') + 1);
    const auto assessed = Assess(id);
    const auto& standing = one.evidence().standing();
    for (const auto& verdict : assessed.verdicts()) {
      for (const auto& flag : verdict.flags()) {
        EXPECT_LE(flag.severity(), standing.severity()) << flag.code();
      }
      if (verdict.model() != assessment::v1::MODEL_PHASES) continue;
      EXPECT_EQ(standing.phase_status(), verdict.status());
      EXPECT_EQ(standing.phase_ceiling(), verdict.phases().ceiling());
    }
  }
  EXPECT_EQ(list.key_accounts(0).evidence().standing().phase(), 1);
  EXPECT_GT(list.key_accounts(1).evidence().standing().phase(), 1);
  EXPECT_EQ(list.key_accounts(2).evidence().standing().phase(), 0);
  // Without a ledger there is nothing to tell of profit but that.
  EXPECT_NE(list.key_accounts(0).profitability(), Verdict::VALUE_LOSS);
}

TEST_F(PortfolioTest, IsPutInOrderOverAllPages) {
  for (const int size : {1, 2, 50}) {
    EXPECT_THAT(Pages("order_by: KEY_ACCOUNT_ORDER_PHASE", size),
                ElementsAre("early", "late", "mute"));
    EXPECT_THAT(Pages("order_by: KEY_ACCOUNT_ORDER_PHASE reverse: true", size),
                ElementsAre("late", "early", "mute"));
    EXPECT_THAT(Pages("reverse: true", size),
                ElementsAre("mute", "late", "early"));
    EXPECT_THAT(Pages("order_by: KEY_ACCOUNT_ORDER_PROFITABILITY", size),
                ::testing::SizeIs(3));
  }
}

TEST_F(PortfolioTest, ShowsThePhasesAndSeveritiesAskedFor) {
  EXPECT_THAT(NamesOf(List("phases: 1")), ElementsAre("early"));
  EXPECT_THAT(NamesOf(List("phases: 0 phases: 1")),
              ElementsAre("early", "mute"));
  EXPECT_THAT(NamesOf(List("phases: 5")), IsEmpty());
  const ListKeyAccountsResponse all = List();
  for (const auto severity : {type::v1::SEVERITY_INFO, type::v1::SEVERITY_WARN,
                              type::v1::SEVERITY_VIOLATION}) {
    std::vector<std::string> grave;
    for (const auto& one : all.key_accounts()) {
      if (one.evidence().standing().severity() >= severity) {
        grave.push_back(one.account().substr(one.account().rfind('/') + 1));
      }
    }
    EXPECT_EQ(NamesOf(List(absl::StrCat("least_severity: ", severity))), grave);
  }
}

TEST_F(PortfolioTest, LaterPagesAreOfTheStateOfTheFirst) {
  clock().Advance(absl::Minutes(1));
  const std::string order = "order_by: KEY_ACCOUNT_ORDER_PHASE page_size: 1 ";
  const auto first = List(order);
  EXPECT_THAT(NamesOf(first), ElementsAre("early"));
  // By now it would come last, and another first.
  clock().Advance(absl::Minutes(1));
  HaveKeyAccount("a");
  Observe("early", {{"APPROACH", "NO_LONGER_SELLING"}}, 2);
  Assess("early");
  const auto second =
      List(absl::StrCat(order, "page_token: '", first.next_page_token(), "'"));
  EXPECT_THAT(NamesOf(second), ElementsAre("late"));
  const auto third =
      List(absl::StrCat(order, "page_token: '", second.next_page_token(), "'"));
  EXPECT_THAT(NamesOf(third), ElementsAre("mute"));
  EXPECT_EQ(third.next_page_token(), "");
}

}  // namespace
}  // namespace kam::suite::portfolio_test
