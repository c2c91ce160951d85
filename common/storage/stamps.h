#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"

// Sets the fields that every resource has, where a message has them: `name`,
// `etag`, `create_time`, `update_time`.
namespace kam::storage {

void StampName(google::protobuf::Message& record, const std::string& name);
void StampEtag(google::protobuf::Message& record, const std::string& etag);
// `field` is "create_time", "update_time" or another timestamp's name.
void StampTime(google::protobuf::Message& record, absl::string_view field,
               absl::Time time);
// Gives `record` the timestamp of `before`, or none when that has none.
void KeepTime(google::protobuf::Message& record, absl::string_view field,
              const google::protobuf::Message& before);

// The resource's name, empty when it has none.
std::string NameOf(const google::protobuf::Message& record);

}  // namespace kam::storage
