#pragma once

#include <cstddef>

#include "absl/time/civil_time.h"
#include "kam/account/v1/account_facts.pb.h"
#include "kam/account/v1/program.pb.h"

namespace kam::account {

// Facts larger than this lose their oldest interactions.
inline constexpr size_t kMaxFactsBytes = size_t{3} << 20;

// Cuts facts, whose lists hold all there is but for the interactions, which are
// those of twelve months to `day`, newest first, to what was known on that day:
// drops records that begin later, keeps the sums of 24 months, and drops the
// oldest interactions of facts that are larger than `max_bytes`.
void CutToDay(absl::CivilDay day, size_t max_bytes, v1::AccountFacts& facts);

// Flags each expectation that nobody made clear, EXPECTATION_UNDEFINED.
void FlagExpectations(v1::AccountFacts& facts);

// Returns the segmentation in force on `day`, or null.
const v1::Segmentation* SegmentationOn(const v1::Program& program,
                                       absl::CivilDay day);

}  // namespace kam::account
