#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/policy.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// Returns how much of a partner we are (models.md 4.d): the verdict's value is
// the band that the indicators show. INVALID_ARGUMENT names every field of the
// evidence that is wrong.
absl::StatusOr<v1::Verdict> EvaluateScorecard(const v1::Evidence& evidence,
                                              const ModelPolicy& policy,
                                              absl::CivilDay as_of);

// Weights by how their indicators stand.
struct Score {
  int64_t present = 0;
  int64_t absent = 0;
  int64_t unknown = 0;

  int64_t total() const { return present + absent + unknown; }
};

// Returns the band of a share of the total weight, which must be positive.
v1::PartnershipBand PartnershipBandOf(int64_t weight, int64_t total,
                                      const v1::ScorecardPolicy& policy);

// Returns the weight that must become present to reach `band`.
int64_t WeightNeeded(const Score& score, v1::PartnershipBand band,
                     const v1::ScorecardPolicy& policy);

// Notes a template that is wrong, and bands that do not rise.
void CheckScorecardPolicy(const v1::ScorecardPolicy& policy,
                          Violations& violations);

}  // namespace kam::assessment
