#include "common/storage/store_directory.h"

#include <unistd.h>

#include <filesystem>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/log.h"
#include "common/base/random.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/durable_file.h"
#include "common/storage/log_keys.h"
#include "common/storage/rocksdb_engine.h"

namespace kam::storage {
namespace {

// Version of the layout on disk, and the oldest one this program reads. A new
// index counts: a store without its entries would be read as if empty.
constexpr uint32_t kFormatVersion = 2;
// Stands beside the engine's files, so that a store of another version is
// refused before the engine writes anything. Content: version, service.
constexpr char kFormatFile[] = "FORMAT";
// Stands there while a new store is being made: what is found beside it, and
// without a FORMAT, is the rest of an attempt that was cut short.
constexpr char kBeginningFile[] = "BEGINNING";

absl::Status OtherFormat() {
  return FailedPrecondition(
      "FORMAT_VERSION",
      absl::StrCat("The data directory is of another format; this program "
                   "reads version ",
                   kFormatVersion, "."));
}

absl::Status CheckWritable(const StoreOptions& options) {
  std::error_code error;
  if (options.init &&
      std::filesystem::create_directories(options.directory, error)) {
    std::filesystem::path parent =
        std::filesystem::absolute(options.directory, error).parent_path();
    RETURN_IF_ERROR(SyncDirectory(parent.string()));
  }
  if (!std::filesystem::is_directory(options.directory, error) ||
      access(options.directory.c_str(), R_OK | W_OK | X_OK) != 0) {
    return FailedPrecondition(
        "DATA_DIRECTORY_NOT_WRITABLE",
        "The data directory is missing or cannot be written; check its path "
        "and its owner, or pass --init to make it.");
  }
  return absl::OkStatus();
}

std::string BeginningPath(const StoreOptions& options) {
  return absl::StrCat(options.directory, "/", kBeginningFile);
}

// Returns whether the directory already holds a store.
absl::StatusOr<bool> CheckFormat(const StoreOptions& options) {
  std::string path = absl::StrCat(options.directory, "/", kFormatFile);
  absl::StatusOr<std::string> content = ReadSmallFile(path);
  if (absl::IsNotFound(content.status())) {
    std::error_code error;
    if (std::filesystem::exists(options.directory + "/CURRENT", error) &&
        !std::filesystem::exists(BeginningPath(options), error)) {
      return OtherFormat();
    }
    if (options.init) return false;
    return FailedPrecondition(
        "DATA_DIRECTORY_EMPTY",
        "The data directory holds no store; pass --init to make a new one.");
  }
  RETURN_IF_ERROR(content.status());
  std::vector<std::string> words =
      absl::StrSplit(*content, absl::ByAnyChar(" \n"), absl::SkipEmpty());
  uint32_t version = 0;
  if (words.size() != 2 || !absl::SimpleAtoi(words[0], &version) ||
      version != kFormatVersion) {
    return OtherFormat();
  }
  if (words[1] != options.service) {
    return FailedPrecondition(
        "STORE_OF_ANOTHER_SERVICE",
        absl::StrCat("The data directory belongs to the service '", words[1],
                     "'; give this service its own."));
  }
  return true;
}

template <typename T>
absl::StatusOr<std::optional<T>> ReadMeta(const Snapshot& snapshot,
                                          std::string_view key) {
  ASSIGN_OR_RETURN(std::optional<std::string> value,
                   snapshot.Get(Family::kMeta, key));
  if (!value.has_value()) return std::optional<T>();
  T message;
  if (!message.ParseFromString(*value)) {
    return MakeError(absl::StatusCode::kDataLoss, "STORE_DAMAGED",
                     "The store's own data is damaged; restore a backup.");
  }
  return std::optional<T>(std::move(message));
}

absl::Status WriteIdentity(Engine& engine, const v1::StoreIdentity& identity) {
  Batch batch;
  batch.Put(Family::kMeta, std::string(kIdentityKey),
            identity.SerializeAsString());
  return engine.Apply(batch);
}

v1::StoreIdentity NewIdentity(const StoreOptions& options) {
  SystemRandom random;
  v1::StoreIdentity identity;
  identity.set_format_version(kFormatVersion);
  identity.set_min_reader(kFormatVersion);
  identity.set_store_uuid(NewUuid(random));
  identity.set_epoch(NewUuid(random));
  identity.set_service(options.service);
  return identity;
}

// After a loss was accepted, tokens and etags given out before must not fit.
absl::Status StartNewEpoch(const StoreOptions& options, OpenedStore& opened) {
  SystemRandom random;
  opened.identity.set_epoch(NewUuid(random));
  RETURN_IF_ERROR(WriteIdentity(*opened.engine, opened.identity));
  HighWatermarkFile mark(options.directory);
  return mark.Write(opened.identity.store_uuid(), opened.head.revision());
}

// Reads the store's identity and head from the engine; a new store gets its
// identity here.
absl::Status ReadIdentity(const StoreOptions& options, bool exists,
                          OpenedStore& opened) {
  std::shared_ptr<const Snapshot> snapshot = opened.engine->NewSnapshot();
  ASSIGN_OR_RETURN(std::optional<v1::StoreIdentity> identity,
                   ReadMeta<v1::StoreIdentity>(*snapshot, kIdentityKey));
  ASSIGN_OR_RETURN(std::optional<v1::Head> head,
                   ReadMeta<v1::Head>(*snapshot, kHeadKey));
  if (head.has_value()) opened.head = *std::move(head);
  if (identity.has_value()) {
    opened.identity = *std::move(identity);
    return absl::OkStatus();
  }
  if (exists) {
    return MakeError(absl::StatusCode::kDataLoss, "STORE_DAMAGED",
                     "The store has lost its identity; restore a backup.");
  }
  opened.identity = NewIdentity(options);
  return WriteIdentity(*opened.engine, opened.identity);
}

}  // namespace

absl::StatusOr<OpenedStore> OpenStoreDirectory(
    const StoreOptions& options, std::function<void()> on_fatal_error) {
  RETURN_IF_ERROR(CheckWritable(options));
  ASSIGN_OR_RETURN(bool exists, CheckFormat(options));
  if (!exists) RETURN_IF_ERROR(WriteFileDurably(BeginningPath(options), ""));
  absl::Status ballast = MakeBallast(options.directory, options.disk);
  if (!ballast.ok()) Log(LogLevel::kWarning, ballast.message());

  OpenedStore opened;
  RocksDbOptions engine_options;
  engine_options.directory = options.directory;
  engine_options.create_if_missing = !exists;
  engine_options.on_fatal_error = std::move(on_fatal_error);
  ASSIGN_OR_RETURN(opened.engine, OpenRocksDb(engine_options));
  RETURN_IF_ERROR(ReadIdentity(options, exists, opened));
  if (!exists) {
    RETURN_IF_ERROR(WriteFileDurably(
        absl::StrCat(options.directory, "/", kFormatFile),
        absl::StrCat(kFormatVersion, " ", options.service, "\n")));
  }
  unlink(BeginningPath(options).c_str());

  absl::Status loss =
      HighWatermarkFile(options.directory)
          .Check(opened.identity.store_uuid(), opened.head.revision());
  if (loss.ok()) return opened;
  if (!options.accept_data_loss) return loss;
  RETURN_IF_ERROR(StartNewEpoch(options, opened));
  return opened;
}

}  // namespace kam::storage
