#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "google/type/date.pb.h"
#include "kam/planning/v1/commitment.pb.h"
#include "services/planning/record_checks.h"

namespace kam::planning {

// Adds to `violations` what is wrong with a commitment beyond the options of
// its fields: people and departments of other programmes, promised after
// `latest_day`, due before it was promised.
void ValidateCommitment(const v1::Commitment& commitment,
                        absl::CivilDay latest_day, Violations& violations);

// Puts a new commitment in the state PROPOSED on the day of the promise.
void ProposeCommitment(v1::Commitment& commitment);

// Moves a commitment to `state`, dated `moved_on`: PROPOSED and BLOCKED to
// ACCEPTED; ACCEPTED to DELIVERED; PROPOSED and ACCEPTED to BLOCKED; all but
// DELIVERED and WITHDRAWN to WITHDRAWN. FAILED_PRECONDITION, WRONG_STATE, for
// every other move; INVALID_ARGUMENT, MISSING_FIELD, for a block without a
// reason; StepDay's errors.
absl::Status MoveCommitment(v1::CommitmentState state,
                            const google::type::Date& moved_on,
                            const std::string& reason, const StepDays& days,
                            v1::Commitment& commitment);

// Whether the commitment is still to be kept: proposed or accepted.
bool IsOpen(const v1::Commitment& commitment);

// Returns the commitment as it stood on `day`, not before the promise: later
// moves are left out.
v1::Commitment CommitmentOn(v1::Commitment commitment, absl::CivilDay day);

}  // namespace kam::planning
