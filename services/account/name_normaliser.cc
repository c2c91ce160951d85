#include "services/account/name_normaliser.h"

#include <cstddef>
#include <cstdint>
#include <iterator>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace kam::account {
namespace {

// Plain letters of U+00C0 to U+017F, one entry a code point.
constexpr absl::string_view kPlain[] = {
    // U+00C0
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",
    "i",
    // U+00D0
    "d", "n", "o", "o", "o", "o", "o", " ", "o", "u", "u", "u", "u", "y", "th",
    "ss",
    // U+00E0
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",
    "i",
    // U+00F0
    "d", "n", "o", "o", "o", "o", "o", " ", "o", "u", "u", "u", "u", "y", "th",
    "y",
    // U+0100
    "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d",
    "d",
    // U+0110
    "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g",
    "g",
    // U+0120
    "g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i",
    "i",
    // U+0130
    "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l",
    "l",
    // U+0140
    "l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o",
    "o",
    // U+0150
    "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s",
    "s",
    // U+0160
    "s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u",
    "u",
    // U+0170
    "u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z",
    "s"};
static_assert(std::size(kPlain) == 0x180 - 0xC0);

bool IsLegalForm(absl::string_view word) {
  static const auto* const forms = new absl::flat_hash_set<absl::string_view>{
      "ab",           "ag",      "aps",         "as",   "asa", "bv",   "co",
      "company",      "corp",    "corporation", "gmbh", "inc", "kg",   "kgaa",
      "incorporated", "limited", "llc",         "llp",  "ltd", "nv",   "ohg",
      "oy",           "oyj",     "plc",         "pty",  "sa",  "sarl", "sas",
      "se",           "spa",     "srl",         "ug"};
  return forms->contains(word);
}

// Appends the character at `text[i]` to `out` as NameWords compares it; returns
// the number of bytes read. Characters beyond the Latin letters stay as they
// are.
size_t AppendPlain(absl::string_view text, size_t i, std::string& out) {
  const auto byte = static_cast<uint8_t>(text[i]);
  if (byte < 0x80) {
    if (text[i] == '&' || text[i] == '+') {
      out += " and ";
    } else if (text[i] == '.' || text[i] == '\'') {
      // "S.A." and "O'Hara" are one word each.
    } else {
      out += absl::ascii_isalnum(byte) ? absl::ascii_tolower(byte) : ' ';
    }
    return 1;
  }
  if (byte >= 0xC3 && byte <= 0xC5 && i + 1 < text.size()) {
    const auto next = static_cast<uint8_t>(text[i + 1]);
    const size_t code = (byte & 0x1F) << 6 | (next & 0x3F);
    absl::string_view plain = kPlain[code - 0xC0];
    out.append(plain.data(), plain.size());
    return 2;
  }
  if (byte == 0xC2 && i + 1 < text.size()) {
    out += ' ';
    return 2;
  }
  out += text[i];
  return 1;
}

}  // namespace

std::vector<std::string> NameWords(absl::string_view name) {
  std::string plain;
  for (size_t i = 0; i < name.size();) i += AppendPlain(name, i, plain);
  std::vector<std::string> words =
      absl::StrSplit(plain, ' ', absl::SkipEmpty());
  if (words.size() > 1 && words.front() == "the") words.erase(words.begin());
  size_t kept = words.size();
  while (kept > 0 && (IsLegalForm(words[kept - 1]) ||
                      (kept < words.size() && words[kept - 1] == "and"))) {
    --kept;
  }
  if (kept > 0) words.resize(kept);
  return words;
}

std::string NormaliseKey(absl::string_view key) {
  std::string normal;
  for (char c : key) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isspace(byte) || absl::ascii_ispunct(byte)) continue;
    if (c == '0' && normal.empty()) continue;
    normal += absl::ascii_tolower(byte);
  }
  return normal;
}

}  // namespace kam::account
