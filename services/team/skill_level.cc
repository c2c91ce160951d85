#include "services/team/skill_level.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace kam::team {

bool IsInflatedSelfRating(const v1::SkillRating& rating) {
  return rating.level() > 1 &&
         absl::StartsWith(rating.name(), absl::StrCat(rating.rater(), "/"));
}

std::optional<KnownLevel> LevelBetween(
    const std::vector<v1::SkillRating>& ratings, v1::Skill skill,
    absl::CivilDay oldest, absl::CivilDay day) {
  std::optional<KnownLevel> found;
  absl::CivilDay latest;
  bool differ = false;
  for (const v1::SkillRating& rating : ratings) {
    if (rating.skill() != skill || IsInflatedSelfRating(rating)) continue;
    const auto rated = DayFromProto(rating.rated_on());
    if (!rated.ok() || *rated < oldest || *rated > day) continue;
    if (!found.has_value() || *rated > latest) {
      found = KnownLevel{rating.level(), &rating};
      latest = *rated;
      differ = false;
    } else if (*rated == latest && rating.level() != found->level) {
      differ = true;
    }
  }
  if (differ) return std::nullopt;
  return found;
}

std::optional<KnownLevel> LevelBetween(const RatingsByMember& ratings,
                                       const std::string& member,
                                       v1::Skill skill, absl::CivilDay oldest,
                                       absl::CivilDay day) {
  const auto found = ratings.find(member);
  if (found == ratings.end()) return std::nullopt;
  return LevelBetween(found->second, skill, oldest, day);
}

}  // namespace kam::team
