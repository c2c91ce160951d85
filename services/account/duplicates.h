#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "kam/account/v1/account.pb.h"
#include "kam/account/v1/duplicates.pb.h"

namespace kam::account {

// Returns the accounts that may be one customer entered twice, whatever their
// order: by rule, strongest first, and then by the accounts' names. A set of
// accounts stands once, under the strongest rule that names exactly it.
// Accounts joined by a hierarchy edge in force on `day` are no candidates by
// name; deleted accounts are none at all. Takes time in proportion to the text
// of names and keys, so that it holds for a whole programme.
std::vector<v1::DuplicateCandidate> FindDuplicates(
    absl::Span<const v1::Account> accounts, absl::CivilDay day);

}  // namespace kam::account
