#pragma once

#include <cstddef>

#include "absl/time/civil_time.h"
#include "kam/account/v1/account_facts.pb.h"
#include "kam/account/v1/program.pb.h"

namespace kam::account {

// Facts larger than this lose their oldest interactions.
inline constexpr size_t kMaxFactsBytes = size_t{3} << 20;

// Cuts facts, of which the lists hold all there is, to what was known on `day`:
// drops records that begin later, counts the interactions, keeps those of
// twelve months, newest first, and the sums of 24 months, and drops the oldest
// interactions of facts that are larger than `max_bytes`.
void CutToDay(absl::CivilDay day, size_t max_bytes, v1::AccountFacts& facts);

// Flags each expectation that nobody made clear, EXPECTATION_UNDEFINED.
void FlagExpectations(v1::AccountFacts& facts);

// Returns the segmentation in force on `day`, or null.
const v1::Segmentation* SegmentationOn(const v1::Program& program,
                                       absl::CivilDay day);

}  // namespace kam::account
