#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace kam::storage {

// A file beside the store that says which revision was durable at its last
// tick. No mode of the engine's log notices that a whole log file is gone;
// this does, for every write acknowledged before the tick. Not thread-safe.
class HighWatermarkFile {
 public:
  explicit HighWatermarkFile(const std::string& directory);

  // Compares the file with the store just opened. DATA_LOSS with reason
  // ACKNOWLEDGED_WRITES_LOST, naming the missing range, when the store holds
  // less than the file says or when the file is another store's or damaged.
  absl::Status Check(std::string_view store_uuid, int64_t revision) const;

  // Records the revision; does nothing when it is already recorded.
  absl::Status Write(std::string_view store_uuid, int64_t revision);

 private:
  std::string path_;
  int64_t written_ = -1;
};

}  // namespace kam::storage
