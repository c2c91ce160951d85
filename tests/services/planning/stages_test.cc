#include <string>
#include <vector>

#include "common/base/date.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/opportunity.h"
#include "services/planning/stop_start.h"
#include "tests/services/planning/step_days.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::planning::stages_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::kToday;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kName[] = "programs/p/accounts/a/opportunities/one";

v1::Opportunity Opened(absl::CivilDay day) {
  v1::Opportunity opportunity;
  opportunity.set_name(kName);
  *opportunity.mutable_opened_on() = ToProto(day);
  OpenOpportunity(kToday, opportunity);
  return opportunity;
}

absl::Status Move(int stage, v1::Opportunity& opportunity,
                  const std::string& reason = "", absl::CivilDay day = kToday) {
  v1::MoveOpportunityRequest request;
  request.set_stage(static_cast<v1::OpportunityStage>(stage));
  request.set_reason(reason);
  *request.mutable_moved_on() = ToProto(day);
  return MoveOpportunity(request, kOnToday, opportunity);
}

// What a move from one stage to another comes to: "ok", or the reason.
std::string Verdict(int from, int to, const std::string& reason) {
  v1::Opportunity opportunity = Opened(kToday);
  opportunity.set_stage(static_cast<v1::OpportunityStage>(from));
  const absl::Status status = Move(to, opportunity, reason);
  return status.ok() ? "ok" : Reason(status);
}

// All 49 moves between the five stages and the two ends: rows are where from.
TEST(Stages, S3_16_TheTableOfMoves) {
  constexpr char kTable[7][8] = {
      // to P C I R E L X      from
      "-o---l-",  // PRESALES
      "b-o--l-",  // CONTRACT_NEGOTIATION
      "-b-o--x",  // IMPLEMENTATION_DELIVERY
      "--b-o-x",  // REVIEW
      "---b--x",  // EXPLOITATION
      "-------",  // LOST
      "-------",  // CLOSED
  };
  for (int from = 1; from <= 7; ++from) {
    for (int to = 1; to <= 7; ++to) {
      const char cell = kTable[from - 1][to - 1];
      SCOPED_TRACE(std::to_string(from) + " to " + std::to_string(to));
      EXPECT_EQ(Verdict(from, to, "because"),
                cell == '-' ? "STAGE_SKIPPED" : "ok");
      EXPECT_EQ(Verdict(from, to, "  "), cell == '-'   ? "STAGE_SKIPPED"
                                         : cell == 'b' ? "MISSING_FIELD"
                                                       : "ok");
    }
  }
}

TEST(Stages, AMoveIsRecordedWithItsDay) {
  v1::Opportunity opportunity = Opened(kToday - 10);
  ASSERT_THAT(Move(2, opportunity, "", kToday - 5), IsOk());
  EXPECT_EQ(opportunity.stage(), v1::OPPORTUNITY_STAGE_CONTRACT_NEGOTIATION);
  ASSERT_EQ(opportunity.stage_history_size(), 2);
  EXPECT_EQ(opportunity.stage_history(1).moved_on().day(), 26);
  EXPECT_THAT(Move(3, opportunity, "", kToday - 6),
              StatusIs(absl::StatusCode::kInvalidArgument, "DATES_REVERSED"));
  EXPECT_THAT(Move(3, opportunity, "", kToday + 1),
              StatusIs(absl::StatusCode::kInvalidArgument, "DATE_IN_FUTURE"));
  EXPECT_EQ(opportunity.stage_history_size(), 2);
}

TEST(Stages, AnEndTellsTheOutcome) {
  v1::Opportunity lost = Opened(kToday);
  ASSERT_THAT(Move(6, lost), IsOk());
  EXPECT_EQ(lost.outcome(), v1::OPPORTUNITY_OUTCOME_LOST);
  v1::Opportunity won = Opened(kToday);
  ASSERT_THAT(Move(2, won), IsOk());
  ASSERT_THAT(Move(3, won), IsOk());
  EXPECT_EQ(won.outcome(), v1::OPPORTUNITY_OUTCOME_UNSPECIFIED);
  ASSERT_THAT(Move(7, won), IsOk());
  EXPECT_EQ(won.outcome(), v1::OPPORTUNITY_OUTCOME_WON);
}

TEST(Stages, OnlyWhatIsExploitedIsFollowed) {
  v1::Opportunity earlier = Opened(kToday);
  EXPECT_THAT(CheckExploited(earlier), HasReason("NOT_EXPLOITED"));
  for (int stage = 2; stage <= 5; ++stage) {
    ASSERT_THAT(Move(stage, earlier), IsOk());
  }
  EXPECT_THAT(CheckExploited(earlier), IsOk());
  ASSERT_THAT(Move(7, earlier), IsOk());
  EXPECT_THAT(CheckExploited(earlier), IsOk());
}

TEST(Stages, ThePastIsWithoutLaterMoves) {
  v1::Opportunity opportunity = Opened(kToday - 20);
  ASSERT_THAT(Move(2, opportunity, "", kToday - 10), IsOk());
  ASSERT_THAT(Move(6, opportunity, "", kToday - 5), IsOk());
  const v1::Opportunity then = OpportunityOn(opportunity, kToday - 7);
  EXPECT_EQ(then.stage(), v1::OPPORTUNITY_STAGE_CONTRACT_NEGOTIATION);
  EXPECT_EQ(then.outcome(), v1::OPPORTUNITY_OUTCOME_UNSPECIFIED);
  EXPECT_EQ(then.stage_history_size(), 2);
}

// An opportunity open from one day to another, lost on the latter.
v1::Opportunity LostAfter(absl::CivilDay from, absl::CivilDay to) {
  v1::Opportunity opportunity = Opened(from);
  EXPECT_THAT(Move(6, opportunity, "", to), IsOk());
  return opportunity;
}

std::vector<int> GapDays(const v1::StopStart& result) {
  std::vector<int> days;
  for (const auto& gap : result.gaps()) days.push_back(gap.days());
  return days;
}

// By hand: the window is 2012-12-01 to 2013-12-01, 366 days. Open 2013-03-02
// to 2013-05-31 leaves 91 days before (December to February are 31 + 31 + 28,
// and 1 March) and 184 after (June to November are 183, and 1 December).
TEST(StopStart, S3_15_TwoLongGapsMakeIt) {
  const v1::StopStart result = FindStopStart(
      {LostAfter(absl::CivilDay(2013, 3, 2), absl::CivilDay(2013, 5, 31))},
      kToday, PlanningValues());
  EXPECT_EQ(result.window_starts_on().year(), 2012);
  EXPECT_THAT(GapDays(result), ElementsAre(91, 184));
  EXPECT_TRUE(result.stop_start());
}

TEST(StopStart, AGapOfNinetyDaysDoesNotCount) {
  const v1::StopStart result = FindStopStart(
      {LostAfter(absl::CivilDay(2013, 3, 1), absl::CivilDay(2013, 5, 31))},
      kToday, PlanningValues());
  EXPECT_THAT(GapDays(result), ElementsAre(184));
  EXPECT_FALSE(result.stop_start());
}

TEST(StopStart, NothingAtAllIsOneGap) {
  const v1::StopStart result = FindStopStart({}, kToday, PlanningValues());
  EXPECT_THAT(GapDays(result), ElementsAre(366));
  EXPECT_FALSE(result.stop_start());
}

TEST(StopStart, OverlappingOpportunitiesCoverTogether) {
  const v1::StopStart result = FindStopStart(
      {LostAfter(absl::CivilDay(2012, 6, 1), absl::CivilDay(2013, 6, 1)),
       LostAfter(absl::CivilDay(2012, 12, 1), absl::CivilDay(2013, 2, 1)),
       Opened(absl::CivilDay(2013, 8, 30))},
      kToday, PlanningValues());
  // 2 June to 29 August: 29 + 31 + 29 = 89 days.
  EXPECT_THAT(GapDays(result), IsEmpty());
  EXPECT_FALSE(result.stop_start());
  ASSERT_EQ(result.dwell_size(), 1);
  EXPECT_EQ(result.dwell(0).days(), 93);
}

TEST(StopStart, ASaleClosedWithoutReviewAndExploitationCounts) {
  auto close_from = [](int stage, absl::CivilDay day) {
    v1::Opportunity opportunity = Opened(absl::CivilDay(2012, 1, 1));
    for (int next = 2; next <= stage; ++next) {
      EXPECT_THAT(Move(next, opportunity, "", day), IsOk());
    }
    EXPECT_THAT(Move(7, opportunity, "", day), IsOk());
    return opportunity;
  };
  const v1::Opportunity cover = Opened(absl::CivilDay(2012, 1, 1));
  auto closed_early = [&](const v1::Opportunity& one) {
    return FindStopStart({cover, one}, kToday, PlanningValues())
        .closed_early_size();
  };
  EXPECT_EQ(closed_early(close_from(3, absl::CivilDay(2013, 6, 1))), 1);
  EXPECT_EQ(closed_early(close_from(4, absl::CivilDay(2013, 6, 1))), 1);
  EXPECT_EQ(closed_early(close_from(5, absl::CivilDay(2013, 6, 1))), 0);
  // Before the window it is past, and lost is not won.
  EXPECT_EQ(closed_early(close_from(3, absl::CivilDay(2012, 11, 30))), 0);
  EXPECT_EQ(closed_early(LostAfter(absl::CivilDay(2013, 1, 1), kToday)), 0);
}

TEST(StopStart, WhatIsOpenedLaterDoesNotCountYet) {
  const v1::StopStart result =
      FindStopStart({Opened(kToday)}, kToday - 1, PlanningValues());
  EXPECT_THAT(result.dwell(), IsEmpty());
}

}  // namespace
}  // namespace kam::planning::stages_test
