#include "common/storage/overlay.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "common/storage/rocksdb_engine.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_random.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace kam::storage::overlay_test {
namespace {

using kam::testing::FakeRandom;
using kam::testing::IsOk;
using kam::testing::TempDir;

using Model = std::map<std::string, std::string>;

constexpr Family kFamily = Family::kRecords;

std::string RandomKey(FakeRandom& random) {
  std::string key(1, static_cast<char>('a' + random.Below(6)));
  if (random.Below(2) == 0) key.push_back('\0');
  if (random.Below(2) == 0) {
    key.push_back(static_cast<char>('a' + random.Below(6)));
  }
  return key;
}

void ChangeAtRandom(FakeRandom& random, Overlay& overlay, Model& model) {
  std::string key = RandomKey(random);
  if (random.Below(3) == 0) {
    overlay.Delete(kFamily, key);
    model.erase(key);
    return;
  }
  std::string value = std::to_string(random.Below(1000));
  overlay.Put(kFamily, key, value);
  model[key] = value;
}

std::string Get(const Snapshot& snapshot, const std::string& key) {
  auto value = snapshot.Get(kFamily, key);
  EXPECT_THAT(value, IsOk());
  return value.ok() && value->has_value() ? **value : "none";
}

std::string Get(const Model& model, const std::string& key) {
  auto it = model.find(key);
  return it == model.end() ? "none" : it->second;
}

Model Walk(Cursor& cursor) {
  Model seen;
  std::string last;
  for (; cursor.Valid(); cursor.Next()) {
    EXPECT_TRUE(last.empty() || last < cursor.key());
    last.assign(cursor.key());
    seen.emplace(cursor.key(), cursor.value());
  }
  EXPECT_THAT(cursor.status(), IsOk());
  return seen;
}

Model Part(const Model& model, const std::string& start,
           const std::string& end) {
  Model part;
  for (const auto& [key, value] : model) {
    if (key >= start && (end.empty() || key < end)) part.emplace(key, value);
  }
  return part;
}

class OverlayTest : public ::testing::Test {
 protected:
  OverlayTest() {
    RocksDbOptions options;
    options.directory = folder_.path();
    options.create_if_missing = true;
    absl::StatusOr<std::unique_ptr<Engine>> engine = OpenRocksDb(options);
    EXPECT_THAT(engine, IsOk());
    engine_ = *std::move(engine);
  }

  // Brings the model's keys and values, some of them, into the engine.
  void Fill(FakeRandom& random, Model& model) {
    Overlay overlay;
    for (int i = 0; i < 20; ++i) ChangeAtRandom(random, overlay, model);
    EXPECT_THAT(engine_->Apply(overlay.TakeBatch()), IsOk());
    EXPECT_TRUE(overlay.empty());
  }

  TempDir folder_;
  std::unique_ptr<Engine> engine_;
};

// Two layers above the engine, as a body in a group has them.
TEST_F(OverlayTest, ReadsAsAMapWouldAfterTheSameWrites) {
  FakeRandom random(21);
  Model model;
  for (int round = 0; round < 150; ++round) {
    Fill(random, model);
    std::shared_ptr<const Snapshot> base = engine_->NewSnapshot();
    Model before = model;
    Overlay lower;
    OverlaidSnapshot below(base.get(), &lower);
    Overlay upper;
    OverlaidSnapshot top(&below, &upper);
    for (int i = 0; i < 6; ++i) ChangeAtRandom(random, lower, model);
    Model middle = model;
    for (int i = 0; i < 6; ++i) ChangeAtRandom(random, upper, model);
    for (int i = 0; i < 20; ++i) {
      std::string key = RandomKey(random);
      std::string end = random.Below(3) == 0 ? "" : RandomKey(random);
      ASSERT_EQ(Get(top, key), Get(model, key));
      ASSERT_EQ(Walk(*top.Scan(kFamily, {key, end})), Part(model, key, end));
      std::string start = RandomKey(random);
      std::unique_ptr<Cursor> cursor = top.Scan(kFamily, {start, end});
      cursor->Seek(key);
      ASSERT_EQ(Walk(*cursor), Part(model, std::max(key, start), end));
    }
    ASSERT_EQ(Walk(*below.Scan(kFamily, {})), middle);
    ASSERT_EQ(Walk(*base->Scan(kFamily, {})), before);
    lower.Absorb(upper);
    ASSERT_TRUE(upper.empty());
    ASSERT_EQ(Walk(*below.Scan(kFamily, {})), model);
    ASSERT_THAT(engine_->Apply(lower.TakeBatch()), IsOk());
    ASSERT_EQ(Walk(*engine_->NewSnapshot()->Scan(kFamily, {})), model);
  }
}

// What is written ahead of an open cursor is seen, what is behind is not, and
// nothing comes twice or out of order.
TEST_F(OverlayTest, MayBeWrittenUnderAnOpenCursor) {
  FakeRandom random(22);
  Model model;
  for (int round = 0; round < 300; ++round) {
    Fill(random, model);
    std::shared_ptr<const Snapshot> base = engine_->NewSnapshot();
    Overlay overlay;
    OverlaidSnapshot top(base.get(), &overlay);
    std::unique_ptr<Cursor> cursor = top.Scan(kFamily, {});
    while (cursor->Valid()) {
      std::string at(cursor->key());
      for (int i = 0; i < 3; ++i) ChangeAtRandom(random, overlay, model);
      cursor->Next();
      auto expected = model.upper_bound(at);
      if (expected == model.end()) {
        ASSERT_FALSE(cursor->Valid());
      } else {
        ASSERT_TRUE(cursor->Valid());
        ASSERT_EQ(cursor->key(), expected->first);
        ASSERT_EQ(cursor->value(), expected->second);
      }
    }
    ASSERT_THAT(cursor->status(), IsOk());
    ASSERT_THAT(engine_->Apply(overlay.TakeBatch()), IsOk());
  }
}

TEST_F(OverlayTest, KeepsFamiliesApart) {
  Overlay overlay;
  std::shared_ptr<const Snapshot> base = engine_->NewSnapshot();
  OverlaidSnapshot top(base.get(), &overlay);
  overlay.Put(Family::kMeta, "key", "meta");
  overlay.Put(Family::kChanges, "key", "changes");
  overlay.Delete(Family::kChanges, "key");
  EXPECT_EQ(Get(top, "key"), "none");
  EXPECT_EQ(top.Get(Family::kMeta, "key").value().value(), "meta");
  EXPECT_FALSE(top.Get(Family::kChanges, "key").value().has_value());
  EXPECT_FALSE(top.Scan(Family::kChanges, {})->Valid());
}

}  // namespace
}  // namespace kam::storage::overlay_test
