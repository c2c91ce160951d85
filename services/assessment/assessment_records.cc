#include "services/assessment/assessment_records.h"

#include <utility>

#include "common/status/status_macros.h"
#include "services/assessment/program_policy.h"
#include "services/assessment/versions.h"

namespace kam::assessment {

const AssessmentRecords& AssessmentRecords::Get() {
  static const auto* const kRecords = new AssessmentRecords();
  return *kRecords;
}

absl::StatusOr<std::vector<v1::Observation>> AssessmentRecords::ObservationsOf(
    const storage::Reader& reader, const resource::AccountName& account) const {
  return observations.ListAll(reader, {account.program, account.account});
}

absl::StatusOr<std::vector<v1::Audit>> AssessmentRecords::AuditsOf(
    const storage::Reader& reader, const resource::AccountName& account) const {
  return audits.ListAll(reader, {account.program, account.account});
}

absl::StatusOr<std::vector<v1::ReadinessCase>>
AssessmentRecords::ReadinessCasesOf(
    const storage::Reader& reader, const resource::AccountName& account) const {
  return readiness_cases.ListAll(reader, {account.program, account.account});
}

absl::StatusOr<ProgramRules> AssessmentRecords::RulesOf(
    const storage::Reader& reader, const std::string& program) const {
  ProgramRules rules;
  ASSIGN_OR_RETURN(const std::vector<v1::ProgramPolicy> all_policies,
                   policies.ListAll(reader, {program}));
  if (const auto* policy = VersionInForce(all_policies)) {
    ASSIGN_OR_RETURN(rules.policy, ValuesOf(*policy));
    rules.policy_name = policy->name();
  }
  ASSIGN_OR_RETURN(const std::vector<v1::Template> all_templates,
                   templates.ListAll(reader, {program}));
  if (const auto* in_force = VersionInForce(all_templates)) {
    rules.in_force = *in_force;
  }
  return rules;
}

}  // namespace kam::assessment
