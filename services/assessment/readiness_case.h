#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/readiness_case.pb.h"

namespace kam::assessment {

// Adds to `violations` what is wrong with a readiness case beyond the options
// of its fields: a target that is not from 2 to 5, an owner of another
// programme, a day after `latest_day`, and what ReadBusinessCase says of its
// amounts. A case that is merely incomplete is not wrong. Requires a
// well-formed name.
void ValidateReadinessCase(const v1::ReadinessCase& readiness_case,
                           absl::CivilDay latest_day, Violations& violations);

// Returns the cases stated on or before `day`, the latest first, then by name.
std::vector<v1::ReadinessCase> StatedBy(std::vector<v1::ReadinessCase> cases,
                                        absl::CivilDay day);

}  // namespace kam::assessment
