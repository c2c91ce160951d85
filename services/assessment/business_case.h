#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/numeric/int128.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/readiness_model.pb.h"

namespace kam::assessment {

// What a business case comes to (4.i, A-49), in ten-thousandths of the
// currency's unit.
struct CaseOutcome {
  // Fields that are not stated, in the order of the message.
  std::vector<std::string> missing;
  int horizon_months = 0;
  std::string currency;
  // Both absent when something is not stated; the payback also when the case
  // never pays for itself.
  std::optional<absl::int128> net;
  std::optional<int64_t> payback_months;
};

// Returns what `given` comes to. Notes, by path under
// "evidence.readiness.business_case", amounts that are none, negative or of
// several currencies, a horizon that is not from 1 to 1200 months and a
// discount.
CaseOutcome ReadBusinessCase(const v1::BusinessCase& given,
                             int default_horizon_months,
                             Violations& violations);

}  // namespace kam::assessment
