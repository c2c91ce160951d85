#pragma once

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/team/v1/member.pb.h"

namespace kam::team {

// Adds to `violations` what is wrong with a member beyond the options of its
// fields: positions out of order or without a first day, a line manager of
// another programme or the member itself, pay that does not sum, a departure
// before the last position. Requires a well-formed name.
void ValidateMember(const v1::Member& member, Violations& violations);

// Returns the position in force on `day`, or null when none is: before the
// first one, after the member left, or none is recorded. It lives as long as
// `member` does.
const v1::Position* PositionOn(const v1::Member& member, absl::CivilDay day);

}  // namespace kam::team
