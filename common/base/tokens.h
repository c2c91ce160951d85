#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace kam {

// Returns the words of `text` by which two spellings are equal: NFKC,
// case folded, NFKC again; whatever is no letter, mark or number parts words.
// Bytes that are not UTF-8 part words too.
std::vector<std::string> Tokens(absl::string_view text);

}  // namespace kam
