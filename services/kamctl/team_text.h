#pragma once

#include <ostream>

#include "kam/team/v1/skill_coverage.pb.h"
#include "kam/team/v1/team_facts.pb.h"

namespace kam::kamctl {

// Writes who works for an account and how it stands, as a page for people.
void PrintTeamFacts(const team::v1::TeamFacts& facts, std::ostream& out);

// Writes the teams of a programme: who leads how many accounts.
void PrintTeamProgram(const team::v1::ProgramFacts& facts, std::ostream& out);

// Writes which skills a team has, and what is missing.
void PrintSkillCoverage(const team::v1::SkillCoverage& coverage,
                        std::ostream& out);

}  // namespace kam::kamctl
