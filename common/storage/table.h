#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/resource/name.h"
#include "common/storage/change_log.h"
#include "common/storage/reader.h"
#include "common/storage/transaction.h"
#include "google/protobuf/message.h"

namespace kam::storage {

// A way to find records by something else than their name. Entries are kept
// beside the records, under their programme:
//
//   tag, programme, entry [, record key when not unique] -> record key
//
// They are of the present only; a read of the past filters images instead.
struct IndexSpec {
  // On disk; never reuse one. Record types and ranges stay below 0xC0.
  uint8_t tag = 0xC0;
  // At most one record may have an entry; otherwise ALREADY_EXISTS with
  // `taken_reason`.
  bool unique = false;
  std::string taken_reason = {};
  // The entries of a record, as tuples written by KeyWriter.
  std::function<std::vector<std::string>(const google::protobuf::Message&)>
      entries = {};
};

// How the records of one resource are kept. Keys:
//
//   type, id, ..., id                    with range 0
//   range, id, ..., id, type, last id    else: siblings of one parent together
struct TableSpec {
  // Number of the type; on disk, never reuse one, below 0x80.
  uint8_t type = 0;
  // Tag that this type shares with others of the same parents, 0x80 to 0xBF,
  // or 0 to have a range of its own.
  uint8_t range = 0;
  const google::protobuf::Descriptor* descriptor = nullptr;
  std::vector<IndexSpec> indexes = {};
  // The names' pattern, when not the first that the descriptor states.
  const resource::ResourcePattern* pattern = nullptr;
};

// What a list is to bring.
struct ListQuery {
  // The parent's ids; none for a top collection.
  std::vector<std::string> parent_ids;
  // Go on after this key; empty to begin.
  std::string after_key;
  int limit = 50;
  // End the list early rather than bring more than this, one record at least.
  int64_t max_bytes = std::numeric_limits<int64_t>::max();
  // Which records count; all when empty.
  std::function<bool(const google::protobuf::Message&)> filter;
};

// Where a list ended.
struct ListEnd {
  // The last record's key when more may follow, else empty.
  std::string next_after;
};

// The records of one resource, on a Reader or a Transaction: keys, indexes,
// history and stamps are its business, what a record may hold is not. The
// stored message is the resource without its etag, which is made from the
// revision. Immutable and thread-safe.
class Table {
 public:
  using Message = google::protobuf::Message;

  explicit Table(TableSpec spec);

  const TableSpec& spec() const { return spec_; }
  const resource::ResourcePattern& pattern() const { return *pattern_; }

  // Reads a record into `*record`; false when there is none.
  absl::StatusOr<bool> Find(const Reader& reader,
                            const resource::ResourceName& name,
                            Message* record) const;
  // The same, NOT_FOUND when there is none.
  absl::Status Get(const Reader& reader, const resource::ResourceName& name,
                   Message* record) const;

  // Stores a new record, and stamps name, times and etag on it.
  // ALREADY_EXISTS when the name or a unique index entry is taken.
  absl::Status Create(Transaction& transaction,
                      const resource::ResourceName& name,
                      Message* record) const;
  // Replaces a record, and stamps its update time and etag; the create time
  // stays. NOT_FOUND; ALREADY_EXISTS as above. After ALREADY_EXISTS nothing is
  // written, and the body may go on.
  absl::Status Update(Transaction& transaction,
                      const resource::ResourceName& name,
                      Message* record) const;
  // Removes a record; the log keeps its past. NOT_FOUND.
  absl::Status Delete(Transaction& transaction,
                      const resource::ResourceName& name) const;

  // Calls `visit` with the records of a parent, in the order of their ids, as
  // they stood at the reader's revision, until it returns false. What it is
  // given is its own to take.
  absl::Status Visit(const Reader& reader,
                     const std::vector<std::string>& parent_ids,
                     absl::FunctionRef<bool(Message&)> visit) const;
  // The same for a page of them, and tells where it ended.
  absl::StatusOr<ListEnd> List(const Reader& reader, const ListQuery& query,
                               absl::FunctionRef<void(Message&)> visit) const;

  // The names' keys of the records with this entry in a unique or other index,
  // in key order; the present state only.
  absl::StatusOr<std::vector<std::string>> FindKeys(
      const Reader& reader, uint8_t index_tag, std::string_view program,
      std::string_view entry) const;
  // Calls `visit` with what a programme's index holds, in the order of its
  // entries, until it returns false: from position `first` on, up to but not
  // including `end`, to the last when `end` is empty. A position is an entry
  // and, where the index is not unique, the record's key behind it; to go on
  // after one, begin at it with a zero byte appended. The present state only.
  absl::Status VisitIndex(
      const Reader& reader, uint8_t index_tag, std::string_view program,
      std::string_view first, std::string_view end,
      absl::FunctionRef<bool(std::string_view position, std::string_view key)>
          visit) const;
  // Reads the record at a key that FindKeys, VisitIndex or List gave;
  // false when none.
  absl::StatusOr<bool> FindAt(const Reader& reader, std::string_view key,
                              Message* record) const;

  // Key of the record with these ids.
  std::string Key(const std::vector<std::string>& ids) const;
  // What the keys of a parent's records begin with.
  std::string KeyPrefix(const std::vector<std::string>& parent_ids) const;

  // Reads an image into a message of this table, with its etag.
  absl::Status Decode(std::string_view image, int64_t revision,
                      const std::string& epoch, Message* record) const;

 private:
  absl::StatusOr<std::optional<Version>> Read(const Reader& reader,
                                              std::string_view key) const;
  // Visits the images of records whose keys begin with `prefix` and are beyond
  // `after_key`, until `visit` returns false.
  absl::Status VisitImages(
      const Reader& reader, const std::string& prefix,
      const std::string& after_key,
      absl::FunctionRef<absl::StatusOr<bool>(
          std::string_view key, int64_t revision, std::string_view image)>
          visit) const;
  std::unique_ptr<Message> NewRecord() const;
  absl::Status Write(Transaction& transaction, kam::type::v1::ChangeKind kind,
                     std::string_view key, const Message* before,
                     Message* record) const;
  absl::Status CheckIndexEntries(const Transaction& transaction,
                                 const std::string& program,
                                 std::string_view key,
                                 const Message& after) const;
  absl::Status MoveIndexEntries(Transaction& transaction,
                                const std::string& program,
                                std::string_view key, const Message* before,
                                const Message* after) const;

  TableSpec spec_;
  const resource::ResourcePattern* pattern_;
};

}  // namespace kam::storage
