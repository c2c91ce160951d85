#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/date.h"
#include "common/base/money.h"
#include "google/type/date.pb.h"
#include "services/account/ledger_window.h"

namespace kam::account::testing {

// Returns an amount of whole units.
inline Amount Units(int64_t units) {
  return Amount::FromTenThousandths(absl::int128(units) * Amount::kPerUnit);
}

// Returns an amount of ten-thousandths.
inline Amount Parts(int64_t parts) { return Amount::FromTenThousandths(parts); }

inline std::string AccountName(const std::string& id) {
  return "programs/p/accounts/" + id;
}

// Returns a date of the contracts from "2013-11-30".
inline google::type::Date Date(const std::string& text) {
  return ToProto(*ParseDay(text));
}

// Returns the sums of one month in the reporting currency, one purchase in it
// when there is revenue.
inline LedgerMonth Month(absl::CivilMonth month, Amount revenue,
                         Amount direct_cost = Amount::Zero(),
                         Amount cost_of_sales = Amount::Zero()) {
  LedgerMonth sums;
  sums.month = month;
  sums.revenue = revenue;
  sums.direct_cost = direct_cost;
  sums.cost_of_sales = cost_of_sales;
  sums.purchases = revenue > Amount::Zero() ? 1 : 0;
  return sums;
}

// Returns a window of that revenue alone.
inline LedgerWindow Revenue(Amount revenue) {
  LedgerWindow window;
  window.revenue = revenue;
  return window;
}

// Returns closes of every month in [from, to).
inline PeriodCloses Closed(absl::CivilMonth from, absl::CivilMonth to) {
  PeriodCloses closes;
  for (absl::CivilMonth month = from; month < to; ++month) {
    closes.months.insert(month);
  }
  closes.first_entry = from;
  return closes;
}

}  // namespace kam::account::testing
