#include "common/storage/high_watermark.h"

#include "absl/strings/str_cat.h"
#include "common/base/digest.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/durable_file.h"
#include "kam/storage/v1/storage.pb.h"

namespace kam::storage {
namespace {

uint64_t Checksum(const v1::HighWatermark& mark) {
  return StableHash64(absl::StrCat(mark.store_uuid(), "/", mark.revision()));
}

absl::Status WritesLost(const std::string& message) {
  return MakeError(absl::StatusCode::kDataLoss, "ACKNOWLEDGED_WRITES_LOST",
                   absl::StrCat(message,
                                " Restore a backup, or pass "
                                "--accept_data_loss to go on without them."));
}

}  // namespace

HighWatermarkFile::HighWatermarkFile(const std::string& directory)
    : path_(absl::StrCat(directory, "/HIGH_WATERMARK")) {}

absl::Status HighWatermarkFile::Check(std::string_view store_uuid,
                                      int64_t revision) const {
  absl::StatusOr<std::string> content = ReadSmallFile(path_);
  // The first tick may not have come yet; a store that is new has nothing to
  // lose, and the file of an older one is never removed.
  if (absl::IsNotFound(content.status())) return absl::OkStatus();
  RETURN_IF_ERROR(content.status());
  v1::HighWatermark mark;
  if (!mark.ParseFromString(*content) || mark.checksum() != Checksum(mark)) {
    return WritesLost("The high-watermark file is damaged.");
  }
  if (mark.store_uuid() != store_uuid) {
    return WritesLost("The high-watermark file belongs to another store.");
  }
  if (mark.revision() > revision) {
    return WritesLost(
        absl::StrCat("Acknowledged writes are missing: revisions ",
                     revision + 1, " to ", mark.revision(), "."));
  }
  return absl::OkStatus();
}

absl::Status HighWatermarkFile::Write(std::string_view store_uuid,
                                      int64_t revision) {
  if (revision == written_) return absl::OkStatus();
  v1::HighWatermark mark;
  mark.set_store_uuid(std::string(store_uuid));
  mark.set_revision(revision);
  mark.set_checksum(Checksum(mark));
  RETURN_IF_ERROR(WriteFileDurably(path_, mark.SerializeAsString()));
  written_ = revision;
  return absl::OkStatus();
}

}  // namespace kam::storage
