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
#include "common/rpc/background_work.h"
#include "common/rpc/server.h"
#include "common/rpc/service_state.h"
#include "common/storage/store.h"
#include "grpcpp/impl/service_type.h"

namespace kam::rpc {

// The gRPC services that work on one store. Thread-safe once they are served.
class StoredService {
 public:
  // Makes each of `Servers`, subclasses of StoreServer, on a store that keeps
  // what `Records::Get().schema` says. The state must outlive the service.
  template <typename Records, typename... Servers>
  static std::unique_ptr<StoredService> Of(ServiceState* state) {
    auto service = std::make_unique<StoredService>(state);
    state->schema = &Records::Get().schema;
    (service->Add(std::make_unique<Servers>(state), Servers::FullName()), ...);
    return service;
  }

  explicit StoredService(ServiceState* state) : state_(state) {}
  // Ends the work that goes on beside the calls.
  ~StoredService();
  StoredService(const StoredService&) = delete;
  StoredService& operator=(const StoredService&) = delete;

  // Adds a service under its full name.
  void Add(std::unique_ptr<grpc::Service> server, std::string full_name);
  // Adds work that goes on beside the calls, from Start to Drain.
  void Add(std::unique_ptr<BackgroundWork> work);

  std::vector<grpc::Service*> services() const;
  // Full names, for health checks.
  const std::vector<std::string>& names() const { return names_; }
  // Begins the work beside the calls, once the service is served.
  void Start();
  // Ends the streams and that work before a shutdown.
  void Drain();

 private:
  ServiceState* state_;
  std::vector<std::unique_ptr<grpc::Service>> servers_;
  std::vector<std::string> names_;
  std::vector<std::unique_ptr<BackgroundWork>> work_;
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
