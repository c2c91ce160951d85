#include "services/team/manager_skills.h"

#include <algorithm>
#include <optional>

#include "absl/types/span.h"
#include "services/team/skill_catalogue.h"

namespace kam::team {
namespace {

constexpr char kSecondary[] = "secondary";

std::optional<int> LevelOf(const std::string& member, v1::Skill skill,
                           const CoverageInput& input,
                           const TeamValues& values) {
  const auto known = LevelBetween(input.ratings, member, skill,
                                  OldestRating(input, values), input.day);
  if (!known.has_value()) return std::nullopt;
  return known->level;
}

v1::PersonalSkill Describe(const std::string& member, v1::Skill skill,
                           const CoverageInput& input,
                           const TeamValues& values) {
  v1::PersonalSkill personal;
  personal.set_key(SkillKey(skill));
  const std::optional<int> level = LevelOf(member, skill, input, values);
  if (level.has_value()) personal.set_level(*level);
  return personal;
}

void Judge(const TeamValues& values, v1::PersonalSkill& personal) {
  if (!personal.has_level()) {
    personal.set_state(v1::PERSONAL_STATE_UNKNOWN);
  } else {
    personal.set_state(personal.level() < values.balance_level
                           ? v1::PERSONAL_STATE_GAP
                           : v1::PERSONAL_STATE_OK);
  }
}

// The three secondary skills as one: the lowest decides, and a gap in one is a
// gap whatever the others are.
v1::PersonalSkill JudgeSecondary(const std::string& member,
                                 const CoverageInput& input,
                                 const TeamValues& values) {
  v1::PersonalSkill whole;
  whole.set_key(kSecondary);
  bool unknown = false;
  for (const v1::Skill skill : SecondarySkills()) {
    const std::optional<int> level = LevelOf(member, skill, input, values);
    if (!level.has_value()) {
      unknown = true;
    } else {
      whole.set_level(whole.has_level() ? std::min(whole.level(), *level)
                                        : *level);
    }
  }
  Judge(values, whole);
  if (unknown && whole.state() == v1::PERSONAL_STATE_OK) {
    whole.set_state(v1::PERSONAL_STATE_UNKNOWN);
  }
  return whole;
}

}  // namespace

v1::ManagerSkills JudgeManager(const std::string& member,
                               const CoverageInput& input,
                               const TeamValues& values) {
  v1::ManagerSkills skills;
  skills.set_member(member);
  const auto found = input.members.find(member);
  if (found != input.members.end()) {
    skills.set_display_name(found->second.display_name());
  }
  for (const v1::Skill skill : BalanceSkills()) {
    v1::PersonalSkill& personal = *skills.add_balance();
    personal = Describe(member, skill, input, values);
    Judge(values, personal);
  }
  *skills.add_balance() = JudgeSecondary(member, input, values);
  auto list = [&](absl::Span<const v1::Skill> of, auto* to) {
    for (const v1::Skill skill : of) {
      *to->Add() = Describe(member, skill, input, values);
    }
  };
  list(TransitionSkills(), skills.mutable_transition());
  list(SellingSkills(), skills.mutable_selling());
  list(KeyAccountSkills(), skills.mutable_key_account_management());
  return skills;
}

std::vector<v1::TrainingAdvice> AdviseTraining(int phase,
                                               const CoverageInput& input,
                                               const TeamValues& values) {
  std::vector<v1::TrainingAdvice> advice;
  for (const std::string& member : ManagersOf(input)) {
    for (const v1::RequiredSkill& wanted : values.phase_training[phase - 1]) {
      const std::optional<int> level =
          LevelOf(member, wanted.skill(), input, values);
      if (level.has_value() && *level >= wanted.level()) continue;
      v1::TrainingAdvice& one = advice.emplace_back();
      one.set_member(member);
      one.set_skill(wanted.skill());
      if (level.has_value()) one.set_level(*level);
      one.set_wanted_level(wanted.level());
    }
  }
  return advice;
}

}  // namespace kam::team
