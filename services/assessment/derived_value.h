#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "kam/assessment/v1/observation.pb.h"
#include "services/assessment/windows.h"

namespace kam::assessment {

using Sources = std::vector<const v1::SourceReference*>;

// A record of a list and the days on which it is in force.
template <typename Record>
struct Dated {
  const Record* record;
  DaySpan span;
};

// Returns the records of a list with `starts_on`, which must be given, and
// `ends_on`. Notes in `violations` what is no span; `list` is the list's path.
template <typename Record>
std::vector<Dated<Record>> ReadSpans(
    const google::protobuf::RepeatedPtrField<Record>& records,
    absl::string_view list, Violations& violations) {
  std::vector<Dated<Record>> dated;
  dated.reserve(static_cast<size_t>(records.size()));
  for (int i = 0; i < records.size(); ++i) {
    const Record& record = records[i];
    if (!record.has_starts_on()) {
      violations.Add(FieldPath{list, i, "starts_on"}.ToString(),
                     "must be given", "MISSING_FIELD");
    }
    dated.push_back({&record, SpanOf(record.starts_on(), record.ends_on(),
                                     {list, i, ""}, violations)});
  }
  return dated;
}

// Returns the records of a list that are in force on `day`; the rest as above.
template <typename Record>
std::vector<const Record*> InForce(
    const google::protobuf::RepeatedPtrField<Record>& records,
    absl::string_view list, absl::CivilDay day, Violations& violations) {
  std::vector<const Record*> holding;
  for (const Dated<Record>& dated : ReadSpans(records, list, violations)) {
    if (dated.span.Holds(day)) holding.push_back(dated.record);
  }
  return holding;
}

// Returns the sources of records.
template <typename Record>
Sources SourcesOf(const std::vector<const Record*>& records) {
  Sources sources;
  for (const Record* record : records) {
    if (record->has_source()) sources.push_back(&record->source());
  }
  return sources;
}

// Notes a share, when given, that is not from 0 to 10000 basis points.
inline void CheckShare(bool is_given, int64_t bps, const FieldPath& field,
                       Violations& violations) {
  if (!is_given || (bps >= 0 && bps <= 10'000)) return;
  violations.Add(field.ToString(),
                 absl::StrCat("must be from 0 to 10000, not ", bps),
                 "OUT_OF_RANGE");
}

}  // namespace kam::assessment
