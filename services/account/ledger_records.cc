#include "services/account/ledger_records.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/date.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "common/storage/key.h"
#include "common/storage/log_keys.h"
#include "services/account/account_records.h"

namespace kam::account {
namespace {

using resource::AccountName;
using storage::Family;
using storage::KeyReader;
using storage::KeyWriter;

constexpr uint8_t kEntryTag = 0xE0;
constexpr uint8_t kDocumentTag = 0xE1;
constexpr size_t kDigestBytes = 16;
constexpr absl::CivilDay kDayZero(kFirstYear, 1, 1);

uint32_t DayNumber(absl::CivilDay day) {
  return static_cast<uint32_t>(std::max<int64_t>(day - kDayZero, 0));
}

std::string EntryPrefix(const AccountName& account) {
  return KeyWriter(kEntryTag)
      .String(account.program)
      .String(account.account)
      .bytes();
}

storage::KeyRange EntryRange(const AccountName& account,
                             const Stretch& stretch) {
  storage::KeyRange range = storage::KeyRange::Prefix(EntryPrefix(account));
  if (stretch.from.has_value()) {
    range.start += KeyWriter().Uint32(DayNumber(*stretch.from)).bytes();
  }
  if (stretch.to.has_value()) {
    range.end = EntryPrefix(account) +
                KeyWriter().Uint32(DayNumber(*stretch.to)).bytes();
  }
  return range;
}

std::string DocumentKey(absl::string_view program, absl::string_view document) {
  KeyWriter key(kDocumentTag);
  key.String(std::string_view(program.data(), program.size()));
  return absl::StrCat(key.bytes(), document);
}

absl::Status DamagedEntry() {
  return MakeError(absl::StatusCode::kDataLoss, "DATA_LOSS",
                   "A stored ledger entry is damaged; restore it from a "
                   "backup.");
}

// Fills in what the key says and the value leaves out.
bool CompleteEntry(const AccountName& account, std::string_view rest,
                   v1::LedgerEntry& entry) {
  KeyReader reader(rest);
  const auto day = reader.Uint32();
  auto system = reader.String();
  auto document = reader.String();
  if (!day.has_value() || !system.has_value() || !document.has_value()) {
    return false;
  }
  entry.set_account(account.ToString());
  *entry.mutable_booked_on() = ToProto(kDayZero + *day);
  entry.set_source_system(*std::move(system));
  entry.set_document_id(*std::move(document));
  return true;
}

// Whether the whole month lies in the stretch.
bool Covers(const Stretch& stretch, absl::CivilMonth month) {
  return (!stretch.from.has_value() ||
          *stretch.from <= absl::CivilDay(month)) &&
         (!stretch.to.has_value() || *stretch.to >= absl::CivilDay(month + 1));
}

// Whether any day of the month lies in the stretch.
bool Touches(const Stretch& stretch, absl::CivilMonth month) {
  return (!stretch.from.has_value() ||
          *stretch.from < absl::CivilDay(month + 1)) &&
         (!stretch.to.has_value() || *stretch.to > absl::CivilDay(month));
}

// The part of the stretch that lies in the month.
Stretch Within(const Stretch& stretch, absl::CivilMonth month) {
  const absl::CivilDay first(month);
  const absl::CivilDay end(month + 1);
  return Stretch{std::max(stretch.from.value_or(first), first),
                 std::min(stretch.to.value_or(end), end)};
}

// Hands on the entries of a part of a month, each as a slice.
absl::Status SliceEntries(const storage::Reader& reader,
                          const AccountName& account, const Stretch& part,
                          absl::FunctionRef<void(const LedgerSlice&)> visit) {
  absl::Status failure;
  RETURN_IF_ERROR(ForEachEntry(
      reader, EntryQuery{account, part, ""},
      [&](absl::string_view, const v1::LedgerEntry& entry) {
        auto row = ReadEntry(entry);
        if (!row.ok()) {
          failure = DamagedEntry();
          return false;
        }
        visit(LedgerSlice{account.ToString(), absl::CivilMonth(row->booked_on),
                          row->currency, row->sums});
        return true;
      }));
  return failure;
}

}  // namespace

bool NameSameAccount(const v1::LedgerEntry& a, const v1::LedgerEntry& b) {
  return a.account() == b.account() &&
         a.external_key().key() == b.external_key().key() &&
         a.external_key().source_system() == b.external_key().source_system();
}

absl::StatusOr<BookableEntry> PrepareEntry(v1::LedgerEntry& entry) {
  BookableEntry bookable;
  ASSIGN_OR_RETURN(bookable.row, ReadEntry(entry));
  bookable.document = KeyWriter()
                          .String(entry.source_system())
                          .String(entry.document_id())
                          .bytes();
  // The rest of the entry is in its key.
  v1::LedgerEntry kept;
  kept.set_allocated_revenue(entry.release_revenue());
  kept.set_allocated_returns(entry.release_returns());
  kept.set_allocated_direct_cost(entry.release_direct_cost());
  kept.set_allocated_cost_of_sales(entry.release_cost_of_sales());
  kept.mutable_product_key()->swap(*entry.mutable_product_key());
  bookable.image = kept.SerializeAsString();
  return bookable;
}

absl::StatusOr<std::optional<BookedDocument>> FindDocument(
    const storage::Reader& reader, absl::string_view program,
    absl::string_view document) {
  ASSIGN_OR_RETURN(
      std::optional<std::string> value,
      reader.Get(Family::kRecords, DocumentKey(program, document)));
  if (!value.has_value()) return std::optional<BookedDocument>();
  if (value->size() < kDigestBytes) return DamagedEntry();
  return std::optional<BookedDocument>(BookedDocument{
      value->substr(0, kDigestBytes), value->substr(kDigestBytes)});
}

void BookEntry(storage::Transaction& transaction, const AccountName& account,
               const BookableEntry& entry) {
  const LedgerRow& row = entry.row;
  transaction.Put(
      Family::kRecords,
      absl::StrCat(EntryPrefix(account),
                   KeyWriter().Uint32(DayNumber(row.booked_on)).bytes(),
                   entry.document),
      storage::RecordValue(transaction.revision(), entry.image));
  transaction.Put(Family::kRecords,
                  DocumentKey(account.program, entry.document),
                  absl::StrCat(row.digest, account.account));
}

absl::Status AddToRollup(storage::Transaction& transaction,
                         const AccountName& account, absl::CivilMonth month,
                         absl::string_view currency, const LedgerSums& sums) {
  const auto& rollups = AccountRecords::Get().ledger_rollups;
  const std::string name = absl::StrCat(account.ToString(), "/ledgerRollups/",
                                        RollupId(month, currency));
  ASSIGN_OR_RETURN(const auto parsed,
                   resource::ResourceName::Parse<v1::LedgerRollup>(name));
  v1::LedgerRollup rollup;
  ASSIGN_OR_RETURN(const bool found,
                   rollups.table().Find(transaction, parsed, &rollup));
  LedgerSums total = SumsOf(rollup);
  RETURN_IF_ERROR(AddTo(total, sums));
  SetSums(total, currency, rollup);
  *rollup.mutable_month() = ToProto(absl::CivilDay(month));
  if (found) return rollups.Update(transaction, &rollup);
  return rollups.Create(transaction, name, &rollup);
}

absl::Status ForEachEntry(
    const storage::Reader& reader, const EntryQuery& query,
    absl::FunctionRef<bool(absl::string_view, const v1::LedgerEntry&)> visit) {
  const std::string prefix = EntryPrefix(query.account);
  const auto cursor =
      reader.Scan(Family::kRecords, EntryRange(query.account, query.stretch));
  if (!query.after_key.empty()) cursor->Seek(query.after_key + '\0');
  v1::LedgerEntry entry;
  for (; cursor->Valid(); cursor->Next()) {
    const std::optional<int64_t> revision =
        storage::RecordRevision(cursor->value());
    if (!revision.has_value()) return DamagedEntry();
    if (*revision > reader.revision()) continue;  // booked after the read time
    const std::string_view image = storage::RecordImage(cursor->value());
    if (!entry.ParseFromArray(image.data(), static_cast<int>(image.size())) ||
        !CompleteEntry(query.account, cursor->key().substr(prefix.size()),
                       entry)) {
      return DamagedEntry();
    }
    entry.set_revision(*revision);
    const std::string_view key = cursor->key();
    if (!visit(absl::string_view(key.data(), key.size()), entry)) break;
  }
  return cursor->status();
}

absl::Status ForEachSlice(const storage::Reader& reader,
                          absl::string_view parent, const Stretch& stretch,
                          absl::FunctionRef<void(const LedgerSlice&)> visit) {
  const auto account = AccountName::Parse(parent);
  std::vector<std::string> ids;
  if (account.ok()) {
    ids = {account->program, account->account};
  } else {
    ASSIGN_OR_RETURN(const resource::ProgramName program,
                     resource::ProgramName::Parse(parent));
    ids = {program.program};
  }
  absl::Status failure;
  std::set<std::pair<std::string, absl::CivilMonth>> parts;
  RETURN_IF_ERROR(AccountRecords::Get().ledger_rollups.ForEach(
      reader, ids, [&](const v1::LedgerRollup& rollup) {
        const auto day = DayFromProto(rollup.month());
        if (!day.ok()) {
          failure = DamagedEntry();
          return;
        }
        const absl::CivilMonth month(*day);
        const std::string name =
            rollup.name().substr(0, rollup.name().rfind("/ledgerRollups/"));
        if (Covers(stretch, month)) {
          visit(LedgerSlice{name, month, rollup.revenue().currency_code(),
                            SumsOf(rollup)});
        } else if (Touches(stretch, month)) {
          parts.emplace(name, month);
        }
      }));
  RETURN_IF_ERROR(failure);
  for (const auto& [name, month] : parts) {
    ASSIGN_OR_RETURN(const AccountName one, AccountName::Parse(name));
    RETURN_IF_ERROR(SliceEntries(reader, one, Within(stretch, month), visit));
  }
  return absl::OkStatus();
}

LedgerMonth ToLedgerMonth(const LedgerSlice& slice) {
  LedgerMonth month;
  month.month = slice.month;
  month.currency = slice.currency;
  month.revenue = slice.sums.revenue;
  month.returns = slice.sums.returns;
  month.direct_cost = slice.sums.direct_cost;
  month.cost_of_sales = slice.sums.cost_of_sales;
  month.purchases = slice.sums.purchases;
  return month;
}

std::string MonthId(absl::CivilMonth month) {
  return absl::StrFormat("%04d-%02d", month.year(), month.month());
}

std::string RollupId(absl::CivilMonth month, absl::string_view currency) {
  return absl::StrCat(MonthId(month), "-", absl::AsciiStrToLower(currency));
}

}  // namespace kam::account
