#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "google/protobuf/message.h"

namespace kam::testing {

// Matches a message that is equal to another, field by field. Explains the
// difference. Use EqualsProto.
class ProtoMatcher {
 public:
  // Compares with a copy of `expected`.
  explicit ProtoMatcher(const google::protobuf::Message& expected);
  // Compares with the message that `text` spells in protobuf's text format,
  // read as the type of what is matched.
  explicit ProtoMatcher(std::string text);

  bool MatchAndExplain(const google::protobuf::Message& actual,
                       ::testing::MatchResultListener* listener) const;
  void DescribeTo(std::ostream* os) const;
  void DescribeNegationTo(std::ostream* os) const;

 private:
  std::shared_ptr<const google::protobuf::Message> expected_;
  std::string text_;
};

inline ::testing::PolymorphicMatcher<ProtoMatcher> EqualsProto(
    const google::protobuf::Message& expected) {
  return ::testing::MakePolymorphicMatcher(ProtoMatcher(expected));
}

inline ::testing::PolymorphicMatcher<ProtoMatcher> EqualsProto(
    std::string text) {
  return ::testing::MakePolymorphicMatcher(ProtoMatcher(std::move(text)));
}

}  // namespace kam::testing
