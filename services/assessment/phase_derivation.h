#pragma once

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/phase_model.pb.h"
#include "kam/assessment/v1/policy.pb.h"
#include "services/assessment/observation_set.h"

namespace kam::assessment {

// Adds to `observations`, a set over PhaseDimensions(), the values that follow
// from records (4.a.1, A-15b, records.md): the highest that holds, the lowest
// only where the list is complete, else none. Notes in `violations` what is
// wrong with the records. The facts must outlive the set.
void DerivePhaseValues(const v1::PhaseFacts& facts, const v1::Policy& policy,
                       absl::CivilDay as_of, ObservationSet& observations,
                       Violations& violations);

// The parts of it: of who works on the account, and of what is done there. The
// third is CONTACT_PATTERN, contact_pattern.h.
void DeriveTeamValues(const v1::PhaseFacts& facts,
                      const v1::PhasePolicy& policy, absl::CivilDay as_of,
                      ObservationSet& observations, Violations& violations);
void DeriveBusinessValues(const v1::PhaseFacts& facts,
                          const v1::PhasePolicy& policy, absl::CivilDay as_of,
                          ObservationSet& observations, Violations& violations);

}  // namespace kam::assessment
