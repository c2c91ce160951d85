#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/kamctl/import_file.h"
#include "services/kamctl/import_summary.h"
#include "services/kamctl/mapping.h"
#include "services/kamctl/record_fields.h"
#include "services/kamctl/session.h"

namespace kam::kamctl {

// Imports all rows of `file`, several at a time. `source_system` is the system
// that the accounts' keys are of. Rows that are wrong, that the server refuses
// or that name a record for the second time are left out and told in the
// summary, in the order of the file; any other error, and Ctrl-C, ends the
// import, and it may be run again.
absl::StatusOr<ImportSummary> ImportRecords(RecordKind kind,
                                            const std::string& source_system,
                                            const Mapping& mapping,
                                            ImportFile& file, Session& session);

}  // namespace kam::kamctl
