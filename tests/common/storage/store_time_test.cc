#include <atomic>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/storage/change_log.h"
#include "common/storage/store.h"
#include "google/protobuf/util/time_util.h"
#include "gtest/gtest.h"
#include "tests/common/storage/blocked_writer.h"
#include "tests/common/storage/test_store.h"
#include "tests/testing/matchers.h"

namespace kam::storage::store_time_test {
namespace {

using google::protobuf::util::TimeUtil;
using kam::testing::IsOk;
using kam::testing::StatusIs;

const char kOneName[] = "programs/p/accounts/a";

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}

// The account's text as a view shows it, "none" when it has none.
std::string TextIn(const TestStore& test, const ReadView& view) {
  absl::StatusOr<Account> account = test.tables().accounts.Get(view, kOneName);
  return account.ok() ? account->text() : "none";
}

std::string TextAt(TestStore& test, absl::Time time) {
  absl::StatusOr<ReadView> view = test.store().ViewAt(time);
  EXPECT_THAT(view, IsOk());
  return view.ok() ? TextIn(test, *view) : view.status().ToString();
}

std::vector<absl::Time> CommitTimes(const Store& store) {
  std::vector<absl::Time> times;
  absl::StatusOr<Tail> tail = ReadTail(store.View(), 0, "", {1000, 1 << 30});
  EXPECT_THAT(tail, IsOk());
  for (const v1::ChangeRecord& change : tail->changes) {
    times.push_back(TimeOf(change.commit_time()));
  }
  return times;
}

TEST(CommitTime, IncreasesStrictlyThoughTheClockStandsStillOrGoesBack) {
  TestStore test;
  const absl::Time noon = test.clock().Now();
  const std::vector<absl::Duration> steps = {
      absl::ZeroDuration(), absl::ZeroDuration(), absl::Seconds(1),
      absl::Hours(-1),      absl::Hours(-1),      absl::Nanoseconds(1),
      absl::Hours(5)};
  for (size_t i = 0; i < steps.size(); ++i) {
    ASSERT_THAT(test.PutAccount(kOneName, absl::StrCat(i)), IsOk());
    test.clock().Advance(steps[i]);
    // A restart forgets nothing of it.
    if (i % 2 == 0) {
      ASSERT_THAT(test.Open(), IsOk());
    }
  }
  ASSERT_THAT(test.PutAccount(kOneName, "last"), IsOk());
  std::vector<absl::Time> times = CommitTimes(test.store());
  ASSERT_EQ(times.size(), steps.size() + 1);
  EXPECT_EQ(times[0], noon);
  for (size_t i = 1; i < times.size(); ++i) EXPECT_LT(times[i - 1], times[i]);
  EXPECT_EQ(times.back(),
            absl::FromUnixMicros(absl::ToUnixMicros(test.clock().Now())));
}

TEST(CommitTime, IsTheCreateAndTheUpdateTimeOfTheRecord) {
  TestStore test;
  ASSERT_THAT(test.PutAccount(kOneName, "1"), IsOk());
  test.clock().Advance(absl::Seconds(3));
  ASSERT_THAT(test.PutAccount(kOneName, "2"), IsOk());
  std::vector<absl::Time> times = CommitTimes(test.store());
  absl::StatusOr<Account> account =
      test.tables().accounts.Get(test.store().View(), kOneName);
  ASSERT_THAT(account, IsOk());
  // PutAccount writes a fresh message: the store keeps the create time.
  EXPECT_EQ(TimeOf(account->create_time()), times[0]);
  EXPECT_EQ(TimeOf(account->update_time()), times[1]);
}

TEST(ViewAt, GivesTheStateOfThatTime) {
  TestStore test;
  const absl::Time noon = test.clock().Now();
  for (int i = 1; i <= 5; ++i) {
    test.clock().Set(noon + i * absl::Seconds(10));
    ASSERT_THAT(test.PutAccount(kOneName, absl::StrCat(i)), IsOk());
  }
  EXPECT_EQ(TextAt(test, noon), "none");
  EXPECT_EQ(TextAt(test, absl::InfinitePast()), "none");
  EXPECT_EQ(TextAt(test, absl::UnixEpoch()), "none");
  for (int i = 1; i <= 5; ++i) {
    absl::Time committed = noon + i * absl::Seconds(10);
    EXPECT_EQ(TextAt(test, committed), absl::StrCat(i));
    EXPECT_EQ(TextAt(test, committed - absl::Nanoseconds(1)),
              i == 1 ? "none" : absl::StrCat(i - 1));
  }
  EXPECT_EQ(test.store().ViewAt(std::nullopt)->revision(), 5);
}

TEST(ViewAt, RepeatsThoughCommitsFollowInTheSameMicrosecond) {
  TestStore test;
  for (int i = 0; i < 20; ++i) {
    absl::Time now = test.clock().Now();
    ASSERT_THAT(test.PutAccount(kOneName, absl::StrCat(i)), IsOk());
    absl::Time read = now + absl::Microseconds(i % 3);
    test.clock().Set(read);
    std::string first = TextAt(test, read);
    ASSERT_THAT(test.PutAccount(kOneName, absl::StrCat("after ", i)), IsOk());
    EXPECT_EQ(TextAt(test, read), first);
    test.clock().Advance(absl::Microseconds(i % 2));
    EXPECT_EQ(TextAt(test, read), first);
  }
}

TEST(ViewAt, RefusesTheFuture) {
  TestStore test;
  absl::Time now = test.clock().Now();
  auto refused =
      StatusIs(absl::StatusCode::kInvalidArgument, "READ_TIME_IN_FUTURE");
  EXPECT_THAT(test.store().ViewAt(now), IsOk());
  EXPECT_THAT(test.store().ViewAt(now + absl::Microseconds(1)), refused);
  EXPECT_THAT(test.store().ViewAt(absl::InfiniteFuture()), refused);
}

// What a commit is stamped with can be read at, though the clock has gone
// back, or a group was stamped ahead of it.
TEST(ViewAt, TakesTheTimeOfEveryCommit) {
  TestStore test;
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(test.PutAccount(kOneName, absl::StrCat(i)), IsOk());
  }
  test.clock().Advance(absl::Hours(-1));
  std::vector<absl::Time> times = CommitTimes(test.store());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(TextAt(test, times[i]), absl::StrCat(i));
  }
  EXPECT_THAT(test.store().ViewAt(times[2] + absl::Microseconds(1)),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(ViewAt, RefusesTimesBelowTheFloor) {
  TestStore test;
  const absl::Time noon = test.clock().Now();
  for (int i = 1; i <= 5; ++i) {
    ASSERT_THAT(test.PutAccount(kOneName, absl::StrCat(i)), IsOk());
    test.clock().Advance(absl::Seconds(1));
  }
  ASSERT_THAT(test.store().Trim(3), IsOk());
  for (bool again : {false, true}) {
    if (again) {
      ASSERT_THAT(test.Open(), IsOk());
    }
    EXPECT_THAT(
        test.store().ViewAt(noon + absl::Seconds(2) - absl::Microseconds(1)),
        StatusIs(absl::StatusCode::kOutOfRange, "READ_TIME_TOO_OLD"));
    EXPECT_THAT(test.store().ViewAt(absl::InfinitePast()),
                StatusIs(absl::StatusCode::kOutOfRange));
    EXPECT_EQ(TextAt(test, noon + absl::Seconds(2)), "3");
    EXPECT_EQ(TextAt(test, noon + absl::Seconds(3)), "4");
    EXPECT_EQ(TextAt(test, noon + absl::Seconds(4)), "5");
  }
}

// A read at the time of a group that is being written waits for it: answered
// from before, it would read differently afterwards.
TEST(ViewAt, WaitsForTheGroupInFlight) {
  TestStore test;
  const absl::Time now = test.clock().Now();
  std::promise<void> running;
  std::promise<void> go_on;
  std::thread writer([&] {
    EXPECT_THAT(test.Update([&](Transaction& transaction) {
      Account account;
      account.set_text("in flight");
      EXPECT_EQ(transaction.commit_time(), now);
      running.set_value();
      go_on.get_future().wait();
      return test.tables().accounts.Create(transaction, kOneName, &account);
    }),
                IsOk());
  });
  running.get_future().wait();
  // An earlier time need not wait.
  EXPECT_EQ(TextAt(test, now - absl::Microseconds(1)), "none");
  std::atomic<bool> released{false};
  std::thread reader([&] {
    EXPECT_EQ(TextAt(test, now), "in flight");
    EXPECT_TRUE(released);
  });
  released = true;
  go_on.set_value();
  writer.join();
  reader.join();
  EXPECT_EQ(TextAt(test, now), "in flight");
}

// Readers at "now" while others write: whatever a reader saw at a time, it
// sees again.
TEST(ViewAt, RepeatsUnderConcurrentWriters) {
  TestStore test;
  std::atomic<bool> stop{false};
  std::vector<std::thread> writers;
  for (int i = 0; i < 4; ++i) {
    writers.emplace_back([&, i] {
      for (int n = 0; !stop; ++n) {
        EXPECT_THAT(test.PutAccount(kOneName, absl::StrCat(i, "/", n)), IsOk());
      }
    });
  }
  std::vector<std::thread> readers;
  for (int i = 0; i < 4; ++i) {
    readers.emplace_back([&] {
      std::vector<std::pair<absl::Time, std::string>> seen;
      for (int n = 0; n < 100; ++n) {
        test.clock().Advance(absl::Microseconds(1));
        absl::Time now = test.clock().Now();
        seen.emplace_back(now, TextAt(test, now));
        const auto& [time, text] = seen[n / 2];
        EXPECT_EQ(TextAt(test, time), text);
      }
      for (const auto& [time, text] : seen) EXPECT_EQ(TextAt(test, time), text);
    });
  }
  for (std::thread& reader : readers) reader.join();
  stop = true;
  for (std::thread& writer : writers) writer.join();
}

TEST(Restart, KeepsRevisionEpochAndRecords) {
  TestStore test;
  ASSERT_THAT(test.PutAccount(kOneName, "1"), IsOk());
  ASSERT_THAT(test.PutAccount(kOneName, "2"), IsOk());
  std::string epoch = test.store().epoch();
  absl::StatusOr<Account> before =
      test.tables().accounts.Get(test.store().View(), kOneName);
  ASSERT_THAT(before, IsOk());
  ASSERT_THAT(test.Open(), IsOk());
  EXPECT_EQ(test.store().epoch(), epoch);
  EXPECT_EQ(test.store().View().revision(), 2);
  EXPECT_THAT(test.tables().accounts.Get(test.store().View(), kOneName),
              kam::testing::IsOkAndHolds(kam::testing::EqualsProto(*before)));
  ASSERT_THAT(test.PutAccount(kOneName, "3"), IsOk());
  EXPECT_EQ(test.store().View().revision(), 3);
}

}  // namespace
}  // namespace kam::storage::store_time_test
