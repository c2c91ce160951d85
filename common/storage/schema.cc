#include "common/storage/schema.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/key.h"
#include "common/storage/log_keys.h"

namespace kam::storage {
namespace {

// A name taken apart without knowing its pattern.
struct NameParts {
  std::vector<std::string> collections;
  std::vector<std::string> ids;
};

NameParts Split(std::string_view name) {
  NameParts parts;
  if (name.empty()) return parts;
  std::vector<std::string> words = absl::StrSplit(std::string(name), '/');
  for (size_t i = 0; i < words.size(); ++i) {
    (i % 2 == 0 ? parts.collections : parts.ids).push_back(words[i]);
  }
  return parts;
}

// Whether a name is made of exactly these collections, each with an id.
bool HasCollections(std::string_view name,
                    const std::vector<std::string>& collections) {
  for (size_t i = 0; i < collections.size(); ++i) {
    const std::string& collection = collections[i];
    if (i > 0) {
      if (name.empty()) return false;
      name.remove_prefix(1);  // the slash behind the last id
    }
    if (name.substr(0, collection.size()) != collection) return false;
    name.remove_prefix(collection.size());
    if (name.empty() || name.front() != '/') return false;
    name.remove_prefix(1);
    name.remove_prefix(std::min(name.find('/'), name.size()));
  }
  return name.empty();
}

bool IsPrefix(const std::vector<std::string>& prefix,
              const std::vector<std::string>& whole) {
  return prefix.size() <= whole.size() &&
         std::equal(prefix.begin(), prefix.end(), whole.begin());
}

// Ranges to scan for the records of `table` at or under the filter; none when
// no name of the table can be there.
std::vector<KeyRange> RangesOf(const Table& table, const NameParts& filter) {
  const std::vector<std::string>& collections = table.pattern().collections();
  if (!IsPrefix(filter.collections, collections)) return {};
  if (filter.ids.size() == collections.size()) {
    std::string key = table.Key(filter.ids);
    return {{key, key + '\0'}};
  }
  if (table.spec().range == 0) {
    return {KeyRange::Prefix(table.KeyPrefix(filter.ids))};
  }
  if (filter.ids.size() + 1 == collections.size()) {
    return {KeyRange::Prefix(table.KeyPrefix(filter.ids))};
  }
  // Several parents, the types of each mixed: the caller looks at each key.
  KeyWriter start(table.spec().range);
  for (const std::string& id : filter.ids) start.String(id);
  return {KeyRange::Prefix(start.bytes())};
}

// The type in a key of a shared range; its parents' ids come before it.
uint32_t TypeInRange(std::string_view key, size_t parents) {
  KeyReader parts(key);
  parts.Tag();
  for (size_t i = 0; i < parents; ++i) parts.String();
  return parts.Tag().value_or(0);
}

}  // namespace

Schema::Schema(std::vector<const Table*> tables) : tables_(std::move(tables)) {}

const Table* Schema::Find(uint32_t type) const {
  for (const Table* table : tables_) {
    if (table->spec().type == type) return table;
  }
  return nullptr;
}

const Table* Schema::ForName(std::string_view name) const {
  for (const Table* table : tables_) {
    if (HasCollections(name, table->pattern().collections())) return table;
  }
  return nullptr;
}

absl::Status Schema::VisitAll(
    const Reader& reader, std::string_view name_filter,
    absl::FunctionRef<bool(const Table&, int64_t, std::string_view)> visit)
    const {
  NameParts filter = Split(name_filter);
  for (const Table* table : tables_) {
    size_t parents = table->pattern().collections().size() - 1;
    for (const KeyRange& range : RangesOf(*table, filter)) {
      std::unique_ptr<Cursor> cursor = reader.Scan(Family::kRecords, range);
      for (; cursor->Valid(); cursor->Next()) {
        bool other = table->spec().range != 0 &&
                     TypeInRange(cursor->key(), parents) != table->spec().type;
        if (other) continue;
        std::optional<int64_t> revision = RecordRevision(cursor->value());
        if (!revision.has_value()) {
          return MakeError(absl::StatusCode::kDataLoss, "DATA_LOSS",
                           "A stored record is damaged; restore it from a "
                           "backup.");
        }
        if (!visit(*table, *revision, RecordImage(cursor->value()))) {
          return absl::OkStatus();
        }
      }
      RETURN_IF_ERROR(cursor->status());
    }
  }
  return absl::OkStatus();
}

}  // namespace kam::storage
