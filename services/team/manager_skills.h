#pragma once

#include <string>
#include <vector>

#include "services/team/area_coverage.h"

namespace kam::team {

// Returns the own skills of one who leads the account: the personal balance
// judged (models.md 4.h.2 with A-39), the other lists as they are known.
v1::ManagerSkills JudgeManager(const std::string& member,
                               const CoverageInput& input,
                               const TeamValues& values);

// Returns what each who leads the account should train for in `phase`, 1 to 5
// (S0-23): the skills of the policy that are unknown or below its level.
std::vector<v1::TrainingAdvice> AdviseTraining(int phase,
                                               const CoverageInput& input,
                                               const TeamValues& values);

}  // namespace kam::team
