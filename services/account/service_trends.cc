#include "services/account/service_trends.h"

#include <map>

#include "common/base/date.h"

namespace kam::account {
namespace {

// Readings that a decline rests on.
constexpr int kReadings = 3;

// The readings of one index by day, each the greatest revision of its day.
using ByDay = std::map<absl::CivilDay, const v1::IndexReading*>;

bool Falls(const v1::IndexTrend& trend) {
  if (trend.values_size() < kReadings) return false;
  for (int i = 1; i < trend.values_size(); ++i) {
    if (trend.values(i) >= trend.values(i - 1)) return false;
  }
  return true;
}

}  // namespace

google::protobuf::RepeatedPtrField<v1::IndexTrend> FindTrends(
    const IndexReadings& readings, absl::CivilDay day) {
  std::map<v1::IndexReading::Index, ByDay> indices;
  for (const v1::IndexReading& reading : readings) {
    const auto read_on = DayFromProto(reading.read_on());
    if (!read_on.ok() || *read_on > day) continue;
    const v1::IndexReading*& kept = indices[reading.index()][*read_on];
    if (kept == nullptr || reading.revision() >= kept->revision()) {
      kept = &reading;
    }
  }
  google::protobuf::RepeatedPtrField<v1::IndexTrend> trends;
  for (const auto& [index, by_day] : indices) {
    v1::IndexTrend* trend = trends.Add();
    trend->set_index(index);
    auto it = by_day.end();
    for (int i = 0; i < kReadings && it != by_day.begin(); ++i) --it;
    for (; it != by_day.end(); ++it) trend->add_values(it->second->value());
    trend->set_declining(Falls(*trend));
  }
  return trends;
}

}  // namespace kam::account
