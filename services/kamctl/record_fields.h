#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/kamctl/mapping.h"

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

}  // namespace kam::kamctl
