#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "kam/team/v1/skill_coverage.pb.h"
#include "kam/team/v1/specialist_appointment.pb.h"
#include "kam/team/v1/team_facts.pb.h"
#include "services/team/skill_level.h"
#include "services/team/team_facts.h"
#include "services/team/team_policy.h"

namespace kam::team {

// What the skills of a team are judged by.
struct CoverageInput {
  absl::CivilDay day;
  // Assignments in force on the day, of members who have not left.
  std::vector<v1::AssignedMember> team;
  // Specialist appointments in force on the day.
  std::vector<v1::SpecialistAppointment> appointments;
  // Ratings of everybody above.
  RatingsByMember ratings;
  // Everybody above who is known here.
  MembersByName members;
  // The list of assignments is complete up to the day.
  bool assignments_complete = false;
};

// The oldest day of a rating that counts.
absl::CivilDay OldestRating(const CoverageInput& input,
                            const TeamValues& values);

// Names of those who lead the account, in order, each once.
std::vector<std::string> ManagersOf(const CoverageInput& input);

// Returns how one area of the account stands (models.md 4.h.2 with A-38 and
//
v1::AreaCoverage JudgeArea(v1::Skill area, const CoverageInput& input,
                           const TeamValues& values);

}  // namespace kam::team
