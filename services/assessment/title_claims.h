#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/policy.pb.h"

namespace kam::assessment {

// The words by which a title or a name of a programme claims key account
// management. Titles are read for nothing else. Immutable and
// thread-safe.
class KamWords {
 public:
  explicit KamWords(const v1::TitlePolicy& policy);

  bool AreIn(absl::string_view text) const;

 private:
  using Words = std::vector<std::string>;

  std::vector<Words> exact_;
  // Each word of these may be a plural.
  std::vector<Words> sequences_;
};

// Notes sequences without a word, and exact words that are not one word.
void CheckTitlePolicy(const v1::TitlePolicy& policy, Violations& violations);

}  // namespace kam::assessment
