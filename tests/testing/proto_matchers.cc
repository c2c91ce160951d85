#include "tests/testing/proto_matchers.h"

#include <utility>

#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"

namespace kam::testing {
namespace {

using google::protobuf::Message;

std::shared_ptr<Message> Copy(const Message& message) {
  std::shared_ptr<Message> copy(message.New());
  copy->CopyFrom(message);
  return copy;
}

}  // namespace

ProtoMatcher::ProtoMatcher(const Message& expected)
    : expected_(Copy(expected)), text_(expected.DebugString()) {}

ProtoMatcher::ProtoMatcher(std::string text) : text_(std::move(text)) {}

bool ProtoMatcher::MatchAndExplain(
    const Message& actual, ::testing::MatchResultListener* listener) const {
  std::shared_ptr<const Message> expected = expected_;
  if (expected == nullptr) {
    const std::shared_ptr<Message> read(actual.New());
    if (!google::protobuf::TextFormat::ParseFromString(text_, read.get())) {
      *listener << "the expected text is not a "
                << actual.GetDescriptor()->full_name();
      return false;
    }
    expected = read;
  }
  if (expected->GetDescriptor() != actual.GetDescriptor()) {
    *listener << "is a " << actual.GetDescriptor()->full_name() << ", not a "
              << expected->GetDescriptor()->full_name();
    return false;
  }
  google::protobuf::util::MessageDifferencer differencer;
  std::string difference;
  differencer.ReportDifferencesToString(&difference);
  if (differencer.Compare(*expected, actual)) return true;
  *listener << "with the difference\n" << difference;
  return false;
}

void ProtoMatcher::DescribeTo(std::ostream* os) const {
  *os << "equals\n" << text_;
}

void ProtoMatcher::DescribeNegationTo(std::ostream* os) const {
  *os << "does not equal\n" << text_;
}

}  // namespace kam::testing
