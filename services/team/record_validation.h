#pragma once

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/team/v1/activity.pb.h"
#include "kam/team/v1/alignment.pb.h"
#include "kam/team/v1/authority.pb.h"
#include "kam/team/v1/buddy_pair.pb.h"
#include "kam/team/v1/department.pb.h"
#include "kam/team/v1/joint_team.pb.h"
#include "kam/team/v1/list_completeness.pb.h"
#include "kam/team/v1/meeting.pb.h"
#include "kam/team/v1/role_requirement.pb.h"
#include "kam/team/v1/skill_rating.pb.h"
#include "kam/team/v1/specialist_appointment.pb.h"
#include "kam/team/v1/sponsorship.pb.h"
#include "kam/team/v1/team_policy.pb.h"
#include "kam/team/v1/training.pb.h"
#include "kam/team/v1/willingness.pb.h"

// The validators of all records but members and assignments. Each notes what is
// wrong with a record beyond the options of its fields: references, blank
// texts, days reversed or after `latest`. The record carries its name.
namespace kam::team {

// What members do for accounts and with each other.

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

// The organisation.

void Validate(const v1::Department& department, absl::CivilDay latest,
              Violations& violations);

// A service rating is 0 to 5.
void Validate(const v1::AlignmentStatement& statement, absl::CivilDay latest,
              Violations& violations);

// Each scope once.
void Validate(const v1::Authority& authority, absl::CivilDay latest,
              Violations& violations);

void Validate(const v1::WillingnessStatement& statement, absl::CivilDay latest,
              Violations& violations);

// A list can be complete only up to the day on which that was said.
void Validate(const v1::ListCompleteness& completeness, absl::CivilDay latest,
              Violations& violations);

// Values in their ranges; the id is `current`.
void Validate(const v1::TeamPolicy& policy, absl::CivilDay latest,
              Violations& violations);

// What members are able to.

// A level of 0 to 3; nobody rates themselves above 1 (SELF_RATING).
void Validate(const v1::SkillRating& rating, absl::CivilDay latest,
              Violations& violations);

void Validate(const v1::Training& training, absl::CivilDay latest,
              Violations& violations);

// Exactly one of member and external name; a level for the latter alone.
void Validate(const v1::SpecialistAppointment& appointment,
              absl::CivilDay latest, Violations& violations);

// Each skill once, at a level of 1 to 3.
void Validate(const v1::RoleRequirement& requirement, absl::CivilDay latest,
              Violations& violations);

}  // namespace kam::team
