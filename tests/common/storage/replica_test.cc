// The change feed at the level of the store: replicas that follow it, and
// reconnect at random, while it is written to and trimmed.
#include <atomic>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/storage/change_log.h"
#include "gtest/gtest.h"
#include "tests/common/storage/test_store.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"

namespace kam::storage::replica_test {
namespace {

using kam::testing::FakeRandom;
using kam::testing::IsOk;
using kam::type::v1::CHANGE_KIND_DELETED;

constexpr int kWriters = 4;
constexpr int kReplicas = 12;
constexpr int kCommitsOfAWriter = 150;

// Name to revision and image.
using Records = std::map<std::string, std::pair<int64_t, std::string>>;

// Creates, replaces and deletes accounts of its own.
void Write(TestStore& test, int writer) {
  FakeRandom random(100 + writer);
  const Collection<Account>& accounts = test.tables().accounts;
  for (int n = 0; n < kCommitsOfAWriter; ++n) {
    absl::Status status =
        test.Update([&](Transaction& transaction) -> absl::Status {
          for (uint64_t left = 1 + random.Below(3); left > 0; --left) {
            std::string name =
                absl::StrCat("programs/p", random.Below(2), "/accounts/w",
                             writer, "-", random.Below(8));
            Account account;
            account.set_name(name);
            account.set_text(absl::StrCat(n));
            if (!accounts.Get(transaction, name).ok()) {
              RETURN_IF_ERROR(accounts.Create(transaction, name, &account));
            } else if (random.Below(3) == 0) {
              RETURN_IF_ERROR(accounts.Delete(transaction, name));
            } else {
              RETURN_IF_ERROR(accounts.Update(transaction, &account));
            }
          }
          return absl::OkStatus();
        });
    EXPECT_THAT(status, IsOk());
  }
}

// One consumer of the feed, as the watch loop serves it: a snapshot, then the
// tail from there; a token that was trimmed begins again.
class Replica {
 public:
  Replica(TestStore& test, int number)
      : test_(test),
        filter_(number % 3 == 0 ? "programs/p0" : ""),
        random_(200 + number) {}

  // Follows the store until `last` tells the revision to end at.
  void Follow(const std::atomic<int64_t>& last) {
    BeginWithSnapshot();
    while (last < 0 || token_ < last) {
      // A reconnect: what was seen since some earlier token comes again.
      bool reconnects = random_.Below(10) == 0;
      if (reconnects) {
        token_ -= static_cast<int64_t>(random_.Below(token_ + 1));
        seen_.clear();
        ++reconnects_;
      }
      ReadOn();
    }
  }

  const std::string& filter() const { return filter_; }
  const Records& records() const { return records_; }
  int resyncs() const { return resyncs_; }
  int reconnects() const { return reconnects_; }

 private:
  void BeginWithSnapshot() {
    records_.clear();
    seen_.clear();
    ReadView view = test_.store().View();
    token_ = view.revision();
    EXPECT_THAT(
        test_.tables().schema.VisitAll(
            view, filter_,
            [&](const Table& table, int64_t revision, std::string_view image) {
              Account account;
              EXPECT_THAT(table.Decode(image, revision, "", &account), IsOk());
              // As it is stored, without its etag.
              EXPECT_LE(revision, token_);
              records_[account.name()] = {revision, std::string(image)};
              return true;
            }),
        IsOk());
  }

  void ReadOn() {
    test_.store().WaitAfter(token_, absl::Milliseconds(20));
    TailLimits limits;
    limits.max_changes = 1 + static_cast<int>(random_.Below(20));
    absl::StatusOr<Tail> tail =
        ReadTail(test_.store().View(), token_, filter_, limits);
    if (Reason(tail.status()) == "RESUME_TOKEN_TRIMMED") {
      ++resyncs_;
      BeginWithSnapshot();
      return;
    }
    ASSERT_THAT(tail, IsOk());
    int64_t last = token_;
    for (const v1::ChangeRecord& change : tail->changes) {
      EXPECT_GE(change.revision(), last);
      EXPECT_GT(change.revision(), token_);
      EXPECT_TRUE(filter_.empty() || NameMatches(change.name(), filter_));
      bool is_new = seen_.emplace(change.revision(), change.name()).second;
      EXPECT_TRUE(is_new) << "twice in a stream: " << change.name();
      last = change.revision();
      Apply(change);
    }
    EXPECT_LE(last, tail->through);
    // Without a filter every revision shows: a gap would show too.
    if (filter_.empty()) {
      std::set<int64_t> revisions;
      for (const auto& change : tail->changes) {
        revisions.insert(change.revision());
      }
      EXPECT_EQ(static_cast<int64_t>(revisions.size()), tail->through - token_);
    }
    token_ = tail->through;
  }

  void Apply(const v1::ChangeRecord& change) {
    if (change.kind() == CHANGE_KIND_DELETED) {
      records_.erase(change.name());
    } else {
      records_[change.name()] = {change.revision(), change.image()};
    }
  }

  TestStore& test_;
  std::string filter_;
  FakeRandom random_;
  int64_t token_ = 0;
  Records records_;
  std::set<std::pair<int64_t, std::string>> seen_;  // in this stream
  int resyncs_ = 0;
  int reconnects_ = 0;
};

TEST(Feed, ReplicasThatReconnectEqualTheStoreThoughItsLogIsTrimmed) {
  TestStore test;
  std::atomic<int64_t> last{-1};
  std::vector<std::unique_ptr<Replica>> replicas;
  std::vector<std::thread> followers;
  for (int i = 0; i < kReplicas; ++i) {
    replicas.push_back(std::make_unique<Replica>(test, i));
    // The vector still grows: the thread must not look into it.
    followers.emplace_back(
        [&last, replica = replicas.back().get()] { replica->Follow(last); });
  }
  std::vector<std::thread> writers;
  writers.reserve(kWriters);
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&, i] { Write(test, i); });
  }
  std::thread trimmer([&] {
    FakeRandom random(300);
    while (last < 0) {
      int64_t head = test.store().View().revision();
      int64_t keep = static_cast<int64_t>(random.Below(60));
      EXPECT_THAT(test.store().Trim(std::max<int64_t>(0, head - keep)), IsOk());
      test.store().WaitAfter(head + 20, absl::Milliseconds(20));
    }
  });
  for (std::thread& writer : writers) writer.join();
  last = test.store().View().revision();
  test.store().WakeWaiters();
  trimmer.join();
  for (std::thread& follower : followers) follower.join();

  EXPECT_EQ(last, kWriters * kCommitsOfAWriter);
  int resyncs = 0;
  int reconnects = 0;
  for (const std::unique_ptr<Replica>& replica : replicas) {
    resyncs += replica->resyncs();
    reconnects += replica->reconnects();
    Records expected;
    EXPECT_THAT(
        test.tables().schema.VisitAll(
            test.store().View(), replica->filter(),
            [&](const Table& table, int64_t revision, std::string_view image) {
              Account account;
              EXPECT_THAT(table.Decode(image, revision, "", &account), IsOk());
              expected[account.name()] = {revision, std::string(image)};
              return true;
            }),
        IsOk());
    EXPECT_FALSE(expected.empty());
    EXPECT_EQ(replica->records(), expected);
  }
  EXPECT_GT(resyncs, 0);
  EXPECT_GT(reconnects, 0);
}

}  // namespace
}  // namespace kam::storage::replica_test
