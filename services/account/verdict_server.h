#pragma once

#include "services/account/commerce_server.h"
#include "services/account/figures_server.h"

namespace kam::account {

// The verdicts that this store alone can give: reads what they need at one
// revision and hands it to the domain. The contract says which errors there
// are. Thread-safe.
class VerdictServer : public CommerceServer {
 public:
  grpc::Status ClassifyAccounts(
      grpc::ServerContext* context, const v1::ClassifyAccountsRequest* request,
      v1::ClassifyAccountsResponse* response) override;
  grpc::Status SelectKeyAccounts(
      grpc::ServerContext* context, const v1::SelectKeyAccountsRequest* request,
      v1::SelectKeyAccountsResponse* response) override;
  grpc::Status GetAccountProfitability(
      grpc::ServerContext* context,
      const v1::GetAccountProfitabilityRequest* request,
      v1::GetAccountProfitabilityResponse* response) override;
  grpc::Status GetConcentration(
      grpc::ServerContext* context, const v1::GetConcentrationRequest* request,
      v1::GetConcentrationResponse* response) override;
  grpc::Status ListDuplicateCandidates(
      grpc::ServerContext* context,
      const v1::ListDuplicateCandidatesRequest* request,
      v1::ListDuplicateCandidatesResponse* response) override;

 protected:
  using CommerceServer::CommerceServer;

  FiguresCache& figures() { return figures_; }

 private:
  absl::Status Classify(const v1::ClassifyAccountsRequest& request,
                        v1::ClassifyAccountsResponse* response);
  absl::Status Select(const v1::SelectKeyAccountsRequest& request,
                      v1::SelectKeyAccountsResponse* response);
  absl::Status JudgeOne(const v1::GetAccountProfitabilityRequest& request,
                        v1::GetAccountProfitabilityResponse* response);
  absl::Status Concentrate(const v1::GetConcentrationRequest& request,
                           v1::GetConcentrationResponse* response);
  absl::Status FindCandidates(const v1::ListDuplicateCandidatesRequest& request,
                              v1::ListDuplicateCandidatesResponse* response);

  FiguresCache figures_;
};

}  // namespace kam::account
