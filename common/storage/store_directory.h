#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/storage/engine.h"
#include "common/storage/store.h"
#include "kam/storage/v1/storage.pb.h"

namespace kam::storage {

// What opening a data directory gives.
struct OpenedStore {
  std::unique_ptr<Engine> engine;
  v1::StoreIdentity identity;
  v1::Head head;
};

// Checks the directory, opens the engine in it, checks or writes the store's
// identity, and compares it with the high-watermark file. `on_fatal_error` is
// the engine's. Errors as Store::Open; files of an unknown format are not
// touched.
absl::StatusOr<OpenedStore> OpenStoreDirectory(
    const StoreOptions& options, std::function<void()> on_fatal_error);

}  // namespace kam::storage
