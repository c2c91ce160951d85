#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/reader.h"
#include "common/storage/transaction.h"
#include "kam/storage/v1/storage.pb.h"

// The log of all changes, which is also the history of every record, the feed
// that watchers follow and the audit trail. Layout:
//
//   changes  revision u64, index u32           -> ChangeRecord
//   history  record key, ~revision u64         -> index u32
//   meta     "floor"                           -> Floor
//
// Above the floor there is at least one change for every revision. At and
// below it, superseded versions may be gone: each record keeps its newest.
namespace kam::storage {

// A record as it stood at some revision.
struct Version {
  int64_t revision = 0;
  std::string image;
};

// The oldest revision that can be read.
absl::StatusOr<v1::Floor> ReadFloor(const Reader& reader);

// The newest revision committed at or before `time`. OUT_OF_RANGE with reason
// READ_TIME_TOO_OLD below the floor.
absl::StatusOr<int64_t> RevisionAt(const ReadView& view, absl::Time time);

// The record at `key` as of `revision`; nullopt when it did not exist then.
absl::StatusOr<std::optional<Version>> ReadVersion(const Reader& reader,
                                                   std::string_view key,
                                                   int64_t revision);

// Calls `visit` with every record key below `prefix`, after `after` when not
// empty, that ever existed, in order, until it returns false.
absl::Status VisitKeys(const Reader& reader, std::string_view prefix,
                       std::string_view after,
                       const std::function<bool(std::string_view)>& visit);

// Whether a change to `name` is seen through a filter: the name itself or
// anything under it; an empty filter sees all.
bool NameMatches(std::string_view name, std::string_view filter);

struct TailLimits {
  int max_changes = 100;
  int64_t max_bytes = 1 << 20;
};

struct Tail {
  std::vector<v1::ChangeRecord> changes;  // whole commits, in order
  int64_t through = 0;  // all up to here was looked at, hidden or not
};

// Whole commits after `after`, as the filter shows them: at least one when
// there is any, then as many as stay within the limits. OUT_OF_RANGE with
// reason RESUME_TOKEN_TRIMMED when the log no longer reaches back that far.
absl::StatusOr<Tail> ReadTail(const ReadView& view, int64_t after,
                              std::string_view name_filter,
                              const TailLimits& limits);

// Changes of one record, newest first, those with a revision below `before`;
// at most `limit`.
absl::StatusOr<std::vector<v1::ChangeRecord>> ReadRecordChanges(
    const ReadView& view, std::string_view key, int64_t before, int limit);

// Drops what was superseded at or before `revision` and raises the floor
// to the last revision dealt with, at most `max_revisions` further on, and
// less far when those hold very many changes.
absl::Status TrimChanges(Transaction& transaction, int64_t revision,
                         int64_t max_revisions);

}  // namespace kam::storage
