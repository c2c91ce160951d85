#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/resource/name.h"
#include "common/storage/reader.h"
#include "common/storage/transaction.h"
#include "kam/account/v1/ledger.pb.h"
#include "services/account/ledger_entry.h"
#include "services/account/ledger_window.h"

// Entries of the ledger, their documents, and their sums per account, month and
// currency. Keys are in account_records.h.
namespace kam::account {

// What is kept of a booked document.
struct BookedDocument {
  std::string digest;
  std::string account;  // its id
};

// An entry with all that can be told of it before the store is asked: the store
// has one writer, whose time is dear.
struct BookableEntry {
  LedgerRow row;
  // Its source system and document id, as keys have them.
  std::string document;
  // What is kept under its key.
  std::string image;
};

// Whether both entries name their account in the same way.
bool NameSameAccount(const v1::LedgerEntry& a, const v1::LedgerEntry& b);

// Makes an entry ready to be booked, taking the amounts and the product out of
// it. Errors as of ReadEntry.
absl::StatusOr<BookableEntry> PrepareEntry(v1::LedgerEntry& entry);

// The document as it was booked, if it was; `document` as BookableEntry has it.
absl::StatusOr<std::optional<BookedDocument>> FindDocument(
    const storage::Reader& reader, absl::string_view program,
    absl::string_view document);

// Books an entry of `account`. The sums are not touched: AddToRollup does that.
void BookEntry(storage::Transaction& transaction,
               const resource::AccountName& account,
               const BookableEntry& entry);

// Adds to an account's sums of a month and currency. OUT_OF_RANGE,
// SUM_OVERFLOW.
absl::Status AddToRollup(storage::Transaction& transaction,
                         const resource::AccountName& account,
                         absl::CivilMonth month, absl::string_view currency,
                         const LedgerSums& sums);

// A stretch of days, [from, to); absent ends are open.
struct Stretch {
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> to;
};

// Where a list of entries goes on, and how far it goes.
struct EntryQuery {
  resource::AccountName account;
  Stretch stretch;
  std::string after_key;  // empty to begin
};

// Calls `visit` with the key and the entry of each that matches, by day, source
// system and document, as of the reader's revision, until it returns false.
absl::Status ForEachEntry(
    const storage::Reader& reader, const EntryQuery& query,
    absl::FunctionRef<bool(absl::string_view key, const v1::LedgerEntry&)>
        visit);

// The sums of an account over a month, or the part of it in a stretch.
struct LedgerSlice {
  std::string account;  // its name
  absl::CivilMonth month;
  std::string currency;
  LedgerSums sums;
};

// Calls `visit` with the slices of `parent`, a programme's or an account's
// name, that lie in the stretch: whole months from the sums, parts of months
// from the entries. By account; several slices of one month and currency may
// come.
absl::Status ForEachSlice(const storage::Reader& reader,
                          absl::string_view parent, const Stretch& stretch,
                          absl::FunctionRef<void(const LedgerSlice&)> visit);

// A slice as the models read it.
LedgerMonth ToLedgerMonth(const LedgerSlice& slice);

// The id of the roll-up or the close of a month: `2013-11`, `2013-11-usd`.
std::string MonthId(absl::CivilMonth month);
std::string RollupId(absl::CivilMonth month, absl::string_view currency);

}  // namespace kam::account
