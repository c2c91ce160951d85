#include "services/assessment/service_decline.h"

#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "services/assessment/windows.h"

namespace kam::assessment {

void CheckReadings(const IndexReadings& readings, absl::string_view list,
                   Violations& violations) {
  std::set<std::tuple<int, absl::CivilDay, int64_t>> seen;
  for (int i = 0; i < readings.size(); ++i) {
    const v1::ServiceIndexReading& reading = readings[i];
    const auto day = RequiredDay(reading.read_on(),
                                 FieldPath{list, i, "read_on"}, violations);
    if (!day.has_value()) continue;
    if (!seen.emplace(reading.index(), *day, reading.revision()).second) {
      violations.Add(FieldPath{list, i, "revision"}.ToString(),
                     "must differ between readings of one index and day",
                     "DUPLICATE_READING");
    }
  }
}

bool IsDeclining(const IndexReadings& readings, v1::ServiceIndex index,
                 absl::CivilDay as_of) {
  std::map<absl::CivilDay, const v1::ServiceIndexReading*> days;
  for (const v1::ServiceIndexReading& reading : readings) {
    const auto day = DayFromProto(reading.read_on());
    if (reading.index() != index || !day.ok() || *day > as_of) continue;
    const v1::ServiceIndexReading*& kept = days[*day];
    if (kept == nullptr || reading.revision() > kept->revision()) {
      kept = &reading;
    }
  }
  if (days.size() < 3) return false;
  const auto last = std::prev(days.end());
  const auto middle = std::prev(last);
  const auto first = std::prev(middle);
  return first->second->value() > middle->second->value() &&
         middle->second->value() > last->second->value();
}

}  // namespace kam::assessment
