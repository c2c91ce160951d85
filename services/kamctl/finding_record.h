#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "kam/assessment/v1/audit.pb.h"
#include "services/kamctl/session.h"

namespace kam::kamctl {

// Writes the record that an audit's finding proposes into the service that
// keeps such records, and returns its name. `more` are further fields as
// `field=value`, in place of those proposed. INVALID_ARGUMENT names a field
// that is required and told by neither, or that is none (UNKNOWN_FIELD), and a
// value that is none.
absl::StatusOr<std::string> WriteProposal(
    const assessment::v1::ProposedRecord& proposal,
    const std::vector<std::string>& more, Session& session);

}  // namespace kam::kamctl
