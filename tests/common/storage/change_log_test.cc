#include "common/storage/change_log.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"
#include "tests/common/storage/random_history.h"
#include "tests/common/storage/test_store.h"
#include "tests/testing/matchers.h"

namespace kam::storage::change_log_test {
namespace {

using google::protobuf::util::TimeUtil;
using kam::testing::IsOk;
using kam::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr TailLimits kNoLimits = {std::numeric_limits<int>::max(),
                                  std::numeric_limits<int64_t>::max()};

// The text in an image; all four resources have it in the same field.
std::string TextOf(const v1::ChangeRecord& change) {
  Note image;
  EXPECT_TRUE(image.ParseFromString(change.image()));
  return image.text();
}

void ExpectCommit(const std::vector<v1::ChangeRecord>& changes, size_t* next,
                  const ModelCommit& commit, const std::string& filter) {
  for (const ModelChange& expected : commit.changes) {
    if (!NameMatches(expected.name, filter)) continue;
    ASSERT_LT(*next, changes.size());
    const v1::ChangeRecord& change = changes[(*next)++];
    EXPECT_EQ(change.revision(), commit.revision);
    EXPECT_EQ(absl::FromUnixMicros(
                  TimeUtil::TimestampToMicroseconds(change.commit_time())),
              commit.time);
    EXPECT_EQ((ModelChange{change.kind(), change.name(), TextOf(change)}),
              expected);
  }
}

class ChangeLogTest : public ::testing::Test {
 protected:
  ChangeLogTest() : history_(test_, 41) {}

  int64_t head() const { return history_.commits().back().revision; }

  // A filter of a random kind: all, a programme, an account, a collection, a
  // record, or nothing that exists.
  std::string RandomFilter() {
    std::string name = history_.RandomName();
    switch (history_.random().Below(6)) {
      case 0:
        return "";
      case 1:
        return name.substr(0, name.find('/', 9));
      case 2:
        return name.substr(0, name.rfind('/'));
      case 3:
        return "programs/nobody";
      case 4:
        return name.substr(0, name.size() - 1);
      default:
        return name;
    }
  }

  // Makes commits of a thousand changes each.
  void MakeLargeCommits(int count) {
    for (int commit = 0; commit < count; ++commit) {
      ASSERT_THAT(test_.Update([&](Transaction& transaction) -> absl::Status {
        for (int i = 0; i < 1000; ++i) {
          Account account;
          std::string name =
              absl::StrCat("programs/p/accounts/a", commit, "-", i);
          RETURN_IF_ERROR(
              test_.tables().accounts.Create(transaction, name, &account));
        }
        return absl::OkStatus();
      }),
                  IsOk());
    }
  }

  // Reads on from `after`, and holds what comes against the model.
  int64_t CheckTail(const ReadView& view, int64_t after,
                    const std::string& filter, const TailLimits& limits) {
    absl::StatusOr<Tail> tail = ReadTail(view, after, filter, limits);
    EXPECT_THAT(tail, IsOk());
    if (!tail.ok()) return view.revision();
    EXPECT_LE(tail->through, view.revision());
    size_t next = 0;
    for (const ModelCommit& commit : history_.commits()) {
      if (commit.revision <= after || commit.revision > tail->through) continue;
      ExpectCommit(tail->changes, &next, commit, filter);
    }
    EXPECT_EQ(next, tail->changes.size());
    EXPECT_TRUE(tail->through > after || view.revision() == after);
    return tail->through;
  }

  TestStore test_;
  RandomHistory history_;
};

TEST_F(ChangeLogTest, TailEqualsTheModelWithEveryFilterAndLimit) {
  for (int round = 0; round < 60; ++round) {
    for (int i = 0; i < 10; ++i) history_.Step();
    std::string filter = RandomFilter();
    SCOPED_TRACE(filter);
    TailLimits limits;
    limits.max_changes = 1 + static_cast<int>(history_.random().Below(20));
    limits.max_bytes = 1 + static_cast<int64_t>(history_.random().Below(3000));
    int64_t after = static_cast<int64_t>(history_.random().Below(head() + 1));
    ReadView view = test_.store().View();
    CheckTail(view, after, filter, kNoLimits);
    // A view of the past ends where it is.
    CheckTail(view.At(head() / 2), std::min(after, head() / 2), filter, limits);
    while (after < head() && !HasFailure()) {
      after = CheckTail(view, after, filter, limits);
    }
  }
}

TEST_F(ChangeLogTest, TailHasNothingAfterTheNewest) {
  for (int i = 0; i < 20; ++i) history_.Step();
  for (int64_t after : {head(), head() + 1, int64_t{1} << 60}) {
    absl::StatusOr<Tail> tail =
        ReadTail(test_.store().View(), after, "", kNoLimits);
    ASSERT_THAT(tail, IsOk());
    EXPECT_THAT(tail->changes, IsEmpty());
    EXPECT_EQ(tail->through, after);
  }
}

TEST_F(ChangeLogTest, TailBringsAHugeCommitWholeAndAlone) {
  const int kSize = 2000;
  ASSERT_THAT(test_.PutAccount("programs/p/accounts/first", "1"), IsOk());
  ASSERT_THAT(test_.Update([&](Transaction& transaction) -> absl::Status {
    for (int i = 0; i < kSize; ++i) {
      Account account;
      RETURN_IF_ERROR(test_.tables().accounts.Create(
          transaction, absl::StrCat("programs/p/accounts/a", i), &account));
    }
    return absl::OkStatus();
  }),
              IsOk());
  ASSERT_THAT(test_.PutAccount("programs/p/accounts/last", "3"), IsOk());
  ReadView view = test_.store().View();
  const std::vector<size_t> sizes = {1, kSize, 1};
  for (int64_t after = 0; after < 3; ++after) {
    absl::StatusOr<Tail> tail = ReadTail(view, after, "", {100, 1 << 20});
    ASSERT_THAT(tail, IsOk());
    EXPECT_EQ(tail->changes.size(), sizes[after]);
    EXPECT_EQ(tail->through, after + 1);
  }
}

// A filter that hides a long stretch still moves on, in bounded steps.
TEST_F(ChangeLogTest, TailMovesOnOverWhatItsFilterHides) {
  MakeLargeCommits(12);
  ReadView view = test_.store().View();
  absl::StatusOr<Tail> tail = ReadTail(view, 0, "programs/other", {});
  ASSERT_THAT(tail, IsOk());
  EXPECT_THAT(tail->changes, IsEmpty());
  EXPECT_GT(tail->through, 5);
  EXPECT_LT(tail->through, 12);
  tail = ReadTail(view, tail->through, "programs/other", {});
  ASSERT_THAT(tail, IsOk());
  EXPECT_EQ(tail->through, 12);
}

// Other writes wait for a step of a trim, so it takes few large commits.
TEST_F(ChangeLogTest, TrimmingTakesLargeCommitsInSeveralSteps) {
  MakeLargeCommits(12);
  ReadView view = test_.store().View();
  Overlay layer;
  CommitContext context;
  Transaction transaction(&view.snapshot(), &layer, 13, test_.clock().Now(),
                          &view.epoch(), &context);
  std::vector<int64_t> floors;
  for (int step = 0; step < 3; ++step) {
    ASSERT_THAT(TrimChanges(transaction, 12, 500), IsOk());
    floors.push_back(ReadFloor(transaction)->revision());
  }
  EXPECT_THAT(floors, ElementsAre(10, 12, 12));
  ASSERT_THAT(test_.store().Trim(12), IsOk());
  EXPECT_EQ(ReadFloor(test_.store().View())->revision(), 12);
}

TEST_F(ChangeLogTest, TailRefusesATokenThatWasTrimmed) {
  for (int i = 0; i < 100; ++i) history_.Step();
  const int64_t floor = head() / 2;
  ASSERT_THAT(test_.store().Trim(floor), IsOk());
  ReadView view = test_.store().View();
  EXPECT_THAT(ReadTail(view, floor - 1, "", kNoLimits),
              StatusIs(absl::StatusCode::kOutOfRange, "RESUME_TOKEN_TRIMMED"));
  EXPECT_THAT(ReadTail(view, 0, "programs/nobody", kNoLimits),
              StatusIs(absl::StatusCode::kOutOfRange, "RESUME_TOKEN_TRIMMED"));
  EXPECT_EQ(CheckTail(view, floor, "", kNoLimits), head());
}

TEST_F(ChangeLogTest, RecordChangesAreTheModelsNewestFirst) {
  for (int i = 0; i < 600; ++i) history_.Step();
  ReadView view = test_.store().View();
  for (int round = 0; round < 200; ++round) {
    std::string name = history_.RandomName();
    SCOPED_TRACE(name);
    const Table* table = test_.tables().schema.ForName(name);
    ASSERT_NE(table, nullptr);
    auto parsed = resource::ResourceName::Parse(table->pattern(), name);
    ASSERT_THAT(parsed, IsOk());
    int64_t before =
        static_cast<int64_t>(history_.random().Below(head() + 3)) - 1;
    if (round % 4 == 0) before = std::numeric_limits<int64_t>::max();
    int limit = static_cast<int>(history_.random().Below(6));
    std::vector<ModelChange> expected;
    for (auto commit = history_.commits().rbegin();
         commit != history_.commits().rend(); ++commit) {
      if (commit->revision >= before) continue;
      for (const ModelChange& change : commit->changes) {
        if (change.name == name) expected.push_back(change);
      }
    }
    if (expected.size() > static_cast<size_t>(limit)) expected.resize(limit);
    auto changes =
        ReadRecordChanges(view, table->Key(parsed->ids()), before, limit);
    ASSERT_THAT(changes, IsOk());
    std::vector<ModelChange> actual;
    for (const v1::ChangeRecord& change : *changes) {
      actual.push_back({change.kind(), change.name(), TextOf(change)});
    }
    EXPECT_EQ(actual, expected) << before;
  }
}

TEST_F(ChangeLogTest, RecordChangesBeforeTheFirstAreNone) {
  ASSERT_THAT(test_.PutAccount("programs/p/accounts/a", "1"), IsOk());
  ReadView view = test_.store().View();
  std::string key = test_.tables().accounts.table().Key({"p", "a"});
  for (int64_t before : {int64_t{1}, int64_t{0}, int64_t{-1},
                         std::numeric_limits<int64_t>::min()}) {
    auto changes = ReadRecordChanges(view, key, before, 10);
    ASSERT_THAT(changes, IsOk());
    EXPECT_THAT(*changes, IsEmpty()) << before;
  }
}

// Every record that a filter shows, once, as it stands now.
TEST_F(ChangeLogTest, SchemaVisitsWhatEveryKindOfFilterShows) {
  for (int round = 0; round < 100; ++round) {
    for (int i = 0; i < 4; ++i) history_.Step();
    std::string filter = RandomFilter();
    SCOPED_TRACE(filter);
    ModelState expected;
    for (const auto& [name, record] : history_.state()) {
      if (NameMatches(name, filter)) expected.emplace(name, record);
    }
    ModelState visited;
    ASSERT_THAT(
        test_.tables().schema.VisitAll(
            test_.store().View(), filter,
            [&](const Table& table, int64_t revision, std::string_view image) {
              Note note;
              EXPECT_THAT(table.Decode(image, revision, "", &note), IsOk());
              EXPECT_EQ(test_.tables().schema.ForName(note.name()), &table);
              bool is_new =
                  visited
                      .emplace(note.name(),
                               ModelRecord{note.text(), note.owner(), revision})
                      .second;
              EXPECT_TRUE(is_new) << note.name();
              return true;
            }),
        IsOk());
    ASSERT_EQ(visited, expected);
  }
}

TEST_F(ChangeLogTest, SchemaStopsWhenTold) {
  for (int i = 0; i < 50; ++i) history_.Step();
  int visited = 0;
  ASSERT_THAT(test_.tables().schema.VisitAll(
                  test_.store().View(), "",
                  [&](const Table&, int64_t, std::string_view) {
                    return ++visited < 3;
                  }),
              IsOk());
  EXPECT_EQ(visited, 3);
}

TEST(NameMatches, TakesTheNameItselfAndWhatIsUnderIt) {
  EXPECT_TRUE(NameMatches("programs/p/accounts/a", ""));
  EXPECT_TRUE(NameMatches("programs/p/accounts/a", "programs/p"));
  EXPECT_TRUE(NameMatches("programs/p/accounts/a", "programs/p/accounts/a"));
  EXPECT_FALSE(NameMatches("programs/p/accounts/ab", "programs/p/accounts/a"));
  EXPECT_FALSE(NameMatches("programs/p", "programs/p/accounts/a"));
}

}  // namespace
}  // namespace kam::storage::change_log_test
