#include "common/storage/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "common/base/log.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::storage {
namespace {

absl::Status WriteFailed(const std::string& path) {
  Log(LogLevel::kError, "file write failed",
      {{"path", path}, {"cause", std::strerror(errno)}});
  return Internal("FILE_WRITE_FAILED",
                  "A file beside the store could not be written.");
}

absl::Status WriteAndSync(const std::string& path, std::string_view content) {
  int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) return WriteFailed(path);
  bool written = write(file, content.data(), content.size()) ==
                 static_cast<ssize_t>(content.size());
  bool synced = written && fsync(file) == 0;
  absl::Status status = synced ? absl::OkStatus() : WriteFailed(path);
  close(file);
  return status;
}

}  // namespace

absl::Status SyncDirectory(const std::string& directory) {
  int file = open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0) return WriteFailed(directory);
  absl::Status status =
      fsync(file) == 0 ? absl::OkStatus() : WriteFailed(directory);
  close(file);
  return status;
}

absl::Status WriteFileDurably(const std::string& path,
                              std::string_view content) {
  std::string temporary = path + ".tmp";
  RETURN_IF_ERROR(WriteAndSync(temporary, content));
  if (rename(temporary.c_str(), path.c_str()) != 0) return WriteFailed(path);
  return SyncDirectory(std::filesystem::path(path).parent_path().string());
}

absl::StatusOr<std::string> ReadSmallFile(const std::string& path) {
  int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno == ENOENT) return absl::NotFoundError("no such file");
  std::string content;
  char buffer[4096];
  ssize_t count = -1;
  while (file >= 0 && (count = read(file, buffer, sizeof(buffer))) > 0) {
    content.append(buffer, static_cast<size_t>(count));
  }
  if (file >= 0) close(file);
  if (count < 0) {
    Log(LogLevel::kError, "file read failed",
        {{"path", path}, {"cause", std::strerror(errno)}});
    return Internal("FILE_READ_FAILED",
                    "A file beside the store could not be read.");
  }
  return content;
}

}  // namespace kam::storage
