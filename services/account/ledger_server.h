#pragma once

#include "absl/status/status.h"
#include "common/rpc/caller.h"
#include "common/rpc/store_server.h"
#include "kam/account/v1/ledger_service.grpc.pb.h"

namespace kam::account {

// LedgerService: imports, closes, entries and sums. The contract says which
// errors there are. Thread-safe.
class LedgerServer final : public rpc::StoreServer<v1::LedgerService> {
 public:
  // The state must outlive this.
  explicit LedgerServer(rpc::ServiceState* state) : StoreServer(state) {}

  grpc::Status ImportLedger(grpc::ServerContext* context,
                            grpc::ServerReader<v1::ImportLedgerRequest>* reader,
                            v1::ImportLedgerResponse* response) override;
  grpc::Status GetImport(grpc::ServerContext* context,
                         const v1::GetImportRequest* request,
                         v1::LedgerImport* response) override;
  grpc::Status ListImportRejections(
      grpc::ServerContext* context,
      const v1::ListImportRejectionsRequest* request,
      v1::ListImportRejectionsResponse* response) override;
  grpc::Status ClosePeriod(grpc::ServerContext* context,
                           const v1::ClosePeriodRequest* request,
                           v1::ClosePeriodResponse* response) override;
  grpc::Status ListPeriodCloses(
      grpc::ServerContext* context, const v1::ListPeriodClosesRequest* request,
      v1::ListPeriodClosesResponse* response) override;
  grpc::Status ListLedgerEntries(
      grpc::ServerContext* context, const v1::ListLedgerEntriesRequest* request,
      v1::ListLedgerEntriesResponse* response) override;
  grpc::Status ListLedgerRollups(
      grpc::ServerContext* context, const v1::ListLedgerRollupsRequest* request,
      v1::ListLedgerRollupsResponse* response) override;
  grpc::Status SummarizeLedger(grpc::ServerContext* context,
                               const v1::SummarizeLedgerRequest* request,
                               v1::SummarizeLedgerResponse* response) override;

 private:
  absl::Status Import(const rpc::Caller& caller,
                      const grpc::ServerContext& context,
                      grpc::ServerReader<v1::ImportLedgerRequest>* reader,
                      v1::ImportLedgerResponse* response);
};

}  // namespace kam::account
