#pragma once

#include <string>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace kam::testing {

// Returns the message that `text` spells in protobuf's text format; the test
// fails when it spells none.
template <typename T>
T ParseProto(const std::string& text) {
  T message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message))
      << text;
  return message;
}

}  // namespace kam::testing
