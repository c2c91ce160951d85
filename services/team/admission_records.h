#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/storage/transaction.h"
#include "kam/team/v1/assignment.pb.h"
#include "kam/team/v1/buddy_pair.pb.h"
#include "kam/team/v1/team_policy.pb.h"

// Whether the state of the store allows a write, within its commit. `before` is
// null for a new record.
namespace kam::team {

// FAILED_PRECONDITION, DEDICATION_EXCEEDED (workload.h).
absl::Status AdmitAssignment(const storage::Transaction& transaction,
                             const v1::Assignment* before,
                             v1::Assignment& after);

// FAILED_PRECONDITION, BUDDY_PAIR_EXISTS (buddy_pair.h).
absl::Status AdmitBuddyPair(const storage::Transaction& transaction,
                            const v1::BuddyPair* before, v1::BuddyPair& after);

// Gives the policy the next version when a value changed.
absl::Status AdmitTeamPolicy(const storage::Transaction& transaction,
                             const v1::TeamPolicy* before,
                             v1::TeamPolicy& after);

}  // namespace kam::team
