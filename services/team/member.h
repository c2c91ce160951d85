#pragma once

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/team/v1/member.pb.h"

namespace kam::team {

// Adds to `violations` what is wrong with a member beyond the options of its
// fields: positions out of order or without a first day, a line manager of
// another programme or the member itself, pay that does not sum, a departure
// before the last position. Requires a well-formed name.
void ValidateMember(const v1::Member& member, Violations& violations);

// Whether no position that had begun by `today` vanished or changed its title
// or grade since `before`, which is null for a new member: findings rest on the
// past. FAILED_PRECONDITION, POSITION_HISTORY.
absl::Status CheckHistory(const v1::Member* before, const v1::Member& after,
                          absl::CivilDay today);

// Begins `position` in the order of its days; what it leaves out is taken from
// the position of the day before. INVALID_ARGUMENT, MISSING_FIELD, without a
// first day; ALREADY_EXISTS, POSITION_EXISTS, when one begins on that day.
absl::Status BeginPosition(const v1::Position& position, v1::Member& member);

// Whether the member is no longer there on `day`.
bool HasLeft(const v1::Member& member, absl::CivilDay day);

// Returns the position in force on `day`, or null when none is: before the
// first one, after the member left, or none is recorded. It lives as long as
// `member` does.
const v1::Position* PositionOn(const v1::Member& member, absl::CivilDay day);

}  // namespace kam::team
