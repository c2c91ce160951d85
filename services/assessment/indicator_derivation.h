#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/policy.pb.h"
#include "kam/assessment/v1/scorecard_model.pb.h"
#include "services/assessment/derived_value.h"
#include "services/assessment/observation_set.h"
#include "services/assessment/tri_state.h"

namespace kam::assessment {

// What records tell of an indicator, and which.
struct DerivedState {
  TriState state = kUnknown;
  Sources sources;
};

// What records tell of indicators, by key. Keeps pointers into the facts.
struct DerivedIndicators {
  std::map<std::string, DerivedState, std::less<>> states;
  // References to the ratings behind a trend; `states` points into it.
  std::deque<v1::SourceReference> ratings;
};

// Derives the indicators of 4.d but that of price resistance. Notes in
// `violations` what is wrong with the facts.
DerivedIndicators DeriveIndicators(const v1::ScorecardFacts& facts,
                                   const v1::Policy& policy,
                                   absl::CivilDay as_of,
                                   Violations& violations);

// Adds price_resistance_drops, which follows from ratings of the last days: the
// earliest and the latest, far enough apart; a day with two different ratings
// is dropped.
void DeriveTrend(const ObservedList& ratings, const v1::ScorecardPolicy& policy,
                 absl::CivilDay as_of, DerivedIndicators& derived);

}  // namespace kam::assessment
