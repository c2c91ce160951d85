#pragma once

#include <array>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/evidence.pb.h"
#include "kam/assessment/v1/policy.pb.h"
#include "kam/assessment/v1/verdict.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// Returns the level in the buy-sell hierarchy (models.md 4.c): the verdict's
// value is the highest level that is shown with all those below.
// INVALID_ARGUMENT names every field of the evidence that is wrong.
absl::StatusOr<v1::Verdict> EvaluateHierarchy(const v1::Evidence& evidence,
                                              const ModelPolicy& policy,
                                              absl::CivilDay as_of);

// Ratings from 1 to 4, those that are known: competition, price sensitivity,
// importance of features, challenge of the relationship.
using Correlates = std::array<std::optional<int>, 4>;

// Returns whether the ratings go with a level from 0 to 4 (S2-24).
v1::LevelCorroboration Corroborate(const Correlates& correlates, int level,
                                   const v1::HierarchyPolicy& policy);

// Notes levels that are missing or occur twice, and distances that overlap.
void CheckHierarchyPolicy(const v1::HierarchyPolicy& policy,
                          Violations& violations);

}  // namespace kam::assessment
