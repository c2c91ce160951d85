#pragma once

#include "services/account/verdict_server.h"

namespace kam::account {

// The facts calls: all that this store knows of an account, or of a programme,
// at one revision. A verdict that cannot be given is left out and named; it
// does not fail the call. Thread-safe.
class FactsServer : public VerdictServer {
 public:
  grpc::Status GetAccountFacts(grpc::ServerContext* context,
                               const v1::GetAccountFactsRequest* request,
                               v1::AccountFacts* response) override;
  grpc::Status GetProgramFacts(grpc::ServerContext* context,
                               const v1::GetProgramFactsRequest* request,
                               v1::ProgramFacts* response) override;

 protected:
  using VerdictServer::VerdictServer;

 private:
  absl::Status ReadAccountFacts(const v1::GetAccountFactsRequest& request,
                                v1::AccountFacts* facts);
  // Adds class, rank and profitability.
  absl::Status AddResults(const storage::ReadView& view,
                          const Evaluation& evaluation,
                          const v1::Account& account, v1::AccountFacts* facts);
  absl::Status ReadProgramFacts(const v1::GetProgramFactsRequest& request,
                                v1::ProgramFacts* facts);
};

}  // namespace kam::account
