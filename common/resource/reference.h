#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/resource/name.h"
#include "common/status/errors.h"
#include "google/protobuf/repeated_ptr_field.h"

namespace kam::resource {

// Patterns of resources that records of other services refer to.
inline constexpr char kAccountPattern[] =
    "programs/{program}/accounts/{account}";
inline constexpr char kMemberPattern[] = "programs/{program}/members/{member}";
inline constexpr char kContactPattern[] =
    "programs/{program}/accounts/{account}/contacts/{contact}";
inline constexpr char kObjectivePattern[] =
    "programs/{program}/accounts/{account}/objectives/{objective}";
inline constexpr char kDepartmentPattern[] =
    "programs/{program}/departments/{department}";
inline constexpr char kIssuePattern[] =
    "programs/{program}/accounts/{account}/issues/{issue}";
inline constexpr char kTargetPattern[] =
    "programs/{program}/accounts/{account}/targets/{target}";

// Adds INVALID_REFERENCE for `field` unless `reference` follows `pattern` and
// stands under `parent`, a programme or an account. Whether it points to
// anything is not asked.
void CheckReference(absl::string_view reference, absl::string_view pattern,
                    absl::string_view parent, absl::string_view field,
                    Violations& violations);

// Returns the accounts that a request names, in its order. INVALID_ARGUMENT:
// INVALID_REFERENCE when one is malformed or of another programme,
// TOO_MANY_ACCOUNTS when there are more than 1000.
absl::StatusOr<std::vector<AccountName>> ParseAccounts(
    const ProgramName& program,
    const google::protobuf::RepeatedPtrField<std::string>& names);

}  // namespace kam::resource
