#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/resource/name.h"
#include "common/status/status_macros.h"
#include "common/storage/collection.h"
#include "common/storage/stamps.h"
#include "common/storage/transaction.h"
#include "services/assessment/versions.h"

namespace kam::assessment {

// Makes `record`, which is new, the draft of its programme's next version.
template <typename Record>
absl::Status BeginDraft(const storage::Transaction& transaction,
                        const storage::Collection<Record>& versions,
                        Record& record) {
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Of(record.name()));
  ASSIGN_OR_RETURN(const std::vector<Record> others,
                   versions.ListAll(transaction, {program.program}));
  record.set_state(v1::VERSION_STATE_DRAFT);
  record.set_version(NextVersion(others));
  return absl::OkStatus();
}

// Puts the draft `record` in force and ends the version in whose place it
// comes, within one commit. `record` itself is left to the caller to store.
// Errors as CheckDraft.
template <typename Record>
absl::Status PutInForce(storage::Transaction& transaction,
                        const storage::Collection<Record>& versions,
                        Record& record) {
  RETURN_IF_ERROR(CheckDraft(record));
  ASSIGN_OR_RETURN(const resource::ProgramName program,
                   resource::ProgramName::Of(record.name()));
  ASSIGN_OR_RETURN(std::vector<Record> others,
                   versions.ListAll(transaction, {program.program}));
  for (Record& other : others) {
    if (other.state() != v1::VERSION_STATE_ACTIVE) continue;
    other.set_state(v1::VERSION_STATE_SUPERSEDED);
    storage::StampTime(other, "supersede_time", transaction.commit_time());
    RETURN_IF_ERROR(versions.Update(transaction, &other));
  }
  record.set_state(v1::VERSION_STATE_ACTIVE);
  storage::StampTime(record, "activate_time", transaction.commit_time());
  return absl::OkStatus();
}

}  // namespace kam::assessment
