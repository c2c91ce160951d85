#pragma once

#include <string>

#include "google/protobuf/message.h"

namespace kam::assessment {

// Returns bytes that are equal for two messages of one type if and only if they
// say the same: the order of elements in lists has no meaning, and a field that
// is not set says nothing. The same on every machine.
std::string CanonicalBytes(const google::protobuf::Message& message);

// Such bytes of a message, and of the same without titles and names of
// programmes, as the option `title` marks them: a message that holds nothing
// else says nothing then.
struct CanonicalForms {
  std::string all;
  std::string title_blind;
};

CanonicalForms CanonicalFormsOf(const google::protobuf::Message& message);

}  // namespace kam::assessment
