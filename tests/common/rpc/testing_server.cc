#include "tests/common/rpc/testing_server.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/rpc/list_page.h"
#include "common/rpc/mutation.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"

namespace kam::rpc {
namespace {

using testing::v1::Account;
using testing::v1::Note;

void ValidateAccount(const Account& account, Violations& violations) {
  if (account.title() == "bad") {
    violations.Add("account.title", "must not be bad", "BAD_TITLE");
  }
}

// The score counts the writes; a blue account cannot become red.
absl::Status AdmitAccount(const storage::Transaction&, const Account* before,
                          Account& after) {
  if (before != nullptr && before->colour() == testing::v1::COLOUR_BLUE &&
      after.colour() == testing::v1::COLOUR_RED) {
    return FailedPrecondition("STAYS_BLUE", "A blue account stays blue.");
  }
  after.set_score(before == nullptr ? 1 : before->score() + 1);
  return absl::OkStatus();
}

}  // namespace

const TestingRecords& TestingRecords::Get() {
  static const auto* const kRecords = new TestingRecords();
  return *kRecords;
}

TestingServer::TestingServer(ServiceState* state, TestingControls* controls)
    : StoreServer(state),
      controls_(controls),
      account_(records_.accounts, ValidateAccount, AdmitAccount) {}

grpc::Status TestingServer::ListAccounts(
    grpc::ServerContext* context,
    const testing::v1::ListAccountsRequest* request,
    testing::v1::ListAccountsResponse* response) {
  return standard().List(
      context, *request, response, account_, [request](const Account& account) {
        return request->colour() == testing::v1::COLOUR_UNSPECIFIED ||
               account.colour() == request->colour();
      });
}

grpc::Status TestingServer::PaintAccount(
    grpc::ServerContext* context,
    const testing::v1::PaintAccountRequest* request,
    testing::v1::Account* response) {
  return standard().Change(context, *request, response, account_,
                           [request](storage::Transaction&, Account& account) {
                             if (account.colour() == request->colour())
                               return absl::OkStatus();
                             account.add_past_colours(account.colour());
                             account.set_colour(request->colour());
                             if (!request->title().empty())
                               account.set_title(request->title());
                             return absl::OkStatus();
                           });
}

grpc::Status TestingServer::ListPastColours(
    grpc::ServerContext* context,
    const testing::v1::ListPastColoursRequest* request,
    testing::v1::ListPastColoursResponse* response) {
  return Handle(context, *request, [&](const Caller&) -> absl::Status {
    ASSIGN_OR_RETURN(const ListPage page, StartPage(state(), *request));
    ASSIGN_OR_RETURN(const Account account,
                     records_.accounts.Get(page.view, request->name()));
    std::vector<Account> colours;
    for (const int colour : account.past_colours()) {
      colours.emplace_back().set_colour(
          static_cast<testing::v1::Colour>(colour));
    }
    return FillPage(page, std::move(colours), response->mutable_accounts(),
                    response->mutable_next_page_token());
  });
}

grpc::Status TestingServer::PutNotes(
    grpc::ServerContext* context, const testing::v1::PutNotesRequest* request,
    testing::v1::PutNotesResponse* response) {
  return Handle(context, *request, [&](const Caller& caller) {
    return Mutate(
        state(), caller, *request, response,
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

grpc::Status TestingServer::WatchTestingChanges(
    grpc::ServerContext* context,
    const testing::v1::WatchTestingChangesRequest* request,
    grpc::ServerWriter<testing::v1::WatchTestingChangesResponse>* writer) {
  testing::v1::WatchTestingChangesResponse answer;
  return WatchChanges(
      context, state(), *request, &answer,
      [&] {
        if (controls_->before_send) controls_->before_send();
        return writer->Write(answer);
      },
      controls_->timing);
}

ServiceFactory TestingServiceFactory(TestingControls* controls) {
  return [controls](ServiceState* state) {
    state->schema = &TestingRecords::Get().schema;
    auto service = std::make_unique<StoredService>(state);
    service->Add(std::make_unique<TestingServer>(state, controls),
                 TestingServer::FullName());
    return service;
  };
}

}  // namespace kam::rpc
