#pragma once

#include <optional>

#include "kam/team/v1/skill_coverage.pb.h"
#include "services/team/area_coverage.h"

namespace kam::team {

// Returns whether the team has the skills that its account needs (models.md
// 4.h with ): the areas and what follows from them, the managers'
// own skills, missing roles, changes of title without skills and, with a phase
// from 1 to 5, what to train for. Store, day, account and policy are left to
// the caller.
v1::SkillCoverage JudgeSkillCoverage(const CoverageInput& input,
                                     const TeamValues& values,
                                     std::optional<int> phase);

}  // namespace kam::team
