#pragma once

#include <vector>

#include "absl/strings/string_view.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/scorecard_model.pb.h"

namespace kam::assessment {

// The dimension of ratings of how the customer resists our prices.
inline constexpr char kPriceResistance[] = "price_resistance";

// Returns the indicators of a template by position, then key. Points into it.
std::vector<const v1::Indicator*> InOrder(
    const v1::IndicatorTemplate& indicators);

// Notes, by path under `path`, what is wrong with a template (4.d, S4-07): a
// malformed key or one that occurs twice, a weight that is not from 1 to 10, no
// sense or kind, a kind for which the key has no rule, fewer than
// `least_active` active indicators.
void CheckTemplate(const v1::IndicatorTemplate& indicators, int least_active,
                   absl::string_view path, Violations& violations);

// Returns how the indicator of this key becomes known where records tell:
// DERIVED, TREND, or ASSERTED when no rule does.
v1::IndicatorKind RuleOf(absl::string_view key);

// Returns the service that keeps what would say whether an indicator holds.
const char* OwnerOf(const v1::Indicator& indicator);

}  // namespace kam::assessment
