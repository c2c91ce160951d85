#pragma once

#include <memory>
#include <vector>

#include "common/storage/engine.h"
#include "rocksdb/db.h"

namespace kam::storage {

// The newest state of the families, in the order of Family; both must outlive
// it.
std::shared_ptr<const Snapshot> NewRocksDbSnapshot(
    rocksdb::DB* db, const std::vector<rocksdb::ColumnFamilyHandle*>* families);

}  // namespace kam::storage
