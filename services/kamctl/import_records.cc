#include "services/kamctl/import_records.h"

#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/kamctl/account_index.h"
#include "services/kamctl/call_window.h"
#include "services/kamctl/interrupt.h"
#include "services/kamctl/progress.h"
#include "services/kamctl/record_calls.h"

namespace kam::kamctl {
namespace {

// So many calls in flight share the server's writes to disk.
constexpr size_t kInFlight = 16;

// Sends the rows of one file.
class RecordImport {
 public:
  RecordImport(RecordKind kind, const RecordCalls& calls,
               const Mapping& mapping, int64_t rows, Session& session)
      : calls_(calls),
        mapping_(mapping),
        progress_(session.err(), session.terminal(), KindName(kind), rows),
        window_(kInFlight) {
    summary_.kind = KindName(kind);
  }

  absl::Status Send(const CsvRow& row) {
    RETURN_IF_ERROR(Interrupt::Check());
    RejectedRow identity{row.line, KeyOf(row), "", ""};
    absl::StatusOr<RecordCall> call = calls_.Of(row);
    if (call.ok()) call = OnlyOnce(*std::move(call), row.line);
    auto ended = [this,
                  identity = std::move(identity)](const absl::Status& result) {
      return Count(identity, result);
    };
    if (!call.ok()) return window_.Skip(call.status(), std::move(ended));
    return window_.Begin(std::move(call->lane), std::move(call->call),
                         std::move(ended));
  }

  // Waits for what is in flight.
  absl::Status Finish() {
    const absl::Status done = window_.Finish();
    progress_.Finish();
    summary_.tenths = progress_.tenths();
    return done;
  }

  const ImportSummary& summary() const { return summary_; }

 private:
  std::string KeyOf(const CsvRow& row) const {
    const char* field = mapping_.Has("key") ? "key" : "account_key";
    return std::string(absl::StripAsciiWhitespace(mapping_.Value(row, field)));
  }

  // Two rows of one record would undo each other.
  absl::StatusOr<RecordCall> OnlyOnce(RecordCall call, int64_t line) {
    const auto [known, is_new] = lines_.emplace(call.record, line);
    if (is_new) return call;
    return MakeError(absl::StatusCode::kAlreadyExists, "DUPLICATE_ROW",
                     absl::StrCat("line ", known->second,
                                  " is of the same record and was taken"));
  }

  absl::Status Count(const RejectedRow& identity, const absl::Status& result) {
    if (!result.ok() && !IsOfOneRow(result)) return result;
    ++summary_.rows;
    if (result.ok()) {
      ++summary_.stored;
    } else {
      summary_.Reject({identity.line, identity.key, Reason(result),
                       std::string(result.message())});
    }
    progress_.Show(summary_.rows);
    return absl::OkStatus();
  }

  const RecordCalls& calls_;
  const Mapping& mapping_;
  ImportSummary summary_;
  Progress progress_;
  // The line on which each record stood first.
  std::map<std::string, int64_t> lines_;
  CallWindow window_;  // last, since its calls end in the others
};

}  // namespace

absl::StatusOr<ImportSummary> ImportRecords(RecordKind kind,
                                            const std::string& source_system,
                                            const Mapping& mapping,
                                            ImportFile& file,
                                            Session& session) {
  ASSIGN_OR_RETURN(std::string program, session.Program());
  ASSIGN_OR_RETURN(AccountIndex accounts,
                   AccountIndex::Load(source_system, session));
  const RecordCalls calls(kind, std::move(program), source_system,
                          std::move(accounts), mapping, session.connection());
  const Interrupt interrupt;
  RecordImport records(kind, calls, mapping, file.row_count(), session);
  const absl::Status read =
      file.ForEachRow([&](const CsvRow& row) { return records.Send(row); });
  const absl::Status sent = records.Finish();
  const ImportSummary& summary = records.summary();
  const absl::Status& failed = sent.ok() ? read : sent;
  if (failed.ok()) return summary;
  session.err() << summary.kind << ": " << summary.stored << " of "
                << file.row_count()
                << " rows are stored; give the same command again to go on\n";
  return failed;
}

}  // namespace kam::kamctl
