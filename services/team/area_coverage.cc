#include "services/team/area_coverage.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/team/assignment.h"
#include "services/team/skill_catalogue.h"

namespace kam::team {
namespace {

std::string DisplayName(const CoverageInput& input, const std::string& member) {
  const auto found = input.members.find(member);
  return found == input.members.end() ? "" : found->second.display_name();
}

v1::Coverer Rated(const CoverageInput& input, const std::string& member,
                  const KnownLevel& known) {
  v1::Coverer coverer;
  coverer.set_member(member);
  coverer.set_display_name(DisplayName(input, member));
  coverer.set_level(known.level);
  *coverer.mutable_rated_on() = known.rating->rated_on();
  coverer.set_source(known.rating->name());
  return coverer;
}

// Who can be told to have the area's skill, by name of the person.
struct People {
  std::map<std::string, v1::Coverer> team;     // whoever has a known level
  std::map<std::string, v1::Coverer> outside;  // specialists not of the team
  std::optional<int> manager_level;            // the highest known

  int Best() const {
    int best = kNoSkill;
    for (const auto& [name, coverer] : team) {
      best = std::max(best, coverer.level());
    }
    return best;
  }
};

void AddOutside(const v1::SpecialistAppointment& appointment,
                const CoverageInput& input, const TeamValues& values,
                People& people) {
  v1::Coverer coverer;
  if (appointment.member().empty()) {
    if (appointment.external_level() < values.covered_level) return;
    coverer.set_display_name(appointment.external_name());
    coverer.set_level(appointment.external_level());
    coverer.set_source(appointment.name());
  } else {
    const auto known =
        LevelBetween(input.ratings, appointment.member(), appointment.skill(),
                     OldestRating(input, values), input.day);
    if (!known.has_value() || known->level < values.covered_level) return;
    coverer = Rated(input, appointment.member(), *known);
  }
  coverer.set_from_outside(true);
  const std::string person = appointment.member().empty()
                                 ? appointment.external_name()
                                 : appointment.member();
  people.outside.emplace(person, std::move(coverer));
}

People FindPeople(v1::Skill area, const CoverageInput& input,
                  const TeamValues& values) {
  People people;
  std::set<std::string> of_team;
  for (const v1::AssignedMember& worker : input.team) {
    const v1::Assignment& assignment = worker.assignment();
    of_team.insert(assignment.member());
    const auto known = LevelBetween(input.ratings, assignment.member(), area,
                                    OldestRating(input, values), input.day);
    if (!known.has_value()) continue;
    people.team.emplace(assignment.member(),
                        Rated(input, assignment.member(), *known));
    if (IsLead(assignment)) {
      people.manager_level =
          std::max(people.manager_level.value_or(kNoSkill), known->level);
    }
  }
  for (const v1::SpecialistAppointment& appointment : input.appointments) {
    if (appointment.skill() == area &&
        of_team.count(appointment.member()) == 0) {
      AddOutside(appointment, input, values, people);
    }
  }
  return people;
}

v1::AreaState StateOf(const People& people, const TeamValues& values) {
  if (people.team.empty()) return v1::AREA_STATE_UNKNOWN;
  const int best = people.Best();
  if (best >= values.covered_level) return v1::AREA_STATE_COVERED;
  if (!people.outside.empty()) {
    if (!people.manager_level.has_value()) return v1::AREA_STATE_UNKNOWN;
    if (*people.manager_level >= values.manager_level) {
      return v1::AREA_STATE_ORCHESTRATED;
    }
  }
  return best >= values.thin_level ? v1::AREA_STATE_THIN : v1::AREA_STATE_GAP;
}

std::string Sentence(v1::AreaState state, const People& people) {
  switch (state) {
    case v1::AREA_STATE_COVERED:
      return absl::StrCat("The team's best level is ", people.Best(), ".");
    case v1::AREA_STATE_ORCHESTRATED:
      return absl::StrCat(
          "A specialist from outside the team is appointed, and the manager's "
          "level is ",
          people.manager_level.value_or(kNoSkill), ".");
    case v1::AREA_STATE_UNKNOWN:
      return people.team.empty()
                 ? "Nobody of the team has a rating that counts."
                 : "A specialist from outside the team is appointed, but the "
                   "manager's own level is not known.";
    default:
      return absl::StrCat("The team's best level is ", people.Best(),
                          people.outside.empty()
                              ? ", and no specialist is appointed."
                              : ", and the manager does not understand what "
                                "the specialist does.");
  }
}

void AddCoverers(const People& people, const TeamValues& values,
                 v1::AreaCoverage& area) {
  const bool covered = area.state() == v1::AREA_STATE_COVERED ||
                       area.state() == v1::AREA_STATE_ORCHESTRATED;
  const int least =
      covered ? values.covered_level : std::max(people.Best(), kNoSkill + 1);
  for (const auto& [name, coverer] : people.team) {
    if (coverer.level() >= least) *area.add_covered_by() = coverer;
  }
  if (!covered) return;
  for (const auto& [name, coverer] : people.outside) {
    *area.add_covered_by() = coverer;
  }
  area.set_single_point(area.covered_by_size() == 1);
}

}  // namespace

absl::CivilDay OldestRating(const CoverageInput& input,
                            const TeamValues& values) {
  return input.day - values.rating_max_age_days;
}

std::vector<std::string> ManagersOf(const CoverageInput& input) {
  std::set<std::string> managers;
  for (const v1::AssignedMember& worker : input.team) {
    if (IsLead(worker.assignment())) {
      managers.insert(worker.assignment().member());
    }
  }
  return {managers.begin(), managers.end()};
}

v1::AreaCoverage JudgeArea(v1::Skill area, const CoverageInput& input,
                           const TeamValues& values) {
  const People people = FindPeople(area, input, values);
  v1::AreaCoverage verdict;
  verdict.set_skill(area);
  verdict.set_key(SkillKey(area));
  verdict.set_state(StateOf(people, values));
  AddCoverers(people, values, verdict);
  if (people.manager_level.has_value()) {
    verdict.set_manager_level(*people.manager_level);
  }
  verdict.set_manager_blind(verdict.state() == v1::AREA_STATE_COVERED &&
                            people.manager_level == kNoSkill);
  verdict.set_sentence(Sentence(verdict.state(), people));
  return verdict;
}

}  // namespace kam::team
