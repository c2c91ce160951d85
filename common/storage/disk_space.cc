#include "common/storage/disk_space.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "common/status/errors.h"

namespace kam::storage {

DiskState CheckDisk(const std::string& directory, const DiskLimits& limits) {
  struct statvfs volume;
  if (statvfs(directory.c_str(), &volume) != 0) return DiskState::kFull;
  absl::int128 total = absl::int128(volume.f_blocks) * volume.f_frsize;
  absl::int128 free = absl::int128(volume.f_bavail) * volume.f_frsize;
  if (free < limits.min_free_bytes ||
      free * 10000 < total * limits.min_free_bps) {
    return DiskState::kFull;
  }
  return free * 10000 < total * limits.warn_free_bps ? DiskState::kWarning
                                                     : DiskState::kPlenty;
}

absl::Status MakeBallast(const std::string& directory,
                         const DiskLimits& limits) {
  if (limits.ballast_bytes == 0 ||
      CheckDisk(directory, limits) == DiskState::kFull) {
    return absl::OkStatus();
  }
  std::string path = absl::StrCat(directory, "/BALLAST");
  int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0) return absl::OkStatus();  // there already
  int error = posix_fallocate(file, 0, limits.ballast_bytes);
  close(file);
  if (error == 0) return absl::OkStatus();
  unlink(path.c_str());
  return Internal("BALLAST_FAILED", "The ballast file could not be made.");
}

}  // namespace kam::storage
