#pragma once

#include "absl/status/status.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"

namespace kam::resource {

// Changes `target` as an Update with `patch` and `mask` asks, all or nothing:
// - No path: the populated fields of `patch` replace those of `target`, each
//   as a whole, so that a date or a sum never mixes old and new parts.
// - "*": all fields are replaced, unpopulated ones cleared.
// - A path replaces or clears one field; it may lead into messages, not into
//   repeated ones.
// `etag` and output-only fields keep the target's content, the latter at any
// depth; in repeated messages they follow the element with the same `id`, or,
// where elements have none, with the same content otherwise. INVALID_ARGUMENT:
// UNKNOWN_PATH, or IMMUTABLE_FIELD when an immutable or identifying field
// would change. Requires messages of one type.
absl::Status ApplyUpdate(const google::protobuf::Message& patch,
                         const google::protobuf::FieldMask& mask,
                         google::protobuf::Message& target);

}  // namespace kam::resource
