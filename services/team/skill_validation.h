#pragma once

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/team/v1/role_requirement.pb.h"
#include "kam/team/v1/skill_rating.pb.h"
#include "kam/team/v1/specialist_appointment.pb.h"
#include "kam/team/v1/training.pb.h"

namespace kam::team {

// Each function notes what is wrong with a record beyond the options of its
// fields. The record carries its name; nothing that happened is dated after
// `latest`.

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
