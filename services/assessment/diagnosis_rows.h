#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/diagnosis_model.pb.h"
#include "services/assessment/derived_value.h"

namespace kam::assessment {

inline constexpr size_t kDiagnosisRows = 9;

// What records tell of a row; unspecified when a fact is missing.
struct DerivedRow {
  v1::RowValue value = v1::ROW_VALUE_UNSPECIFIED;
  Sources sources;
};

// The rows R1 to R9 (4.b, A-18).
struct DerivedRows {
  std::array<DerivedRow, kDiagnosisRows> rows;
  // R1: the lower median of the accounts' horizons; absent when not known.
  std::optional<int64_t> horizon_months;
};

// Returns what the records tell. R1 and R3 to R6 are the lower median over the
// accounts, unknown when fewer than half are known. Points into the facts.
// Notes in `violations` what is wrong with them.
DerivedRows DeriveRows(const v1::DiagnosisFacts& facts,
                       const v1::DiagnosisPolicy& policy, absl::CivilDay as_of,
                       Violations& violations);

// The rules of single rows; UNSPECIFIED when a fact is missing.
v1::RowValue JudgeHorizon(std::optional<int64_t> months,
                          const v1::DiagnosisPolicy& policy);
v1::RowValue JudgeSegmentation(const v1::SegmentationFact& segmentation);
v1::RowValue JudgeSolutions(const v1::AccountHandling& account);
v1::RowValue JudgeTeam(const v1::AccountHandling& account,
                       const v1::DiagnosisPolicy& policy);
v1::RowValue JudgeLoad(const v1::ManagerLoad& load,
                       const v1::DiagnosisPolicy& policy);
v1::RowValue JudgePay(const v1::PayFact& pay,
                      const v1::DiagnosisPolicy& policy);
v1::RowValue JudgeSkills(const v1::RoleSkillsFact& role,
                         const v1::DiagnosisPolicy& policy);
// KAM when both hold, MIXED when one does.
v1::RowValue JudgePair(type::v1::TriState first, type::v1::TriState second);

// Returns the median of the known ones, of two in the middle the lower; nothing
// when fewer than half are known.
std::optional<int64_t> LowerMedian(
    const std::vector<std::optional<int64_t>>& values);

}  // namespace kam::assessment
