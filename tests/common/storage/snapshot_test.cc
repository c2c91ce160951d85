#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_format.h"
#include "common/storage/rocksdb_engine.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace kam::storage::snapshot_test {
namespace {

using kam::testing::FakeRandom;
using kam::testing::IsOk;
using kam::testing::TempDir;

using Model = std::map<std::string, std::string>;

constexpr Family kFamily = Family::kRecords;
constexpr int kKeys = 400;

std::string Key(uint64_t number) { return absl::StrFormat("k%03d", number); }

// Part of what a snapshot holds, open to be walked along.
struct Open {
  std::unique_ptr<Cursor> cursor;
  Model::const_iterator expected;
  Model::const_iterator end;
};

class SnapshotTest : public ::testing::Test {
 protected:
  SnapshotTest() {
    RocksDbOptions options;
    options.directory = folder_.path();
    options.create_if_missing = true;
    // Small, so that what is walked along moves from memory to files.
    options.write_buffer_bytes = 64 << 10;
    absl::StatusOr<std::unique_ptr<Engine>> engine = OpenRocksDb(options);
    EXPECT_THAT(engine, IsOk());
    engine_ = *std::move(engine);
  }

  // Writes and deletes a tenth of the keys.
  void Change(FakeRandom& random, Model& model) {
    Batch batch;
    for (int i = 0; i < kKeys / 10; ++i) {
      const std::string key = Key(random.Below(kKeys));
      if (random.Below(3) == 0) {
        batch.Delete(kFamily, key);
        model.erase(key);
      } else {
        const std::string value(random.Below(300), 'v');
        batch.Put(kFamily, key, value);
        model[key] = value;
      }
    }
    ASSERT_THAT(engine_->Apply(batch), IsOk());
  }

  static Open Scan(FakeRandom& random, const Snapshot& snapshot,
                   const Model& model) {
    const std::string start = Key(random.Below(kKeys));
    // Often empty, or backwards.
    const std::string end =
        random.Below(8) == 0 ? "" : Key(random.Below(kKeys));
    const auto first = model.lower_bound(start);
    auto last = end.empty() ? model.end() : model.lower_bound(end);
    if (!end.empty() && end < start) last = first;
    return {snapshot.Scan(kFamily, {start, end}), first, last};
  }

  static void Step(Open& open) {
    if (open.expected == open.end) {
      ASSERT_FALSE(open.cursor->Valid());
      ASSERT_THAT(open.cursor->status(), IsOk());
      return;
    }
    ASSERT_TRUE(open.cursor->Valid());
    ASSERT_EQ(open.cursor->key(), open.expected->first);
    ASSERT_EQ(open.cursor->value(), open.expected->second);
    open.cursor->Next();
    ++open.expected;
  }

  // Many cursors at once, closed at any place and opened again elsewhere.
  static void WalkAtRandom(uint64_t seed, const Snapshot& snapshot,
                           const Model& model) {
    FakeRandom random(seed);
    std::vector<Open> open(12);
    for (int i = 0; i < 3000; ++i) {
      Open& one = open[random.Below(open.size())];
      if (one.cursor == nullptr || random.Below(10) == 0) {
        one = Scan(random, snapshot, model);
      }
      ASSERT_NO_FATAL_FAILURE(Step(one));
    }
  }

  TempDir folder_;
  std::unique_ptr<Engine> engine_;
};

TEST_F(SnapshotTest, EveryCursorKeepsToItsRangeAndItsTime) {
  FakeRandom random(31);
  Model model;
  std::vector<std::pair<std::shared_ptr<const Snapshot>, Model>> kept;
  for (int round = 0; round < 40; ++round) {
    ASSERT_NO_FATAL_FAILURE(Change(random, model));
    kept.emplace_back(engine_->NewSnapshot(), model);
    if (kept.size() > 4) kept.erase(kept.begin());
    for (const auto& [snapshot, then] : kept) {
      ASSERT_NO_FATAL_FAILURE(WalkAtRandom(random.Next(), *snapshot, then));
    }
  }
}

TEST_F(SnapshotTest, ServesManyThreadsAtOnce) {
  FakeRandom random(32);
  Model model;
  for (int i = 0; i < 10; ++i) {
    ASSERT_NO_FATAL_FAILURE(Change(random, model));
  }
  const std::shared_ptr<const Snapshot> snapshot = engine_->NewSnapshot();
  const Model then = model;
  std::vector<std::thread> threads;
  for (uint64_t seed = 0; seed < 6; ++seed) {
    threads.emplace_back(
        [&, seed] { WalkAtRandom(100 + seed, *snapshot, then); });
  }
  for (int i = 0; i < 50; ++i) Change(random, model);
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace kam::storage::snapshot_test
