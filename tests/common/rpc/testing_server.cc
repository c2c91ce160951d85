#include "tests/common/rpc/testing_server.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/rpc/mutation.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::rpc {
namespace {

using google::protobuf::Message;
using testing::v1::Account;
using testing::v1::Note;

const Account& AsAccount(const Message& record) {
  return static_cast<const Account&>(record);
}

void ValidateAccount(const Message& record, Violations& violations) {
  if (AsAccount(record).title() == "bad") {
    violations.Add("account.title", "must not be bad", "BAD_TITLE");
  }
}

// The score counts the writes; a blue account cannot become red.
absl::Status AdmitAccount(const storage::Transaction&, const Message* before,
                          Message& after) {
  auto& account = static_cast<Account&>(after);
  if (before != nullptr &&
      AsAccount(*before).colour() == testing::v1::COLOUR_BLUE &&
      account.colour() == testing::v1::COLOUR_RED) {
    return FailedPrecondition("STAYS_BLUE", "A blue account stays blue.");
  }
  account.set_score(before == nullptr ? 1 : AsAccount(*before).score() + 1);
  return absl::OkStatus();
}

class TestingService : public StoredService {
 public:
  TestingService(ServiceState* state, TestingControls* controls)
      : state_(state), server_(state, controls) {
    state->schema = &server_.records().schema;
  }

  std::vector<grpc::Service*> services() override { return {&server_}; }
  std::vector<std::string> names() const override {
    return {"kam.rpc.testing.v1.TestingService"};
  }
  void Drain() override { state_->Drain(); }

 private:
  ServiceState* state_;
  TestingServer server_;
};

}  // namespace

TestingServer::TestingServer(ServiceState* state, TestingControls* controls)
    : state_(state),
      controls_(controls),
      methods_(state),
      account_{&records_.accounts.table(), ValidateAccount, AdmitAccount} {}

grpc::Status TestingServer::CreateProgram(
    grpc::ServerContext* context,
    const testing::v1::CreateProgramRequest* request,
    testing::v1::Program* response) {
  return methods_.Create(context, *request, response, program_);
}

grpc::Status TestingServer::GetProgram(
    grpc::ServerContext* context, const testing::v1::GetProgramRequest* request,
    testing::v1::Program* response) {
  return methods_.Get(context, *request, response, program_);
}

grpc::Status TestingServer::DeleteProgram(
    grpc::ServerContext* context,
    const testing::v1::DeleteProgramRequest* request,
    google::protobuf::Empty* response) {
  return methods_.Delete(context, *request, response, program_);
}

grpc::Status TestingServer::CreateAccount(
    grpc::ServerContext* context,
    const testing::v1::CreateAccountRequest* request,
    testing::v1::Account* response) {
  return methods_.Create(context, *request, response, account_);
}

grpc::Status TestingServer::GetAccount(
    grpc::ServerContext* context, const testing::v1::GetAccountRequest* request,
    testing::v1::Account* response) {
  return methods_.Get(context, *request, response, account_);
}

grpc::Status TestingServer::ListAccounts(
    grpc::ServerContext* context,
    const testing::v1::ListAccountsRequest* request,
    testing::v1::ListAccountsResponse* response) {
  ListFilter filter;
  if (request->colour() != testing::v1::COLOUR_UNSPECIFIED) {
    filter = [&](const Message& record) {
      return AsAccount(record).colour() == request->colour();
    };
  }
  return methods_.List(context, *request, response, account_, filter);
}

grpc::Status TestingServer::UpdateAccount(
    grpc::ServerContext* context,
    const testing::v1::UpdateAccountRequest* request,
    testing::v1::Account* response) {
  return methods_.Update(context, *request, response, account_);
}

grpc::Status TestingServer::DeleteAccount(
    grpc::ServerContext* context,
    const testing::v1::DeleteAccountRequest* request,
    google::protobuf::Empty* response) {
  return methods_.Delete(context, *request, response, account_);
}

grpc::Status TestingServer::UndeleteAccount(
    grpc::ServerContext* context,
    const testing::v1::UndeleteAccountRequest* request,
    testing::v1::Account* response) {
  return methods_.Undelete(context, *request, response, account_);
}

grpc::Status TestingServer::CreateNote(
    grpc::ServerContext* context, const testing::v1::CreateNoteRequest* request,
    testing::v1::Note* response) {
  return methods_.Create(context, *request, response, note_);
}

grpc::Status TestingServer::GetNote(grpc::ServerContext* context,
                                    const testing::v1::GetNoteRequest* request,
                                    testing::v1::Note* response) {
  return methods_.Get(context, *request, response, note_);
}

grpc::Status TestingServer::ListNotes(
    grpc::ServerContext* context, const testing::v1::ListNotesRequest* request,
    testing::v1::ListNotesResponse* response) {
  return methods_.List(context, *request, response, note_);
}

grpc::Status TestingServer::UpdateNote(
    grpc::ServerContext* context, const testing::v1::UpdateNoteRequest* request,
    testing::v1::Note* response) {
  return methods_.Update(context, *request, response, note_);
}

grpc::Status TestingServer::DeleteNote(
    grpc::ServerContext* context, const testing::v1::DeleteNoteRequest* request,
    google::protobuf::Empty* response) {
  return methods_.Delete(context, *request, response, note_);
}

grpc::Status TestingServer::PutNotes(
    grpc::ServerContext* context, const testing::v1::PutNotesRequest* request,
    testing::v1::PutNotesResponse* response) {
  return Handle(context, *request, [&](const Caller& caller) {
    return Mutate(
        *state_, caller, *request, response,
        [&](storage::Transaction& transaction) -> absl::Status {
          for (const Note& given : request->notes()) {
            Note note = given;
            note.set_name(
                absl::StrCat(request->parent(), "/notes/", given.name()));
            if (records_.notes.Get(transaction, note.name()).ok()) {
              RETURN_IF_ERROR(records_.notes.Update(transaction, &note));
            } else {
              RETURN_IF_ERROR(
                  records_.notes.Create(transaction, note.name(), &note));
            }
          }
          response->set_count(request->notes_size());
          return absl::OkStatus();
        });
  });
}

grpc::Status TestingServer::Hold(grpc::ServerContext* context,
                                 const testing::v1::HoldRequest* request,
                                 testing::v1::HoldResponse* /*response*/) {
  return Handle(context, *request, [&](const Caller&) {
    controls_->gate->Pass();
    return absl::OkStatus();
  });
}

grpc::Status TestingServer::Fail(grpc::ServerContext* context,
                                 const testing::v1::FailRequest* request,
                                 testing::v1::FailResponse* /*response*/) {
  return Handle(context, *request, [&](const Caller&) {
    auto code = static_cast<absl::StatusCode>(request->code());
    if (request->reason().empty()) {
      return absl::Status(code, request->message());
    }
    return MakeError(code, request->reason(), request->message());
  });
}

grpc::Status TestingServer::ListTestingChanges(
    grpc::ServerContext* context,
    const testing::v1::ListTestingChangesRequest* request,
    testing::v1::ListTestingChangesResponse* response) {
  return ListChanges(context, *state_, *request, response);
}

grpc::Status TestingServer::WatchTestingChanges(
    grpc::ServerContext* context,
    const testing::v1::WatchTestingChangesRequest* request,
    grpc::ServerWriter<testing::v1::WatchTestingChangesResponse>* writer) {
  testing::v1::WatchTestingChangesResponse answer;
  return WatchChanges(
      context, *state_, *request, &answer,
      [&] {
        if (controls_->before_send) controls_->before_send();
        return writer->Write(answer);
      },
      controls_->timing);
}

ServiceFactory TestingServiceFactory(TestingControls* controls) {
  return [controls](ServiceState* state) {
    return std::make_unique<TestingService>(state, controls);
  };
}

}  // namespace kam::rpc
