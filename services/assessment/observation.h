#pragma once

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/observation.pb.h"

namespace kam::assessment {

// Adds to `violations` what is wrong with an observation that someone posts,
// beyond the options of its fields: no value, a day after `latest_day`, a
// dimension or value that is no key, the class DERIVED, people of another
// programme or account. Requires a well-formed name.
void ValidateObservation(const v1::Observation& observation,
                         absl::CivilDay latest_day, Violations& violations);

}  // namespace kam::assessment
