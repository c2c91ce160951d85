#pragma once

#include "absl/strings/string_view.h"
#include "common/resource/name.h"
#include "common/status/errors.h"

namespace kam::resource {

// Patterns of resources that records of other services refer to.
inline constexpr char kMemberPattern[] = "programs/{program}/members/{member}";
inline constexpr char kContactPattern[] =
    "programs/{program}/accounts/{account}/contacts/{contact}";
inline constexpr char kObjectivePattern[] =
    "programs/{program}/accounts/{account}/objectives/{objective}";
inline constexpr char kTargetPattern[] =
    "programs/{program}/accounts/{account}/targets/{target}";

// Adds INVALID_REFERENCE for `field` unless `reference` follows `pattern` and
// stands under `parent`, a programme or an account. Whether it points to
// anything is not asked.
void CheckReference(absl::string_view reference, absl::string_view pattern,
                    absl::string_view parent, absl::string_view field,
                    Violations& violations);

}  // namespace kam::resource
