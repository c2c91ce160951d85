#pragma once

#include <memory>

#include "common/rpc/stored_service.h"
#include "common/rpc/watch.h"
#include "services/account/facts_server.h"

namespace kam::account {

// AccountService: the standard methods on accounts, designation and the change
// feed, on top of what the classes above it serve. Thread-safe.
class AccountServer final : public FactsServer {
 public:
  // The state must outlive this.
  explicit AccountServer(rpc::ServiceState* state) : FactsServer(state) {}

  grpc::Status CreateAccount(grpc::ServerContext* context,
                             const v1::CreateAccountRequest* request,
                             v1::Account* response) override {
    return standard().Create(context, *request, response, resources().accounts);
  }
  grpc::Status GetAccount(grpc::ServerContext* context,
                          const v1::GetAccountRequest* request,
                          v1::Account* response) override {
    return standard().Get(context, *request, response, resources().accounts);
  }
  grpc::Status ListAccounts(grpc::ServerContext* context,
                            const v1::ListAccountsRequest* request,
                            v1::ListAccountsResponse* response) override;
  grpc::Status UpdateAccount(grpc::ServerContext* context,
                             const v1::UpdateAccountRequest* request,
                             v1::Account* response) override {
    return standard().Update(context, *request, response, resources().accounts);
  }
  grpc::Status DeleteAccount(grpc::ServerContext* context,
                             const v1::DeleteAccountRequest* request,
                             google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, resources().accounts);
  }
  grpc::Status UndeleteAccount(grpc::ServerContext* context,
                               const v1::UndeleteAccountRequest* request,
                               v1::Account* response) override {
    return standard().Undelete(context, *request, response,
                               resources().accounts);
  }

  grpc::Status DesignateKeyAccount(
      grpc::ServerContext* context,
      const v1::DesignateKeyAccountRequest* request,
      v1::DesignateKeyAccountResponse* response) override;

  grpc::Status WatchAccountChanges(
      grpc::ServerContext* context,
      const v1::WatchAccountChangesRequest* request,
      grpc::ServerWriter<v1::WatchAccountChangesResponse>* writer) override {
    return rpc::WatchChanges(context, state(), *request, writer);
  }

  grpc::Status ListAccountChanges(
      grpc::ServerContext* context,
      const v1::ListAccountChangesRequest* request,
      v1::ListAccountChangesResponse* response) override {
    return rpc::ListChanges(context, state(), *request, response);
  }

 private:
  // The account with an external key, by the index: at present only.
  absl::Status FindByExternalKey(const v1::ListAccountsRequest& request,
                                 v1::ListAccountsResponse* response) const;
};

// The whole service: programmes, accounts and the ledger, on one store.
std::unique_ptr<rpc::StoredService> MakeAccountService(
    rpc::ServiceState* state);

}  // namespace kam::account
