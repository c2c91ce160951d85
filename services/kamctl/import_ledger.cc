#include "services/kamctl/import_ledger.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/digest.h"
#include "common/base/money.h"
#include "common/base/text.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "kam/account/v1/ledger_service.grpc.pb.h"
#include "kam/account/v1/program_service.grpc.pb.h"
#include "services/kamctl/all_pages.h"
#include "services/kamctl/interrupt.h"
#include "services/kamctl/progress.h"
#include "services/kamctl/words.h"

namespace kam::kamctl {
namespace {

using account::v1::ImportLedgerRequest;
using account::v1::ImportLedgerResponse;
using account::v1::LedgerEntry;
using account::v1::LedgerService;

constexpr int kEntriesPerMessage = 1000;
constexpr size_t kIdDigits = 40;

absl::StatusOr<google::type::Money> ReadAmount(absl::string_view field,
                                               absl::string_view text,
                                               const std::string& currency) {
  const absl::StatusOr<Amount> amount = ParseAmount(text);
  if (!amount.ok()) {
    return InvalidArgument(
        "INVALID_AMOUNT", absl::StrCat(field, ": ", Quoted(text),
                                       " is not an amount such as -1234.5678"));
  }
  return ToProto(*amount, currency);
}

// Reads one row as an entry; INVALID_ARGUMENT says which cell is wrong.
absl::StatusOr<LedgerEntry> ReadEntry(const LedgerOptions& options,
                                      const Mapping& mapping,
                                      const CsvRow& row) {
  const auto cell = [&](absl::string_view field) {
    return absl::StripAsciiWhitespace(mapping.Value(row, field));
  };
  LedgerEntry entry;
  for (absl::string_view field : {"document_id", "account_key"}) {
    if (cell(field).empty()) {
      return InvalidArgument("EMPTY_CELL", absl::StrCat(field, " is empty"));
    }
  }
  entry.set_source_system(options.source_system);
  entry.set_document_id(std::string(cell("document_id")));
  entry.mutable_external_key()->set_source_system(options.source_system);
  entry.mutable_external_key()->set_key(std::string(cell("account_key")));
  entry.set_product_key(std::string(cell("product_key")));
  ASSIGN_OR_RETURN(*entry.mutable_booked_on(), ParseDate(cell("booked_on")));
  ASSIGN_OR_RETURN(*entry.mutable_revenue(),
                   ReadAmount("revenue", cell("revenue"), options.currency));
  ASSIGN_OR_RETURN(
      *entry.mutable_direct_cost(),
      ReadAmount("direct_cost", cell("direct_cost"), options.currency));
  ASSIGN_OR_RETURN(
      *entry.mutable_cost_of_sales(),
      ReadAmount("cost_of_sales", cell("cost_of_sales"), options.currency));
  if (mapping.Has("returns")) {
    ASSIGN_OR_RETURN(*entry.mutable_returns(),
                     ReadAmount("returns", cell("returns"), options.currency));
  }
  return entry;
}

// Sends entries in messages of a thousand. Not thread safe.
class LedgerStream {
 public:
  LedgerStream(const std::string& parent, const std::string& import_id,
               Connection& connection)
      : writer_(connection.StubOf<LedgerService::Stub>().ImportLedger(
            &context_, &response_)) {
    message_.set_parent(parent);
    message_.set_import_id(import_id);
  }

  // Returns false when the server has ended the stream; Finish tells why.
  bool Send(int64_t position, LedgerEntry entry) {
    if (message_.entries().empty()) message_.set_first_position(position);
    *message_.add_entries() = std::move(entry);
    return message_.entries_size() < kEntriesPerMessage || Flush();
  }

  absl::StatusOr<ImportLedgerResponse> Finish() {
    // An import without entries is told to the server too.
    if (!message_.entries().empty() || !sent_) Flush();
    writer_->WritesDone();
    const grpc::Status status = writer_->Finish();
    if (!status.ok()) return FromServer(status);
    return response_;
  }

 private:
  bool Flush() {
    const bool written = writer_->Write(message_);
    message_.clear_entries();
    sent_ = true;
    return written;
  }

  grpc::ClientContext context_;
  ImportLedgerResponse response_;
  std::unique_ptr<grpc::ClientWriter<ImportLedgerRequest>> writer_;
  ImportLedgerRequest message_;
  bool sent_ = false;
};

absl::StatusOr<std::string> ProgramCurrency(const std::string& program,
                                            Session& session) {
  account::v1::GetProgramRequest request;
  request.set_name(program);
  ASSIGN_OR_RETURN(
      const auto answer,
      session.connection().Call(&account::v1::ProgramService::Stub::GetProgram,
                                request));
  return answer.reporting_currency();
}

// Where the import stands in the store, or at its beginning.
absl::StatusOr<account::v1::LedgerImport> Standing(const std::string& name,
                                                   Session& session) {
  account::v1::GetImportRequest request;
  request.set_name(name);
  absl::StatusOr<account::v1::LedgerImport> known =
      session.connection().Call(&LedgerService::Stub::GetImport, request);
  if (absl::IsNotFound(known.status())) return account::v1::LedgerImport();
  return known;
}

// Adds what the server refused; `lines` holds the line of each position.
absl::Status AddRejections(const std::string& import,
                           const std::vector<int64_t>& lines, Session& session,
                           ImportSummary& summary) {
  account::v1::ListImportRejectionsRequest request;
  request.set_parent(import);
  request.set_page_size(kPageSize);
  do {
    ASSIGN_OR_RETURN(const auto page,
                     session.connection().Call(
                         &LedgerService::Stub::ListImportRejections, request));
    for (const account::v1::ImportRejection& rejection : page.rejections()) {
      const size_t position = static_cast<size_t>(rejection.position());
      summary.Reject({position < lines.size() ? lines[position] : 0,
                      rejection.document_id(), rejection.reason(),
                      rejection.detail()});
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  std::stable_sort(summary.rejections.begin(), summary.rejections.end(),
                   [](const RejectedRow& a, const RejectedRow& b) {
                     return a.line < b.line;
                   });
  return absl::OkStatus();
}

}  // namespace

const std::vector<Field>& LedgerFields() {
  static const auto* const kFields = new std::vector<Field>{
      {"document_id", true, "unique in the source system"},
      {"account_key", true, "the key of the account"},
      {"booked_on", true, "day, as 2013-11-30"},
      {"revenue", true, "net of returns"},
      {"direct_cost", true, "cost of goods and delivery"},
      {"cost_of_sales", true, "cost of selling and serving"},
      {"returns", false, "value of what came back"},
      {"product_key", false, "what was sold"},
  };
  return *kFields;
}

std::string LedgerImportId(const ImportFile& file, const Mapping& mapping,
                           const LedgerOptions& options) {
  if (!options.import_id.empty()) return options.import_id;
  const std::string digest =
      Sha256(absl::StrCat(file.digest(), "\n", mapping.Fingerprint(), "\n",
                          options.source_system, "\n", options.currency));
  return "file-" + absl::BytesToHexString(digest).substr(0, kIdDigits);
}

absl::StatusOr<ImportSummary> ImportLedger(const LedgerOptions& given,
                                           const Mapping& mapping,
                                           ImportFile& file, Session& session) {
  ASSIGN_OR_RETURN(const std::string program, session.Program());
  LedgerOptions options = given;
  if (options.currency.empty()) {
    ASSIGN_OR_RETURN(options.currency, ProgramCurrency(program, session));
  }
  const std::string import_id = LedgerImportId(file, mapping, options);
  const std::string import = absl::StrCat(program, "/imports/", import_id);
  ASSIGN_OR_RETURN(const account::v1::LedgerImport before,
                   Standing(import, session));

  ImportSummary summary;
  summary.kind = "ledger";
  Progress progress(session.err(), session.terminal(), "ledger rows",
                    file.row_count());
  // Positions count the rows that can be read; the others are told here.
  std::vector<int64_t> lines;
  LedgerStream stream(program, import_id, session.connection());
  const Interrupt interrupt;
  // An error of the stream stops the reading; Finish tells which.
  const absl::Status read = file.ForEachRow([&](const CsvRow& row) {
    RETURN_IF_ERROR(Interrupt::Check());
    ++summary.rows;
    absl::StatusOr<LedgerEntry> entry = ReadEntry(options, mapping, row);
    if (!entry.ok()) {
      summary.Reject({row.line, mapping.Value(row, "document_id"),
                      Reason(entry.status()),
                      std::string(entry.status().message())});
      return absl::OkStatus();
    }
    const auto position = static_cast<int64_t>(lines.size());
    lines.push_back(row.line);
    progress.Show(summary.rows);
    if (position < before.next_position() ||
        stream.Send(position, *std::move(entry))) {
      return absl::OkStatus();
    }
    return absl::CancelledError();
  });
  absl::StatusOr<ImportLedgerResponse> answer = stream.Finish();
  progress.Finish();
  RETURN_IF_ERROR(answer.status());
  RETURN_IF_ERROR(read);
  const account::v1::LedgerImport& result = answer->ledger_import();
  summary.stored = result.accepted_count();
  summary.known = result.duplicate_count();
  RETURN_IF_ERROR(AddRejections(import, lines, session, summary));
  summary.tenths = progress.tenths();
  if (before.next_position() > 0) {
    summary.note = absl::StrCat(
        "import ", import_id, " was known; it went on at row ",
        PeopleCount(before.next_position() + 1),
        "; to offer refused rows again, give it another --import-id");
  }
  return summary;
}

}  // namespace kam::kamctl
