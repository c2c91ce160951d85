#include "services/account/account_server.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/resource/page_token.h"
#include "common/rpc/handler.h"
#include "common/rpc/mutation.h"
#include "common/rpc/standpoint.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/account/account_records.h"
#include "services/account/designation.h"
#include "services/account/field_checks.h"
#include "services/account/ledger_server.h"
#include "services/account/program_server.h"

namespace kam::account {
namespace {

using storage::Transaction;

bool HasKey(const v1::Account& account, const v1::ExternalKey& key) {
  return std::any_of(account.external_keys().begin(),
                     account.external_keys().end(),
                     [&](const v1::ExternalKey& one) {
                       return one.source_system() == key.source_system() &&
                              one.key() == key.key();
                     });
}

// Takes the step within the transaction.
absl::Status Designate(Transaction& transaction, const Clock& clock,
                       const v1::DesignateKeyAccountRequest& request,
                       v1::DesignateKeyAccountResponse* response) {
  const AccountRecords& records = AccountRecords::Get();
  ASSIGN_OR_RETURN(v1::Account account,
                   records.LiveAccount(transaction, request.name()));
  if (!request.etag().empty() && request.etag() != account.etag()) {
    return EtagMismatch(request.name());
  }
  ASSIGN_OR_RETURN(
      const Evaluation evaluation,
      ReadEvaluation(transaction, ProgramOf(request.name()), nullptr, clock));
  ASSIGN_OR_RETURN(const v1::Designation step,
                   NextDesignation(account.designations(), request,
                                   evaluation.as_of, evaluation.selection));
  *account.add_designations() = step;
  RETURN_IF_ERROR(records.accounts.Update(transaction, &account));
  rpc::SetStore(transaction, response);
  response->set_account(account.name());
  *response->mutable_designation() = step;
  *response->mutable_history() = account.designations();
  response->set_etag(account.etag());
  *response->mutable_explanation() = ExplainDesignation(step);
  return absl::OkStatus();
}

}  // namespace

grpc::Status AccountServer::ListAccounts(grpc::ServerContext* context,
                                         const v1::ListAccountsRequest* request,
                                         v1::ListAccountsResponse* response) {
  if (request->has_external_key() && !request->has_read_time() &&
      request->page_token().empty()) {
    return rpc::Handle(context, *request, [&](const rpc::Caller&) {
      return FindByExternalKey(*request, response);
    });
  }
  return standard().List(context, *request, response, resources().accounts,
                         [&](const google::protobuf::Message& record) {
                           const auto& account =
                               static_cast<const v1::Account&>(record);
                           return (request->region().empty() ||
                                   account.region() == request->region()) &&
                                  (!request->has_external_key() ||
                                   HasKey(account, request->external_key()));
                         });
}

absl::Status AccountServer::FindByExternalKey(
    const v1::ListAccountsRequest& request,
    v1::ListAccountsResponse* response) const {
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Parse(request.parent()));
  RETURN_IF_ERROR(resource::PageSize(request.page_size()).status());
  const storage::ReadView view = state().store->View();
  const AccountRecords& records = AccountRecords::Get();
  RETURN_IF_ERROR(records.CheckProgram(view, request.parent()));
  const storage::Table& table = records.accounts.table();
  ASSIGN_OR_RETURN(const std::vector<std::string> keys,
                   table.FindKeys(view, kExternalKeyIndex, program.program,
                                  ExternalKeyEntry(request.external_key())));
  for (const std::string& key : keys) {
    v1::Account account;
    ASSIGN_OR_RETURN(const bool found, table.FindAt(view, key, &account));
    const bool shown =
        found && (request.show_deleted() || !account.has_delete_time()) &&
        (request.region().empty() || account.region() == request.region());
    if (shown) *response->add_accounts() = std::move(account);
  }
  return absl::OkStatus();
}

grpc::Status AccountServer::DesignateKeyAccount(
    grpc::ServerContext* context, const v1::DesignateKeyAccountRequest* request,
    v1::DesignateKeyAccountResponse* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller& caller) {
    return rpc::Mutate(
        state(), caller, *request, response, [&](Transaction& transaction) {
          return Designate(transaction, *state().clock, *request, response);
        });
  });
}

std::unique_ptr<rpc::StoredService> MakeAccountService(
    rpc::ServiceState* state) {
  return rpc::StoredService::Of<AccountRecords, ProgramServer, AccountServer,
                                LedgerServer>(state);
}

}  // namespace kam::account
