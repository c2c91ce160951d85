#pragma once

#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "kam/account/v1/account_facts.pb.h"
#include "kam/account/v1/service_quality.pb.h"

namespace kam::account {

using IndexReadings = google::protobuf::RepeatedPtrField<v1::IndexReading>;

// Returns how each index that was read on or before `day` moves, in the order
// of the indices. Of several readings of one day the greatest revision counts.
google::protobuf::RepeatedPtrField<v1::IndexTrend> FindTrends(
    const IndexReadings& readings, absl::CivilDay day);

}  // namespace kam::account
