#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/resource/name.h"
#include "common/storage/reader.h"
#include "common/storage/transaction.h"
#include "kam/account/v1/ledger.pb.h"
#include "services/account/ledger_records.h"

// Imports of ledger entries: their progress and the entries they refused. Keys
// are in account_records.h.
namespace kam::account {

// Entries in a message of an import.
inline constexpr int kMaxEntriesPerMessage = 1000;

// One message of an import, its entries prepared.
struct ImportMessage {
  resource::ProgramName program;
  std::string import_id;
  // Position of the first entry.
  int64_t first_position = 0;
  const google::protobuf::RepeatedPtrField<v1::LedgerEntry>* entries = nullptr;
  // What PrepareEntry said of each.
  absl::Span<const absl::StatusOr<BookableEntry>> bookable;
};

// Books what is new of a message, notes what is refused, adds to the sums and
// moves the import on, and returns it as it then stands. NOT_FOUND when there
// is no such programme; FAILED_PRECONDITION, POSITION_GAP, when the message
// begins after the import's next position; OUT_OF_RANGE, SUM_OVERFLOW.
absl::StatusOr<v1::LedgerImport> ImportEntries(
    storage::Transaction& transaction, const ImportMessage& message);

// The import's rejections at positions after `after`, at most `limit`, by
// position.
absl::StatusOr<std::vector<v1::ImportRejection>> ReadRejections(
    const storage::Reader& reader, const resource::ResourceName& import,
    int64_t after, int limit);

}  // namespace kam::account
