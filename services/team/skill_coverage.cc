#include "services/team/skill_coverage.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/date.h"
#include "services/team/flags.h"
#include "services/team/manager_skills.h"
#include "services/team/skill_catalogue.h"
#include "services/team/titular.h"

namespace kam::team {
namespace {

using kam::type::v1::SEVERITY_WARN;

void CountArea(const v1::AreaCoverage& area, v1::SkillCoverage& coverage) {
  switch (area.state()) {
    case v1::AREA_STATE_COVERED:
    case v1::AREA_STATE_ORCHESTRATED:
      coverage.set_covered_areas(coverage.covered_areas() + 1);
      break;
    case v1::AREA_STATE_UNKNOWN:
      coverage.add_unknown(area.skill());
      break;
    default:
      coverage.add_gaps(area.skill());
  }
}

void FlagArea(const v1::AreaCoverage& area, v1::SkillCoverage& coverage) {
  if (area.manager_blind()) {
    AddFlag("KAM_BLIND", SEVERITY_WARN,
            absl::StrCat("No manager understands the implications of ",
                         area.key(), ", which the team covers."),
            "S3-13", coverage.mutable_flags());
  }
  if (area.single_point()) {
    AddFlag("SINGLE_POINT", SEVERITY_WARN,
            absl::StrCat("Only ", area.covered_by(0).display_name(), " covers ",
                         area.key(), "."),
            "S3-12", coverage.mutable_flags());
  }
}

void JudgeAreas(const CoverageInput& input, const TeamValues& values,
                v1::SkillCoverage& coverage) {
  for (const v1::Skill skill : AreaSkills()) {
    v1::AreaCoverage& area = *coverage.add_areas();
    area = JudgeArea(skill, input, values);
    CountArea(area, coverage);
    FlagArea(area, coverage);
  }
  const int unknown = coverage.unknown_size();
  const bool gaps = coverage.gaps_size() > 0;
  coverage.set_covered_areas_ceiling(coverage.covered_areas() + unknown);
  coverage.set_value(gaps || unknown > 0 ? v1::COVERAGE_VALUE_GAPS
                                         : v1::COVERAGE_VALUE_COVERED);
  coverage.set_ceiling(gaps ? v1::COVERAGE_VALUE_GAPS
                            : v1::COVERAGE_VALUE_COVERED);
  if (unknown == coverage.areas_size()) {
    coverage.set_status(kam::type::v1::VERDICT_STATUS_INSUFFICIENT_DATA);
  } else if (unknown == 0 || gaps) {
    coverage.set_status(kam::type::v1::VERDICT_STATUS_DETERMINED);
  } else {
    coverage.set_status(kam::type::v1::VERDICT_STATUS_PROVISIONAL);
  }
}

void JudgeManagers(const CoverageInput& input, const TeamValues& values,
                   v1::SkillCoverage& coverage) {
  for (const std::string& member : ManagersOf(input)) {
    v1::ManagerSkills& manager = *coverage.add_managers();
    manager = JudgeManager(member, input, values);
    for (const v1::PersonalSkill& personal : manager.balance()) {
      if (personal.state() != v1::PERSONAL_STATE_GAP) continue;
      AddFlag(
          "PERSONAL_GAP", SEVERITY_WARN,
          absl::StrCat(member, " has level ", personal.level(), " in ",
                       personal.key(), ", below ", values.balance_level, "."),
          "S3-14", coverage.mutable_flags());
    }
  }
}

void FindMissingRoles(const CoverageInput& input, v1::SkillCoverage& coverage) {
  // Of a team of which nothing is on record it is not known what it lacks.
  if (input.team.empty() && !input.assignments_complete) return;
  std::set<v1::AssignmentRole> roles;
  for (const v1::AssignedMember& worker : input.team) {
    roles.insert(worker.assignment().role());
  }
  for (const v1::AssignmentRole role :
       {v1::ASSIGNMENT_ROLE_SUPPORT, v1::ASSIGNMENT_ROLE_DEVELOPMENT}) {
    if (roles.count(role) > 0) continue;
    coverage.add_missing_roles(role);
    const bool support = role == v1::ASSIGNMENT_ROLE_SUPPORT;
    AddFlag("ROLE_MISSING", SEVERITY_WARN,
            support ? "Nobody has the role of account support."
                    : "Nobody has the role of account development.",
            "S3-01", coverage.mutable_flags());
  }
}

void FindChanges(const CoverageInput& input, const TeamValues& values,
                 v1::SkillCoverage& coverage) {
  std::set<std::string> team;
  for (const v1::AssignedMember& worker : input.team) {
    team.insert(worker.assignment().member());
  }
  static const auto* const kNone = new std::vector<v1::SkillRating>();
  for (const std::string& name : team) {
    const auto member = input.members.find(name);
    if (member == input.members.end()) continue;
    const auto ratings = input.ratings.find(name);
    for (const v1::TitleChange& change : FindTitleChanges(
             member->second,
             ratings == input.ratings.end() ? *kNone : ratings->second,
             input.day, values)) {
      *coverage.add_title_changes() = change;
      if (change.unproven_skills().empty()) continue;
      std::vector<std::string> keys;
      for (const int skill : change.unproven_skills()) {
        keys.push_back(SkillKey(static_cast<v1::Skill>(skill)));
      }
      AddFlag("TITLE_CHANGE_WITHOUT_SKILLS", SEVERITY_WARN,
              absl::StrCat(name, " became \"", change.to_title(), "\" on ",
                           FormatDate(change.changed_on()),
                           " and is not proven since in ",
                           absl::StrJoin(keys, ", "), "."),
              "S3-18", coverage.mutable_flags());
    }
  }
}

}  // namespace

v1::SkillCoverage JudgeSkillCoverage(const CoverageInput& input,
                                     const TeamValues& values,
                                     std::optional<int> phase) {
  v1::SkillCoverage coverage;
  JudgeAreas(input, values, coverage);
  JudgeManagers(input, values, coverage);
  FindMissingRoles(input, coverage);
  FindChanges(input, values, coverage);
  SortFlags(coverage.mutable_flags());
  if (phase.has_value()) {
    for (v1::TrainingAdvice& advice : AdviseTraining(*phase, input, values)) {
      *coverage.add_training() = std::move(advice);
    }
  }
  return coverage;
}

}  // namespace kam::team
