#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"

// Reads and sets the fields that requests and answers share by convention
// (the standard methods and the change feeds), wherever a message has them.
namespace kam::rpc {

// The string in `field`; "" when the message has no such field of text.
std::string StringField(const google::protobuf::Message& message,
                        absl::string_view field);
void SetStringField(google::protobuf::Message& message, absl::string_view field,
                    const std::string& value);

// The boolean or 32-bit integer in `field`; false or 0 without such a field.
bool BoolField(const google::protobuf::Message& message,
               absl::string_view field);
void SetBoolField(google::protobuf::Message& message, absl::string_view field,
                  bool value);
int32_t Int32Field(const google::protobuf::Message& message,
                   absl::string_view field);

// Whether the message field `field` is there and set.
bool HasMessageField(const google::protobuf::Message& message,
                     absl::string_view field);

// The time in `read_time`, when it is there and set.
std::optional<absl::Time> ReadTimeOf(const google::protobuf::Message& request);

// The singular or repeated field of `message` whose messages are of type
// `type`; null without one.
const google::protobuf::FieldDescriptor* FieldOfType(
    const google::protobuf::Message& message,
    const google::protobuf::Descriptor* type);

}  // namespace kam::rpc
