#pragma once

#include <string>
#include <vector>

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

  grpc::Status CompareKeyAccounts(
      grpc::ServerContext* context,
      const v1::CompareKeyAccountsRequest* request,
      v1::CompareKeyAccountsResponse* response) override;

 private:
  // The accounts of a page and one more, if there is one.
  struct Chosen {
    account::v1::ProgramFacts facts;
    std::vector<std::string> accounts;
    // Of whom had to be asked for that.
    PortfolioAnswers answers;
  };

  // Whom a request with `name`, `as_of` and `read_time` asks about; it must
  // outlive that.
  template <typename Request>
  absl::StatusOr<Subject> SubjectOf(const grpc::ServerContext* context,
                                    const Request& request);
  absl::StatusOr<v1::CompareKeyAccountsResponse> Compare(
      const grpc::ServerContext* context,
      const v1::CompareKeyAccountsRequest& request);
  absl::StatusOr<v1::KeyAccountView> View(
      const grpc::ServerContext* context,
      const v1::GetKeyAccountViewRequest& request);
  absl::StatusOr<v1::ListKeyAccountsResponse> Portfolio(
      const grpc::ServerContext* context,
      const v1::ListKeyAccountsRequest& request);

  // Which accounts a list shows from `place` on, `limit` at most; `place` is
  // told the day. Errors of the services that decide.
  absl::StatusOr<Chosen> ChooseByName(const grpc::ServerContext* context,
                                      const v1::ListKeyAccountsRequest& request,
                                      storage::v1::PortfolioPlace& place,
                                      int limit);
  absl::StatusOr<Chosen> ChooseRanked(const grpc::ServerContext* context,
                                      const v1::ListKeyAccountsRequest& request,
                                      storage::v1::PortfolioPlace& place,
                                      int limit);

  const Clock* clock_;
  Backends* backends_;
};

}  // namespace kam::gateway
