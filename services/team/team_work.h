#pragma once

#include <cstdint>
#include <vector>

#include "absl/time/civil_time.h"
#include "kam/team/v1/activity.pb.h"
#include "kam/team/v1/meeting.pb.h"
#include "kam/team/v1/team_facts.pb.h"
#include "services/team/team_policy.h"

namespace kam::team {

// Months of activities and meetings that facts carry.
inline constexpr int kFactsMonths = 12;

// Puts the activities of the twelve months to `day` into the facts, newest
// first, with the count of all up to the day, and what of the work window
// follows from them: how often each kind, and the share of relationship work
// (S3-05, S4-03).
void AddWork(const std::vector<v1::Activity>& activities, absl::CivilDay day,
             const TeamValues& values, v1::TeamFacts& facts);

// Puts the meetings of the twelve months to `day` into the facts, newest first.
void AddMeetings(const std::vector<v1::Meeting>& meetings, absl::CivilDay day,
                 v1::TeamFacts& facts);

// Returns how many of `activities` fall from `oldest` to `newest`.
int CountBetween(const std::vector<v1::Activity>& activities,
                 absl::CivilDay oldest, absl::CivilDay newest);

// Drops the oldest activities until the facts take no more than `max_bytes`,
// and notes that they were dropped.
void CutToSize(size_t max_bytes, v1::TeamFacts& facts);

}  // namespace kam::team
