#pragma once

#include <string>

#include "google/protobuf/message.h"

namespace kam::assessment {

// Whether titles and names of programmes, as the option `title` marks them, are
// left out.
enum class Titles { kKept, kLeftOut };

// Returns bytes that are equal for two messages of one type if and only if they
// say the same: the order of elements in lists has no meaning, and a field that
// is not set says nothing. The same on every machine.
std::string CanonicalBytes(const google::protobuf::Message& message,
                           Titles titles = Titles::kKept);

}  // namespace kam::assessment
