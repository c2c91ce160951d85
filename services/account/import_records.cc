#include "services/account/import_records.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/key.h"
#include "services/account/account_records.h"
#include "services/account/ledger_records.h"

namespace kam::account {
namespace {

using resource::AccountName;
using storage::Family;
using storage::KeyWriter;
using storage::Transaction;

constexpr uint8_t kRejectionTag = 0xE2;

std::string RejectionPrefix(absl::string_view program,
                            absl::string_view import_id) {
  return KeyWriter(kRejectionTag)
      .String(std::string(program))
      .String(std::string(import_id))
      .bytes();
}

// Books the entries of one message within its transaction, remembering what it
// has looked up.
class Importer {
 public:
  Importer(Transaction& transaction, const resource::ProgramName& program)
      : transaction_(transaction),
        records_(AccountRecords::Get()),
        program_(program) {}

  // Whether the entry was booked; false when the same one was there before.
  // INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS or FAILED_PRECONDITION says
  // why it is refused; any other error is the store's.
  absl::StatusOr<bool> Book(const v1::LedgerEntry& entry,
                            const absl::StatusOr<LedgerRow>& row) {
    RETURN_IF_ERROR(row.status());
    ASSIGN_OR_RETURN(const AccountName account, AccountFor(entry));
    ASSIGN_OR_RETURN(const std::optional<BookedDocument> booked,
                     FindDocument(transaction_, program_.program,
                                  entry.source_system(), entry.document_id()));
    if (booked.has_value()) {
      if (booked->digest == row->digest && booked->account == account.account) {
        return false;
      }
      return MakeError(absl::StatusCode::kAlreadyExists, "DOCUMENT_ID_REUSED",
                       "The document was booked before with other content.");
    }
    const absl::CivilMonth month(row->booked_on);
    ASSIGN_OR_RETURN(const bool closed, IsClosed(account, month));
    if (closed) {
      return FailedPrecondition(
          "PERIOD_CLOSED", absl::StrCat(MonthId(month),
                                        " is closed; book a correction into an "
                                        "open month."));
    }
    BookEntry(transaction_, account, entry, *row);
    RETURN_IF_ERROR(
        AddTo(sums_[{account.account, month, row->currency}], row->sums));
    return true;
  }

  // Adds what was booked to the sums on record.
  absl::Status AddSums() {
    for (const auto& [key, sums] : sums_) {
      const auto& [account, month, currency] = key;
      RETURN_IF_ERROR(AddToRollup(transaction_,
                                  AccountName{program_.program, account}, month,
                                  currency, sums));
    }
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<AccountName> AccountFor(const v1::LedgerEntry& entry) {
    const std::string asked = entry.has_external_key()
                                  ? ExternalKeyEntry(entry.external_key())
                                  : entry.account();
    auto it = accounts_.find(asked);
    if (it == accounts_.end()) {
      auto found = LookUp(entry);
      if (!found.ok() && !absl::IsNotFound(found.status()) &&
          !absl::IsInvalidArgument(found.status())) {
        return found.status();
      }
      it = accounts_.emplace(asked, std::move(found)).first;
    }
    return it->second;
  }

  absl::StatusOr<AccountName> LookUp(const v1::LedgerEntry& entry) const {
    v1::Account account;
    const storage::Table& table = records_.accounts.table();
    bool found = false;
    if (entry.has_external_key()) {
      ASSIGN_OR_RETURN(
          const std::vector<std::string> keys,
          table.FindKeys(transaction_, kExternalKeyIndex, program_.program,
                         ExternalKeyEntry(entry.external_key())));
      if (!keys.empty()) {
        ASSIGN_OR_RETURN(found,
                         table.FindAt(transaction_, keys.front(), &account));
      }
    } else {
      ASSIGN_OR_RETURN(const AccountName name,
                       AccountName::Parse(entry.account()));
      if (name.Program() == program_) {
        ASSIGN_OR_RETURN(
            const auto parsed,
            resource::ResourceName::Parse<v1::Account>(entry.account()));
        ASSIGN_OR_RETURN(found, table.Find(transaction_, parsed, &account));
      }
    }
    if (!found || account.has_delete_time()) {
      return MakeError(absl::StatusCode::kNotFound, "ACCOUNT_NOT_FOUND",
                       "The programme has no such account; create it first.");
    }
    return AccountName::Parse(account.name());
  }

  absl::StatusOr<bool> IsClosed(const AccountName& account,
                                absl::CivilMonth month) {
    const auto key = std::make_pair(account.account, month);
    const auto it = closed_.find(key);
    if (it != closed_.end()) return it->second;
    const std::string id = MonthId(month);
    ASSIGN_OR_RETURN(
        const std::optional<std::string> whole,
        transaction_.Get(Family::kRecords, records_.period_closes.table().Key(
                                               {program_.program, id})));
    ASSIGN_OR_RETURN(
        const std::optional<std::string> own,
        transaction_.Get(Family::kRecords,
                         records_.account_period_closes.Key(
                             {program_.program, account.account, id})));
    const bool closed = whole.has_value() || own.has_value();
    closed_.emplace(key, closed);
    return closed;
  }

  Transaction& transaction_;
  const AccountRecords& records_;
  const resource::ProgramName program_;
  std::map<std::string, absl::StatusOr<AccountName>> accounts_;
  std::map<std::pair<std::string, absl::CivilMonth>, bool> closed_;
  std::map<std::tuple<std::string, absl::CivilMonth, std::string>, LedgerSums>
      sums_;
};

// Whether the error concerns one entry alone.
bool IsRejection(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kFailedPrecondition:
      return true;
    default:
      return false;
  }
}

void Reject(Transaction& transaction, const ImportMessage& message,
            int64_t position, const v1::LedgerEntry& entry,
            const absl::Status& why) {
  v1::ImportRejection rejection;
  rejection.set_position(position);
  rejection.set_reason(Reason(why));
  rejection.set_detail(std::string(why.message()));
  rejection.set_source_system(entry.source_system().substr(0, 256));
  rejection.set_document_id(entry.document_id().substr(0, 256));
  transaction.Put(
      Family::kRecords,
      RejectionPrefix(message.program.program, message.import_id) +
          KeyWriter().Uint64(static_cast<uint64_t>(position)).bytes(),
      rejection.SerializeAsString());
}

// The import as it stands, or a new one.
absl::StatusOr<v1::LedgerImport> Progress(const Transaction& transaction,
                                          const std::string& name) {
  auto found = AccountRecords::Get().imports.Get(transaction, name);
  if (absl::IsNotFound(found.status())) return v1::LedgerImport();
  return found;
}

absl::Status CheckPosition(const v1::LedgerImport& progress,
                           const ImportMessage& message) {
  if (message.first_position <= progress.next_position()) {
    return absl::OkStatus();
  }
  return MakeError(
      absl::StatusCode::kFailedPrecondition, "POSITION_GAP",
      absl::StrCat("The import goes on at position ", progress.next_position(),
                   ", not at ", message.first_position, "."),
      {{"next_position", absl::StrCat(progress.next_position())}});
}

}  // namespace

absl::StatusOr<v1::LedgerImport> ImportEntries(Transaction& transaction,
                                               const ImportMessage& message) {
  const AccountRecords& records = AccountRecords::Get();
  RETURN_IF_ERROR(
      records.CheckProgram(transaction, message.program.ToString()));
  const std::string name =
      absl::StrCat(message.program.ToString(), "/imports/", message.import_id);
  ASSIGN_OR_RETURN(v1::LedgerImport progress, Progress(transaction, name));
  RETURN_IF_ERROR(CheckPosition(progress, message));
  const bool is_new = progress.name().empty();
  const int64_t end = message.first_position + message.entries->size();
  if (!is_new && end <= progress.next_position()) return progress;

  Importer importer(transaction, message.program);
  for (int64_t position = progress.next_position(); position < end;
       ++position) {
    const int index = static_cast<int>(position - message.first_position);
    const v1::LedgerEntry& entry = message.entries->Get(index);
    const absl::StatusOr<bool> booked =
        importer.Book(entry, message.rows[index]);
    if (booked.ok()) {
      *booked ? progress.set_accepted_count(progress.accepted_count() + 1)
              : progress.set_duplicate_count(progress.duplicate_count() + 1);
    } else if (IsRejection(booked.status())) {
      Reject(transaction, message, position, entry, booked.status());
      progress.set_rejected_count(progress.rejected_count() + 1);
    } else {
      return booked.status();
    }
  }
  RETURN_IF_ERROR(importer.AddSums());
  progress.set_next_position(std::max(end, progress.next_position()));
  if (is_new) {
    RETURN_IF_ERROR(records.imports.Create(transaction, name, &progress));
  } else {
    RETURN_IF_ERROR(records.imports.Update(transaction, &progress));
  }
  return progress;
}

absl::StatusOr<std::vector<v1::ImportRejection>> ReadRejections(
    const storage::Reader& reader, const resource::ResourceName& import,
    int64_t after, int limit) {
  std::vector<v1::ImportRejection> rejections;
  const std::string prefix = RejectionPrefix(import.id(0), import.id(1));
  storage::KeyRange range = storage::KeyRange::Prefix(prefix);
  if (after >= 0) {
    range.start =
        prefix + KeyWriter().Uint64(static_cast<uint64_t>(after) + 1).bytes();
  }
  const auto cursor = reader.Scan(Family::kRecords, range);
  for (; cursor->Valid() && static_cast<int>(rejections.size()) < limit;
       cursor->Next()) {
    const std::string_view value = cursor->value();
    if (!rejections.emplace_back().ParseFromArray(
            value.data(), static_cast<int>(value.size()))) {
      return MakeError(absl::StatusCode::kDataLoss, "DATA_LOSS",
                       "A stored rejection is damaged; restore it from a "
                       "backup.");
    }
  }
  RETURN_IF_ERROR(cursor->status());
  return rejections;
}

}  // namespace kam::account
