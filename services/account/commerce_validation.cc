#include "services/account/commerce_validation.h"

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/ratio.h"
#include "common/resource/reference.h"

namespace kam::account {
namespace {

constexpr int kMaxGrowthBps = 1'000'000;

// The form of value that a measure asks for.
v1::Target::ValueCase FormOf(v1::Target::Measure measure) {
  switch (measure) {
    case v1::Target::MEASURE_REVENUE:
    case v1::Target::MEASURE_PROFIT_AMOUNT:
    case v1::Target::MEASURE_PROFIT_AND_GROWTH:
      return v1::Target::kAmount;
    case v1::Target::MEASURE_MARGIN_BPS:
      return v1::Target::kMarginBps;
    case v1::Target::MEASURE_VOLUME:
    case v1::Target::MEASURE_ACTIVITY:
      return v1::Target::kQuantity;
    default:
      return v1::Target::VALUE_NOT_SET;
  }
}

absl::string_view FormName(v1::Target::ValueCase form) {
  switch (form) {
    case v1::Target::kAmount:
      return "amount";
    case v1::Target::kMarginBps:
      return "margin_bps";
    default:
      return "quantity";
  }
}

void CheckValue(const v1::Target& target, const RecordRules& rules,
                Violations& violations) {
  const v1::Target::ValueCase form = FormOf(target.measure());
  if (form == v1::Target::VALUE_NOT_SET) return;
  if (target.value_case() != form) {
    violations.Add("target.measure",
                   absl::StrCat("asks for the value in ", FormName(form)),
                   "TARGET_FORM");
    return;
  }
  if (target.has_amount() &&
      target.amount().currency_code() != rules.reporting_currency) {
    violations.Add("target.amount",
                   absl::StrCat("must be in the programme's currency, ",
                                rules.reporting_currency),
                   "CURRENCY_NOT_REPORTING");
  }
  if (target.has_margin_bps()) {
    CheckRange("target.margin_bps", target.margin_bps(), -kWhole, kWhole,
               violations);
  }
  if (target.has_quantity() && target.quantity() < 0) {
    violations.Add("target.quantity", "must not be below 0");
  }
}

}  // namespace

void Validate(const v1::Agreement& agreement, const RecordRules&,
              Violations& violations) {
  CheckSpan("agreement.ends_on", agreement.starts_on(), agreement.ends_on(),
            violations);
}

void Validate(const v1::Target& target, const RecordRules& rules,
              Violations& violations) {
  CheckValue(target, rules, violations);
  if (target.has_growth_bps()) {
    if (target.measure() != v1::Target::MEASURE_PROFIT_AND_GROWTH) {
      violations.Add("target.growth_bps",
                     "is for the measure PROFIT_AND_GROWTH alone",
                     "TARGET_FORM");
    }
    CheckRange("target.growth_bps", target.growth_bps(), -kWhole, kMaxGrowthBps,
               violations);
  }
  CheckSpan("target.ends_on", target.starts_on(), target.ends_on(), violations);
  if (!target.objective().empty()) {
    resource::CheckReference(target.objective(), resource::kObjectivePattern,
                             AccountOf(target.name()), "target.objective",
                             violations);
  }
}

void Validate(const v1::Offer& offer, const RecordRules& rules,
              Violations& violations) {
  CheckNotBlank("offer.product_key", offer.product_key(), violations);
  CheckNotFuture("offer.first_offered_on", offer.first_offered_on(),
                 rules.today, violations);
  CheckNotFuture("offer.first_bought_on", offer.first_bought_on(), rules.today,
                 violations);
}

void Validate(const v1::StrategicException& exception, const RecordRules& rules,
              Violations& violations) {
  CheckNotBlank("strategic_exception.approver", exception.approver(),
                violations);
  CheckNotFuture("strategic_exception.approved_on", exception.approved_on(),
                 rules.today, violations);
  CheckSpan("strategic_exception.expires_on", exception.approved_on(),
            exception.expires_on(), violations);
  const auto approved = DayFromProto(exception.approved_on());
  const auto expires = DayFromProto(exception.expires_on());
  if (!approved.ok() || !expires.ok()) return;
  if (*expires > AddMonths(*approved, rules.exception_max_months)) {
    violations.Add("strategic_exception.expires_on",
                   absl::StrCat("must be at most ", rules.exception_max_months,
                                " months after the approval"),
                   "EXCEPTION_TOO_LONG");
  }
}

}  // namespace kam::account
