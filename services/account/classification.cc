#include "services/account/classification.h"

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/money.h"
#include "common/status/status_macros.h"
#include "services/account/explanation.h"

namespace kam::account {
namespace {

using kam::type::v1::SEVERITY_INFO;
using kam::type::v1::SEVERITY_WARN;

// Whether net revenue over all currencies is above zero. No rate is negative,
// so sums of one sign need none.
absl::StatusOr<bool> RevenueIsPositive(const ClassificationInput& input,
                                       absl::string_view reporting_currency) {
  bool positive = input.window.revenue > Amount::Zero();
  bool negative = input.window.revenue < Amount::Zero();
  for (const auto& [currency, revenue] : input.window.foreign_revenue) {
    positive |= revenue > Amount::Zero();
    negative |= revenue < Amount::Zero();
  }
  if (positive && negative) {
    return MixedCurrency(input.account, reporting_currency);
  }
  return positive;
}

v1::ClassificationEvidence Evidence(const ClassificationInput& input,
                                    const DateSpan& span,
                                    absl::string_view reporting_currency) {
  v1::ClassificationEvidence evidence;
  evidence.set_key_account(input.key_account);
  evidence.set_purchases_in_window(input.window.purchases);
  evidence.set_purchase_months_in_window(input.window.purchase_months);
  if (input.window.foreign_revenue.empty()) {
    *evidence.mutable_revenue_in_window() =
        ToProto(input.window.revenue, reporting_currency);
  }
  evidence.set_purchases_ever(input.purchases_ever);
  evidence.set_contacted(input.contacted);
  *evidence.mutable_window_start() = ToProto(span.start);
  *evidence.mutable_window_end() = ToProto(span.end);
  return evidence;
}

// Returns "3 purchases in 2 months of the trailing 12".
std::string Purchases(const ClassificationInput& input,
                      const SelectionValues& values) {
  return absl::StrCat(
      input.window.purchases, " purchase(s) in ", input.window.purchase_months,
      " calendar month(s) of the trailing ", values.window_months);
}

void ClassifyProspect(const ClassificationInput& input,
                      const SelectionValues& values,
                      v1::AccountClassification& result) {
  result.set_account_class(v1::ACCOUNT_CLASS_PROSPECT);
  if (input.purchases_ever == 1) {
    *result.add_flags() = MakeFlag("ONE_OFF", SEVERITY_INFO, "S4-01",
                                   "It has bought exactly once, ever.");
  }
  if (input.purchases_ever >= 1 && input.window.purchases == 0) {
    *result.add_flags() =
        MakeFlag("LAPSED", SEVERITY_INFO, "S4-01",
                 absl::StrCat("It has bought before, and not in the trailing ",
                              values.window_months, " months."));
  }
  *result.mutable_explanation() =
      Explain("S4-01",
              absl::StrCat(input.purchases_ever > 0
                               ? "It has bought, and does not buy regularly: "
                               : "It has been contacted and has never bought: ",
                           Purchases(input, values), "."));
}

}  // namespace

absl::StatusOr<bool> BuysRegularly(const ClassificationInput& input,
                                   const SelectionValues& values,
                                   absl::string_view reporting_currency) {
  if (input.window.purchases < values.customer_min_purchases ||
      input.window.purchase_months < values.customer_min_months) {
    return false;
  }
  return RevenueIsPositive(input, reporting_currency);
}

absl::StatusOr<v1::AccountClassification> ClassifyAccount(
    const ClassificationInput& input, absl::CivilDay day,
    const SelectionValues& values, absl::string_view reporting_currency) {
  ASSIGN_OR_RETURN(const bool buys,
                   BuysRegularly(input, values, reporting_currency));
  v1::AccountClassification result;
  result.set_account(input.account);
  *result.mutable_evidence() = Evidence(
      input, TrailingWindow(day, values.window_months), reporting_currency);
  if (input.key_account) {
    result.set_account_class(v1::ACCOUNT_CLASS_KEY_ACCOUNT);
    *result.mutable_explanation() =
        Explain("S4-01", "People have designated it a key account.");
    if (!buys) {
      *result.add_flags() =
          MakeFlag("KEY_NOT_BUYING", SEVERITY_WARN, "S4-05",
                   absl::StrCat("A key account that does not buy regularly: ",
                                Purchases(input, values), "."));
    }
  } else if (buys) {
    result.set_account_class(v1::ACCOUNT_CLASS_CUSTOMER);
    *result.mutable_explanation() = Explain(
        "S4-01",
        absl::StrCat("It buys regularly: ", Purchases(input, values), "."));
  } else if (input.contacted || input.purchases_ever > 0) {
    ClassifyProspect(input, values, result);
  } else {
    result.set_account_class(v1::ACCOUNT_CLASS_SUSPECT);
    *result.mutable_explanation() =
        Explain("S4-01", "It was never contacted and has never bought.");
  }
  return result;
}

}  // namespace kam::account
