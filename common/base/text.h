#pragma once

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace kam {

// Whether `text` is well-formed UTF-8.
bool IsValidUtf8(absl::string_view text);

// Returns `text` as a JSON string, quotes included; bytes that are not UTF-8
// become U+FFFD.
std::string JsonQuote(absl::string_view text);

// Returns the beginning of `text`, at most `max_bytes` long, never cutting a
// character of UTF-8.
absl::string_view Shorten(absl::string_view text, size_t max_bytes);

// Returns `text` fit to be named in an error: quoted, escaped, in ASCII, and
// cut with an ellipsis after 80 bytes.
std::string Quoted(absl::string_view text);

}  // namespace kam
