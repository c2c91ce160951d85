#pragma once

#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "kam/assessment/v1/pitfalls_model.pb.h"
#include "kam/type/v1/type.pb.h"

namespace kam::assessment {

// Adds a service's answer about pitfalls: of the flags in `lists`, those that
// it alone tells, each code once, the first time it occurs. Pitfalls of its own
// that are in none of them are absent.
void AddOwnerAnswer(
    absl::string_view service,
    const std::vector<
        const google::protobuf::RepeatedPtrField<type::v1::Flag>*>& lists,
    v1::PitfallFacts* pitfalls);

}  // namespace kam::assessment
