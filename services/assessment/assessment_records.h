#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/resource/name.h"
#include "common/storage/collection.h"
#include "common/storage/reader.h"
#include "common/storage/schema.h"
#include "common/storage/transaction.h"
#include "kam/assessment/v1/assessment.pb.h"
#include "kam/assessment/v1/audit.pb.h"
#include "kam/assessment/v1/evidence_bundle.pb.h"
#include "kam/assessment/v1/observation.pb.h"
#include "kam/assessment/v1/policy.pb.h"
#include "kam/assessment/v1/program_diagnosis.pb.h"
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
//     20, programme, account, assessment        -> Assessment, newest first
//     21, programme, diagnosis                  -> ProgramDiagnosis, newest
//                                                  first
//     E0, programme, account, assessment        -> EvidenceBundle
//     E1, digest                                -> Policy
//     E2, programme, account                    -> DueMark, soon
//     E3, programme, account                    -> DueMark, in turn
//     E4, service                               -> FeedPlace
//     E5, programme                             -> ProgramSweep
//     E6, programme, account                    -> AccountDependence
//     E7, programme, member, account            -> nothing: who depends on whom
//     E8, programme, diagnosis                  -> DiagnosisEvidence
//
// What stands under one account is one range. E0 to E8 are not in the change
// log: E0, E1 and E8 never change, following_records.h reads and writes the
// others. Immutable and thread-safe; one lasts as long as the program.
struct AssessmentRecords {
  static const AssessmentRecords& Get();

  storage::Collection<v1::Observation> observations{{.type = 1, .range = 0x80}};
  storage::Collection<v1::Audit> audits{{.type = 2, .range = 0x80}};
  storage::Collection<v1::ReadinessCase> readiness_cases{
      {.type = 3, .range = 0x80}};
  storage::Collection<v1::Template> templates{{.type = 4}};
  storage::Collection<v1::ProgramPolicy> policies{{.type = 5}};
  storage::Collection<v1::Assessment> assessments{{.type = 0x20}};
  storage::Collection<v1::ProgramDiagnosis> diagnoses{{.type = 0x21}};
  // All of them, for the change feed.
  storage::Schema schema{{&observations.table(), &audits.table(),
                          &readiness_cases.table(), &templates.table(),
                          &policies.table(), &assessments.table(),
                          &diagnoses.table()}};

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

  // Returns the newest assessment of an account that `take` accepts, or
  // nothing.
  absl::StatusOr<std::optional<v1::Assessment>> NewestOf(
      const storage::Reader& reader, const resource::AccountName& account,
      absl::FunctionRef<bool(const v1::Assessment&)> take) const;
  // The same of the diagnoses of a programme.
  absl::StatusOr<std::optional<v1::ProgramDiagnosis>> NewestOf(
      const storage::Reader& reader, const resource::ProgramName& program,
      absl::FunctionRef<bool(const v1::ProgramDiagnosis&)> take) const;

  // Calls `visit` with the newest assessment, none that looks back, of every
  // account at or under `parent` (all when empty) as it is stored, until it
  // returns false. The present state only.
  absl::Status VisitNewest(
      const storage::Reader& reader, absl::string_view parent,
      absl::FunctionRef<bool(const storage::Table&, int64_t revision,
                             std::string_view image)>
          visit) const;

  // Calls `visit` with every assessment, none that looks back, of every account
  // at or under `parent`, accounts by name and newest first, until it returns
  // false. The present state only.
  absl::Status VisitAll(
      const storage::Reader& reader, absl::string_view parent,
      absl::FunctionRef<bool(const v1::Assessment&)> visit) const;

  // Stores an assessment with its evidence and, once, its policy; stamps its
  // name and times.
  absl::Status Store(storage::Transaction& transaction,
                     const resource::AccountName& account,
                     const v1::EvidenceBundle& bundle, const v1::Policy& policy,
                     v1::Assessment* assessment) const;

  // The same of a diagnosis of a programme.
  absl::Status Store(storage::Transaction& transaction,
                     const resource::ProgramName& program,
                     const v1::DiagnosisEvidence& evidence,
                     const v1::Policy& policy,
                     v1::ProgramDiagnosis* diagnosis) const;

  // Returns the evidence of a diagnosis. DATA_LOSS when it is not there.
  absl::StatusOr<v1::DiagnosisEvidence> EvidenceOf(
      const storage::Reader& reader, absl::string_view name) const;

  // Returns the evidence of an assessment, and the policy of a digest.
  // DATA_LOSS when it is not there.
  absl::StatusOr<v1::EvidenceBundle> BundleOf(const storage::Reader& reader,
                                              absl::string_view name) const;
  absl::StatusOr<v1::Policy> PolicyOf(const storage::Reader& reader,
                                      const std::string& digest) const;

 private:
  // An assessment as it is kept; the image lives while it is visited.
  struct StoredAssessment {
    int64_t revision = 0;
    std::string_view image;
    v1::Assessment assessment;
  };
  // Where a visit goes on.
  enum class Then { kNext, kNextAccount, kEnd };

  AssessmentRecords() = default;

  // Visits those that do not look back.
  absl::Status VisitStored(
      const storage::Reader& reader, absl::string_view parent,
      absl::FunctionRef<Then(const StoredAssessment&)> visit) const;
};

}  // namespace kam::assessment
