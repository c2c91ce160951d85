#pragma once

#include <cstdint>

#include "google/protobuf/message.h"

namespace kam::resource {

// Returns the version of the policy `after`: 1 when it is new (`before` null),
// else that of `before`, and one more when a value of its own differs. Requires
// messages of one type with an int64 `version`; name, etag, times and version
// are no values of its own.
int64_t PolicyVersion(const google::protobuf::Message* before,
                      const google::protobuf::Message& after);

}  // namespace kam::resource
