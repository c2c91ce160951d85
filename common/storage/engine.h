#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace kam::storage {

// The column families of a store. On disk by name; never reuse one.
enum class Family : uint8_t {
  kRecords = 0,   // records and their index entries
  kChanges = 1,   // the change log
  kHistory = 2,   // record key and inverted revision -> place in the log
  kRequests = 3,  // mutations answered, for retries
  kMeta = 4,      // identity, head, floor
};
inline constexpr int kFamilyCount = 5;

// Keys from `start` on, up to but not including `end`; an empty end is none.
struct KeyRange {
  std::string start;
  std::string end;

  static KeyRange Prefix(std::string_view prefix);
};

// Walks a range in ascending key order. After the last key, and after an
// error, it is not valid: look at status() then. Not thread-safe.
class Cursor {
 public:
  virtual ~Cursor() = default;

  virtual bool Valid() const = 0;
  // Only when valid; the views live until the cursor moves.
  virtual std::string_view key() const = 0;
  virtual std::string_view value() const = 0;
  virtual void Next() = 0;
  // Moves to the first key of the range that is not less than `key`.
  virtual void Seek(std::string_view key) = 0;
  // DATA_LOSS when a block on the way failed its checksum, INTERNAL when the
  // disk failed.
  virtual absl::Status status() const = 0;
};

// A state of the whole store that does not change. Thread-safe.
class Snapshot {
 public:
  virtual ~Snapshot() = default;

  // The value, or nullopt when there is none. DATA_LOSS, INTERNAL.
  virtual absl::StatusOr<std::optional<std::string>> Get(
      Family family, std::string_view key) const = 0;
  // A cursor on the first key of the range; it must not outlive the snapshot.
  virtual std::unique_ptr<Cursor> Scan(Family family,
                                       const KeyRange& range) const = 0;
};

// Writes to be made together. Later writes of a key win.
class Batch {
 public:
  struct Write {
    Family family;
    std::string key;
    std::optional<std::string> value;  // nullopt deletes
  };

  void Put(Family family, std::string key, std::string value);
  void Delete(Family family, std::string key);

  const std::vector<Write>& writes() const { return writes_; }
  bool empty() const { return writes_.empty(); }

 private:
  std::vector<Write> writes_;
};

// An ordered key-value store with snapshots and one atomic, durable batch: all
// that a single writer needs. Thread-safe; Apply has one caller at a time.
class Engine {
 public:
  virtual ~Engine() = default;

  // The newest applied state. Must not outlive the engine.
  virtual std::shared_ptr<const Snapshot> NewSnapshot() const = 0;
  // Applies all of the batch or, after an error, an unknown part of nothing or
  // all of it; when it returns OK the batch survives a power cut.
  virtual absl::Status Apply(const Batch& batch) = 0;
};

}  // namespace kam::storage
