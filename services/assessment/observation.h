#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/observation.pb.h"
#include "kam/assessment/v1/scorecard_model.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// Adds to `violations` what is wrong with an observation that someone posts,
// beyond the options of its fields: no value, a day after `latest_day`, a
// dimension or value that is no key, the class DERIVED, people of another
// programme or account, a source that is no record of the programme. Requires a
// well-formed name.
void ValidateObservation(const v1::Observation& observation,
                         absl::CivilDay latest_day, Violations& violations);

// INVALID_ARGUMENT when the observation's model could not read it: the model
// reads none, or knows no such dimension or value. `indicators` are those of
// the programme.
absl::Status CheckReadable(const v1::Observation& observation,
                           const ModelPolicy& policy,
                           const v1::IndicatorTemplate& indicators);

// FAILED_PRECONDITION, OBSERVATION_NOT_EDITED, when `after` says anything else
// than `before`: what was observed is retracted, never edited.
absl::Status CheckNotEdited(const v1::Observation& before,
                            const v1::Observation& after);

}  // namespace kam::assessment
