#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/generated_enum_reflection.h"
#include "google/protobuf/message.h"
#include "google/protobuf/repeated_field.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "google/type/money.pb.h"

// How values of the contracts are written for people and read from them.
namespace kam::kamctl {

// Returns "80,450,596.98": two decimals, rounded half away from zero.
std::string PeopleAmount(const google::type::Money& money);

// Returns `count` as "60,855".
std::string PeopleCount(int64_t count);

// Returns basis points as "79.98 %".
std::string PeopleShare(int64_t basis_points);

// Returns "2013-11-30", or "" for an absent date.
std::string PeopleDate(const google::type::Date& date);

// Returns "2013-11-30 14:05:59 UTC".
std::string PeopleTime(const google::protobuf::Timestamp& time);

// Returns the last part of a resource name.
std::string LastId(absl::string_view name);

// Returns a value of an enum as people say it: "on target" for
// `VALUE_ON_TARGET` of the enum `Value`; "" for the unspecified one.
std::string EnumWord(const google::protobuf::EnumDescriptor* type, int value);

// The same, for a generated enum.
template <typename Enum>
std::string Word(Enum value) {
  return EnumWord(google::protobuf::GetEnumDescriptor<Enum>(),
                  static_cast<int>(value));
}

// The same, for several values of a generated enum, with commas between.
template <typename Enum>
std::string Words(const google::protobuf::RepeatedField<int>& values) {
  std::string words;
  for (const int value : values) {
    if (!words.empty()) words += ", ";
    words += Word(static_cast<Enum>(value));
  }
  return words;
}

// Returns the number of the value of `type` that `word` names, in any case,
// with blanks, hyphens or underscores. INVALID_ARGUMENT for an unknown one,
// with the known ones in the message.
absl::StatusOr<int> ParseEnumWord(const google::protobuf::EnumDescriptor* type,
                                  absl::string_view word);

// The same, for a generated enum.
template <typename Enum>
absl::StatusOr<Enum> ParseWord(absl::string_view word) {
  absl::StatusOr<int> value =
      ParseEnumWord(google::protobuf::GetEnumDescriptor<Enum>(), word);
  if (!value.ok()) return value.status();
  return static_cast<Enum>(*value);
}

// Returns the date written as "2013-11-30".
absl::StatusOr<google::type::Date> ParseDate(absl::string_view text);

// Returns the first day of the month written as "2013-11".
absl::StatusOr<google::type::Date> ParseMonth(absl::string_view text);

// Returns the time written as "2026-01-31T09:30:00Z" (RFC 3339).
absl::StatusOr<google::protobuf::Timestamp> ParseTime(absl::string_view text);

// Returns `message` as JSON, by the rules of proto3, unset fields that have a
// default included; in one line or indented.
std::string ToJson(const google::protobuf::Message& message, bool indented);

}  // namespace kam::kamctl
