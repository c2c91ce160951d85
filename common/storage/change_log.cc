#include "common/storage/change_log.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/commit_time.h"
#include "common/storage/key.h"
#include "common/storage/log_keys.h"
#include "google/protobuf/util/time_util.h"

namespace kam::storage {
namespace {

using google::protobuf::util::TimeUtil;

// A watcher whose filter hides everything still moves on in bounded steps.
constexpr int kMaxScannedChanges = 10000;
// Other writes wait for one step of a trim: it goes on to no further commit
// after this many changes.
constexpr size_t kMaxTrimmedChanges = 10000;

absl::Status Damaged() {
  return MakeError(absl::StatusCode::kDataLoss, "DATA_LOSS",
                   "The change log is damaged; restore the store from a "
                   "backup.");
}

absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(TimeUtil::TimestampToMicroseconds(time));
}

absl::StatusOr<v1::ChangeRecord> ReadChange(const Reader& reader,
                                            int64_t revision, uint32_t index) {
  ASSIGN_OR_RETURN(std::optional<std::string> value,
                   reader.Get(Family::kChanges, ChangeKey(revision, index)));
  v1::ChangeRecord change;
  if (!value.has_value() || !change.ParseFromString(*value)) return Damaged();
  return change;
}

// A cursor over the versions of one key, newest first, from `revision` down.
std::unique_ptr<Cursor> VersionsOf(const Reader& reader, std::string_view key,
                                   int64_t revision) {
  return reader.Scan(Family::kHistory, {HistoryKey(key, revision),
                                        PrefixEnd(HistoryKey(key, 0))});
}

absl::StatusOr<uint32_t> IndexOf(const Cursor& history) {
  std::optional<uint32_t> index = KeyReader(history.value()).Uint32();
  if (!index.has_value()) return Damaged();
  return *index;
}

}  // namespace

absl::StatusOr<std::optional<absl::Time>> CommitTimeOf(const Reader& reader,
                                                       int64_t revision) {
  if (revision == 0) return std::optional<absl::Time>();
  ASSIGN_OR_RETURN(const v1::Floor floor, ReadFloor(reader));
  if (revision == floor.revision()) {
    return std::optional(TimeOf(floor.commit_time()));
  }
  std::unique_ptr<Cursor> cursor =
      reader.Scan(Family::kChanges,
                  {ChangeKeyStart(revision), ChangeKeyStart(revision + 1)});
  RETURN_IF_ERROR(cursor->status());
  v1::ChangeRecord change;
  if (!cursor->Valid() ||
      !change.ParseFromArray(cursor->value().data(),
                             static_cast<int>(cursor->value().size()))) {
    return Damaged();
  }
  return std::optional(TimeOf(change.commit_time()));
}

absl::StatusOr<v1::Floor> ReadFloor(const Reader& reader) {
  ASSIGN_OR_RETURN(std::optional<std::string> value,
                   reader.Get(Family::kMeta, kFloorKey));
  v1::Floor floor;
  if (value.has_value() && !floor.ParseFromString(*value)) return Damaged();
  return floor;
}

absl::StatusOr<int64_t> RevisionAt(const ReadView& view, absl::Time time) {
  ASSIGN_OR_RETURN(v1::Floor floor, ReadFloor(view));
  if (floor.revision() > 0 && time < TimeOf(floor.commit_time())) {
    return OutOfRange("READ_TIME_TOO_OLD",
                      absl::StrCat("The history reaches back to ",
                                   TimeUtil::ToString(floor.commit_time()),
                                   " only; read at that time or later."));
  }
  // Greatest revision in [low, high] committed at or before the time; low
  // always is, since nothing before the first commit counts as revision 0.
  int64_t low = floor.revision();
  int64_t high = view.head();
  while (low < high) {
    int64_t middle = low + (high - low + 1) / 2;
    ASSIGN_OR_RETURN(const auto committed, CommitTimeOf(view, middle));
    if (committed <= time) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

absl::StatusOr<std::optional<Version>> ReadVersion(const Reader& reader,
                                                   std::string_view key,
                                                   int64_t revision) {
  std::unique_ptr<Cursor> cursor = VersionsOf(reader, key, revision);
  RETURN_IF_ERROR(cursor->status());
  if (!cursor->Valid()) return std::optional<Version>();
  std::optional<HistoryPlace> place = ParseHistoryKey(cursor->key());
  if (!place.has_value()) return Damaged();
  ASSIGN_OR_RETURN(uint32_t index, IndexOf(*cursor));
  ASSIGN_OR_RETURN(v1::ChangeRecord change,
                   ReadChange(reader, place->revision, index));
  if (change.kind() == kam::type::v1::CHANGE_KIND_DELETED) {
    return std::optional<Version>();
  }
  return std::optional<Version>(
      Version{place->revision, std::move(*change.mutable_image())});
}

absl::Status VisitKeys(const Reader& reader, std::string_view prefix,
                       std::string_view after,
                       const std::function<bool(std::string_view)>& visit) {
  std::unique_ptr<Cursor> cursor =
      reader.Scan(Family::kHistory, KeyRange::Prefix(prefix));
  if (!after.empty()) cursor->Seek(PrefixEnd(HistoryKey(after, 0)));
  while (cursor->Valid()) {
    std::optional<HistoryPlace> place = ParseHistoryKey(cursor->key());
    if (!place.has_value()) return Damaged();
    std::string key(place->record_key);
    if (!visit(key)) break;
    // The oldest possible version of this key is its last entry.
    cursor->Seek(PrefixEnd(HistoryKey(key, 0)));
  }
  return cursor->status();
}

bool NameMatches(std::string_view name, std::string_view filter) {
  if (filter.empty()) return true;
  if (name.substr(0, filter.size()) != filter) return false;
  return name.size() == filter.size() || name[filter.size()] == '/';
}

absl::StatusOr<Tail> ReadTail(const ReadView& view, int64_t after,
                              std::string_view name_filter,
                              const TailLimits& limits) {
  ASSIGN_OR_RETURN(v1::Floor floor, ReadFloor(view));
  if (after < floor.revision()) {
    return OutOfRange("RESUME_TOKEN_TRIMMED",
                      "The change log no longer reaches back to this token; "
                      "start again without one.");
  }
  Tail tail;
  tail.through = after;
  std::vector<v1::ChangeRecord> commit;
  int64_t commit_bytes = 0;
  int64_t bytes = 0;
  int scanned = 0;
  std::unique_ptr<Cursor> cursor = view.Scan(
      Family::kChanges,
      {ChangeKeyStart(after + 1), ChangeKeyStart(view.revision() + 1)});
  while (true) {
    v1::ChangeRecord change;
    bool more = cursor->Valid();
    if (more &&
        !change.ParseFromArray(cursor->value().data(),
                               static_cast<int>(cursor->value().size()))) {
      return Damaged();
    }
    if (!more || change.revision() > tail.through + 1) {
      // The commit after `through` is complete.
      if (more || tail.through < view.revision()) {
        bool fits = tail.changes.empty() ||
                    (tail.changes.size() + commit.size() <=
                         static_cast<size_t>(limits.max_changes) &&
                     bytes + commit_bytes <= limits.max_bytes);
        if (!fits) break;
        bytes += commit_bytes;
        std::move(commit.begin(), commit.end(),
                  std::back_inserter(tail.changes));
        commit.clear();
        commit_bytes = 0;
        ++tail.through;
      }
      if (!more || scanned > kMaxScannedChanges) break;
    }
    ++scanned;
    if (NameMatches(change.name(), name_filter)) {
      commit_bytes += static_cast<int64_t>(cursor->value().size());
      commit.push_back(std::move(change));
    }
    cursor->Next();
  }
  RETURN_IF_ERROR(cursor->status());
  return tail;
}

absl::StatusOr<std::vector<v1::ChangeRecord>> ReadRecordChanges(
    const ReadView& view, std::string_view key, int64_t before, int limit) {
  std::vector<v1::ChangeRecord> changes;
  if (before <= 1) return changes;
  std::unique_ptr<Cursor> cursor =
      VersionsOf(view, key, std::min(before - 1, view.revision()));
  while (cursor->Valid() && static_cast<int>(changes.size()) < limit) {
    std::optional<HistoryPlace> place = ParseHistoryKey(cursor->key());
    if (!place.has_value()) return Damaged();
    ASSIGN_OR_RETURN(uint32_t index, IndexOf(*cursor));
    ASSIGN_OR_RETURN(v1::ChangeRecord change,
                     ReadChange(view, place->revision, index));
    changes.push_back(std::move(change));
    cursor->Next();
  }
  RETURN_IF_ERROR(cursor->status());
  return changes;
}

namespace {

// Drops the versions of `key` that no state from `floor` on can show: all but
// the newest at or below it, and that one too when it is a deletion.
absl::Status TrimVersions(Transaction& transaction, std::string_view key,
                          int64_t floor) {
  std::unique_ptr<Cursor> cursor = VersionsOf(transaction, key, floor);
  bool newest = true;
  while (cursor->Valid()) {
    std::string history_key(cursor->key());
    std::optional<HistoryPlace> place = ParseHistoryKey(history_key);
    if (!place.has_value()) return Damaged();
    ASSIGN_OR_RETURN(uint32_t index, IndexOf(*cursor));
    bool drop = !newest;
    if (newest) {
      ASSIGN_OR_RETURN(v1::ChangeRecord change,
                       ReadChange(transaction, place->revision, index));
      drop = change.kind() == kam::type::v1::CHANGE_KIND_DELETED;
    }
    cursor->Next();
    if (drop) {
      transaction.Delete(Family::kChanges, ChangeKey(place->revision, index));
      transaction.Delete(Family::kHistory, history_key);
    }
    newest = false;
  }
  return cursor->status();
}

}  // namespace

absl::Status TrimChanges(Transaction& transaction, int64_t revision,
                         int64_t max_revisions) {
  ASSIGN_OR_RETURN(v1::Floor floor, ReadFloor(transaction));
  // The transaction's own revision is not committed yet.
  int64_t target = std::min(
      {revision, floor.revision() + max_revisions, transaction.revision() - 1});
  if (target <= floor.revision()) return absl::OkStatus();
  std::vector<std::string> keys;
  std::unique_ptr<Cursor> cursor = transaction.Scan(
      Family::kChanges,
      {ChangeKeyStart(floor.revision() + 1), ChangeKeyStart(target + 1)});
  for (; cursor->Valid(); cursor->Next()) {
    v1::ChangeRecord change;
    if (!change.ParseFromArray(cursor->value().data(),
                               static_cast<int>(cursor->value().size()))) {
      return Damaged();
    }
    if (change.revision() > floor.revision()) {
      if (keys.size() >= kMaxTrimmedChanges) break;
      floor.set_revision(change.revision());
      *floor.mutable_commit_time() = change.commit_time();
    }
    keys.push_back(change.key());
  }
  RETURN_IF_ERROR(cursor->status());
  for (const std::string& key : keys) {
    RETURN_IF_ERROR(TrimVersions(transaction, key, floor.revision()));
  }
  transaction.Put(Family::kMeta, std::string(kFloorKey),
                  floor.SerializeAsString());
  return absl::OkStatus();
}

}  // namespace kam::storage
