#pragma once

#include <vector>

#include "absl/time/civil_time.h"
#include "kam/planning/v1/planning_facts.pb.h"

namespace kam::planning {

// Returns the panels of an account, which are never scored: what of the seven
// questions (S3-06) its plan answers; which of the four aims (S3-09) and of the
// eight objectives (S3-17) its development objectives pursue; which of its
// requirements are traced to the end (S3-11). Where nothing is there, it is
// absent when the list is complete on `day`, and unknown otherwise; a plan's
// own answers are always all there are. Reads the facts' records.
std::vector<v1::Coverage> FindCoverage(const v1::PlanningFacts& facts,
                                       absl::CivilDay day);

}  // namespace kam::planning
