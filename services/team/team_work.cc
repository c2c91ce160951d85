#include "services/team/team_work.h"

#include <algorithm>
#include <map>

#include "common/base/date.h"
#include "common/base/ratio.h"
#include "services/team/titular.h"

namespace kam::team {
namespace {

// Puts the records dated by `date_of` within the months to `day` into `list`,
// newest first and of one day by name.
template <typename Record, typename DateOf>
void AddRecent(const std::vector<Record>& records, absl::CivilDay day,
               DateOf date_of,
               google::protobuf::RepeatedPtrField<Record>* list) {
  const absl::CivilDay oldest = AddMonths(day, -kFactsMonths);
  std::vector<std::pair<absl::CivilDay, const Record*>> recent;
  for (const Record& record : records) {
    const auto dated = DayFromProto(date_of(record));
    if (!dated.ok() || *dated < oldest || *dated > day) continue;
    recent.emplace_back(*dated, &record);
  }
  std::sort(recent.begin(), recent.end(), [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first > b.first;
    return a.second->name() < b.second->name();
  });
  for (const auto& [dated, record] : recent) *list->Add() = *record;
}

}  // namespace

void AddWork(const std::vector<v1::Activity>& activities, absl::CivilDay day,
             const TeamValues& values, v1::TeamFacts& facts) {
  AddRecent(
      activities, day,
      [](const v1::Activity& activity) { return activity.performed_on(); },
      facts.mutable_activities());
  const absl::CivilDay oldest = day - values.work_window_days;
  std::map<v1::ActivityKind, int> counts;
  int64_t all = 0;
  int64_t relationship = 0;
  for (const v1::Activity& activity : activities) {
    const auto performed = DayFromProto(activity.performed_on());
    if (!performed.ok() || *performed > day) continue;
    facts.set_activity_count(facts.activity_count() + 1);
    if (*performed < oldest) continue;
    ++all;
    ++counts[activity.kind()];
    if (IsRelationshipActivity(activity.kind())) ++relationship;
  }
  for (const auto& [kind, count] : counts) {
    v1::ActivityCount* line = facts.add_work();
    line->set_kind(kind);
    line->set_count(count);
  }
  const auto share = BasisPoints(relationship, all);
  if (share.has_value()) facts.set_relationship_work_bps(*share);
}

void AddMeetings(const std::vector<v1::Meeting>& meetings, absl::CivilDay day,
                 v1::TeamFacts& facts) {
  AddRecent(
      meetings, day,
      [](const v1::Meeting& meeting) { return meeting.held_on(); },
      facts.mutable_meetings());
}

int CountBetween(const std::vector<v1::Activity>& activities,
                 absl::CivilDay oldest, absl::CivilDay newest) {
  return static_cast<int>(std::count_if(
      activities.begin(), activities.end(), [&](const v1::Activity& activity) {
        const auto performed = DayFromProto(activity.performed_on());
        return performed.ok() && *performed >= oldest && *performed <= newest;
      }));
}

void CutToSize(size_t max_bytes, v1::TeamFacts& facts) {
  size_t bytes = facts.ByteSizeLong();
  while (bytes > max_bytes && !facts.activities().empty()) {
    const v1::Activity& oldest = facts.activities(facts.activities_size() - 1);
    // Less its tag and length, which is on the safe side.
    bytes -= oldest.ByteSizeLong();
    facts.mutable_activities()->RemoveLast();
    facts.set_activities_truncated(true);
  }
}

}  // namespace kam::team
