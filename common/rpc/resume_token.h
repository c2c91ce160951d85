#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace kam::rpc {

// An opaque, web-safe token: the reader has seen everything up to `revision`
// of the store with `epoch`, as `filter` shows it.
std::string EncodeResumeToken(int64_t revision, absl::string_view epoch,
                              absl::string_view filter);

// The revision in a token. INVALID_ARGUMENT, INVALID_RESUME_TOKEN, when it is
// unreadable; OUT_OF_RANGE, RESUME_TOKEN_OF_ANOTHER_STORE or
// RESUME_TOKEN_OF_ANOTHER_FILTER.
absl::StatusOr<int64_t> DecodeResumeToken(absl::string_view token,
                                          absl::string_view epoch,
                                          absl::string_view filter);

}  // namespace kam::rpc
