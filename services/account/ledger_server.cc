#include "services/account/ledger_server.h"

#include <future>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/resource/id.h"
#include "common/rpc/handler.h"
#include "common/rpc/list_page.h"
#include "common/rpc/mutation.h"
#include "common/rpc/request_fields.h"
#include "common/rpc/request_stream.h"
#include "common/rpc/standpoint.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/account/account_records.h"
#include "services/account/close_records.h"
#include "services/account/import_records.h"
#include "services/account/ledger_records.h"
#include "services/account/ledger_summary.h"

namespace kam::account {
namespace {

using storage::ReadView;
using storage::Transaction;

constexpr int kDefaultLargest = 10;
constexpr int kMaxLargest = 1000;
// Bytes that a booked entry takes in memory, for every byte that came in.
constexpr int64_t kWeightFactor = 4;

// What the first message of an import states, and all others repeat.
struct ImportTarget {
  std::string parent;
  std::string import_id;
};

absl::Status Take(absl::string_view field, const std::string& given,
                  std::string& kept) {
  if (given.empty() || given == kept) {
    if (!kept.empty()) return absl::OkStatus();
    return InvalidArgument(
        "MISSING_FIELD",
        absl::StrCat("The first message of an import must have ", field, "."));
  }
  if (!kept.empty()) {
    return InvalidArgument(
        "IMPORT_CHANGED",
        absl::StrCat(field, " must not change within an import."));
  }
  kept = given;
  return absl::OkStatus();
}

absl::Status CheckMessage(const v1::ImportLedgerRequest& request,
                          ImportTarget& target) {
  RETURN_IF_ERROR(Take("parent", request.parent(), target.parent));
  RETURN_IF_ERROR(Take("import_id", request.import_id(), target.import_id));
  RETURN_IF_ERROR(resource::CheckId(target.import_id));
  if (request.first_position() < 0) {
    return InvalidArgument("INVALID_POSITION",
                           "first_position must not be below 0.");
  }
  if (request.entries_size() > kMaxEntriesPerMessage) {
    return InvalidArgument(
        "TOO_MANY_ENTRIES",
        absl::StrCat("A message may have ", kMaxEntriesPerMessage,
                     " entries at most; this one has ", request.entries_size(),
                     "."));
  }
  return absl::OkStatus();
}

// A message of an import as it came in, its entries prepared.
struct Received {
  // Whether there is one, or why it cannot be read.
  absl::StatusOr<bool> any = false;
  v1::ImportLedgerRequest request;
  std::vector<absl::StatusOr<BookableEntry>> entries;
  int64_t weight_bytes = 0;
};

Received ReadMessage(const grpc::ServerContext& context,
                     grpc::ServerReader<v1::ImportLedgerRequest>& reader) {
  Received received;
  received.any = rpc::ReadNext(context, reader, &received.request);
  // A message too large is refused as a whole.
  if (received.request.entries_size() > kMaxEntriesPerMessage) return received;
  received.weight_bytes =
      kWeightFactor * static_cast<int64_t>(received.request.ByteSizeLong());
  received.entries.reserve(received.request.entries_size());
  for (v1::LedgerEntry& entry : *received.request.mutable_entries()) {
    received.entries.push_back(PrepareEntry(entry));
  }
  return received;
}

// A stretch of days as a request gives it.
template <typename Request>
absl::StatusOr<Stretch> StretchOf(const Request& request) {
  Stretch stretch;
  auto read =
      [](const google::type::Date& date) -> absl::StatusOr<absl::CivilDay> {
    auto day = DayFromProto(date);
    if (!day.ok()) return WithReason(day.status(), "INVALID_DATE");
    return day;
  };
  if (request.has_from_date()) {
    ASSIGN_OR_RETURN(stretch.from, read(request.from_date()));
  }
  if (request.has_to_date()) {
    ASSIGN_OR_RETURN(stretch.to, read(request.to_date()));
  }
  if (stretch.from.has_value() && stretch.to.has_value() &&
      *stretch.from > *stretch.to) {
    return InvalidArgument("DATES_REVERSED",
                           "to_date must not be before from_date.");
  }
  return stretch;
}

// The existing programme or account that `parent` names, and its programme.
absl::StatusOr<v1::Program> ProgramOfParent(const ReadView& view,
                                            const std::string& parent) {
  const AccountRecords& records = AccountRecords::Get();
  const auto account = resource::AccountName::Parse(parent);
  if (account.ok()) {
    RETURN_IF_ERROR(records.LiveAccount(view, parent).status());
    return records.programs.Get(view, account->Program().ToString());
  }
  return records.programs.Get(view, parent);
}

absl::Status Summarize(const ReadView& view,
                       const v1::SummarizeLedgerRequest& request,
                       v1::SummarizeLedgerResponse* response) {
  const int largest =
      request.largest_count() == 0 ? kDefaultLargest : request.largest_count();
  if (largest < 0 || largest > kMaxLargest) {
    return InvalidArgument(
        "INVALID_PAGE_SIZE",
        absl::StrCat("largest_count must be from 0 to ", kMaxLargest, "."));
  }
  ASSIGN_OR_RETURN(const Stretch stretch, StretchOf(request));
  ASSIGN_OR_RETURN(const v1::Program program,
                   ProgramOfParent(view, request.parent()));
  std::vector<AccountSums> booked;
  RETURN_IF_ERROR(ForEachSlice(
      view, request.parent(), stretch, [&](const LedgerSlice& slice) {
        booked.push_back(
            AccountSums{slice.account, slice.currency, slice.sums});
      }));
  ASSIGN_OR_RETURN(
      *response,
      SummarizeLedger(booked, program.reporting_currency(), largest));
  for (v1::AccountLedgerSummary& one : *response->mutable_largest()) {
    ASSIGN_OR_RETURN(const v1::Account account,
                     AccountRecords::Get().accounts.Get(view, one.account()));
    one.set_display_name(account.display_name());
  }
  rpc::SetStore(view, response);
  if (request.has_from_date()) {
    *response->mutable_from_date() = request.from_date();
  }
  if (request.has_to_date()) *response->mutable_to_date() = request.to_date();
  return absl::OkStatus();
}

absl::Status ListEntries(const rpc::ServiceState& state,
                         const v1::ListLedgerEntriesRequest& request,
                         v1::ListLedgerEntriesResponse* response) {
  EntryQuery query;
  ASSIGN_OR_RETURN(query.account,
                   resource::AccountName::Parse(request.parent()));
  ASSIGN_OR_RETURN(query.stretch, StretchOf(request));
  ASSIGN_OR_RETURN(const rpc::ListPage page, rpc::StartPage(state, request));
  RETURN_IF_ERROR(
      AccountRecords::Get().LiveAccount(page.view, request.parent()).status());
  query.after_key = page.after_key;
  std::string last_key;
  return ForEachEntry(
      page.view, query,
      [&](absl::string_view key, const v1::LedgerEntry& entry) {
        if (response->ledger_entries_size() == page.limit) {
          response->set_next_page_token(page.NextToken(last_key));
          return false;
        }
        *response->add_ledger_entries() = entry;
        last_key = std::string(key);
        return true;
      });
}

absl::Status ListRejections(const rpc::ServiceState& state,
                            const v1::ListImportRejectionsRequest& request,
                            v1::ListImportRejectionsResponse* response) {
  ASSIGN_OR_RETURN(
      const resource::ResourceName import,
      resource::ResourceName::Parse<v1::LedgerImport>(request.parent()));
  ASSIGN_OR_RETURN(const rpc::ListPage page, rpc::StartPage(state, request));
  RETURN_IF_ERROR(
      AccountRecords::Get().imports.Get(page.view, request.parent()).status());
  int64_t after = -1;
  if (!page.after_key.empty()) after = std::stoll(page.after_key);
  ASSIGN_OR_RETURN(std::vector<v1::ImportRejection> found,
                   ReadRejections(page.view, import, after, page.limit + 1));
  if (static_cast<int>(found.size()) > page.limit) {
    found.pop_back();
    response->set_next_page_token(
        page.NextToken(absl::StrCat(found.back().position())));
  }
  for (v1::ImportRejection& one : found) {
    *response->add_rejections() = std::move(one);
  }
  return absl::OkStatus();
}

// The table that holds the closes of a parent.
const storage::Table& CloseTable(const std::string& parent) {
  const AccountRecords& records = AccountRecords::Get();
  return resource::AccountName::Parse(parent).ok()
             ? records.account_period_closes
             : records.period_closes.table();
}

}  // namespace

grpc::Status LedgerServer::ImportLedger(
    grpc::ServerContext* context,
    grpc::ServerReader<v1::ImportLedgerRequest>* reader,
    v1::ImportLedgerResponse* response) {
  return rpc::HandleStream(context, v1::ImportLedgerRequest::default_instance(),
                           [&](const rpc::Caller& caller) {
                             return Import(caller, *context, reader, response);
                           });
}

absl::Status LedgerServer::Import(
    const rpc::Caller& caller, const grpc::ServerContext& context,
    grpc::ServerReader<v1::ImportLedgerRequest>* reader,
    v1::ImportLedgerResponse* response) {
  ImportTarget target;
  storage::UpdateOptions options;
  options.context.actor = caller.principal;
  options.bulk = true;
  bool any = false;
  auto read = [&context, reader] { return ReadMessage(context, *reader); };
  std::future<Received> next = std::async(std::launch::async, read);
  while (true) {
    Received received = next.get();
    RETURN_IF_ERROR(received.any.status());
    if (!*received.any) break;
    any = true;
    const v1::ImportLedgerRequest& request = received.request;
    RETURN_IF_ERROR(CheckMessage(request, target));
    ImportMessage message;
    ASSIGN_OR_RETURN(message.program,
                     resource::ProgramName::Parse(target.parent));
    message.import_id = target.import_id;
    message.first_position = request.first_position();
    message.entries = &request.entries();
    message.bookable = received.entries;
    options.weight_bytes = received.weight_bytes;
    RETURN_IF_ERROR(state().store->Update(
        options, [&](Transaction& transaction) -> absl::Status {
          ASSIGN_OR_RETURN(*response->mutable_ledger_import(),
                           ImportEntries(transaction, message));
          // The next message is read, and its rows are checked, while this one
          // goes to disk. No sooner: a read cannot be called off, and an error
          // of this message would have to wait for the next one.
          next = std::async(std::launch::async, read);
          return absl::OkStatus();
        }));
  }
  if (any) return absl::OkStatus();
  return InvalidArgument("MISSING_FIELD",
                         "An import needs at least one message.");
}

grpc::Status LedgerServer::GetImport(grpc::ServerContext* context,
                                     const v1::GetImportRequest* request,
                                     v1::LedgerImport* response) {
  rpc::Resource imports;
  imports.table = &AccountRecords::Get().imports.table();
  return standard().Get(context, *request, response, imports);
}

grpc::Status LedgerServer::ListImportRejections(
    grpc::ServerContext* context,
    const v1::ListImportRejectionsRequest* request,
    v1::ListImportRejectionsResponse* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return ListRejections(state(), *request, response);
  });
}

grpc::Status LedgerServer::ClosePeriod(grpc::ServerContext* context,
                                       const v1::ClosePeriodRequest* request,
                                       v1::ClosePeriodResponse* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller& caller) {
    return rpc::Mutate(
        state(), caller, *request, response, [&](Transaction& transaction) {
          return CloseMonths(transaction, *state().clock, *request, response);
        });
  });
}

grpc::Status LedgerServer::ListPeriodCloses(
    grpc::ServerContext* context, const v1::ListPeriodClosesRequest* request,
    v1::ListPeriodClosesResponse* response) {
  rpc::Resource closes;
  closes.table = &CloseTable(request->parent());
  return standard().List(context, *request, response, closes);
}

grpc::Status LedgerServer::ListLedgerEntries(
    grpc::ServerContext* context, const v1::ListLedgerEntriesRequest* request,
    v1::ListLedgerEntriesResponse* response) {
  return rpc::Handle(context, *request, [&](const rpc::Caller&) {
    return ListEntries(state(), *request, response);
  });
}

grpc::Status LedgerServer::ListLedgerRollups(
    grpc::ServerContext* context, const v1::ListLedgerRollupsRequest* request,
    v1::ListLedgerRollupsResponse* response) {
  rpc::Resource rollups;
  rollups.table = &AccountRecords::Get().ledger_rollups.table();
  return standard().List(context, *request, response, rollups);
}

grpc::Status LedgerServer::SummarizeLedger(
    grpc::ServerContext* context, const v1::SummarizeLedgerRequest* request,
    v1::SummarizeLedgerResponse* response) {
  return rpc::Handle(
      context, *request, [&](const rpc::Caller&) -> absl::Status {
        ASSIGN_OR_RETURN(const ReadView view,
                         state().store->ViewAt(rpc::ReadTimeOf(*request)));
        return Summarize(view, *request, response);
      });
}

}  // namespace kam::account
