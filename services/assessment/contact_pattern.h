#pragma once

#include <cstdint>
#include <optional>

#include "absl/time/civil_time.h"
#include "kam/assessment/v1/contact_model.pb.h"
#include "services/assessment/observation_set.h"

namespace kam::assessment {

// Returns the contact pattern that records show (4.h.3, A-43), as a number of
// PhaseValue(kContactPattern, ...); nothing while too few interactions are
// recorded. Records that are no days are passed over.
std::optional<int64_t> DeriveContactPattern(
    const v1::ContactCoverageFacts& facts,
    const v1::ContactCoveragePolicy& policy, absl::CivilDay as_of);

// Adds it to `observations`, a set over PhaseDimensions(), with the
// interactions and joint teams that it is read from. The facts must outlive the
// set.
void AddContactPattern(const v1::ContactCoverageFacts& facts,
                       const v1::ContactCoveragePolicy& policy,
                       absl::CivilDay as_of, ObservationSet& observations);

}  // namespace kam::assessment
