#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "services/assessment/phase_scale.h"

namespace kam::assessment {

// The day on which facts of the phases are assessed in tests.
inline constexpr absl::CivilDay kFactsDay(2024, 6, 30);

// Dates of a record that is in force then, and began as early as anything in
// the last twelve months can.
inline constexpr char kSince[] = " starts_on { year: 2023 month: 6 day: 30 } ";

// What Derive says of a dimension that follows from nothing.
inline constexpr char kNone[] = "unknown";

// Declares that a list of PhaseFacts, such as "PLANS", is complete.
std::string Complete(const std::string& list);

// Returns what the PhaseFacts of `text` make of a dimension.
std::string Derive(PhaseDimensionIndex dimension, const std::string& text);

// Returns how the PhaseFacts of `text` are refused, OK when they are not.
absl::Status Refusal(const std::string& text);

}  // namespace kam::assessment
