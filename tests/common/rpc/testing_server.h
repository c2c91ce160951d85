#pragma once

#include <functional>
#include <memory>

#include "common/rpc/service_state.h"
#include "common/rpc/standard_methods.h"
#include "common/rpc/stored_service.h"
#include "common/rpc/watch.h"
#include "common/storage/collection.h"
#include "common/storage/schema.h"
#include "kam/rpc/testing/v1/testing.grpc.pb.h"
#include "tests/common/rpc/gate.h"

namespace kam::rpc {

// How records of a type are kept; see storage::TableSpec.
inline storage::TableSpec TestingSpec(uint8_t type, uint8_t range = 0) {
  storage::TableSpec spec;
  spec.type = type;
  spec.range = range;
  return spec;
}

// The tables of the test service.
struct TestingRecords {
  storage::Collection<testing::v1::Program> programs{TestingSpec(1)};
  storage::Collection<testing::v1::Account> accounts{TestingSpec(2)};
  storage::Collection<testing::v1::Note> notes{TestingSpec(3, 0x81)};
  storage::Collection<testing::v1::Secret> secrets{TestingSpec(4)};
  storage::Schema schema{
      {&programs.table(), &accounts.table(), &notes.table(), &secrets.table()}};
};

// What a test may change while the service runs.
struct TestingControls {
  // Calls of Hold stop here.
  std::shared_ptr<Gate> gate = std::make_shared<Gate>();
  WatchTiming timing;
  // Called before each message of a watch, from its thread. May be empty.
  std::function<void()> before_send;
};

// A service as the real ones are written.
class TestingServer final : public testing::v1::TestingService::Service {
 public:
  TestingServer(ServiceState* state, TestingControls* controls);

  const TestingRecords& records() const { return records_; }

  grpc::Status CreateProgram(grpc::ServerContext* context,
                             const testing::v1::CreateProgramRequest* request,
                             testing::v1::Program* response) override;
  grpc::Status GetProgram(grpc::ServerContext* context,
                          const testing::v1::GetProgramRequest* request,
                          testing::v1::Program* response) override;
  grpc::Status DeleteProgram(grpc::ServerContext* context,
                             const testing::v1::DeleteProgramRequest* request,
                             google::protobuf::Empty* response) override;
  grpc::Status CreateAccount(grpc::ServerContext* context,
                             const testing::v1::CreateAccountRequest* request,
                             testing::v1::Account* response) override;
  grpc::Status GetAccount(grpc::ServerContext* context,
                          const testing::v1::GetAccountRequest* request,
                          testing::v1::Account* response) override;
  grpc::Status ListAccounts(
      grpc::ServerContext* context,
      const testing::v1::ListAccountsRequest* request,
      testing::v1::ListAccountsResponse* response) override;
  grpc::Status UpdateAccount(grpc::ServerContext* context,
                             const testing::v1::UpdateAccountRequest* request,
                             testing::v1::Account* response) override;
  grpc::Status DeleteAccount(grpc::ServerContext* context,
                             const testing::v1::DeleteAccountRequest* request,
                             google::protobuf::Empty* response) override;
  grpc::Status UndeleteAccount(
      grpc::ServerContext* context,
      const testing::v1::UndeleteAccountRequest* request,
      testing::v1::Account* response) override;
  grpc::Status CreateNote(grpc::ServerContext* context,
                          const testing::v1::CreateNoteRequest* request,
                          testing::v1::Note* response) override;
  grpc::Status GetNote(grpc::ServerContext* context,
                       const testing::v1::GetNoteRequest* request,
                       testing::v1::Note* response) override;
  grpc::Status ListNotes(grpc::ServerContext* context,
                         const testing::v1::ListNotesRequest* request,
                         testing::v1::ListNotesResponse* response) override;
  grpc::Status UpdateNote(grpc::ServerContext* context,
                          const testing::v1::UpdateNoteRequest* request,
                          testing::v1::Note* response) override;
  grpc::Status DeleteNote(grpc::ServerContext* context,
                          const testing::v1::DeleteNoteRequest* request,
                          google::protobuf::Empty* response) override;
  grpc::Status PutNotes(grpc::ServerContext* context,
                        const testing::v1::PutNotesRequest* request,
                        testing::v1::PutNotesResponse* response) override;
  grpc::Status Hold(grpc::ServerContext* context,
                    const testing::v1::HoldRequest* request,
                    testing::v1::HoldResponse* response) override;
  grpc::Status Fail(grpc::ServerContext* context,
                    const testing::v1::FailRequest* request,
                    testing::v1::FailResponse* response) override;
  grpc::Status ListTestingChanges(
      grpc::ServerContext* context,
      const testing::v1::ListTestingChangesRequest* request,
      testing::v1::ListTestingChangesResponse* response) override;
  grpc::Status WatchTestingChanges(
      grpc::ServerContext* context,
      const testing::v1::WatchTestingChangesRequest* request,
      grpc::ServerWriter<testing::v1::WatchTestingChangesResponse>* writer)
      override;

 private:
  ServiceState* state_;
  TestingControls* controls_;
  TestingRecords records_;
  StandardMethods methods_;
  Resource program_{&records_.programs.table(), nullptr, nullptr};
  Resource account_;
  Resource note_{&records_.notes.table(), nullptr, nullptr};
};

// A factory of the test service; the controls must outlive what it makes.
ServiceFactory TestingServiceFactory(TestingControls* controls);

}  // namespace kam::rpc
