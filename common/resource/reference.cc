#include "common/resource/reference.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/text.h"
#include "common/resource/id.h"
#include "common/status/status_macros.h"

namespace kam::resource {
namespace {

bool Follows(absl::string_view reference, absl::string_view pattern) {
  const std::vector<absl::string_view> parts = absl::StrSplit(reference, '/');
  const std::vector<absl::string_view> wanted = absl::StrSplit(pattern, '/');
  if (parts.size() != wanted.size()) return false;
  for (size_t i = 0; i < parts.size(); ++i) {
    const bool sound = absl::StartsWith(wanted[i], "{") ? CheckId(parts[i]).ok()
                                                        : parts[i] == wanted[i];
    if (!sound) return false;
  }
  return true;
}

}  // namespace

void CheckReference(absl::string_view reference, absl::string_view pattern,
                    absl::string_view parent, absl::string_view field,
                    Violations& violations) {
  if (!Follows(reference, pattern)) {
    violations.Add(
        field,
        absl::StrCat("must look like ", pattern, ", not ", Quoted(reference)),
        "INVALID_REFERENCE");
  } else if (!absl::StartsWith(reference, absl::StrCat(parent, "/"))) {
    violations.Add(field,
                   absl::StrCat("must stand under ", parent, ", which ",
                                Quoted(reference), " does not"),
                   "INVALID_REFERENCE");
  }
}

absl::StatusOr<std::vector<AccountName>> ParseAccounts(
    const ProgramName& program,
    const google::protobuf::RepeatedPtrField<std::string>& names) {
  constexpr int kMostAccounts = 1000;
  Violations violations;
  if (names.size() > kMostAccounts) {
    violations.Add("accounts", "must be at most 1000", "TOO_MANY_ACCOUNTS");
    return violations.ToStatus();
  }
  std::vector<AccountName> accounts;
  for (int i = 0; i < names.size(); ++i) {
    CheckReference(names[i], kAccountPattern, program.ToString(),
                   absl::StrCat("accounts[", i, "]"), violations);
    auto account = AccountName::Parse(names[i]);
    if (account.ok()) accounts.push_back(*std::move(account));
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return accounts;
}

}  // namespace kam::resource
