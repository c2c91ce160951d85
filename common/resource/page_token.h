#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace kam::resource {

inline constexpr int kDefaultPageSize = 50;
inline constexpr int kMaxPageSize = 1000;

// Where a list goes on: after `last_key`, at `revision`.
struct Page {
  int64_t revision = 0;
  std::string last_key;

  bool operator==(const Page&) const = default;
};

// Returns an opaque token of `page`, bound to the store's epoch and to the
// request's hash; web-safe text.
std::string EncodePageToken(const Page& page, absl::string_view epoch,
                            uint64_t request_hash);

// Returns the page that `token`, not empty, stands for. INVALID_ARGUMENT:
// INVALID_PAGE_TOKEN when it is not a token, PAGE_TOKEN_MISMATCH when it was
// made for another request; OUT_OF_RANGE, PAGE_TOKEN_OF_ANOTHER_STORE, when
// the epoch is another.
absl::StatusOr<Page> DecodePageToken(absl::string_view token,
                                     absl::string_view epoch,
                                     uint64_t request_hash);

// Returns a hash of the request's type and of all its fields but `page_size`
// and `page_token`; the same on every machine.
uint64_t RequestHash(const google::protobuf::Message& request);

// Returns the page size to use: 50 for 0, at most 1000. INVALID_ARGUMENT,
// INVALID_PAGE_SIZE, when negative.
absl::StatusOr<int> PageSize(int32_t requested);

}  // namespace kam::resource
