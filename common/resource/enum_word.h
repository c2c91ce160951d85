#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace kam::resource {

// Returns the word of an enum's value: its name without the prefix that the
// value 0, `<PREFIX>_UNSPECIFIED`, shows; empty of 0 and of unknown numbers.
template <typename Enum>
std::string WordOf(Enum value) {
  const auto* type = google::protobuf::GetEnumDescriptor<Enum>();
  const auto* named = type->FindValueByNumber(static_cast<int>(value));
  if (named == nullptr || named->number() == 0) return "";
  constexpr absl::string_view kZero = "UNSPECIFIED";
  return named->name().substr(type->value(0)->name().size() - kZero.size());
}

}  // namespace kam::resource
