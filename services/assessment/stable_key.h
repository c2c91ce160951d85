#pragma once

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace kam::assessment {

// Whether `text` can be the key of an indicator or of a programme's own
// question: 1 to 64 lower-case letters, digits and underscores, a letter first.
inline bool IsStableKey(absl::string_view text) {
  constexpr size_t kLongest = 64;
  return !text.empty() && text.size() <= kLongest &&
         absl::ascii_islower(static_cast<unsigned char>(text.front())) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return absl::ascii_islower(byte) || absl::ascii_isdigit(byte) ||
                  c == '_';
         });
}

}  // namespace kam::assessment
