#include "common/storage/rocksdb_engine.h"

#include <atomic>
#include <utility>
#include <vector>

#include "common/base/log.h"
#include "common/status/errors.h"
#include "common/storage/rocksdb_snapshot.h"
#include "rocksdb/cache.h"
#include "rocksdb/db.h"
#include "rocksdb/file_checksum.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/listener.h"
#include "rocksdb/table.h"
#include "rocksdb/write_buffer_manager.h"

namespace kam::storage {
namespace {

constexpr const char* kFamilyNames[kFamilyCount] = {
    "records", "changes", "history", "requests", "meta"};

// What a batch and each write in it take besides keys and values, at most.
constexpr size_t kBatchHeaderBytes = 12;
constexpr size_t kWriteHeaderBytes = 16;

// Tells the owner of a severe background error, once.
class FatalErrorListener : public rocksdb::EventListener {
 public:
  explicit FatalErrorListener(std::function<void()> on_fatal_error)
      : on_fatal_error_(std::move(on_fatal_error)) {}

  void OnBackgroundError(rocksdb::BackgroundErrorReason /*reason*/,
                         rocksdb::Status* status) override {
    Log(LogLevel::kError, "storage background error",
        {{"cause", status->ToString()},
         {"severity", std::to_string(status->severity())}});
    if (status->severity() >= rocksdb::Status::kFatalError && on_fatal_error_ &&
        !told_.exchange(true)) {
      on_fatal_error_();
    }
  }

 private:
  std::function<void()> on_fatal_error_;
  std::atomic<bool> told_{false};
};

class RocksDbEngine : public Engine {
 public:
  RocksDbEngine(rocksdb::DB* db,
                std::vector<rocksdb::ColumnFamilyHandle*> families)
      : db_(db), families_(std::move(families)) {}

  ~RocksDbEngine() override {
    for (rocksdb::ColumnFamilyHandle* family : families_) {
      db_->DestroyColumnFamilyHandle(family);
    }
    rocksdb::Status status = db_->Close();
    if (!status.ok()) {
      Log(LogLevel::kError, "storage close failed",
          {{"cause", status.ToString()}});
    }
  }

  std::shared_ptr<const Snapshot> NewSnapshot() const override {
    return NewRocksDbSnapshot(db_.get(), &families_);
  }

  absl::Status Apply(const Batch& batch) override {
    size_t bytes = kBatchHeaderBytes;
    for (const Batch::Write& write : batch.writes()) {
      bytes += kWriteHeaderBytes + write.key.size() +
               (write.value.has_value() ? write.value->size() : 0);
    }
    rocksdb::WriteBatch writes(/*reserved_bytes=*/bytes, /*max_bytes=*/0,
                               /*protection_bytes_per_key=*/8,
                               /*default_cf_ts_sz=*/0);
    for (const Batch::Write& write : batch.writes()) {
      rocksdb::ColumnFamilyHandle* family =
          families_[static_cast<size_t>(write.family)];
      rocksdb::Status status = write.value.has_value()
                                   ? writes.Put(family, write.key, *write.value)
                                   : writes.Delete(family, write.key);
      if (!status.ok()) return FailedApply(status);
    }
    rocksdb::WriteOptions options;
    options.sync = true;
    rocksdb::Status status = db_->Write(options, &writes);
    return status.ok() ? absl::OkStatus() : FailedApply(status);
  }

 private:
  static absl::Status FailedApply(const rocksdb::Status& status) {
    Log(LogLevel::kError, "storage write failed",
        {{"cause", status.ToString()}});
    return Unavailable(
        "COMMIT_OUTCOME_UNKNOWN",
        "The write may or may not have been stored; retry it with the same "
        "request_id.");
  }

  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

rocksdb::DBOptions DatabaseOptions(const RocksDbOptions& options,
                                   std::shared_ptr<rocksdb::Cache> cache) {
  rocksdb::DBOptions db;
  db.create_if_missing = options.create_if_missing;
  db.create_missing_column_families = options.create_if_missing;
  db.wal_recovery_mode =
      rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  db.max_total_wal_size = kMaxTotalWalBytes;
  db.max_background_jobs = 2;
  db.bytes_per_sync = 1 << 20;
  db.wal_bytes_per_sync = 512 << 10;
  db.verify_sst_unique_id_in_manifest = true;
  db.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  db.write_buffer_manager = std::make_shared<rocksdb::WriteBufferManager>(
      /*buffer_size=*/4 * options.write_buffer_bytes, std::move(cache));
  db.max_open_files = 1024;
  db.keep_log_file_num = 4;
  db.listeners.push_back(
      std::make_shared<FatalErrorListener>(options.on_fatal_error));
  return db;
}

rocksdb::ColumnFamilyOptions FamilyOptions(
    const RocksDbOptions& options, std::shared_ptr<rocksdb::Cache> cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = std::move(cache);
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.checksum = rocksdb::kXXH3;
  table.format_version = 5;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.whole_key_filtering = true;
  rocksdb::ColumnFamilyOptions family;
  family.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  family.write_buffer_size = options.write_buffer_bytes;
  family.max_write_buffer_number = 2;
  family.memtable_protection_bytes_per_key = 8;
  // Look-ups of document ids that are not there should not leave the memtable.
  family.memtable_whole_key_filtering = true;
  family.memtable_prefix_bloom_size_ratio = 0.02;
  family.compression = rocksdb::kLZ4Compression;
  return family;
}

absl::Status FromOpen(const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  Log(LogLevel::kError, "storage open failed", {{"cause", status.ToString()}});
  // How RocksDB says it: the first of another process, the others of this one.
  const std::string cause = status.ToString();
  bool in_use = false;
  for (const char* words :
       {"Resource temporarily unavailable", "No locks available",
        "lock hold by current process"}) {
    in_use = in_use || cause.find(words) != std::string::npos;
  }
  if (status.IsIOError() && in_use) {
    return FailedPrecondition(
        "DATA_DIRECTORY_IN_USE",
        "The data directory is in use by another process; stop that one "
        "first.");
  }
  // A file that is missing is damage; the directory itself was there before.
  if (status.IsIOError() && !status.IsPathNotFound()) {
    return FailedPrecondition(
        "DATA_DIRECTORY_NOT_WRITABLE",
        "The data directory cannot be written; check its owner and its disk.");
  }
  return MakeError(absl::StatusCode::kDataLoss, "STORE_DAMAGED",
                   "The store is damaged and was not opened; restore it from a "
                   "backup.");
}

}  // namespace

absl::StatusOr<std::unique_ptr<Engine>> OpenRocksDb(
    const RocksDbOptions& options) {
  std::shared_ptr<rocksdb::Cache> cache =
      rocksdb::NewLRUCache(options.block_cache_bytes);
  rocksdb::ColumnFamilyOptions family = FamilyOptions(options, cache);
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  families.emplace_back(rocksdb::kDefaultColumnFamilyName, family);
  for (const char* name : kFamilyNames) families.emplace_back(name, family);

  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  rocksdb::Status status =
      rocksdb::DB::Open(DatabaseOptions(options, cache), options.directory,
                        families, &handles, &db);
  if (!status.ok()) return FromOpen(status);
  // RocksDB insists on a default family; nothing is kept in it.
  rocksdb::Status dropped = db->DestroyColumnFamilyHandle(handles.front());
  handles.erase(handles.begin());
  auto engine = std::make_unique<RocksDbEngine>(db, std::move(handles));
  if (!dropped.ok()) return FromOpen(dropped);
  return engine;
}

}  // namespace kam::storage
