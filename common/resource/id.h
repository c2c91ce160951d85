#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace kam::resource {

// Returns OK when `id` may be the last part of a resource's name: 1 to 63 of
// [a-z0-9-], neither beginning nor ending with a dash; else INVALID_ARGUMENT,
// INVALID_ID.
absl::Status CheckId(absl::string_view id);

// Whether CheckId accepts `id`.
bool IsId(absl::string_view id);

}  // namespace kam::resource
