#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/resource/name.h"
#include "common/storage/reader.h"
#include "common/storage/table.h"
#include "kam/account/v1/interaction.pb.h"

namespace kam::account {

// How interactions are kept: under their account, with an index of accounts and
// days, newest first (account_records.h).
storage::TableSpec InteractionSpec();

// What is read of an account's interactions.
struct RecentInteractions {
  // Those of the twelve months to the day, newest first, then by name.
  std::vector<v1::Interaction> recent;
  // Whether older ones of the twelve months were left out for size.
  bool truncated = false;
  // All on or before the day.
  int64_t count = 0;
};

// Reads the interactions of twelve months to `day`, up to `max_bytes` of them.
// At present only these records are read, and the others are counted by their
// entries in the index; a past state goes over the account's interactions, one
// at a time, since an index is of the present only.
absl::StatusOr<RecentInteractions> ReadRecentInteractions(
    const storage::Reader& reader, const resource::AccountName& account,
    absl::CivilDay day, size_t max_bytes);

// Whether there is an interaction with the account on or before `day`.
absl::StatusOr<bool> HasInteraction(const storage::Reader& reader,
                                    const resource::AccountName& account,
                                    absl::CivilDay day);

}  // namespace kam::account
