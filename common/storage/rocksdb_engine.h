#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/storage/engine.h"

namespace kam::storage {

struct RocksDbOptions {
  std::string directory;
  // Make the database when there is none; otherwise that is an error, since a
  // lost volume must not look like a new store.
  bool create_if_missing = false;
  // Called from a RocksDB thread, once, when a background error is so severe
  // that the process must stop (an I/O error, a failed fsync). May be empty.
  std::function<void()> on_fatal_error;
  int64_t block_cache_bytes = int64_t{128} << 20;
  int64_t write_buffer_bytes = int64_t{16} << 20;
};

// Twice this much disk must stay free for the write-ahead log.
inline constexpr int64_t kMaxTotalWalBytes = int64_t{256} << 20;

// Opens the embedded engine, with the settings that the README of this folder
// explains. FAILED_PRECONDITION with reason DATA_DIRECTORY_IN_USE or
// DATA_DIRECTORY_NOT_WRITABLE; DATA_LOSS with reason STORE_DAMAGED when what is
// there cannot be trusted, or is not there.
absl::StatusOr<std::unique_ptr<Engine>> OpenRocksDb(
    const RocksDbOptions& options);

}  // namespace kam::storage
