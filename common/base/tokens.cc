#include "common/base/tokens.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdint>

#include "absl/strings/ascii.h"

namespace kam {
namespace {

// Unassigned code points and bytes that are not UTF-8 are no words.
bool IsWordCharacter(UChar32 character) {
  constexpr uint32_t kWord = U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK;
  return character != 0xFFFD && (U_GET_GC_MASK(character) & kWord) != 0;
}

icu::UnicodeString Fold(absl::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCInstance(error);
  const auto given = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  // The form is part of ICU's own data: it can only fail for want of memory.
  icu::UnicodeString folded = form->normalize(given, error);
  folded.foldCase(U_FOLD_CASE_DEFAULT);
  return form->normalize(folded, error);
}

// The same for text that ICU need not see.
std::vector<std::string> AsciiTokens(absl::string_view text) {
  std::vector<std::string> tokens;
  bool is_inside = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool was_inside = is_inside;
    is_inside = absl::ascii_isalnum(byte);
    if (!is_inside) continue;
    if (!was_inside) tokens.emplace_back();
    tokens.back() += absl::ascii_tolower(byte);
  }
  return tokens;
}

}  // namespace

std::vector<std::string> Tokens(absl::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) {
        return absl::ascii_isascii(static_cast<unsigned char>(c));
      })) {
    return AsciiTokens(text);
  }
  const icu::UnicodeString folded = Fold(text);
  std::vector<std::string> tokens;
  int32_t start = -1;
  auto take = [&](int32_t end) {
    if (start < 0) return;
    folded.tempSubStringBetween(start, end).toUTF8String(tokens.emplace_back());
    start = -1;
  };
  for (int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    if (!IsWordCharacter(folded.char32At(i))) {
      take(i);
    } else if (start < 0) {
      start = i;
    }
  }
  take(folded.length());
  return tokens;
}

}  // namespace kam
