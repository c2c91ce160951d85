#pragma once

#include <memory>
#include <string>

#include "common/rpc/server.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "services/gateway/gateway_server.h"
#include "tests/services/gateway/fake_backends.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/parse_proto.h"

namespace kam::gateway {

// The gateway between four fake services, at noon of 1 December 2013, with an
// account of which each knows something and three key accounts.
class GatewayTest : public ::testing::Test {
 protected:
  GatewayTest() : gateway_(&clock_, &backends_), server_(Serve(&gateway_)) {
    backends_.Connect(fakes_.channels());
    stub_ = v1::KeyAccountService::NewStub(server_->InProcessChannel());
    fakes_.account.facts.mutable_account()->set_name("programs/p/accounts/a");
    fakes_.account.facts.mutable_store()->set_revision(1);
    fakes_.team.facts.set_accounts_of_lead(3);
    fakes_.planning.facts.mutable_active_plan()->set_title("Growth");
    fakes_.assessment.facts.add_observations()->set_note("They said so");
    fakes_.programs.program.set_time_zone("Pacific/Auckland");
    for (const char* id : {"a", "b", "c"}) {
      fakes_.account.program_facts.add_key_accounts()->set_account(
          std::string("programs/p/accounts/") + id);
    }
    *fakes_.account.program_facts.mutable_as_of() =
        kam::testing::ParseProto<google::type::Date>(
            "year: 2013 month: 12 day: 2");
  }

  static std::unique_ptr<rpc::Server> Serve(grpc::Service* service) {
    rpc::ServerOptions options;
    options.drain_delay = absl::ZeroDuration();
    auto server = rpc::Server::Start(options, {service}, {});
    EXPECT_TRUE(server.ok()) << server.status();
    return *std::move(server);
  }

  grpc::Status View(const std::string& text, v1::KeyAccountView* view) {
    const auto request =
        kam::testing::ParseProto<v1::GetKeyAccountViewRequest>(text);
    grpc::ClientContext context;
    return stub_->GetKeyAccountView(&context, request, view);
  }

  grpc::Status List(const std::string& text,
                    v1::ListKeyAccountsResponse* response) {
    const auto request =
        kam::testing::ParseProto<v1::ListKeyAccountsRequest>(text);
    grpc::ClientContext context;
    return stub_->ListKeyAccounts(&context, request, response);
  }

  kam::testing::FakeClock clock_;
  Backends backends_;
  GatewayServer gateway_;
  std::unique_ptr<rpc::Server> server_;
  FakeBackends fakes_;
  std::unique_ptr<v1::KeyAccountService::Stub> stub_;
};

}  // namespace kam::gateway
