#pragma once

#include "kam/assessment/v1/assessing.pb.h"
#include "kam/assessment/v1/assessment.pb.h"
#include "kam/assessment/v1/program_diagnosis.pb.h"

namespace kam::assessment {

// Returns why a verdict of an assessment, or of a diagnosis, says what it says,
// in sentences. The same verdict gives the same sentences.
v1::VerdictExplanation ExplainVerdict(const v1::Assessment& assessment,
                                      const v1::Verdict& verdict);
v1::VerdictExplanation ExplainVerdict(const v1::ProgramDiagnosis& diagnosis,
                                      const v1::Verdict& verdict);

}  // namespace kam::assessment
