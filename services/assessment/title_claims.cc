#include "services/assessment/title_claims.h"

#include <algorithm>
#include <functional>

#include "absl/strings/str_cat.h"
#include "common/base/tokens.h"

namespace kam::assessment {
namespace {

bool IsWordOrPlural(const std::string& token, const std::string& word) {
  return token == word || (token.size() == word.size() + 1 &&
                           token.back() == 's' && token.starts_with(word));
}

}  // namespace

KamWords::KamWords(const v1::TitlePolicy& policy) {
  for (const std::string& word : policy.exact_words()) {
    exact_.push_back(Tokens(word));
  }
  for (const std::string& sequence : policy.sequences()) {
    sequences_.push_back(Tokens(sequence));
  }
}

bool KamWords::AreIn(absl::string_view text) const {
  const Words tokens = Tokens(text);
  if (tokens.empty()) return false;
  auto is_in = [&](const Words& words, auto matches) {
    return std::search(tokens.begin(), tokens.end(), words.begin(), words.end(),
                       matches) != tokens.end();
  };
  return std::any_of(exact_.begin(), exact_.end(),
                     [&](const Words& exact) {
                       return is_in(exact, std::equal_to<std::string>());
                     }) ||
         std::any_of(sequences_.begin(), sequences_.end(),
                     [&](const Words& sequence) {
                       return is_in(sequence, IsWordOrPlural);
                     });
}

void CheckTitlePolicy(const v1::TitlePolicy& policy, Violations& violations) {
  constexpr char kReason[] = "INVALID_POLICY";
  for (int i = 0; i < policy.sequences_size(); ++i) {
    if (Tokens(policy.sequences(i)).empty()) {
      violations.Add(absl::StrCat("policy.titles.sequences[", i, "]"),
                     "must have a word", kReason);
    }
  }
  for (int i = 0; i < policy.exact_words_size(); ++i) {
    if (Tokens(policy.exact_words(i)).size() != 1) {
      violations.Add(absl::StrCat("policy.titles.exact_words[", i, "]"),
                     "must be one word", kReason);
    }
  }
}

}  // namespace kam::assessment
