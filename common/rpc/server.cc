#include "common/rpc/server.h"

#include <signal.h>

#include <chrono>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/log.h"
#include "common/rpc/channel.h"
#include "common/rpc/malformed_request.h"
#include "common/status/errors.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/health_check_service_interface.h"
#include "grpcpp/resource_quota.h"
#include "grpcpp/security/server_credentials.h"
#include "grpcpp/server_builder.h"

namespace kam::rpc {
namespace {

// Above what a handler accepts, so that too large a request is refused by the
// handler, with a reason, and not by gRPC.
constexpr int kMaxReceiveBytes = 8 << 20;
constexpr int kMaxSendBytes = 4 << 20;
// Threads that wait for calls. With gRPC's own 1 to 2 most calls begin by
// starting a thread and end by ending one, which costs more than a read.
constexpr int kMinPollers = 2;
constexpr int kMaxPollers = 16;

void ApplySettings(const ServerOptions& options, grpc::ServerBuilder& builder) {
  grpc::ResourceQuota quota("kam");
  quota.Resize(options.memory_bytes).SetMaxThreads(options.max_threads);
  builder.SetResourceQuota(quota);
  builder.SetSyncServerOption(grpc::ServerBuilder::MIN_POLLERS, kMinPollers);
  builder.SetSyncServerOption(grpc::ServerBuilder::MAX_POLLERS, kMaxPollers);
  builder.SetMaxReceiveMessageSize(kMaxReceiveBytes);
  builder.SetMaxSendMessageSize(kMaxSendBytes);
  // A few kilobytes of zeros would inflate to gigabytes.
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_GZIP, false);
  builder.SetCompressionAlgorithmSupportStatus(GRPC_COMPRESS_DEFLATE, false);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 60'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
  builder.AddChannelArgument(
      GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 15'000);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, 600'000);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_GRACE_MS, 30'000);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_IDLE_MS, 900'000);
  builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, 8 << 10);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, 100);
  // A second server on the address must fail, not share it.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  std::vector<
      std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
      interceptors;
  interceptors.push_back(MalformedRequestInterceptor());
  builder.experimental().SetInterceptorCreators(std::move(interceptors));
}

sigset_t StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  return signals;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    const ServerOptions& options, const std::vector<grpc::Service*>& services,
    const std::vector<std::string>& service_names) {
  grpc::EnableDefaultHealthCheckService(true);
  // Its plugin is for every server built after it.
  if (options.reflection)
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  std::unique_ptr<Server> server(new Server(options));
  server->service_names_ = service_names;
  grpc::ServerBuilder builder;
  ApplySettings(options, builder);
  if (!options.listen.empty()) {
    builder.AddListeningPort(options.listen, grpc::InsecureServerCredentials(),
                             &server->port_);
  }
  for (grpc::Service* service : services) builder.RegisterService(service);
  server->server_ = builder.BuildAndStart();
  if (server->server_ == nullptr ||
      (!options.listen.empty() && server->port_ == 0)) {
    return FailedPrecondition(
        "ADDRESS_IN_USE",
        absl::StrCat("The address ", options.listen,
                     " cannot be listened on; is another server there?"));
  }
  for (const std::string& name : service_names) server->SetServing(name, true);
  server->SetServing("liveness", true);
  return server;
}

Server::~Server() {
  options_.drain_delay = absl::ZeroDuration();
  Drain([] {});
}

std::shared_ptr<grpc::Channel> Server::InProcessChannel() {
  // gRPC closes this transport at once when the server shuts down: calls in
  // progress end UNAVAILABLE, where over the network they may finish.
  return server_->InProcessChannel(ChannelSettings());
}

void Server::SetServing(const std::string& service, bool serving) {
  server_->GetHealthCheckService()->SetServingStatus(service, serving);
}

void Server::Drain(const std::function<void()>& end_streams) {
  if (server_ == nullptr || drained_.exchange(true)) return;
  Log(LogLevel::kInfo, "draining");
  for (const std::string& name : service_names_) SetServing(name, false);
  SetServing("", false);
  std::this_thread::sleep_for(absl::ToChronoMilliseconds(options_.drain_delay));
  end_streams();
  server_->Shutdown(std::chrono::system_clock::now() +
                    absl::ToChronoMilliseconds(options_.drain_limit));
  server_->Wait();
}

void BlockStopSignals() {
  sigset_t signals = StopSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

void WaitForStopSignal() {
  sigset_t signals = StopSignals();
  int received = 0;
  while (sigwait(&signals, &received) != 0) {
  }
}

}  // namespace kam::rpc
