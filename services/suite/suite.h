#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/rpc/server.h"
#include "common/rpc/stored_service.h"
#include "common/storage/store.h"
#include "services/assessment/upstreams.h"
#include "services/gateway/backends.h"
#include "services/gateway/gateway_server.h"

namespace kam::suite {

// How the suite is opened.
struct SuiteOptions {
  rpc::ServerOptions server;
  // Gives the options of the store of "account", "team", "planning" or
  // "assessment": a directory of its own for each.
  std::function<storage::StoreOptions(const std::string& service)> store;
  const Clock* clock = nullptr;  // the machine's when null; must outlive it
  // How long a view waits for a section.
  absl::Duration section_limit = gateway::kSectionLimit;
};

// The five services in one process behind one server, each of the four with a
// store of its own; the gateway asks them within the process. Thread-safe.
class Suite {
 public:
  // Opens the stores and serves. Errors as of Store::Open and Server::Start.
  static absl::StatusOr<std::unique_ptr<Suite>> Open(SuiteOptions options);

  // Stops when Stop has not been called, and closes the stores.
  ~Suite();

  // The port, when it listens.
  int port() const { return server_->port(); }

  // A channel to all five services within the process.
  std::shared_ptr<grpc::Channel> InProcessChannel() {
    return server_->InProcessChannel();
  }

  // Drains: ends the streams and lets calls in progress finish.
  void Stop();

 private:
  explicit Suite(absl::Duration section_limit) : backends_(section_limit) {}

  absl::Status OpenStores(const SuiteOptions& options);
  absl::Status Serve(const SuiteOptions& options);
  std::vector<std::string> Names() const;
  // Health checks tell of the worst store.
  void Report(const std::string& service, storage::StoreHealth health);
  void ReportWorst();

  std::mutex mutex_;
  std::map<std::string, storage::StoreHealth> health_ ABSL_GUARDED_BY(mutex_);
  SystemClock system_clock_;
  rpc::HealthReporter reporter_;
  // What assessment follows; it must outlive its service.
  assessment::Upstreams upstreams_;
  std::vector<std::unique_ptr<rpc::OpenService>> services_;
  gateway::Backends backends_;
  std::unique_ptr<gateway::GatewayServer> gateway_;
  std::unique_ptr<rpc::Server> server_;
};

}  // namespace kam::suite
