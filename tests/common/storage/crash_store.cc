#include "tests/common/storage/crash_store.h"

#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/storage/change_log.h"
#include "common/storage/log_keys.h"

namespace kam::storage {
namespace {

using kam::type::v1::CHANGE_KIND_CREATED;
using kam::type::v1::CHANGE_KIND_DELETED;

std::string AccountOf(int writer) {
  return absl::StrCat("programs/crash/accounts/w", writer);
}

std::string NoteOf(int writer, int64_t sequence) {
  return absl::StrCat(AccountOf(writer), "/notes/n", sequence);
}

// The note that a commit deletes, 0 for none.
int64_t Deleted(int64_t sequence) {
  return sequence % 5 == 0 ? sequence - 3 : 0;
}

absl::Status Wrong(const std::string& what) {
  return absl::DataLossError(what);
}

// A record as the log or the family holds it.
using Records = std::map<std::string, std::pair<int64_t, std::string>>;

// Replays the log. Every commit must be there, in order.
absl::StatusOr<Records> Replay(const ReadView& view) {
  ASSIGN_OR_RETURN(Tail tail, ReadTail(view, 0, "",
                                       {std::numeric_limits<int>::max(),
                                        std::numeric_limits<int64_t>::max()}));
  Records records;
  int64_t last = 0;
  while (tail.through < view.revision() || !tail.changes.empty()) {
    for (const v1::ChangeRecord& change : tail.changes) {
      if (change.revision() != last && change.revision() != last + 1) {
        return Wrong(
            absl::StrCat("revision ", change.revision(), " after ", last));
      }
      last = change.revision();
      if (change.kind() == CHANGE_KIND_DELETED) {
        records.erase(change.key());
      } else {
        records[change.key()] = {change.revision(), change.image()};
      }
      ASSIGN_OR_RETURN(std::optional<Version> version,
                       ReadVersion(view, change.key(), change.revision()));
      bool there = change.kind() != CHANGE_KIND_DELETED;
      if (version.has_value() != there ||
          (there && version->image != change.image())) {
        return Wrong(
            absl::StrCat("history and log disagree on ", change.name()));
      }
    }
    if (tail.through >= view.revision()) break;
    ASSIGN_OR_RETURN(tail, ReadTail(view, tail.through, "",
                                    {std::numeric_limits<int>::max(),
                                     std::numeric_limits<int64_t>::max()}));
  }
  if (last != view.revision()) {
    return Wrong(absl::StrCat("the log ends at ", last, ", the head is ",
                              view.revision()));
  }
  return records;
}

// How many entries a family holds, so that there are none beyond the log's.
absl::StatusOr<int64_t> Count(const ReadView& view, Family family) {
  int64_t count = 0;
  std::unique_ptr<Cursor> cursor = view.Scan(family, {});
  for (; cursor->Valid(); cursor->Next()) ++count;
  RETURN_IF_ERROR(cursor->status());
  return count;
}

absl::Status CompareRecords(const ReadView& view, const Records& expected) {
  Records records;
  std::unique_ptr<Cursor> cursor =
      view.Scan(Family::kRecords, {"", std::string(1, '\xc0')});
  for (; cursor->Valid(); cursor->Next()) {
    records[std::string(cursor->key())] = {
        RecordRevision(cursor->value()).value_or(-1),
        std::string(RecordImage(cursor->value()))};
  }
  RETURN_IF_ERROR(cursor->status());
  if (records != expected) return Wrong("records and log disagree");
  ASSIGN_OR_RETURN(int64_t changes, Count(view, Family::kChanges));
  ASSIGN_OR_RETURN(int64_t history, Count(view, Family::kHistory));
  if (changes != history) return Wrong("history and log differ in length");
  return absl::OkStatus();
}

// A writer's notes are those of every sequence up to the account's, but for
// the deleted ones: no hole, and no half of a commit.
absl::Status AuditWriter(const ReadView& view, const Tables& tables,
                         int writer) {
  ASSIGN_OR_RETURN(int64_t reached, CrashSequence(view, tables, writer));
  std::map<std::string, std::string> expected;
  for (int64_t n = 1; n <= reached; ++n) {
    expected[NoteOf(writer, n)] = absl::StrCat("note ", n);
    if (Deleted(n) != 0) expected.erase(NoteOf(writer, Deleted(n)));
  }
  ASSIGN_OR_RETURN(
      std::vector<Note> notes,
      tables.notes.ListAll(view, {"crash", absl::StrCat("w", writer)}));
  std::map<std::string, std::string> actual;
  for (const Note& note : notes) actual[note.name()] = note.text();
  if (actual != expected) {
    return Wrong(absl::StrCat("writer ", writer, " reached ", reached, " with ",
                              actual.size(), " notes for ", expected.size()));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenCrashStore(
    const std::string& directory, const Clock& clock) {
  StoreOptions options;
  options.directory = directory;
  options.service = "crash";
  options.init = true;
  options.disk = NoDiskLimits();
  options.clock = &clock;
  return Store::Open(std::move(options));
}

absl::Status WriteCrashCommit(Store& store, const Tables& tables, int writer,
                              int64_t sequence) {
  return store.Update({}, [&](Transaction& transaction) -> absl::Status {
    Note note;
    note.set_text(absl::StrCat("note ", sequence));
    RETURN_IF_ERROR(
        tables.notes.Create(transaction, NoteOf(writer, sequence), &note));
    if (Deleted(sequence) != 0) {
      RETURN_IF_ERROR(
          tables.notes.Delete(transaction, NoteOf(writer, Deleted(sequence))));
    }
    Account account;
    account.set_name(AccountOf(writer));
    account.set_text(absl::StrCat(sequence));
    return sequence == 1
               ? tables.accounts.Create(transaction, account.name(), &account)
               : tables.accounts.Update(transaction, &account);
  });
}

absl::StatusOr<int64_t> CrashSequence(const ReadView& view,
                                      const Tables& tables, int writer) {
  absl::StatusOr<Account> account =
      tables.accounts.Get(view, AccountOf(writer));
  if (absl::IsNotFound(account.status())) return 0;
  RETURN_IF_ERROR(account.status());
  return std::stoll(account->text());
}

absl::Status AuditCrashStore(const Store& store, const Tables& tables) {
  ReadView view = store.View();
  ASSIGN_OR_RETURN(Records expected, Replay(view));
  RETURN_IF_ERROR(CompareRecords(view, expected));
  for (int writer = 0; writer < kCrashWriters; ++writer) {
    RETURN_IF_ERROR(AuditWriter(view, tables, writer));
  }
  return absl::OkStatus();
}

}  // namespace kam::storage
