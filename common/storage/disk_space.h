#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"

namespace kam::storage {

// When a store stops taking writes, long before the disk is full: an engine
// that meets a full disk may not come back without help.
struct DiskLimits {
  // Writes are refused below this share of the volume, in basis points ...
  int min_free_bps = 1000;
  // ... and below this many bytes.
  int64_t min_free_bytes = int64_t{512} << 20;
  // A warning is logged once less than this share is free.
  int warn_free_bps = 2500;
  // Size of a file that the operator may remove to get room for a recovery;
  // 0 for none.
  int64_t ballast_bytes = int64_t{64} << 20;
};

enum class DiskState { kPlenty, kWarning, kFull };

// State of the volume that holds `directory`. A volume that cannot be asked
// counts as full.
DiskState CheckDisk(const std::string& directory, const DiskLimits& limits);

// Makes the ballast file when it is missing and there is plenty of room.
absl::Status MakeBallast(const std::string& directory,
                         const DiskLimits& limits);

}  // namespace kam::storage
