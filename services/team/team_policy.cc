#include "services/team/team_policy.h"

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/status/errors.h"
#include "google/protobuf/descriptor.h"
#include "services/team/skill_catalogue.h"

namespace kam::team {
namespace {

constexpr char kReason[] = "INVALID_POLICY";
constexpr int32_t kMaxDays = 3660;
constexpr int32_t kMaxMonths = 120;
constexpr int32_t kMaxCount = 1'000'000;
constexpr int32_t kWorking = 2;

// One number of the policy: its field, where it goes, and its range.
struct NumberRule {
  const char* field;
  int32_t TeamValues::*value;
  int32_t low;
  int32_t high;
};

constexpr NumberRule kNumbers[] = {
    {"rating_max_age_days", &TeamValues::rating_max_age_days, 0, kMaxDays},
    {"covered_level", &TeamValues::covered_level, 1, kSpecialist},
    {"thin_level", &TeamValues::thin_level, 1, kSpecialist},
    {"manager_level", &TeamValues::manager_level, 0, kSpecialist},
    {"balance_level", &TeamValues::balance_level, 1, kSpecialist},
    {"title_change_months", &TeamValues::title_change_months, 1, kMaxMonths},
    {"avoid_level", &TeamValues::avoid_level, 1, kSpecialist},
    {"titular_months", &TeamValues::titular_months, 1, kMaxMonths},
    {"titular_activities", &TeamValues::titular_activities, 1, kMaxCount},
    {"team_disciplines", &TeamValues::team_disciplines, 1, kMaxCount},
    {"dedicated_members", &TeamValues::dedicated_members, 1, kMaxCount},
    {"dedicated_share_numerator", &TeamValues::dedicated_share_numerator, 1,
     kMaxCount},
    {"dedicated_share_denominator", &TeamValues::dedicated_share_denominator, 1,
     kMaxCount},
    {"meeting_max_age_days", &TeamValues::meeting_max_age_days, 1, kMaxDays},
    {"work_window_days", &TeamValues::work_window_days, 1, kMaxDays},
};

void TakeNumbers(const v1::TeamPolicy& policy, TeamValues& values,
                 Violations& violations) {
  for (const NumberRule& rule : kNumbers) {
    const auto* field =
        v1::TeamPolicy::descriptor()->FindFieldByName(rule.field);
    if (!policy.GetReflection()->HasField(policy, field)) continue;
    const int32_t given = policy.GetReflection()->GetInt32(policy, field);
    values.*rule.value = given;
    if (given >= rule.low && given <= rule.high) continue;
    violations.Add(absl::StrCat("team_policy.", rule.field),
                   absl::StrCat("must be from ", rule.low, " to ", rule.high,
                                ", not ", given),
                   kReason);
  }
  if (values.thin_level > values.covered_level) {
    violations.Add("team_policy.thin_level", "must not be above covered_level",
                   kReason);
  }
  if (values.dedicated_share_numerator > values.dedicated_share_denominator) {
    violations.Add("team_policy.dedicated_share_numerator",
                   "must not be above dedicated_share_denominator", kReason);
  }
}

void TakeTexts(absl::string_view field,
               const google::protobuf::RepeatedPtrField<std::string>& given,
               std::vector<std::string>& texts, Violations& violations) {
  if (given.empty()) return;
  texts.assign(given.begin(), given.end());
  for (const std::string& text : given) {
    if (absl::StripAsciiWhitespace(text).empty()) {
      violations.Add(field, "must not be blank", kReason);
    }
  }
}

void Append(absl::Span<const v1::Skill> skills,
            std::vector<v1::RequiredSkill>& list) {
  for (const v1::Skill skill : skills) {
    v1::RequiredSkill& required = list.emplace_back();
    required.set_skill(skill);
    required.set_level(kWorking);
  }
}

// From the tools of selling to models of the business: what S0-23 says that
// the approach ranges over.
void TakeDefaultTraining(TeamValues& values) {
  Append(SellingSkills(), values.phase_training[0]);
  Append({v1::SKILL_CONSULTATIVE_SELLING, v1::SKILL_PLANNING,
          v1::SKILL_CONSULTING},
         values.phase_training[1]);
  Append(TransitionSkills(), values.phase_training[2]);
  Append(BalanceSkills(), values.phase_training[3]);
  Append(KeyAccountSkills(), values.phase_training[4]);
}

void TakeTraining(const v1::TeamPolicy& policy, TeamValues& values,
                  Violations& violations) {
  TakeDefaultTraining(values);
  std::set<int> seen;
  for (const v1::PhaseTraining& training : policy.phase_training()) {
    const int phase = training.phase();
    if (phase < 1 || phase > kPhases || !seen.insert(phase).second) {
      violations.Add("team_policy.phase_training.phase",
                     "must name each phase from 1 to 5 at most once", kReason);
      continue;
    }
    for (const v1::RequiredSkill& required : training.skills()) {
      if (required.level() < 1 || required.level() > kSpecialist) {
        violations.Add("team_policy.phase_training.skills.level",
                       "must be from 1 to 3", kReason);
      }
    }
    values.phase_training[phase - 1].assign(training.skills().begin(),
                                            training.skills().end());
  }
}

TeamValues Resolve(const v1::TeamPolicy& policy, Violations& violations) {
  TeamValues values;
  TakeNumbers(policy, values, violations);
  if (policy.executive_grade() != kam::type::v1::GRADE_UNSPECIFIED) {
    values.executive_grade = policy.executive_grade();
  }
  TakeTexts("team_policy.title_phrases", policy.title_phrases(),
            values.title_phrases, violations);
  TakeTexts("team_policy.title_words", policy.title_words(), values.title_words,
            violations);
  TakeTraining(policy, values, violations);
  return values;
}

}  // namespace

void ValidatePolicy(const v1::TeamPolicy& policy, Violations& violations) {
  Resolve(policy, violations);
}

absl::StatusOr<TeamValues> ResolvePolicy(const v1::TeamPolicy& policy) {
  Violations violations;
  TeamValues values = Resolve(policy, violations);
  if (absl::Status status = violations.ToStatus(); !status.ok()) return status;
  return values;
}

v1::PolicyUse DescribePolicy(int64_t version, const TeamValues& values) {
  v1::PolicyUse use;
  use.set_version(version);
  auto append = [&](const char* field, int64_t value) {
    v1::PolicyValue* added = use.add_values();
    added->set_field(field);
    added->set_value(value);
  };
  for (const NumberRule& rule : kNumbers) {
    append(rule.field, values.*rule.value);
  }
  append("executive_grade", values.executive_grade);
  return use;
}

}  // namespace kam::team
