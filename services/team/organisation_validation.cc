#include "services/team/organisation_validation.h"

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/resource/field_checks.h"
#include "services/team/references.h"
#include "services/team/team_policy.h"

namespace kam::team {

using resource::CheckNotBlank;
using resource::CheckNotFuture;
using resource::CheckRange;
using resource::CheckSpan;

void Validate(const v1::Department& department, absl::CivilDay,
              Violations& violations) {
  CheckNotBlank("department.display_name", department.display_name(),
                violations);
  CheckMember(department.name(), "department.head", department.head(),
              violations);
}

void Validate(const v1::AlignmentStatement& statement, absl::CivilDay latest,
              Violations& violations) {
  constexpr int kBestService = 5;
  CheckAccount(statement.name(), "alignment_statement.account",
               statement.account(), violations);
  CheckNotFuture("alignment_statement.stated_on", statement.stated_on(), latest,
                 violations);
  CheckPerson(statement.name(), "alignment_statement.stated_by",
              statement.stated_by(), violations);
  if (statement.has_service_rating()) {
    CheckRange("alignment_statement.service_rating", statement.service_rating(),
               0, kBestService, violations);
  }
}

void Validate(const v1::Authority& authority, absl::CivilDay,
              Violations& violations) {
  CheckAccount(authority.name(), "authority.account", authority.account(),
               violations);
  CheckPerson(authority.name(), "authority.granted_by", authority.granted_by(),
              violations);
  CheckSpan("authority.ends_on", authority.starts_on(), authority.ends_on(),
            violations);
  std::set<int> seen;
  for (int i = 0; i < authority.scopes_size(); ++i) {
    if (!seen.insert(authority.scopes(i)).second) {
      violations.Add(absl::StrCat("authority.scopes[", i, "]"),
                     "must not stand twice");
    }
  }
}

void Validate(const v1::WillingnessStatement& statement, absl::CivilDay latest,
              Violations& violations) {
  CheckAccount(statement.name(), "willingness_statement.account",
               statement.account(), violations);
  CheckMember(statement.name(), "willingness_statement.executive",
              statement.executive(), violations);
  CheckNotFuture("willingness_statement.signed_on", statement.signed_on(),
                 latest, violations);
  for (int i = 0; i < statement.processes_size(); ++i) {
    CheckNotBlank(absl::StrCat("willingness_statement.processes[", i, "]"),
                  statement.processes(i), violations);
  }
}

void Validate(const v1::ListCompleteness& completeness, absl::CivilDay latest,
              Violations& violations) {
  CheckNotBlank("list_completeness.declared_by", completeness.declared_by(),
                violations);
  CheckNotFuture("list_completeness.declared_on", completeness.declared_on(),
                 latest, violations);
  CheckSpan("list_completeness.declared_on", completeness.complete_through(),
            completeness.declared_on(), violations);
}

void Validate(const v1::TeamPolicy& policy, absl::CivilDay,
              Violations& violations) {
  if (!absl::EndsWith(policy.name(), absl::StrCat("/", kPolicyId))) {
    violations.Add("team_policy.name",
                   "must end with the id `current`: a programme has one policy",
                   "INVALID_ID");
  }
  ValidatePolicy(policy, violations);
}

}  // namespace kam::team
