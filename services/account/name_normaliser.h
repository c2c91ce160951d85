#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace kam::account {

// Returns the words of a customer's name by which two spellings of one name are
// equal: lower case, Latin letters without accents, punctuation as blanks, "&"
// as "and", without a leading "the" and without trailing legal forms such as
// "GmbH" or "Inc". A name of legal forms alone keeps them.
std::vector<std::string> NameWords(absl::string_view name);

// Returns an external key by which two spellings of one key are equal: letters
// and digits alone, in lower case, without leading zeros.
std::string NormaliseKey(absl::string_view key);

}  // namespace kam::account
