#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "kam/assessment/v1/evidence.pb.h"

namespace kam::assessment {

// The day on which exemplars are assessed.
inline constexpr absl::CivilDay kExemplarDay(2024, 6, 30);

// Sets the value of a dimension of the phases, so that it decides: what was set
// before is replaced. EXIT_COST is said by both sides.
void SetPhaseValue(v1::Evidence& evidence, absl::string_view dimension,
                   absl::string_view value);

// Removes all that was said of a dimension.
void ClearPhaseValue(v1::Evidence& evidence, absl::string_view dimension);

// Returns the value of a dimension in the exemplar of `phase`.
std::string ExemplarValue(absl::string_view dimension, int phase);

// Returns the full exemplar of `phase`.
v1::Evidence Exemplar(int phase);

}  // namespace kam::assessment
