#pragma once

#include "absl/time/civil_time.h"
#include "kam/assessment/v1/assessment.pb.h"
#include "kam/assessment/v1/program_diagnosis.pb.h"
#include "kam/assessment/v1/standing.pb.h"

// What the models last said of an account, for whoever looks at it.
namespace kam::assessment {

// Whether an assessment tells how an account stood on `day`: one of the
// account's sequence made by then, which holds until the next, or one that
// looks back at this very day with all that is known.
bool HoldsOn(const v1::Assessment& assessment, absl::CivilDay day);
// The same of a diagnosis and its programme.
bool HoldsOn(const v1::ProgramDiagnosis& diagnosis, absl::CivilDay day);

// Returns what an assessment says, its flags together, gravest first.
v1::AccountStanding StandingOf(const v1::Assessment& assessment);

// Returns the same of a programme.
v1::ProgramStanding StandingOf(const v1::ProgramDiagnosis& diagnosis);

// Returns how an account stands, in a line.
v1::StandingSummary SummarizeStanding(const v1::Assessment& assessment);

}  // namespace kam::assessment
