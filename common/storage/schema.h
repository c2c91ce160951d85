#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "common/storage/reader.h"
#include "common/storage/table.h"

namespace kam::storage {

// All tables of a service, for what concerns every record alike.
class Schema {
 public:
  // The tables must outlive the schema.
  explicit Schema(std::vector<const Table*> tables);

  // The table of a type, or null.
  const Table* Find(uint32_t type) const;
  // The table whose names look like `name`, or null.
  const Table* ForName(std::string_view name) const;

  // Calls `visit` with every record of the reader's present state at or under
  // `name_filter` (all when empty) until it returns false.
  absl::Status VisitAll(const Reader& reader, std::string_view name_filter,
                        absl::FunctionRef<bool(const Table&, int64_t revision,
                                               std::string_view image)>
                            visit) const;

 private:
  std::vector<const Table*> tables_;
};

}  // namespace kam::storage
