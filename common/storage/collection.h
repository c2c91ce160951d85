#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/resource/name.h"
#include "common/status/status_macros.h"
#include "common/storage/table.h"

namespace kam::storage {

// The records of resource T, typed: a Table that takes and gives T. Immutable
// and thread-safe.
template <typename T>
class Collection {
 public:
  // Completes the spec with T's descriptor.
  explicit Collection(TableSpec spec)
      : table_(WithDescriptor(std::move(spec))) {}

  const Table& table() const { return table_; }

  // NOT_FOUND; INVALID_ARGUMENT when the name is malformed.
  absl::StatusOr<T> Get(const Reader& reader, absl::string_view name) const {
    ASSIGN_OR_RETURN(resource::ResourceName parsed,
                     resource::ResourceName::Parse<T>(name));
    T record;
    RETURN_IF_ERROR(table_.Get(reader, parsed, &record));
    return record;
  }

  // Every record of a parent, in the order of their ids.
  absl::StatusOr<std::vector<T>> ListAll(
      const Reader& reader, const std::vector<std::string>& parent_ids) const {
    std::vector<T> records;
    RETURN_IF_ERROR(Visit(reader, parent_ids, [&](T& record) {
      records.push_back(std::move(record));
      return true;
    }));
    return records;
  }

  // Calls `visit` with every record of a parent, in the order of their ids.
  absl::Status ForEach(const Reader& reader,
                       const std::vector<std::string>& parent_ids,
                       absl::FunctionRef<void(const T&)> visit) const {
    return Visit(reader, parent_ids, [&](T& record) {
      visit(record);
      return true;
    });
  }

  // The first record of a parent, by id, that `take` accepts.
  absl::StatusOr<std::optional<T>> First(
      const Reader& reader, const std::vector<std::string>& parent_ids,
      absl::FunctionRef<bool(const T&)> take) const {
    std::optional<T> first;
    RETURN_IF_ERROR(Visit(reader, parent_ids, [&](T& record) {
      if (!take(record)) return true;
      first = std::move(record);
      return false;
    }));
    return first;
  }

  // ALREADY_EXISTS; stamps name, times and etag on `record`.
  absl::Status Create(Transaction& transaction, absl::string_view name,
                      T* record) const {
    ASSIGN_OR_RETURN(resource::ResourceName parsed,
                     resource::ResourceName::Parse<T>(name));
    return table_.Create(transaction, parsed, record);
  }

  // NOT_FOUND; stamps the update time and etag on `record`.
  absl::Status Update(Transaction& transaction, T* record) const {
    ASSIGN_OR_RETURN(resource::ResourceName parsed,
                     resource::ResourceName::Parse<T>(record->name()));
    return table_.Update(transaction, parsed, record);
  }

  // NOT_FOUND.
  absl::Status Delete(Transaction& transaction, absl::string_view name) const {
    ASSIGN_OR_RETURN(resource::ResourceName parsed,
                     resource::ResourceName::Parse<T>(name));
    return table_.Delete(transaction, parsed);
  }

 private:
  absl::Status Visit(const Reader& reader,
                     const std::vector<std::string>& parent_ids,
                     absl::FunctionRef<bool(T&)> visit) const {
    return table_.Visit(reader, parent_ids,
                        [&](google::protobuf::Message& record) {
                          return visit(static_cast<T&>(record));
                        });
  }

  static TableSpec WithDescriptor(TableSpec spec) {
    spec.descriptor = T::descriptor();
    return spec;
  }

  Table table_;
};

}  // namespace kam::storage
