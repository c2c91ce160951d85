#pragma once

#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/policy.pb.h"

namespace kam::assessment {

// Whether a title or a name of a programme claims key account management
// . Titles are read for nothing else.
bool ClaimsKam(absl::string_view text, const v1::TitlePolicy& policy);

// Notes sequences without a word, and exact words that are not one word.
void CheckTitlePolicy(const v1::TitlePolicy& policy, Violations& violations);

}  // namespace kam::assessment
