#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace kam::assessment {

// Returns bytes that are equal for two messages of one type if and only if they
// say the same: the order of elements in lists has no meaning, and a field that
// is not set says nothing. The same on every machine.
std::string CanonicalBytes(const google::protobuf::Message& message);

// Such bytes of a message after a head, and of the same without titles and
// names of programmes, as the option `title` marks them: a message that holds
// nothing else says nothing then.
struct CanonicalForms {
  std::string all;
  std::string title_blind;
};

CanonicalForms CanonicalFormsOf(const google::protobuf::Message& message,
                                absl::string_view head = {});

}  // namespace kam::assessment
