#include "services/team/references.h"

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "services/team/record_name.h"

namespace kam::team {
namespace {

void Check(absl::string_view record, absl::string_view field,
           absl::string_view pattern, const std::string& reference,
           Violations& violations) {
  const auto program = resource::ProgramName::Of(record);
  if (reference.empty() || !program.ok()) return;
  resource::CheckReference(reference, pattern, program->ToString(), field,
                           violations);
}

// Calls `check` with the path and value of each name; notes those that stand
// twice.
template <typename CheckOne>
void CheckAll(absl::string_view field,
              const google::protobuf::RepeatedPtrField<std::string>& names,
              Violations& violations, CheckOne check) {
  std::set<std::string> seen;
  for (int i = 0; i < names.size(); ++i) {
    const std::string path = absl::StrCat(field, "[", i, "]");
    check(path, names[i]);
    if (!seen.insert(names[i]).second) {
      violations.Add(path, "must not stand twice");
    }
  }
}

}  // namespace

void CheckMember(absl::string_view record, absl::string_view field,
                 const std::string& member, Violations& violations) {
  Check(record, field, resource::kMemberPattern, member, violations);
}

void CheckPerson(absl::string_view record, absl::string_view field,
                 const std::string& person, Violations& violations) {
  if (absl::StartsWith(person, "programs/")) {
    CheckMember(record, field, person, violations);
  }
}

void CheckAccount(absl::string_view record, absl::string_view field,
                  const std::string& account, Violations& violations) {
  Check(record, field, resource::kAccountPattern, account, violations);
}

void CheckMembers(absl::string_view record, absl::string_view field,
                  const google::protobuf::RepeatedPtrField<std::string>& names,
                  Violations& violations) {
  CheckAll(field, names, violations,
           [&](const std::string& path, const std::string& name) {
             CheckMember(record, path, name, violations);
           });
}

void CheckContacts(absl::string_view record, absl::string_view field,
                   const google::protobuf::RepeatedPtrField<std::string>& names,
                   Violations& violations) {
  CheckAll(field, names, violations,
           [&](const std::string& path, const std::string& name) {
             resource::CheckReference(name, resource::kContactPattern,
                                      ParentOf(record), path, violations);
           });
}

}  // namespace kam::team
