#include "services/assessment/ranking.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::assessment::ranking_test {
namespace {

using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

RankedAccount Account(const std::string& id, const std::string& standing) {
  return {id, ParseProto<v1::StandingSummary>(standing)};
}

// Of each kind one, and one that was never assessed.
std::vector<RankedAccount> Accounts() {
  return {{"none"},
          Account("two", "phase: 2 phase_ceiling: 3 severity: SEVERITY_WARN"),
          Account("low", "phase_ceiling: 5 severity: SEVERITY_INFO"),
          Account("four", "phase: 4 phase_ceiling: 4"),
          Account("open",
                  "phase: 2 phase_ceiling: 5 "
                  "severity: SEVERITY_VIOLATION"),
          Account("same", "phase: 2 phase_ceiling: 3 severity: SEVERITY_WARN")};
}

absl::StatusOr<std::vector<RankedAccount>> RankedBy(const std::string& text) {
  auto ranking = ParseProto<v1::Ranking>(text);
  if (ranking.limit() == 0) ranking.set_limit(100);
  return Rank(Accounts(), ranking);
}

std::vector<std::string> Ranked(const std::string& text) {
  std::vector<std::string> names;
  const auto ranked = RankedBy(text);
  EXPECT_TRUE(ranked.ok()) << ranked.status();
  if (!ranked.ok()) return names;
  for (const RankedAccount& one : *ranked) names.push_back(one.account);
  return names;
}

TEST(Ranking, WithoutAnOrderTheGivenOneHolds) {
  EXPECT_THAT(Ranked(""),
              ElementsAre("none", "two", "low", "four", "open", "same"));
  EXPECT_THAT(Ranked("reverse: true"),
              ElementsAre("none", "two", "low", "four", "open", "same"));
}

TEST(Ranking, ByPhaseThoseThatCannotBeToldComeLastEitherWay) {
  EXPECT_THAT(Ranked("order_by: RANKING_ORDER_PHASE"),
              ElementsAre("two", "same", "open", "four", "none", "low"));
  EXPECT_THAT(Ranked("order_by: RANKING_ORDER_PHASE reverse: true"),
              ElementsAre("four", "open", "two", "same", "none", "low"));
}

TEST(Ranking, BySeverityTheGravestComesFirst) {
  EXPECT_THAT(Ranked("order_by: RANKING_ORDER_SEVERITY"),
              ElementsAre("open", "two", "same", "low", "none", "four"));
  EXPECT_THAT(Ranked("order_by: RANKING_ORDER_SEVERITY reverse: true"),
              ElementsAre("low", "two", "same", "open", "none", "four"));
}

TEST(Ranking, ShowsWhatIsAskedForAlone) {
  EXPECT_THAT(Ranked("phases: 4 phases: 0"),
              ElementsAre("none", "low", "four"));
  EXPECT_THAT(Ranked("least_severity: SEVERITY_WARN"),
              ElementsAre("two", "open", "same"));
  EXPECT_THAT(Ranked("least_severity: SEVERITY_INFO phases: 0"),
              ElementsAre("low"));
  EXPECT_THAT(Ranked("phases: 1"), IsEmpty());
}

TEST(Ranking, PagesHaveEachAccountOnce) {
  const std::string order = "order_by: RANKING_ORDER_SEVERITY limit: 2 ";
  EXPECT_THAT(Ranked(order), ElementsAre("open", "two"));
  EXPECT_THAT(Ranked(order + "after: 'two'"), ElementsAre("same", "low"));
  EXPECT_THAT(Ranked(order + "after: 'low'"), ElementsAre("none", "four"));
  EXPECT_THAT(Ranked(order + "after: 'four'"), IsEmpty());
}

TEST(Ranking, RefusesWhatHasNoMeaning) {
  const auto code = absl::StatusCode::kInvalidArgument;
  EXPECT_THAT(RankedBy("after: 'gone'"), StatusIs(code, "UNKNOWN_ACCOUNT"));
  EXPECT_THAT(RankedBy("phases: 6"), StatusIs(code, "INVALID_PHASE"));
  EXPECT_THAT(RankedBy("limit: -1"), StatusIs(code, "INVALID_PAGE_SIZE"));
  EXPECT_THAT(RankedBy("limit: 1002"), StatusIs(code, "INVALID_PAGE_SIZE"));
}

}  // namespace
}  // namespace kam::assessment::ranking_test
