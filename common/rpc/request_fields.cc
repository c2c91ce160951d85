#include "common/rpc/request_fields.h"

#include "google/protobuf/descriptor.h"
#include "google/protobuf/timestamp.pb.h"

namespace kam::rpc {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Timestamp;

const FieldDescriptor* Find(const Message& message, absl::string_view field) {
  return message.GetDescriptor()->FindFieldByName(std::string(field));
}

}  // namespace

std::string StringField(const Message& message, absl::string_view field) {
  const FieldDescriptor* descriptor = Find(message, field);
  if (descriptor == nullptr || descriptor->is_repeated() ||
      descriptor->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
    return "";
  }
  return message.GetReflection()->GetString(message, descriptor);
}

void SetStringField(Message& message, absl::string_view field,
                    const std::string& value) {
  const FieldDescriptor* descriptor = Find(message, field);
  if (descriptor == nullptr) return;
  message.GetReflection()->SetString(&message, descriptor, value);
}

bool BoolField(const Message& message, absl::string_view field) {
  const FieldDescriptor* descriptor = Find(message, field);
  return descriptor != nullptr &&
         message.GetReflection()->GetBool(message, descriptor);
}

void SetBoolField(Message& message, absl::string_view field, bool value) {
  const FieldDescriptor* descriptor = Find(message, field);
  if (descriptor == nullptr) return;
  message.GetReflection()->SetBool(&message, descriptor, value);
}

int32_t Int32Field(const Message& message, absl::string_view field) {
  const FieldDescriptor* descriptor = Find(message, field);
  if (descriptor == nullptr) return 0;
  return message.GetReflection()->GetInt32(message, descriptor);
}

bool HasMessageField(const Message& message, absl::string_view field) {
  const FieldDescriptor* descriptor = Find(message, field);
  return descriptor != nullptr &&
         message.GetReflection()->HasField(message, descriptor);
}

std::optional<absl::Time> ReadTimeOf(const Message& request) {
  if (!HasMessageField(request, "read_time")) return std::nullopt;
  const auto& time = static_cast<const Timestamp&>(
      request.GetReflection()->GetMessage(request, Find(request, "read_time")));
  return absl::FromUnixSeconds(time.seconds()) +
         absl::Nanoseconds(time.nanos());
}

const FieldDescriptor* FieldOfType(const Message& message,
                                   const Descriptor* type) {
  const Descriptor* descriptor = message.GetDescriptor();
  for (int i = 0; i < descriptor->field_count(); ++i) {
    const FieldDescriptor* field = descriptor->field(i);
    if (field->message_type() == type) return field;
  }
  return nullptr;
}

}  // namespace kam::rpc
