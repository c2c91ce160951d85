#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace kam::storage {

// Replaces a small file so that, after a power cut, either the old or the new
// content is there whole. INTERNAL, reason FILE_WRITE_FAILED.
absl::Status WriteFileDurably(const std::string& path,
                              std::string_view content);

// Makes what was created, renamed or removed in a directory survive a power
// cut. INTERNAL, reason FILE_WRITE_FAILED.
absl::Status SyncDirectory(const std::string& directory);

// The whole content of a small file. NOT_FOUND when there is none; INTERNAL,
// reason FILE_READ_FAILED.
absl::StatusOr<std::string> ReadSmallFile(const std::string& path);

}  // namespace kam::storage
