#pragma once

#include <array>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/policy.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/diagnosis_rows.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// Returns whether a programme, or how one account is handled, is key account
// management or selling (models.md 4.b). Names of the programme are read by
// flags alone. INVALID_ARGUMENT names every field of the evidence that is
// wrong.
absl::StatusOr<v1::Verdict> EvaluateDiagnosis(const v1::Evidence& evidence,
                                              const ModelPolicy& policy,
                                              absl::CivilDay as_of);

// The nine rows; those that are not scored are unspecified too.
using RowValues = std::array<v1::RowValue, kDiagnosisRows>;

// What the scored rows amount to.
struct DiagnosisScore {
  int known = 0;
  int points = 0;
  // Points if every unknown row were that of key account management.
  int high_points = 0;
  int possible = 0;
  v1::DiagnosisBand low = v1::DIAGNOSIS_BAND_UNSPECIFIED;
  v1::DiagnosisBand high = v1::DIAGNOSIS_BAND_UNSPECIFIED;
  // Before vetoes.
  v1::DiagnosisBand high_before_vetoes = v1::DIAGNOSIS_BAND_UNSPECIFIED;
};

// Scores the active rows and applies the vetoes of R1 and R5.
DiagnosisScore ScoreRows(const RowValues& rows,
                         const v1::DiagnosisPolicy& policy);

// Returns the status of a score; too few known rows come first (A-16b).
type::v1::VerdictStatus StatusOf(const DiagnosisScore& score,
                                 const v1::DiagnosisPolicy& policy);

// Notes rows that occur twice, and bands that do not rise.
void CheckDiagnosisPolicy(const v1::DiagnosisPolicy& policy,
                          Violations& violations);

}  // namespace kam::assessment
