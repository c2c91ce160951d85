#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/team/v1/activity.pb.h"
#include "kam/team/v1/buddy_pair.pb.h"
#include "kam/team/v1/joint_team.pb.h"
#include "kam/team/v1/meeting.pb.h"
#include "kam/team/v1/sponsorship.pb.h"

namespace kam::team {

// Each function notes what is wrong with a record beyond the options of its
// fields: references, blank texts, days reversed or after `latest`. The record
// carries its name.

void Validate(const v1::Activity& activity, absl::CivilDay latest,
              Violations& violations);

void Validate(const v1::Sponsorship& sponsorship, absl::CivilDay latest,
              Violations& violations);

// Two members, never one and the same (BUDDY_OF_ONESELF).
void Validate(const v1::BuddyPair& pair, absl::CivilDay latest,
              Violations& violations);

void Validate(const v1::BuddyMeeting& meeting, absl::CivilDay latest,
              Violations& violations);

void Validate(const v1::Meeting& meeting, absl::CivilDay latest,
              Violations& violations);

void Validate(const v1::JointTeam& team, absl::CivilDay latest,
              Violations& violations);

// Whether none of `others` joins the same two members, in whichever order, on a
// day of `pair`. FAILED_PRECONDITION, BUDDY_PAIR_EXISTS, with the other pair's
// name. A pair of the same name is passed over.
absl::Status CheckOnlyPair(const v1::BuddyPair& pair,
                           const std::vector<v1::BuddyPair>& others);

}  // namespace kam::team
