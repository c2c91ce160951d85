#include "services/gateway/portfolio.h"

#include <string>
#include <vector>

#include "common/status/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::gateway {
namespace {

using kam::testing::EqualsProto;
using kam::testing::ParseProto;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

account::v1::ProgramFacts Program() {
  return ParseProto<account::v1::ProgramFacts>(R"pb(
    store { epoch: "e1" revision: 11 }
    as_of { year: 2013 month: 11 day: 30 }
    key_accounts {
      account: "programs/p/accounts/a"
      display_name: "A"
      designation { state: STATE_DESIGNATED }
    }
    key_accounts { account: "programs/p/accounts/b" display_name: "B" }
    key_accounts { account: "programs/p/accounts/c" display_name: "C" }
  )pb");
}

std::vector<std::string> Names(const PortfolioPage& page) {
  std::vector<std::string> names;
  for (const auto& fact : page.key_accounts) names.push_back(fact.account());
  return names;
}

TEST(Portfolio, PagesInTheOrderOfNames) {
  const PortfolioPage first = PageAfter(Program(), "", 2);
  EXPECT_THAT(Names(first),
              ElementsAre("programs/p/accounts/a", "programs/p/accounts/b"));
  EXPECT_EQ(first.next_after, "programs/p/accounts/b");
  const PortfolioPage second = PageAfter(Program(), first.next_after, 2);
  EXPECT_THAT(Names(second), ElementsAre("programs/p/accounts/c"));
  EXPECT_EQ(second.next_after, "");
}

TEST(Portfolio, AFullLastPageHasNoNext) {
  EXPECT_EQ(PageAfter(Program(), "", 3).next_after, "");
  EXPECT_THAT(Names(PageAfter(Program(), "programs/p/accounts/c", 3)),
              IsEmpty());
}

TEST(Portfolio, GoesOnAfterAnAccountThatIsNoLongerKey) {
  EXPECT_THAT(Names(PageAfter(Program(), "programs/p/accounts/aa", 1)),
              ElementsAre("programs/p/accounts/b"));
}

TEST(Portfolio, HasALineFromEachServiceThatAnswered) {
  PortfolioAnswers answers;
  answers.team = ParseProto<team::v1::ProgramFacts>(
      "store { revision: 22 } "
      "accounts { account: 'programs/p/accounts/a' members: 3 }");
  answers.planning = absl::DeadlineExceededError("late");
  answers.assessment = ParseProto<assessment::v1::ProgramFacts>(
      "accounts { account: 'programs/p/accounts/a' observations: 5 }");
  const PortfolioPage page = PageAfter(Program(), "", 1);
  EXPECT_THAT(AssemblePortfolio(Program(), page, answers), EqualsProto(R"pb(
                key_accounts {
                  account: "programs/p/accounts/a"
                  display_name: "A"
                  designation { state: STATE_DESIGNATED }
                  team { account: "programs/p/accounts/a" members: 3 }
                  evidence { account: "programs/p/accounts/a" observations: 5 }
                }
                as_of { year: 2013 month: 11 day: 30 }
                account_status {
                  state: STATE_OK
                  store { epoch: "e1" revision: 11 }
                }
                team_status {
                  state: STATE_OK
                  store { revision: 22 }
                }
                planning_status { state: STATE_TIMED_OUT code: 4 }
                assessment_status {
                  state: STATE_OK
                  store {}
                }
              )pb"));
}

TEST(Portfolio, AnEmptyPageAsksNobody) {
  const auto response =
      AssemblePortfolio(Program(), PortfolioPage(), PortfolioAnswers());
  EXPECT_EQ(response.key_accounts_size(), 0);
  EXPECT_EQ(response.team_status().state(),
            v1::SectionStatus::STATE_NOT_REQUESTED);
}

}  // namespace
}  // namespace kam::gateway
