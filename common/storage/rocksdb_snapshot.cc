#include "common/storage/rocksdb_snapshot.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "common/base/log.h"
#include "common/status/errors.h"
#include "rocksdb/iterator.h"
#include "rocksdb/options.h"
#include "rocksdb/snapshot.h"

namespace kam::storage {
namespace {

rocksdb::Slice ToSlice(std::string_view view) {
  return rocksdb::Slice(view.data(), view.size());
}

std::string_view ToView(const rocksdb::Slice& slice) {
  return std::string_view(slice.data(), slice.size());
}

// The engine's own words go to the log; callers get one plain sentence.
absl::Status FromRead(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  Log(LogLevel::kError, "storage read failed", {{"cause", status.ToString()}});
  if (status.IsCorruption()) {
    return MakeError(absl::StatusCode::kDataLoss, "DATA_LOSS",
                     "A stored record is damaged; restore it from a backup.");
  }
  return Internal("STORAGE_READ_FAILED",
                  "The store could not be read; see the service's log.");
}

// The engine's walk over one family, with the end that it looks at.
struct Walk {
  std::string end;
  rocksdb::Slice upper;
  std::unique_ptr<rocksdb::Iterator> iterator;
};

// Walks of one snapshot that nobody uses just now. To make one costs more than
// to go along a short range, and many readers share a snapshot. Thread-safe.
class IdleWalks {
 public:
  // One that was returned, or null.
  std::unique_ptr<Walk> Take(Family family) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto& idle = idle_[static_cast<size_t>(family)];
    if (idle.empty()) return nullptr;
    std::unique_ptr<Walk> walk = std::move(idle.back());
    idle.pop_back();
    return walk;
  }

  void Return(Family family, std::unique_ptr<Walk> walk) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto& idle = idle_[static_cast<size_t>(family)];
    if (idle.size() < kMostOfAFamily) idle.push_back(std::move(walk));
  }

 private:
  static constexpr size_t kMostOfAFamily = 8;

  std::mutex mutex_;
  std::array<std::vector<std::unique_ptr<Walk>>, kFamilyCount> idle_;
};

class RocksDbCursor : public Cursor {
 public:
  RocksDbCursor(IdleWalks* walks, Family family, std::unique_ptr<Walk> walk,
                std::string start)
      : walks_(walks),
        family_(family),
        walk_(std::move(walk)),
        start_(std::move(start)) {
    walk_->iterator->Seek(start_);
  }
  ~RocksDbCursor() override {
    const bool bounded = !walk_->end.empty();
    if (bounded && walk_->iterator->status().ok()) {
      walks_->Return(family_, std::move(walk_));
    }
  }

  bool Valid() const override { return walk_->iterator->Valid(); }
  std::string_view key() const override {
    return ToView(walk_->iterator->key());
  }
  std::string_view value() const override {
    return ToView(walk_->iterator->value());
  }
  void Next() override { walk_->iterator->Next(); }
  void Seek(std::string_view key) override {
    walk_->iterator->Seek(ToSlice(std::max<std::string_view>(key, start_)));
  }
  absl::Status status() const override {
    return FromRead(walk_->iterator->status());
  }

 private:
  IdleWalks* walks_;
  Family family_;
  std::unique_ptr<Walk> walk_;
  std::string start_;
};

class RocksDbSnapshot : public Snapshot {
 public:
  RocksDbSnapshot(rocksdb::DB* db,
                  const std::vector<rocksdb::ColumnFamilyHandle*>* families)
      : db_(db), families_(families), snapshot_(db) {
    options_.snapshot = snapshot_.snapshot();
    options_.verify_checksums = true;
  }

  absl::StatusOr<std::optional<std::string>> Get(
      Family family, std::string_view key) const override {
    std::string value;
    rocksdb::Status status =
        db_->Get(options_, Handle(family), ToSlice(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    if (!status.ok()) return FromRead(status);
    return std::optional<std::string>(std::move(value));
  }

  std::unique_ptr<Cursor> Scan(Family family,
                               const KeyRange& range) const override {
    const bool bounded = !range.end.empty();
    std::unique_ptr<Walk> walk = bounded ? idle_.Take(family) : nullptr;
    if (walk == nullptr) walk = NewWalk(family, bounded);
    walk->end = range.end;
    walk->upper = ToSlice(walk->end);
    return std::make_unique<RocksDbCursor>(&idle_, family, std::move(walk),
                                           range.start);
  }

 private:
  // RocksDB looks at the bound anew with each step, where there is one.
  std::unique_ptr<Walk> NewWalk(Family family, bool bounded) const {
    auto walk = std::make_unique<Walk>();
    rocksdb::ReadOptions options = options_;
    if (bounded) options.iterate_upper_bound = &walk->upper;
    walk->iterator.reset(db_->NewIterator(options, Handle(family)));
    return walk;
  }

  rocksdb::ColumnFamilyHandle* Handle(Family family) const {
    return (*families_)[static_cast<size_t>(family)];
  }

  rocksdb::DB* db_;
  const std::vector<rocksdb::ColumnFamilyHandle*>* families_;
  rocksdb::ManagedSnapshot snapshot_;
  rocksdb::ReadOptions options_;
  mutable IdleWalks idle_;
};

}  // namespace

std::shared_ptr<const Snapshot> NewRocksDbSnapshot(
    rocksdb::DB* db,
    const std::vector<rocksdb::ColumnFamilyHandle*>* families) {
  return std::make_shared<RocksDbSnapshot>(db, families);
}

}  // namespace kam::storage
