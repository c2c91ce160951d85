#pragma once

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "kam/assessment/v1/record_facts.pb.h"

namespace kam::assessment {

using IndexReadings =
    google::protobuf::RepeatedPtrField<v1::ServiceIndexReading>;

// Notes readings without a day, and two of one index, day and revision.
void CheckReadings(const IndexReadings& readings, absl::string_view list,
                   Violations& violations);

// Whether an index declines: its last three readings on or before
// `as_of`, one a day, strictly fall. With fewer it does not.
bool IsDeclining(const IndexReadings& readings, v1::ServiceIndex index,
                 absl::CivilDay as_of);

}  // namespace kam::assessment
