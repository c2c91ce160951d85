#include "services/gateway/portfolio.h"

#include <string>
#include <vector>

#include "common/status/errors.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::gateway::portfolio_test {
namespace {

using kam::testing::EqualsProto;
using kam::testing::ParseProto;

account::v1::ProgramFacts Program() {
  return ParseProto<account::v1::ProgramFacts>(R"pb(
    store { epoch: "e1" revision: 11 }
    as_of { year: 2013 month: 11 day: 30 }
    key_accounts {
      account: "programs/p/accounts/a"
      display_name: "A"
      designation { state: STATE_DESIGNATED }
      profitability: VALUE_LOSS
    }
    key_accounts { account: "programs/p/accounts/b" display_name: "B" }
    key_accounts { account: "programs/p/accounts/c" display_name: "C" }
  )pb");
}

std::vector<std::string> NamesOf(const std::vector<std::string>& ids) {
  std::vector<std::string> names;
  for (const std::string& id : ids) {
    names.push_back("programs/p/accounts/" + id);
  }
  return names;
}

google::protobuf::Timestamp At(int64_t seconds) {
  google::protobuf::Timestamp time;
  time.set_seconds(seconds);
  return time;
}

TEST(Portfolio, ShowsTheAccountsOfThePageInItsOrder) {
  const auto shown =
      AssemblePortfolio(Program(), NamesOf({"b", "a"}), PortfolioAnswers());
  ASSERT_EQ(shown.key_accounts_size(), 2);
  EXPECT_EQ(shown.key_accounts(0).display_name(), "B");
  EXPECT_EQ(shown.key_accounts(1).display_name(), "A");
}

TEST(Portfolio, GoesOnInTheStatesThatTheFirstPageRead) {
  account::v1::ProgramFacts facts = Program();
  *facts.mutable_read_time() = At(11);
  PortfolioAnswers answers;
  answers.team.emplace(team::v1::ProgramFacts());
  *(*answers.team)->mutable_read_time() = At(12);
  answers.planning.emplace(Unavailable("DRAINING", "It stops."));
  answers.assessment.emplace(assessment::v1::ProgramFacts());
  const auto second = PlaceAfter({}, "programs/p/accounts/b", facts, answers);
  EXPECT_THAT(second, EqualsProto(R"pb(
                after: "programs/p/accounts/b"
                as_of { year: 2013 month: 11 day: 30 }
                account_read_time { seconds: 11 }
                team_read_time { seconds: 12 }
              )pb"));

  // What is known stays; who answers later is held to that.
  *facts.mutable_read_time() = At(21);
  *(*answers.team)->mutable_read_time() = At(22);
  answers.planning.emplace(planning::v1::ProgramFacts());
  *(*answers.planning)->mutable_read_time() = At(23);
  EXPECT_THAT(PlaceAfter(second, "programs/p/accounts/c", facts, answers),
              EqualsProto(R"pb(
                after: "programs/p/accounts/c"
                as_of { year: 2013 month: 11 day: 30 }
                account_read_time { seconds: 11 }
                team_read_time { seconds: 12 }
                planning_read_time { seconds: 23 }
              )pb"));
}

TEST(Portfolio, HasALineFromEachServiceThatAnswered) {
  PortfolioAnswers answers;
  answers.team = ParseProto<team::v1::ProgramFacts>(
      "store { revision: 22 } "
      "accounts { account: 'programs/p/accounts/a' members: 3 }");
  answers.planning = absl::DeadlineExceededError("late");
  answers.assessment = ParseProto<assessment::v1::ProgramFacts>(
      "accounts { account: 'programs/p/accounts/a' observations: 5 }");
  EXPECT_THAT(AssemblePortfolio(Program(), NamesOf({"a"}), answers),
              EqualsProto(R"pb(
                key_accounts {
                  account: "programs/p/accounts/a"
                  display_name: "A"
                  designation { state: STATE_DESIGNATED }
                  team { account: "programs/p/accounts/a" members: 3 }
                  evidence { account: "programs/p/accounts/a" observations: 5 }
                  profitability: VALUE_LOSS
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
      AssemblePortfolio(account::v1::ProgramFacts(), {}, PortfolioAnswers());
  EXPECT_EQ(response.key_accounts_size(), 0);
  EXPECT_EQ(response.team_status().state(),
            v1::SectionStatus::STATE_NOT_REQUESTED);
}

}  // namespace
}  // namespace kam::gateway::portfolio_test
