#include "common/rpc/stored_service.h"

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <thread>
#include <utility>

#include "common/status/status_macros.h"

namespace kam::rpc {
namespace {

// Long enough for a probe to see NOT_SERVING, short enough for the promise.
constexpr std::chrono::seconds kFailureGrace{1};

}  // namespace

void StoredService::Add(std::unique_ptr<grpc::Service> server,
                        std::string full_name) {
  servers_.push_back(std::move(server));
  names_.push_back(std::move(full_name));
}

StoredService::~StoredService() {
  for (const auto& work : work_) work->Stop();
}

void StoredService::Add(std::unique_ptr<BackgroundWork> work) {
  work_.push_back(std::move(work));
}

void StoredService::Start() {
  for (const auto& work : work_) work->Start();
}

void StoredService::Drain() {
  state_->Drain();
  for (const auto& work : work_) work->Stop();
}

std::vector<grpc::Service*> StoredService::services() const {
  std::vector<grpc::Service*> services;
  services.reserve(servers_.size());
  for (const auto& server : servers_) services.push_back(server.get());
  return services;
}

absl::StatusOr<std::unique_ptr<OpenService>> OpenService::Open(
    storage::StoreOptions options, const ServiceFactory& factory) {
  std::unique_ptr<OpenService> service(new OpenService());
  if (options.clock == nullptr) options.clock = &service->clock_;
  service->state_.clock = options.clock;
  ASSIGN_OR_RETURN(service->store_, storage::Store::Open(std::move(options)));
  service->state_.store = service->store_.get();
  service->state_.random = &service->random_;
  service->handlers_ = factory(&service->state_);
  return service;
}

void HealthReporter::Attach(Server* server, std::vector<std::string> names) {
  std::lock_guard<std::mutex> lock(mutex_);
  server_ = server;
  names_ = std::move(names);
}

void HealthReporter::Report(storage::StoreHealth health) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (server_ == nullptr) return;
  server_->SetServing("writes", health == storage::StoreHealth::kServing);
  if (health != storage::StoreHealth::kFailed) return;
  for (const std::string& name : names_) server_->SetServing(name, false);
  server_->SetServing("", false);
  // Pages whose fsync failed are marked clean: only a new process may go on.
  std::thread([] {
    std::this_thread::sleep_for(kFailureGrace);
    _exit(EXIT_FAILURE);
  }).detach();
}

}  // namespace kam::rpc
