#include "services/team/titular.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/tokens.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/team/member.h"
#include "services/team/skill_catalogue.h"

namespace kam::team {
namespace {

using Words = std::vector<std::string>;

// Whether the phrase stands in the title, each word as it is or in the plural.
bool HoldsPhrase(const Words& title, const Words& phrase) {
  return !phrase.empty() &&
         std::search(title.begin(), title.end(), phrase.begin(), phrase.end(),
                     [](const std::string& word, const std::string& wanted) {
                       return word == wanted ||
                              word == absl::StrCat(wanted, "s");
                     }) != title.end();
}

// Whether nothing but the title differs.
bool SameButTitle(v1::Position from, v1::Position to) {
  from.clear_title();
  to.clear_title();
  from.clear_starts_on();
  to.clear_starts_on();
  return google::protobuf::util::MessageDifferencer::Equals(from, to);
}

v1::TitleChange Compare(const v1::Member& member, const v1::Position& from,
                        const v1::Position& to, const TeamValues& values) {
  v1::TitleChange change;
  change.set_member(member.name());
  *change.mutable_changed_on() = to.starts_on();
  change.set_from_title(from.title());
  change.set_to_title(to.title());
  change.set_from_claims(ClaimsKeyAccountManagement(from.title(), values));
  change.set_to_claims(ClaimsKeyAccountManagement(to.title(), values));
  change.set_from_grade(from.grade());
  change.set_to_grade(to.grade());
  change.set_title_only(from.title() != to.title() && SameButTitle(from, to));
  return change;
}

}  // namespace

bool ClaimsKeyAccountManagement(const std::string& title,
                                const TeamValues& values) {
  const Words words = Tokens(title);
  for (const std::string& phrase : values.title_phrases) {
    if (HoldsPhrase(words, Tokens(phrase))) return true;
  }
  return std::any_of(values.title_words.begin(), values.title_words.end(),
                     [&](const std::string& word) {
                       return std::find(words.begin(), words.end(), word) !=
                              words.end();
                     });
}

bool IsKeyAccountActivity(v1::ActivityKind kind) {
  switch (kind) {
    case v1::ACTIVITY_KIND_COORDINATE_TEAM:
    case v1::ACTIVITY_KIND_ACCOUNT_PLAN:
    case v1::ACTIVITY_KIND_MEET_DECISION_MAKERS:
    case v1::ACTIVITY_KIND_RESEARCH_CUSTOMER_BUSINESS:
    case v1::ACTIVITY_KIND_JOINT_PLANNING:
    case v1::ACTIVITY_KIND_PROFITABILITY_REVIEW:
    case v1::ACTIVITY_KIND_CARE_REVIEW:
    case v1::ACTIVITY_KIND_BRIEF_SPECIALISTS:
    case v1::ACTIVITY_KIND_SENIOR_FEEDBACK:
      return true;
    default:
      return false;
  }
}

bool IsRelationshipActivity(v1::ActivityKind kind) {
  switch (kind) {
    case v1::ACTIVITY_KIND_MEET_DECISION_MAKERS:
    case v1::ACTIVITY_KIND_BRIEF_SPECIALISTS:
    case v1::ACTIVITY_KIND_TECHNICAL_PROJECT_REVIEW:
    case v1::ACTIVITY_KIND_CARE_VISIT:
    case v1::ACTIVITY_KIND_TEAM_MEETING:
      return true;
    default:
      return false;
  }
}

v1::TitularRole JudgeTitularRole(const v1::Member& member,
                                 const std::vector<v1::Activity>& activities,
                                 absl::CivilDay day, const TeamValues& values) {
  v1::TitularRole role;
  role.set_member(member.name());
  const v1::Position* position = PositionOn(member, day);
  if (position != nullptr) role.set_title(position->title());
  const absl::CivilDay oldest = AddMonths(day, -values.titular_months);
  for (const v1::Activity& activity : activities) {
    const auto performed = DayFromProto(activity.performed_on());
    if (activity.member() != member.name() || !performed.ok() ||
        *performed < oldest || *performed > day) {
      continue;
    }
    role.set_activities(role.activities() + 1);
    if (IsKeyAccountActivity(activity.kind())) {
      role.set_key_account_activities(role.key_account_activities() + 1);
    }
  }
  if (!ClaimsKeyAccountManagement(role.title(), values)) {
    role.set_value(v1::TITULAR_ROLE_VALUE_NOT_APPLICABLE);
  } else if (role.key_account_activities() > 0) {
    role.set_value(v1::TITULAR_ROLE_VALUE_GENUINE);
  } else if (role.activities() < values.titular_activities) {
    role.set_value(v1::TITULAR_ROLE_VALUE_UNDETERMINED);
  } else {
    role.set_value(v1::TITULAR_ROLE_VALUE_TITULAR);
  }
  return role;
}

std::vector<v1::TitleChange> FindTitleChanges(
    const v1::Member& member, const std::vector<v1::SkillRating>& ratings,
    absl::CivilDay day, const TeamValues& values) {
  std::vector<v1::TitleChange> changes;
  const absl::CivilDay oldest = AddMonths(day, -values.title_change_months);
  for (int i = 1; i < member.positions_size(); ++i) {
    const v1::Position& to = member.positions(i);
    const v1::Position& from = member.positions(i - 1);
    const auto changed = DayFromProto(to.starts_on());
    if (!changed.ok() || *changed < oldest || *changed > day) continue;
    if (from.title() == to.title() && from.grade() == to.grade()) continue;
    v1::TitleChange change = Compare(member, from, to, values);
    if (!change.from_claims() && change.to_claims()) {
      for (const v1::Skill skill : AvoidSkills()) {
        const auto level = LevelBetween(ratings, skill, *changed, day);
        if (!level.has_value() || level->level < values.avoid_level) {
          change.add_unproven_skills(skill);
        }
      }
    }
    changes.push_back(std::move(change));
  }
  return changes;
}

}  // namespace kam::team
