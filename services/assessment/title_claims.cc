#include "services/assessment/title_claims.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/tokens.h"

namespace kam::assessment {
namespace {

bool IsWordOrPlural(const std::string& token, const std::string& word) {
  return token == word || token == absl::StrCat(word, "s");
}

bool Contains(const std::vector<std::string>& tokens,
              const std::vector<std::string>& sequence) {
  return std::search(tokens.begin(), tokens.end(), sequence.begin(),
                     sequence.end(), IsWordOrPlural) != tokens.end();
}

}  // namespace

bool ClaimsKam(absl::string_view text, const v1::TitlePolicy& policy) {
  const std::vector<std::string> tokens = Tokens(text);
  if (tokens.empty()) return false;
  for (const std::string& word : policy.exact_words()) {
    const std::vector<std::string> exact = Tokens(word);
    if (std::search(tokens.begin(), tokens.end(), exact.begin(), exact.end()) !=
        tokens.end()) {
      return true;
    }
  }
  return std::any_of(policy.sequences().begin(), policy.sequences().end(),
                     [&](const std::string& sequence) {
                       return Contains(tokens, Tokens(sequence));
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
