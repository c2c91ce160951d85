#pragma once

#include <functional>
#include <memory>

#include "common/rpc/service_state.h"
#include "common/rpc/store_server.h"
#include "common/rpc/stored_service.h"
#include "common/rpc/watch.h"
#include "common/storage/collection.h"
#include "common/storage/schema.h"
#include "kam/rpc/testing/v1/testing.grpc.pb.h"
#include "tests/common/rpc/gate.h"

namespace kam::rpc {

// The tables of the test service.
struct TestingRecords {
  static const TestingRecords& Get();

  storage::Collection<testing::v1::Program> programs{{.type = 1}};
  storage::Collection<testing::v1::Account> accounts{{.type = 2}};
  storage::Collection<testing::v1::Note> notes{{.type = 3, .range = 0x81}};
  storage::Collection<testing::v1::Secret> secrets{{.type = 4}};
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
class TestingServer final : public StoreServer<testing::v1::TestingService> {
 public:
  TestingServer(ServiceState* state, TestingControls* controls);

  grpc::Status CreateProgram(grpc::ServerContext* context,
                             const testing::v1::CreateProgramRequest* request,
                             testing::v1::Program* response) override {
    return standard().Create(context, *request, response, program_);
  }
  grpc::Status GetProgram(grpc::ServerContext* context,
                          const testing::v1::GetProgramRequest* request,
                          testing::v1::Program* response) override {
    return standard().Get(context, *request, response, program_);
  }
  grpc::Status DeleteProgram(grpc::ServerContext* context,
                             const testing::v1::DeleteProgramRequest* request,
                             google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, program_);
  }

  grpc::Status CreateAccount(grpc::ServerContext* context,
                             const testing::v1::CreateAccountRequest* request,
                             testing::v1::Account* response) override {
    return standard().Create(context, *request, response, account_);
  }
  grpc::Status GetAccount(grpc::ServerContext* context,
                          const testing::v1::GetAccountRequest* request,
                          testing::v1::Account* response) override {
    return standard().Get(context, *request, response, account_);
  }
  grpc::Status ListAccounts(
      grpc::ServerContext* context,
      const testing::v1::ListAccountsRequest* request,
      testing::v1::ListAccountsResponse* response) override;
  grpc::Status UpdateAccount(grpc::ServerContext* context,
                             const testing::v1::UpdateAccountRequest* request,
                             testing::v1::Account* response) override {
    return standard().Update(context, *request, response, account_);
  }
  grpc::Status DeleteAccount(grpc::ServerContext* context,
                             const testing::v1::DeleteAccountRequest* request,
                             google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, account_);
  }
  grpc::Status UndeleteAccount(
      grpc::ServerContext* context,
      const testing::v1::UndeleteAccountRequest* request,
      testing::v1::Account* response) override {
    return standard().Undelete(context, *request, response, account_);
  }

  grpc::Status PaintAccount(grpc::ServerContext* context,
                            const testing::v1::PaintAccountRequest* request,
                            testing::v1::Account* response) override;
  grpc::Status ListPastColours(
      grpc::ServerContext* context,
      const testing::v1::ListPastColoursRequest* request,
      testing::v1::ListPastColoursResponse* response) override;

  grpc::Status CreateNote(grpc::ServerContext* context,
                          const testing::v1::CreateNoteRequest* request,
                          testing::v1::Note* response) override {
    return standard().Create(context, *request, response, note_);
  }
  grpc::Status GetNote(grpc::ServerContext* context,
                       const testing::v1::GetNoteRequest* request,
                       testing::v1::Note* response) override {
    return standard().Get(context, *request, response, note_);
  }
  grpc::Status ListNotes(grpc::ServerContext* context,
                         const testing::v1::ListNotesRequest* request,
                         testing::v1::ListNotesResponse* response) override {
    return standard().List(context, *request, response, note_);
  }
  grpc::Status UpdateNote(grpc::ServerContext* context,
                          const testing::v1::UpdateNoteRequest* request,
                          testing::v1::Note* response) override {
    return standard().Update(context, *request, response, note_);
  }
  grpc::Status DeleteNote(grpc::ServerContext* context,
                          const testing::v1::DeleteNoteRequest* request,
                          google::protobuf::Empty* response) override {
    return standard().Delete(context, *request, response, note_);
  }

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
      testing::v1::ListTestingChangesResponse* response) override {
    return ListChanges(context, state(), *request, response);
  }

  grpc::Status WatchTestingChanges(
      grpc::ServerContext* context,
      const testing::v1::WatchTestingChangesRequest* request,
      grpc::ServerWriter<testing::v1::WatchTestingChangesResponse>* writer)
      override;

 private:
  TestingControls* controls_;
  const TestingRecords& records_ = TestingRecords::Get();
  ResourceOf<testing::v1::Program> program_{records_.programs};
  ResourceOf<testing::v1::Account> account_;
  ResourceOf<testing::v1::Note> note_{records_.notes};
};

// A factory of the test service; the controls must outlive what it makes.
ServiceFactory TestingServiceFactory(TestingControls* controls);

}  // namespace kam::rpc
