#pragma once

#include <vector>

#include "kam/assessment/v1/assessing.pb.h"
#include "kam/assessment/v1/assessment.pb.h"

namespace kam::assessment {

// Returns how two assessments differ: a line for each of `models` that either
// has, all when empty, and in it every dimension or clause whose value differs.
std::vector<v1::VerdictShift> CompareVerdicts(
    const v1::Assessment& from, const v1::Assessment& to,
    const std::vector<v1::Model>& models);

}  // namespace kam::assessment
