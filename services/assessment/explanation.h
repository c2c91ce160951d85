#pragma once

#include "kam/assessment/v1/assessing.pb.h"
#include "kam/assessment/v1/assessment.pb.h"

namespace kam::assessment {

// Returns why a verdict of an assessment says what it says, in sentences. The
// same verdict gives the same sentences.
v1::VerdictExplanation ExplainVerdict(const v1::Assessment& assessment,
                                      const v1::Verdict& verdict);

}  // namespace kam::assessment
