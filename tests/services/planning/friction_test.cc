#include "services/planning/friction.h"

#include <string>
#include <vector>

#include "common/base/date.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/account_sets.h"
#include "services/planning/commitment.h"
#include "tests/services/planning/step_days.h"
#include "tests/testing/days.h"
#include "tests/testing/matchers.h"
#include "tests/testing/parse_proto.h"

namespace kam::planning::friction_test {
namespace {

using kam::testing::HasReason;
using kam::testing::IsOk;
using kam::testing::kToday;
using kam::testing::ParseProto;
using kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::Commitment Promised(const std::string& department, absl::CivilDay day) {
  v1::Commitment commitment;
  commitment.set_name("programs/p/accounts/a/commitments/one");
  commitment.set_department("programs/p/departments/" + department);
  *commitment.mutable_promised_on() = ToProto(day);
  ProposeCommitment(commitment);
  return commitment;
}

absl::Status Move(v1::CommitmentState state, v1::Commitment& commitment,
                  const std::string& reason = "No capacity",
                  absl::CivilDay day = kToday) {
  return MoveCommitment(state, ToProto(day), reason, kOnToday, commitment);
}

v1::Commitment In(v1::CommitmentState state, const std::string& department,
                  absl::CivilDay day = kToday) {
  v1::Commitment commitment = Promised(department, day);
  if (state == v1::COMMITMENT_STATE_DELIVERED) {
    EXPECT_THAT(Move(v1::COMMITMENT_STATE_ACCEPTED, commitment), IsOk());
  }
  if (state != v1::COMMITMENT_STATE_PROPOSED) {
    EXPECT_THAT(Move(state, commitment), IsOk());
  }
  return commitment;
}

v1::Friction Tally(const std::vector<v1::Commitment>& commitments,
                   absl::CivilDay day = kToday) {
  FrictionTally tally(day, PlanningValues());
  for (const v1::Commitment& one : commitments) tally.Add(one);
  return tally.Result();
}

std::vector<std::string> Flags(const v1::Friction& friction) {
  std::vector<std::string> codes;
  for (const auto& flag : friction.flags()) codes.push_back(flag.code());
  return codes;
}

// All 25 moves between the states: rows are where from.
TEST(Commitment, S1_06_TheTableOfMoves) {
  constexpr char kTable[5][6] = {
      // to P A D B W    from
      "-a-bw",  // PROPOSED
      "--dbw",  // ACCEPTED
      "-----",  // DELIVERED
      "-a--w",  // BLOCKED
      "-----",  // WITHDRAWN
  };
  for (int from = 1; from <= 5; ++from) {
    for (int to = 1; to <= 5; ++to) {
      SCOPED_TRACE(std::to_string(from) + " to " + std::to_string(to));
      v1::Commitment commitment = Promised("supply", kToday);
      commitment.set_state(static_cast<v1::CommitmentState>(from));
      const absl::Status status =
          Move(static_cast<v1::CommitmentState>(to), commitment);
      if (kTable[from - 1][to - 1] == '-') {
        EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition,
                                     "WRONG_STATE"));
      } else {
        EXPECT_THAT(status, IsOk());
      }
    }
  }
}

TEST(Commitment, ABlockNeedsAReason) {
  v1::Commitment commitment = Promised("supply", kToday);
  EXPECT_THAT(Move(v1::COMMITMENT_STATE_BLOCKED, commitment, " "),
              HasReason("MISSING_FIELD"));
  EXPECT_EQ(commitment.state(), v1::COMMITMENT_STATE_PROPOSED);
}

TEST(Commitment, StepsFollowThePromise) {
  v1::Commitment commitment = Promised("supply", kToday - 3);
  EXPECT_THAT(Move(v1::COMMITMENT_STATE_ACCEPTED, commitment, "", kToday - 4),
              HasReason("DATES_REVERSED"));
  EXPECT_THAT(Move(v1::COMMITMENT_STATE_ACCEPTED, commitment, "", kToday + 1),
              HasReason("DATE_IN_FUTURE"));
}

TEST(Commitment, IsDueAfterItWasPromised) {
  v1::Commitment commitment = Promised("supply", kToday);
  *commitment.mutable_due_on() = ToProto(kToday - 1);
  Violations violations;
  ValidateCommitment(commitment, kToday, violations);
  EXPECT_THAT(violations.ToStatus(), HasReason("DATES_REVERSED"));
}

// The golden example of 4.j: 6 of 9 commitments blocked.
TEST(Friction, S1_07_SixOfNineBlockedIsInternalBlocking) {
  std::vector<v1::Commitment> commitments(
      6, In(v1::COMMITMENT_STATE_BLOCKED, "supply"));
  commitments.resize(8, In(v1::COMMITMENT_STATE_ACCEPTED, "supply"));
  commitments.resize(9, In(v1::COMMITMENT_STATE_DELIVERED, "finance"));
  // Neither proposed nor withdrawn ones count.
  commitments.push_back(In(v1::COMMITMENT_STATE_PROPOSED, "supply"));
  commitments.push_back(In(v1::COMMITMENT_STATE_WITHDRAWN, "supply"));
  const v1::Friction friction = Tally(commitments);
  EXPECT_EQ(friction.total().blocked(), 6);
  EXPECT_EQ(friction.total().counted(), 9);
  EXPECT_EQ(friction.total().friction_bps(), 6667);
  EXPECT_THAT(Flags(friction), ElementsAre("INTERNAL_BLOCKING"));
}

TEST(Friction, TwoBlockedOfEightAreTheQuarterThatBlocks) {
  std::vector<v1::Commitment> commitments(
      2, In(v1::COMMITMENT_STATE_BLOCKED, "supply"));
  commitments.resize(8, In(v1::COMMITMENT_STATE_ACCEPTED, "supply"));
  EXPECT_THAT(Flags(Tally(commitments)), ElementsAre("INTERNAL_BLOCKING"));
  commitments.push_back(In(v1::COMMITMENT_STATE_ACCEPTED, "supply"));
  EXPECT_THAT(Flags(Tally(commitments)), IsEmpty());
  // One blocked is too few, be it all there is.
  EXPECT_THAT(Flags(Tally({In(v1::COMMITMENT_STATE_BLOCKED, "supply")})),
              IsEmpty());
}

TEST(Friction, NothingCountedIsNoRate) {
  const v1::Friction friction =
      Tally({In(v1::COMMITMENT_STATE_PROPOSED, "supply")});
  EXPECT_FALSE(friction.total().has_friction_bps());
}

TEST(Friction, DepartmentsAreRankedByBlockedThenCountedThenName) {
  const auto blocked = v1::COMMITMENT_STATE_BLOCKED;
  const auto accepted = v1::COMMITMENT_STATE_ACCEPTED;
  const v1::Friction friction =
      Tally({In(accepted, "law"), In(blocked, "supply"), In(blocked, "finance"),
             In(blocked, "service"), In(accepted, "service"),
             In(blocked, "works"), In(blocked, "works")});
  std::vector<std::string> ranking;
  for (const auto& count : friction.departments()) {
    ranking.push_back(
        count.department().substr(count.department().rfind('/') + 1));
  }
  EXPECT_THAT(ranking,
              ElementsAre("works", "finance", "supply", "service", "law"));
}

TEST(Friction, ThePromiseIsInTheWindowAndTheStateIsOfTheDay) {
  // Promised on the first day of the window and the day before it.
  EXPECT_EQ(Tally({In(v1::COMMITMENT_STATE_BLOCKED, "supply",
                      absl::CivilDay(2012, 12, 1)),
                   In(v1::COMMITMENT_STATE_BLOCKED, "supply",
                      absl::CivilDay(2012, 11, 30))})
                .total()
                .blocked(),
            1);
  // Blocked today, and accepted yesterday.
  v1::Commitment commitment = Promised("supply", kToday - 5);
  ASSERT_THAT(Move(v1::COMMITMENT_STATE_ACCEPTED, commitment, "", kToday - 4),
              IsOk());
  ASSERT_THAT(Move(v1::COMMITMENT_STATE_BLOCKED, commitment), IsOk());
  EXPECT_EQ(Tally({commitment}, kToday - 1).total().blocked(), 0);
  EXPECT_EQ(Tally({commitment}, kToday - 1).total().counted(), 1);
  EXPECT_EQ(Tally({commitment}).total().blocked(), 1);
  EXPECT_EQ(Tally({commitment}, kToday - 6).departments_size(), 0);
}

TEST(Friction, OnlyAnExplicitNoIsPromisedBeforeAsking) {
  v1::Commitment silent = In(v1::COMMITMENT_STATE_WITHDRAWN, "supply");
  v1::Commitment asked = silent;
  asked.set_asked_before_promise(true);
  EXPECT_EQ(Tally({silent, asked}).total().promised_before_asking(), 0);
  v1::Commitment rash = silent;
  rash.set_asked_before_promise(false);
  const v1::Friction friction = Tally({silent, asked, rash});
  EXPECT_EQ(friction.total().promised_before_asking(), 1);
  EXPECT_THAT(Flags(friction), ElementsAre("PROMISED_BEFORE_ASKING"));
}

template <typename Set>
Set Of(int from, int to) {
  Set set;
  for (int i = from; i <= to; ++i) {
    set.add_accounts("programs/p/accounts/a" + std::to_string(i));
  }
  return set;
}

v1::AnnouncedSet Announced(int to, absl::CivilDay day) {
  auto set = Of<v1::AnnouncedSet>(1, to);
  *set.mutable_announced_on() = ToProto(day);
  return set;
}

v1::ServedSet Served(int from, int to, absl::CivilDay day) {
  auto set = Of<v1::ServedSet>(from, to);
  *set.mutable_served_on() = ToProto(day);
  return set;
}

// Launched on the last day of February: anniversaries are clamped.
constexpr absl::CivilDay kLaunch(2012, 2, 29);

TEST(Announcement, S1_07_FourOfFifteenServedIsACollapse) {
  const auto verdict = JudgeAnnouncement(
      {Announced(15, kLaunch)}, {Served(1, 4, absl::CivilDay(2013, 1, 1))},
      kLaunch, kToday, PlanningValues());
  ASSERT_TRUE(verdict.has_value());
  EXPECT_EQ(verdict->announced(), 15);
  EXPECT_EQ(verdict->served(), 4);
  EXPECT_EQ(verdict->not_served_size(), 11);
  EXPECT_TRUE(verdict->collapsed());
  EXPECT_EQ(verdict->anniversary().day(), 28);
}

TEST(Announcement, HalfIsEnough) {
  const auto verdict =
      JudgeAnnouncement({Announced(4, kLaunch)},
                        {Served(1, 1, absl::CivilDay(2013, 1, 1)),
                         Served(2, 2, absl::CivilDay(2013, 2, 28)),
                         // Others than those announced do not help.
                         Served(8, 9, absl::CivilDay(2013, 2, 28))},
                        kLaunch, kToday, PlanningValues());
  ASSERT_TRUE(verdict.has_value());
  EXPECT_EQ(verdict->served(), 2);
  EXPECT_FALSE(verdict->collapsed());
}

TEST(Announcement, OnlyTheYearToTheAnniversaryCounts) {
  const auto verdict =
      JudgeAnnouncement({Announced(2, kLaunch)},
                        {Served(1, 2, absl::CivilDay(2012, 2, 27)),
                         Served(1, 2, absl::CivilDay(2013, 3, 1))},
                        kLaunch, kToday, PlanningValues());
  ASSERT_TRUE(verdict.has_value());
  EXPECT_EQ(verdict->served(), 0);
}

TEST(Announcement, NothingIsSaidBeforeTheFirstAnniversaryOrOfNothing) {
  EXPECT_FALSE(JudgeAnnouncement({Announced(2, kLaunch)}, {}, kLaunch,
                                 absl::CivilDay(2013, 2, 27), PlanningValues())
                   .has_value());
  EXPECT_FALSE(
      JudgeAnnouncement({}, {}, kLaunch, kToday, PlanningValues()).has_value());
  EXPECT_FALSE(JudgeAnnouncement({Announced(2, absl::CivilDay(2013, 3, 1))}, {},
                                 kLaunch, kToday, PlanningValues())
                   .has_value());
}

TEST(Announcement, ASetNamesAccountsOfItsProgrammeOnce) {
  v1::AnnouncedSet set = Announced(2, kToday);
  set.set_name("programs/p/announcedSets/one");
  Violations none;
  ValidateAnnouncedSet(set, kToday, none);
  EXPECT_THAT(none.ToStatus(), IsOk());
  set.add_accounts(set.accounts(0));
  Violations twice;
  ValidateAnnouncedSet(set, kToday, twice);
  EXPECT_THAT(twice.ToStatus(), HasReason("DUPLICATE"));
  set.set_name("programs/q/announcedSets/one");
  set.mutable_accounts()->RemoveLast();
  Violations foreign;
  ValidateAnnouncedSet(set, kToday, foreign);
  EXPECT_THAT(foreign.ToStatus(), HasReason("INVALID_REFERENCE"));
}

}  // namespace
}  // namespace kam::planning::friction_test
