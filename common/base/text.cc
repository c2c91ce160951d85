#include "common/base/text.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace kam {
namespace {

constexpr size_t kQuotedBytes = 80;
constexpr char kReplacement[] = "\xEF\xBF\xBD";

bool IsContinuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// Returns the length of the character at the beginning of `text`, which is not
// empty; 0 when it is not well-formed UTF-8 (Unicode 15, table 3-7).
size_t CharacterLength(absl::string_view text) {
  const auto byte = [&](size_t i) -> unsigned char {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  if (lead < 0xE0) return IsContinuation(byte(1)) ? 2 : 0;
  if (!IsContinuation(byte(1)) || !IsContinuation(byte(2))) return 0;
  if (lead < 0xF0) {
    const bool overlong = lead == 0xE0 && byte(1) < 0xA0;
    const bool surrogate = lead == 0xED && byte(1) > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  const bool overlong = lead == 0xF0 && byte(1) < 0x90;
  const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
  return overlong || beyond || !IsContinuation(byte(3)) ? 0 : 4;
}

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Whether a character stands for itself within quotes.
bool IsPlain(char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }

void AppendJsonCharacter(absl::string_view character, std::string& out) {
  const unsigned char c = static_cast<unsigned char>(character.front());
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  if (c < 0x20 || c == 0x7F) {
    absl::StrAppendFormat(&out, "\\u%04x", c);
  } else {
    absl::StrAppend(&out, character);
  }
}

}  // namespace

bool IsValidUtf8(absl::string_view text) {
  while (true) {
    text.remove_prefix(std::find_if_not(text.begin(), text.end(), IsAscii) -
                       text.begin());
    if (text.empty()) return true;
    const size_t length = CharacterLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
}

std::string JsonQuote(absl::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  out += '"';
  while (true) {
    // Most of it needs no second look.
    const auto plain =
        std::find_if_not(text.begin(), text.end(), IsPlain) - text.begin();
    absl::StrAppend(&out, text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const size_t length = CharacterLength(text);
    if (length == 0) {
      out += kReplacement;
      text.remove_prefix(1);
    } else {
      AppendJsonCharacter(text.substr(0, length), out);
      text.remove_prefix(length);
    }
  }
  out += '"';
  return out;
}

absl::string_view Shorten(absl::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  size_t end = max_bytes;
  while (end > 0 && IsContinuation(static_cast<unsigned char>(text[end]))) {
    --end;
  }
  return text.substr(0, end);
}

std::string Quoted(absl::string_view text) {
  const absl::string_view shown = Shorten(text, kQuotedBytes);
  return absl::StrCat("\"", absl::CEscape(shown),
                      shown.size() < text.size() ? "...\"" : "\"");
}

}  // namespace kam
