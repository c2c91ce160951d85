#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/kamctl/import_file.h"
#include "services/kamctl/import_summary.h"
#include "services/kamctl/mapping.h"
#include "services/kamctl/session.h"

namespace kam::kamctl {

// The kinds of records that are imported one row a record: an existing one is
// updated, others are created, so an import may be run again.
enum class RecordKind { kAccounts, kContacts, kMembers, kAssignments };

// Returns the kind's name, such as "accounts".
std::string KindName(RecordKind kind);

// Returns the fields that rows of the kind can fill.
const std::vector<Field>& FieldsOf(RecordKind kind);

// Returns the id of a record that another system calls `key`: the key itself
// where it may be an id, else what is left of it in lower case and a digest.
std::string IdFromKey(absl::string_view key);

// Imports all rows of `file`. `source_system` is the system that the accounts'
// keys are of. Rows that are wrong or that the server refuses are left out and
// told in the summary; any other error ends the import.
absl::StatusOr<ImportSummary> ImportRecords(RecordKind kind,
                                            const std::string& source_system,
                                            const Mapping& mapping,
                                            ImportFile& file, Session& session);

}  // namespace kam::kamctl
