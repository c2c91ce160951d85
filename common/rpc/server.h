#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/server.h"

namespace kam::rpc {

struct ServerOptions {
  // host:port; port 0 takes a free one; empty for in-process calls only.
  std::string listen;
  // Threads for calls at most; a watcher keeps one.
  int max_threads = 1200;
  // Memory that gRPC may take for all connections.
  size_t memory_bytes = size_t{128} << 20;
  // Whether clients may ask for the contracts.
  bool reflection = true;
  // Between NOT_SERVING and the end of new calls, for load balancers to see.
  absl::Duration drain_delay = absl::Seconds(5);
  // Between the end of new calls and the cancellation of those in progress.
  absl::Duration drain_limit = absl::Seconds(20);
};

// A gRPC server of one or more services, with health per service, reflection
// and the settings of reliability.md: synchronous, bounded in threads and
// memory, without message compression. Thread-safe.
class Server {
 public:
  // Starts serving; each service is SERVING under its full name, and all
  // together under "". FAILED_PRECONDITION, ADDRESS_IN_USE, when the address
  // cannot be had.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const ServerOptions& options, const std::vector<grpc::Service*>& services,
      const std::vector<std::string>& service_names);

  // Drains with no delay when Drain has not been called.
  ~Server();

  // The port, when it listens.
  int port() const { return port_; }

  // A channel to this server within the process.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // What health checks say of a service, or of "writes".
  void SetServing(const std::string& service, bool serving);

  // NOT_SERVING, waits, calls `end_streams`, lets calls in progress finish up
  // to the limit, then cancels them. Later calls do nothing.
  void Drain(const std::function<void()>& end_streams);

 private:
  explicit Server(ServerOptions options) : options_(std::move(options)) {}

  ServerOptions options_;
  std::vector<std::string> service_names_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
  std::atomic<bool> drained_{false};
};

// Makes SIGTERM and SIGINT wait for WaitForStopSignal; call it first in main,
// so that no thread gets them.
void BlockStopSignals();

// Returns when the process is asked to stop.
void WaitForStopSignal();

}  // namespace kam::rpc
