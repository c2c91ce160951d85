#pragma once

#include <ostream>
#include <string>

#include "google/protobuf/repeated_ptr_field.h"
#include "kam/team/v1/skill_coverage.pb.h"
#include "kam/team/v1/team_facts.pb.h"

namespace kam::kamctl {

// Returns who covers an area or comes closest, with their levels.
std::string Coverers(const team::v1::AreaCoverage& area);

// Returns who sponsors an account, and who of them as an executive.
std::string Sponsors(
    const google::protobuf::RepeatedPtrField<team::v1::SponsorOnDay>& sponsors);

// Writes who works for an account and how it stands, as a page for people.
void PrintTeamFacts(const team::v1::TeamFacts& facts, std::ostream& out);

// Writes the teams of a programme: who leads how many accounts.
void PrintTeamProgram(const team::v1::ProgramFacts& facts, std::ostream& out);

// Writes which skills a team has, and what is missing.
void PrintSkillCoverage(const team::v1::SkillCoverage& coverage,
                        std::ostream& out);

}  // namespace kam::kamctl
