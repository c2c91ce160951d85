#include "services/suite/suite.h"

#include <algorithm>
#include <utility>

#include "common/status/status_macros.h"
#include "services/account/account_server.h"
#include "services/assessment/assessment_server.h"
#include "services/planning/planning_server.h"
#include "services/team/team_server.h"

namespace kam::suite {

absl::StatusOr<std::unique_ptr<Suite>> Suite::Open(SuiteOptions options) {
  std::unique_ptr<Suite> suite(new Suite(options.section_limit));
  RETURN_IF_ERROR(suite->OpenStores(options));
  RETURN_IF_ERROR(suite->Serve(options));
  return suite;
}

absl::Status Suite::OpenStores(const SuiteOptions& options) {
  const std::vector<std::pair<std::string, rpc::ServiceFactory>> factories = {
      {"account", account::MakeAccountService},
      {"team", team::MakeTeamService},
      {"planning", planning::MakePlanningService},
      {"assessment",
       [this](rpc::ServiceState* state) {
         return assessment::MakeFollowingService(state, &upstreams_);
       }},
  };
  for (const auto& [service, factory] : factories) {
    storage::StoreOptions store = options.store(service);
    if (options.clock != nullptr) store.clock = options.clock;
    store.on_health = [this, service = service](storage::StoreHealth health) {
      Report(service, health);
    };
    ASSIGN_OR_RETURN(std::unique_ptr<rpc::OpenService> open,
                     rpc::OpenService::Open(std::move(store), factory));
    services_.push_back(std::move(open));
  }
  return absl::OkStatus();
}

absl::Status Suite::Serve(const SuiteOptions& options) {
  gateway_ = std::make_unique<gateway::GatewayServer>(
      options.clock != nullptr ? options.clock : &system_clock_, &backends_);
  std::vector<grpc::Service*> handlers = {gateway_.get()};
  for (const auto& service : services_) {
    for (grpc::Service* one : service->handlers().services()) {
      handlers.push_back(one);
    }
  }
  ASSIGN_OR_RETURN(server_,
                   rpc::Server::Start(options.server, handlers, Names()));
  const std::shared_ptr<grpc::Channel> channel = server_->InProcessChannel();
  backends_.Connect({channel, channel, channel, channel});
  upstreams_.Connect({channel, channel, channel});
  for (const auto& service : services_) service->handlers().Start();
  reporter_.Attach(server_.get(), Names());
  // What happened before the server was there.
  ReportWorst();
  return absl::OkStatus();
}

void Suite::Report(const std::string& service, storage::StoreHealth health) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    health_[service] = health;
  }
  ReportWorst();
}

void Suite::ReportWorst() {
  storage::StoreHealth worst = storage::StoreHealth::kServing;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [service, health] : health_) {
      worst = std::max(worst, health);
    }
  }
  reporter_.Report(worst);
}

std::vector<std::string> Suite::Names() const {
  std::vector<std::string> names = {
      gateway::v1::KeyAccountService::service_full_name()};
  for (const auto& service : services_) {
    for (const std::string& name : service->handlers().names()) {
      names.push_back(name);
    }
  }
  return names;
}

void Suite::Stop() {
  if (server_ == nullptr) return;
  server_->Drain([this] {
    for (const auto& service : services_) service->handlers().Drain();
  });
  reporter_.Attach(nullptr, {});
}

Suite::~Suite() { Stop(); }

}  // namespace kam::suite
