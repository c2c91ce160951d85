#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/planning/v1/requirement.pb.h"
#include "services/planning/record_checks.h"

namespace kam::planning {

// Adds to `violations` what is wrong with a requirement beyond the options of
// its fields: people of other programmes or accounts, a need heard after
// `latest_day`.
void ValidateRequirement(const v1::Requirement& requirement,
                         absl::CivilDay latest_day, Violations& violations);

// Records that a department understands it. FAILED_PRECONDITION,
// ALREADY_ACKNOWLEDGED; INVALID_ARGUMENT for a department of another programme;
// StepDay's errors.
absl::Status AcknowledgeRequirement(
    const v1::AcknowledgeRequirementRequest& request, const StepDays& days,
    v1::Requirement& requirement);

// Records what met it. FAILED_PRECONDITION, ALREADY_MET; StepDay's errors.
absl::Status MeetRequirement(const v1::MeetRequirementRequest& request,
                             const StepDays& days,
                             v1::Requirement& requirement);

// Whether the trace is whole (S3-11): what is required is stated and followed
// through by someone, a department understands it, and it is met, unless it is
// of the future.
bool IsTraced(const v1::Requirement& requirement);

// Returns the requirement as it stood on `day`.
v1::Requirement RequirementOn(v1::Requirement requirement, absl::CivilDay day);

}  // namespace kam::planning
