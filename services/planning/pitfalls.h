#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "kam/planning/v1/plan.pb.h"
#include "kam/planning/v1/requirement.pb.h"
#include "kam/type/v1/type.pb.h"
#include "services/planning/planning_policy.h"

namespace kam::planning {

// Returns a flag.
kam::type::v1::Flag MakeFlag(absl::string_view code,
                             kam::type::v1::Severity severity,
                             absl::string_view requirement_id,
                             absl::string_view detail);

// Returns the pitfalls of a plan on `day` that planning alone can tell, by
// code, as they hold for a key account (models.md 4.k): CSF_WITHOUT_ACTION,
// GENERIC_POSITIONING, LONE_HERO, NO_PROFIT_TARGET, STALE_PLAN,
// VALUE_PERCEPTION_MISSING. `same_positioning` names the other accounts whose
// active plan has the same positioning text.
std::vector<kam::type::v1::Flag> FindPlanPitfalls(
    const v1::Plan& plan, const std::vector<std::string>& same_positioning,
    absl::CivilDay day, const PlanningValues& values);

// NO_PLAN, of an account without a plan in force.
kam::type::v1::Flag NoPlan();

// REQUIREMENT_UNACKNOWLEDGED for the requirements that no department has
// acknowledged (S3-11); nothing when there are none.
std::vector<kam::type::v1::Flag> FindUnacknowledged(
    const std::vector<v1::Requirement>& requirements);

}  // namespace kam::planning
