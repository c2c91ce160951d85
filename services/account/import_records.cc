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
                            const absl::StatusOr<BookableEntry>& bookable) {
    RETURN_IF_ERROR(bookable.status());
    const LedgerRow& row = bookable->row;
    ASSIGN_OR_RETURN(Month* const month, MonthFor(entry, row));
    const AccountName& account = month->account;
    ASSIGN_OR_RETURN(
        const std::optional<BookedDocument> booked,
        FindDocument(transaction_, program_.program, bookable->document));
    if (booked.has_value()) {
      if (booked->digest == row.digest && booked->account == account.account) {
        return false;
      }
      return MakeError(absl::StatusCode::kAlreadyExists, "DOCUMENT_ID_REUSED",
                       "The document was booked before with other content.");
    }
    if (month->closed) {
      return FailedPrecondition(
          "PERIOD_CLOSED",
          absl::StrCat(MonthId(absl::CivilMonth(row.booked_on)),
                       " is closed; book a correction into an open month."));
    }
    BookEntry(transaction_, account, *bookable);
    RETURN_IF_ERROR(AddTo(month->sums, row.sums));
    return true;
  }

  // Adds what was booked to the sums on record.
  absl::Status AddSums() {
    for (const auto& [key, month] : months_) {
      if (month.sums.entries == 0) continue;
      RETURN_IF_ERROR(AddToRollup(transaction_, month.account, std::get<1>(key),
                                  std::get<2>(key), month.sums));
    }
    return absl::OkStatus();
  }

 private:
  // An account's month in one currency.
  struct Month {
    AccountName account;
    bool closed = false;
    LedgerSums sums;
  };

  // The month that an entry is of. Lines of one order follow one another, so
  // the last one found is tried first.
  absl::StatusOr<Month*> MonthFor(const v1::LedgerEntry& entry,
                                  const LedgerRow& row) {
    const absl::CivilMonth civil_month(row.booked_on);
    if (last_entry_ != nullptr && NameSameAccount(entry, *last_entry_) &&
        std::get<1>(last_->first) == civil_month &&
        std::get<2>(last_->first) == row.currency) {
      return &last_->second;
    }
    ASSIGN_OR_RETURN(AccountName account, AccountFor(entry));
    auto key = std::make_tuple(account.account, civil_month, row.currency);
    auto found = months_.find(key);
    if (found == months_.end()) {
      ASSIGN_OR_RETURN(const bool closed, IsClosed(account, civil_month));
      found = months_
                  .emplace(std::move(key),
                           Month{std::move(account), closed, LedgerSums()})
                  .first;
    }
    last_entry_ = &entry;
    last_ = found;
    return &found->second;
  }

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
                                absl::CivilMonth month) const {
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
    return whole.has_value() || own.has_value();
  }

  Transaction& transaction_;
  const AccountRecords& records_;
  const resource::ProgramName program_;
  std::map<std::string, absl::StatusOr<AccountName>> accounts_;
  std::map<std::tuple<std::string, absl::CivilMonth, std::string>, Month>
      months_;
  // The last entry that was asked about, and its month.
  const v1::LedgerEntry* last_entry_ = nullptr;
  decltype(months_)::iterator last_;
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
        importer.Book(entry, message.bookable[index]);
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
