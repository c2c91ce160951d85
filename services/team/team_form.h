#pragma once

#include <vector>

#include "kam/team/v1/team_facts.pb.h"
#include "services/team/team_policy.h"

namespace kam::team {

// Returns how an account is worked on by the assignments in force and their
// members (models.md 4.a.2 with A-15b). Those who lead the account are its
// managers; disciplines are those of the others.
v1::TeamForm FindTeamForm(const std::vector<v1::AssignedMember>& team,
                          const TeamValues& values);

}  // namespace kam::team
