#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/kamctl/import_file.h"
#include "services/kamctl/import_summary.h"
#include "services/kamctl/mapping.h"
#include "services/kamctl/session.h"

namespace kam::kamctl {

// How a ledger is imported.
struct LedgerOptions {
  // The system that booked the documents and whose keys the accounts have.
  std::string source_system;
  // ISO 4217 code of all amounts; empty for the programme's own.
  std::string currency;
  // Id of the import; empty for one that follows from the file and the
  // mapping, so that the same command goes on where it was broken off.
  std::string import_id;
};

// Returns the fields that rows of a ledger can fill.
const std::vector<Field>& LedgerFields();

// Returns the id of the import of `file` by `mapping` and `options`.
std::string LedgerImportId(const ImportFile& file, const Mapping& mapping,
                           const LedgerOptions& options);

// Imports all rows of `file`, from where an earlier import of the same id
// stopped. Rows that are wrong or that the server refuses are left out and told
// in the summary; any other error ends the import, and it can be resumed.
absl::StatusOr<ImportSummary> ImportLedger(const LedgerOptions& options,
                                           const Mapping& mapping,
                                           ImportFile& file, Session& session);

}  // namespace kam::kamctl
