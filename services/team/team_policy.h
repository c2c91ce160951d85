#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/status/errors.h"
#include "kam/team/v1/skill.pb.h"
#include "kam/team/v1/team_policy.pb.h"
#include "kam/type/v1/type.pb.h"

namespace kam::team {

// Number of phases of a relationship.
inline constexpr int kPhases = 5;

// The id of the one policy of a programme.
inline constexpr char kPolicyId[] = "current";

// The values of a programme's team policy, defaults filled in; the contract
// says what each means.
struct TeamValues {
  int32_t rating_max_age_days = 730;
  int32_t covered_level = 3;
  int32_t thin_level = 2;
  int32_t manager_level = 1;
  int32_t balance_level = 2;
  int32_t title_change_months = 12;
  int32_t avoid_level = 2;
  int32_t titular_months = 12;
  int32_t titular_activities = 5;
  int32_t team_disciplines = 2;
  int32_t dedicated_members = 5;
  int32_t dedicated_share_numerator = 2;
  int32_t dedicated_share_denominator = 3;
  int32_t meeting_max_age_days = 90;
  int32_t work_window_days = 90;
  kam::type::v1::Grade executive_grade = kam::type::v1::GRADE_DIRECTOR;
  std::vector<std::string> title_phrases = {
      "key account",      "strategic account", "global account",
      "national account", "account manager",   "account executive",
      "account director"};
  std::vector<std::string> title_words = {"kam", "sam", "gam"};
  // What to train for, phase 1 at 0.
  std::array<std::vector<v1::RequiredSkill>, kPhases> phase_training;
};

// Notes every value of `policy` out of its range, with INVALID_POLICY.
void ValidatePolicy(const v1::TeamPolicy& policy, Violations& violations);

// Returns `policy` with its defaults filled in; with the default instance, the
// defaults alone. INVALID_ARGUMENT, INVALID_POLICY, names every value out of
// its range.
absl::StatusOr<TeamValues> ResolvePolicy(const v1::TeamPolicy& policy);

// Returns what a result says of the policy `version` that it was computed
// under.
v1::PolicyUse DescribePolicy(int64_t version, const TeamValues& values);

}  // namespace kam::team
