#pragma once

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/reader.h"

namespace kam::storage {

// When `revision`, which the reader holds and the log keeps or last trimmed,
// was committed; nullopt for 0, the state before the first commit. DATA_LOSS
// when the log is damaged.
absl::StatusOr<std::optional<absl::Time>> CommitTimeOf(const Reader& reader,
                                                       int64_t revision);

}  // namespace kam::storage
