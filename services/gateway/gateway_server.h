#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "kam/gateway/v1/key_account_service.grpc.pb.h"
#include "services/gateway/backends.h"

namespace kam::gateway {

// The handlers of KeyAccountService: they ask, put together, and keep nothing.
// Thread-safe.
class GatewayServer final : public v1::KeyAccountService::Service {
 public:
  // Both must outlive the server.
  GatewayServer(const Clock* clock, Backends* backends)
      : clock_(clock), backends_(backends) {}

  grpc::Status GetKeyAccountView(grpc::ServerContext* context,
                                 const v1::GetKeyAccountViewRequest* request,
                                 v1::KeyAccountView* response) override;
  grpc::Status ListKeyAccounts(grpc::ServerContext* context,
                               const v1::ListKeyAccountsRequest* request,
                               v1::ListKeyAccountsResponse* response) override;

 private:
  absl::StatusOr<v1::KeyAccountView> View(
      const grpc::ServerContext* context,
      const v1::GetKeyAccountViewRequest& request);
  absl::StatusOr<v1::ListKeyAccountsResponse> Portfolio(
      const grpc::ServerContext* context,
      const v1::ListKeyAccountsRequest& request);

  const Clock* clock_;
  Backends* backends_;
};

}  // namespace kam::gateway
