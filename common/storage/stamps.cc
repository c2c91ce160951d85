#include "common/storage/stamps.h"

#include "google/protobuf/descriptor.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/time_util.h"

namespace kam::storage {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const FieldDescriptor* Field(const Message& record, absl::string_view name) {
  return record.GetDescriptor()->FindFieldByName(std::string(name));
}

void SetString(Message& record, absl::string_view field,
               const std::string& value) {
  const FieldDescriptor* descriptor = Field(record, field);
  if (descriptor == nullptr) return;
  record.GetReflection()->SetString(&record, descriptor, value);
}

}  // namespace

void StampName(Message& record, const std::string& name) {
  SetString(record, "name", name);
}

void StampEtag(Message& record, const std::string& etag) {
  SetString(record, "etag", etag);
}

void StampTime(Message& record, absl::string_view field, absl::Time time) {
  const FieldDescriptor* descriptor = Field(record, field);
  if (descriptor == nullptr) return;
  Message* stamp = record.GetReflection()->MutableMessage(&record, descriptor);
  stamp->CopyFrom(google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
      absl::ToUnixMicros(time)));
}

void KeepTime(Message& record, absl::string_view field, const Message& before) {
  const FieldDescriptor* descriptor = Field(record, field);
  if (descriptor == nullptr) return;
  const google::protobuf::Reflection& reflection = *record.GetReflection();
  if (reflection.HasField(before, descriptor)) {
    reflection.MutableMessage(&record, descriptor)
        ->CopyFrom(reflection.GetMessage(before, descriptor));
  } else {
    reflection.ClearField(&record, descriptor);
  }
}

std::string NameOf(const Message& record) {
  const FieldDescriptor* descriptor = Field(record, "name");
  if (descriptor == nullptr) return "";
  return record.GetReflection()->GetString(record, descriptor);
}

}  // namespace kam::storage
