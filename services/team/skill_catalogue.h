#pragma once

#include <string>

#include "absl/types/span.h"
#include "kam/team/v1/skill.pb.h"

// The lists of skills of models.md h. A skill that several lists name has one
// rating for all of them.
namespace kam::team {

// Levels of a rating.
inline constexpr int kNoSkill = 0;
inline constexpr int kSpecialist = 3;

// The eleven areas of an account (S3-12).
absl::Span<const v1::Skill> AreaSkills();
// The personal balance (S3-14) less its secondary skills.
absl::Span<const v1::Skill> BalanceSkills();
// What together is the eighth of the personal balance, `secondary`.
absl::Span<const v1::Skill> SecondarySkills();
// The transition from selling (S3-08).
absl::Span<const v1::Skill> TransitionSkills();
// What a new title asks for (S3-18).
absl::Span<const v1::Skill> AvoidSkills();
// Selling and key account management of the comparison (R9).
absl::Span<const v1::Skill> SellingSkills();
absl::Span<const v1::Skill> KeyAccountSkills();

// Returns the stable key of a skill, such as "project_management".
std::string SkillKey(v1::Skill skill);

}  // namespace kam::team
