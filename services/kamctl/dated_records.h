#pragma once

#include "absl/status/status.h"
#include "kam/team/v1/assignment.pb.h"
#include "kam/team/v1/member.pb.h"
#include "services/kamctl/connection.h"

// Stores what a file says of people whose past counts. The team service keeps
// what somebody was and did; a file knows only what is. Both functions may be
// called again with the same record, and at once for different ones.
namespace kam::kamctl {

// Stores a member with one position. When a member of the name exists, other
// values begin as a new position on its first day, today without one; what was
// before stays. A position that begins on that very day is completed. Errors of
// the team service: POSITION_HISTORY when the title or grade of such a position
// is another.
absl::Status StoreMember(const team::v1::Member& member,
                         Connection& connection);

// Stores an assignment of a member to an account under the member's id. When
// it exists with another role, it ends the day before this one begins, and this
// one is stored beside it. Assignments that no import has made are left alone.
// Errors of the team service: IMMUTABLE_FIELD when one of another role begins
// on the same day.
absl::Status StoreAssignment(const team::v1::Assignment& assignment,
                             Connection& connection);

}  // namespace kam::kamctl
