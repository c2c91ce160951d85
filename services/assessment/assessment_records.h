#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/resource/name.h"
#include "common/storage/collection.h"
#include "common/storage/reader.h"
#include "common/storage/schema.h"
#include "kam/assessment/v1/audit.pb.h"
#include "kam/assessment/v1/observation.pb.h"
#include "kam/assessment/v1/program_policy.pb.h"
#include "kam/assessment/v1/readiness_case.pb.h"
#include "kam/assessment/v1/template.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// What judges a programme's accounts: the values and the indicators in force.
struct ProgramRules {
  ModelPolicy policy = ModelPolicy::Default();
  // The name of the policy; empty where the defaults hold.
  std::string policy_name;
  // Absent where the policy's indicators hold.
  std::optional<v1::Template> in_force;

  const v1::Template* template_in_force() const {
    return in_force.has_value() ? &*in_force : nullptr;
  }
};

// What the assessment service keeps, and under which keys. Numbers are on disk:
// never reuse one.
//
//   family records
//     80, programme, account, 1, observation    -> Observation
//     80, programme, account, 2, audit          -> Audit
//     80, programme, account, 3, id             -> ReadinessCase
//     4, programme, template                    -> Template
//     5, programme, policy                      -> ProgramPolicy
//
// What stands under one account is one range. Immutable and thread-safe; one
// lasts as long as the program.
struct AssessmentRecords {
  static const AssessmentRecords& Get();

  storage::Collection<v1::Observation> observations{{.type = 1, .range = 0x80}};
  storage::Collection<v1::Audit> audits{{.type = 2, .range = 0x80}};
  storage::Collection<v1::ReadinessCase> readiness_cases{
      {.type = 3, .range = 0x80}};
  storage::Collection<v1::Template> templates{{.type = 4}};
  storage::Collection<v1::ProgramPolicy> policies{{.type = 5}};
  // All of them, for the change feed.
  storage::Schema schema{{&observations.table(), &audits.table(),
                          &readiness_cases.table(), &templates.table(),
                          &policies.table()}};

  // Returns every observation of an account, by name.
  absl::StatusOr<std::vector<v1::Observation>> ObservationsOf(
      const storage::Reader& reader,
      const resource::AccountName& account) const;

  // Returns every audit of an account, drafts included, by name.
  absl::StatusOr<std::vector<v1::Audit>> AuditsOf(
      const storage::Reader& reader,
      const resource::AccountName& account) const;

  // Returns every readiness case of an account, by name.
  absl::StatusOr<std::vector<v1::ReadinessCase>> ReadinessCasesOf(
      const storage::Reader& reader,
      const resource::AccountName& account) const;

  // Returns what judges the accounts of a programme, told by its id.
  absl::StatusOr<ProgramRules> RulesOf(const storage::Reader& reader,
                                       const std::string& program) const;

 private:
  AssessmentRecords() = default;
};

}  // namespace kam::assessment
