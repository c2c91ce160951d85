#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "kam/team/v1/activity.pb.h"
#include "kam/team/v1/member.pb.h"
#include "kam/team/v1/titular.pb.h"
#include "services/team/skill_level.h"
#include "services/team/team_policy.h"

// The only functions that read a title.
namespace kam::team {

// Whether a title says that its bearer manages key accounts (models.md 4.a.6,
// A-09), by the phrases and words of the policy.
bool ClaimsKeyAccountManagement(const std::string& title,
                                const TeamValues& values);

// Whether the activity is one of the nine of key account management.
bool IsKeyAccountActivity(v1::ActivityKind kind);

// Whether it is one of the five that build the relationship (S3-05).
bool IsRelationshipActivity(v1::ActivityKind kind);

// Holds a member's title of `day` against the member's activities, of which
// those of the policy's months to the day count.
v1::TitularRole JudgeTitularRole(const v1::Member& member,
                                 const std::vector<v1::Activity>& activities,
                                 absl::CivilDay day, const TeamValues& values);

// Returns the changes of title or grade of a member in the policy's months to
// `day`, by day, each with the skills of the avoid-list that the member's
// `ratings` do not prove since.
std::vector<v1::TitleChange> FindTitleChanges(
    const v1::Member& member, const std::vector<v1::SkillRating>& ratings,
    absl::CivilDay day, const TeamValues& values);

}  // namespace kam::team
