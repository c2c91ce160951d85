#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/planning/v1/account_sets.pb.h"
#include "kam/planning/v1/planning_facts.pb.h"
#include "services/planning/planning_policy.h"

namespace kam::planning {

// Adds to `violations` what is wrong with a set beyond the options of its
// fields: accounts of other programmes or named twice, a day after
// `latest_day`.
void ValidateAnnouncedSet(const v1::AnnouncedSet& set,
                          absl::CivilDay latest_day, Violations& violations);
void ValidateServedSet(const v1::ServedSet& set, absl::CivilDay latest_day,
                       Violations& violations);

// Returns how many of the accounts announced are served at the latest
// anniversary of `launched_on` (S1-07, A-55): served are those found so in the
// twelve months to it. Nothing before the first anniversary, or when nothing
// was announced by then.
std::optional<v1::AnnouncementVerdict> JudgeAnnouncement(
    const std::vector<v1::AnnouncedSet>& announced,
    const std::vector<v1::ServedSet>& served, absl::CivilDay launched_on,
    absl::CivilDay day, const PlanningValues& values);

}  // namespace kam::planning
