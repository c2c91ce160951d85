#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "kam/team/v1/skill_rating.pb.h"

namespace kam::team {

// Ratings by the name of the member whom they rate.
using RatingsByMember = std::map<std::string, std::vector<v1::SkillRating>>;

// A level that counts, and the rating that it comes from.
struct KnownLevel {
  int level = 0;
  const v1::SkillRating* rating = nullptr;
};

// Whether the rating is of the rater's own skill and says more than that the
// implications are understood: such a rating is refused, and never counts.
bool IsInflatedSelfRating(const v1::SkillRating& rating);

// Returns the level of `skill` on `day` from a member's ratings: that of the
// latest day from `oldest` to `day`, self-ratings above 1 passed over. Absent
// when there is none, or when those of that day differ. The rating lives as
// long as `ratings` do.
std::optional<KnownLevel> LevelBetween(
    const std::vector<v1::SkillRating>& ratings, v1::Skill skill,
    absl::CivilDay oldest, absl::CivilDay day);

// The same of `member` among all ratings.
std::optional<KnownLevel> LevelBetween(const RatingsByMember& ratings,
                                       const std::string& member,
                                       v1::Skill skill, absl::CivilDay oldest,
                                       absl::CivilDay day);

}  // namespace kam::team
