#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/storage/engine.h"

namespace kam::storage {

// A state of a store to read from: a ReadView, or a Transaction that also sees
// its own writes. Records are those of `revision()`; when the families on disk
// are newer than that, `pinned()` is true and Collection goes by the history.
class Reader {
 public:
  virtual ~Reader() = default;

  // The revision that is read; within a transaction the one being made.
  virtual int64_t revision() const = 0;
  // Whether the records on disk may be newer than `revision()`.
  virtual bool pinned() const = 0;
  // Random id of the store's unbroken life; part of tokens and etags.
  virtual const std::string& epoch() const = 0;
  // The raw families as they are on disk, with a transaction's own writes.
  virtual const Snapshot& snapshot() const = 0;

  absl::StatusOr<std::optional<std::string>> Get(Family family,
                                                 std::string_view key) const {
    return snapshot().Get(family, key);
  }
  std::unique_ptr<Cursor> Scan(Family family, const KeyRange& range) const {
    return snapshot().Scan(family, range);
  }
};

// A state that does not change, cheap to copy. Thread-safe. Keeps a snapshot
// of the engine alive: let go of it soon, and before the store is closed.
class ReadView : public Reader {
 public:
  ReadView(std::shared_ptr<const Snapshot> snapshot, int64_t head,
           int64_t revision, std::string epoch)
      : snapshot_(std::move(snapshot)),
        head_(head),
        revision_(revision),
        epoch_(std::move(epoch)) {}

  int64_t revision() const override { return revision_; }
  bool pinned() const override { return revision_ != head_; }
  const std::string& epoch() const override { return epoch_; }
  const Snapshot& snapshot() const override { return *snapshot_; }

  // The newest revision the snapshot holds.
  int64_t head() const { return head_; }
  // The same snapshot read as of an earlier revision.
  ReadView At(int64_t revision) const {
    return ReadView(snapshot_, head_, revision, epoch_);
  }

 private:
  std::shared_ptr<const Snapshot> snapshot_;
  int64_t head_;
  int64_t revision_;
  std::string epoch_;
};

}  // namespace kam::storage
