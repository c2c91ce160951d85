#pragma once

#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "google/api/field_behavior.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"

namespace kam::resource {

// Limits that hold for every field of every request.
inline constexpr int kMaxStringBytes = 64 * 1024;
inline constexpr int kMaxRepeated = 10'000;

// Whether the option google.api.field_behavior of `field` lists `behavior`.
bool HasBehavior(const google::protobuf::FieldDescriptor* field,
                 google::api::FieldBehavior behavior);

// Clears the fields that only the server sets, at any depth.
void ClearOutputOnly(google::protobuf::Message& message);

// Whether CheckInput asks for REQUIRED fields: a patch need not have them.
enum class RequiredFields { kAsked, kNotAsked };

// Adds to `violations` all that is wrong with `message` whatever its meaning,
// at any depth, with paths such as `account.hierarchy_edges[2].from` that begin
// with `prefix` (may be empty). Fields that only the server sets are passed
// over. Reasons:
//   MISSING_FIELD       a REQUIRED field is absent (of numbers and booleans,
//                       only those declared `optional` can be)
//   UNKNOWN_ENUM_VALUE  an enum has a number without a name
//   INVALID_MONEY       a Money lacks its currency or AmountFromProto refuses
//   INVALID_DATE        DayFromProto refuses a Date
//   INVALID_TIMESTAMP   a Timestamp is not between the years 1 and 9999
//   INVALID_DURATION    a Duration is not what protobuf defines
//   INVALID_UTF8        a string is not UTF-8
//   FIELD_TOO_LONG      a string is over 64 KiB
//   TOO_MANY_ITEMS      a repeated field has over 10,000 elements
void CheckInput(const google::protobuf::Message& message,
                absl::string_view prefix, Violations& violations,
                RequiredFields required = RequiredFields::kAsked);

}  // namespace kam::resource
