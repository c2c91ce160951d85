#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/base/random.h"
#include "common/rpc/server.h"
#include "common/rpc/service_state.h"
#include "common/storage/store.h"

namespace kam::rpc {

// The gRPC services that work on one store, with what they need.
class StoredService {
 public:
  virtual ~StoredService() = default;
  virtual std::vector<grpc::Service*> services() = 0;
  // Full names, for health checks.
  virtual std::vector<std::string> names() const = 0;
  // Ends the streams before a shutdown.
  virtual void Drain() = 0;
};

// Makes a service's handlers on its store; the state and all it points at
// outlive them, the schema is theirs to set.
using ServiceFactory =
    std::function<std::unique_ptr<StoredService>(ServiceState* state)>;

// A service's store, state and handlers, ready to be served.
class OpenService {
 public:
  // Opens the store and makes the handlers. `on_health` may be empty. Errors
  // as Store::Open.
  static absl::StatusOr<std::unique_ptr<OpenService>> Open(
      storage::StoreOptions options, const ServiceFactory& factory);

  StoredService& handlers() { return *handlers_; }
  storage::Store& store() { return *store_; }
  ServiceState& state() { return state_; }

 private:
  OpenService() = default;

  SystemClock clock_;
  SystemRandom random_;
  std::unique_ptr<storage::Store> store_;
  ServiceState state_;
  std::unique_ptr<StoredService> handlers_;
};

// Tells a server, once there is one, how its stores are: NOT_SERVING for
// "writes" while a disk is full, for all once a store has failed; then the
// process ends within two seconds. Thread-safe.
class HealthReporter {
 public:
  void Attach(Server* server, std::vector<std::string> names);
  void Report(storage::StoreHealth health);

 private:
  std::mutex mutex_;
  Server* server_ ABSL_GUARDED_BY(mutex_) = nullptr;
  std::vector<std::string> names_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace kam::rpc
