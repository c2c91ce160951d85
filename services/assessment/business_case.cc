#include "services/assessment/business_case.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/money.h"

namespace kam::assessment {
namespace {

constexpr char kBusinessCase[] = "evidence.readiness.business_case.";
constexpr int kMonthsOfYear = 12;
constexpr int kLongestHorizon = 1'200;

bool IsBlank(absl::string_view text) {
  return absl::StripAsciiWhitespace(text).empty();
}

// Reads the amounts of one case. Used once.
class CaseReader {
 public:
  CaseReader(CaseOutcome& outcome, Violations& violations)
      : outcome_(outcome), violations_(violations) {}

  // Returns an amount in ten-thousandths; nothing, and notes why, when it is
  // not stated or wrong.
  std::optional<absl::int128> Read(bool is_given,
                                   const google::type::Money& money,
                                   const char* field) {
    if (!is_given) {
      outcome_.missing.push_back(field);
      return {};
    }
    const std::string path = absl::StrCat(kBusinessCase, field);
    const auto amount = AmountFromProto(money);
    if (!amount.ok()) {
      violations_.Add(path, "must be an amount of money of four decimals",
                      "INVALID_MONEY");
      return {};
    }
    if (*amount < Amount::Zero()) {
      violations_.Add(path, "must not be negative", "OUT_OF_RANGE");
    }
    if (!IsCurrencyCode(money.currency_code())) {
      violations_.Add(absl::StrCat(path, ".currency_code"),
                      "must be three capital letters", "INVALID_CURRENCY");
    } else if (outcome_.currency.empty()) {
      outcome_.currency = money.currency_code();
    } else if (outcome_.currency != money.currency_code()) {
      violations_.Add(absl::StrCat(path, ".currency_code"),
                      "must be that of the other amounts", "MIXED_CURRENCIES");
    }
    return amount->ten_thousandths();
  }

 private:
  CaseOutcome& outcome_;
  Violations& violations_;
};

absl::int128 DivideUp(absl::int128 number, absl::int128 by) {
  return (number + by - 1) / by;
}

}  // namespace

CaseOutcome ReadBusinessCase(const v1::BusinessCase& given,
                             int default_horizon_months,
                             Violations& violations) {
  CaseOutcome outcome;
  outcome.horizon_months = given.has_horizon_months() ? given.horizon_months()
                                                      : default_horizon_months;
  if (outcome.horizon_months < 1 || outcome.horizon_months > kLongestHorizon) {
    violations.Add(absl::StrCat(kBusinessCase, "horizon_months"),
                   absl::StrCat("must be from 1 to ", kLongestHorizon, ", not ",
                                outcome.horizon_months),
                   "OUT_OF_RANGE");
  }
  if (given.discount_bps() != 0) {
    violations.Add(absl::StrCat(kBusinessCase, "discount_bps"), "must be 0",
                   "OUT_OF_RANGE");
  }
  CaseReader reader(outcome, violations);
  const auto benefit = reader.Read(given.has_annual_benefit(),
                                   given.annual_benefit(), "annual_benefit");
  // A benefit that nobody explains or answers for is none.
  if (benefit.has_value() && IsBlank(given.benefit_rationale())) {
    outcome.missing.push_back("benefit_rationale");
  }
  if (benefit.has_value() && IsBlank(given.benefit_owner())) {
    outcome.missing.push_back("benefit_owner");
  }
  const auto cost =
      reader.Read(given.has_annual_cost(), given.annual_cost(), "annual_cost");
  const auto one_off = reader.Read(given.has_one_off_cost(),
                                   given.one_off_cost(), "one_off_cost");
  const auto disruption = reader.Read(
      given.has_disruption_cost(), given.disruption_cost(), "disruption_cost");
  if (!outcome.missing.empty() || !violations.empty()) return outcome;

  const absl::int128 months = outcome.horizon_months;
  const absl::int128 once = *one_off + *disruption;
  outcome.net = *benefit * months / kMonthsOfYear - once -
                DivideUp(*cost * months, kMonthsOfYear);
  if (*benefit > *cost) {
    outcome.payback_months =
        static_cast<int64_t>(DivideUp(kMonthsOfYear * once, *benefit - *cost));
  }
  return outcome;
}

}  // namespace kam::assessment
