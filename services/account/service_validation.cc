#include "services/account/service_validation.h"

#include <limits>

#include "absl/strings/str_cat.h"

namespace kam::account {

void Validate(const v1::IndexReading& reading, const RecordRules& rules,
              Violations& violations) {
  CheckNotFuture("index_reading.read_on", reading.read_on(), rules.today,
                 violations);
  CheckRange("index_reading.revision", reading.revision(), 0,
             std::numeric_limits<int32_t>::max(), violations);
}

void Validate(const v1::DeliveryConformance& conformance,
              const RecordRules& rules, Violations& violations) {
  CheckSpan("delivery_conformance.ends_on", conformance.starts_on(),
            conformance.ends_on(), violations);
  CheckNotFuture("delivery_conformance.ends_on", conformance.ends_on(),
                 rules.today, violations);
  if (conformance.delivered_count() < 0) {
    violations.Add("delivery_conformance.delivered_count",
                   "must not be below 0", "VALUE_OUT_OF_RANGE");
    return;
  }
  CheckRange("delivery_conformance.conforming_count",
             conformance.conforming_count(), 0, conformance.delivered_count(),
             violations);
}

void Validate(const v1::Expectation& expectation, const RecordRules& rules,
              Violations& violations) {
  CheckNotBlank("expectation.display_name", expectation.display_name(),
                violations);
  CheckNotFuture("expectation.defined_on", expectation.defined_on(),
                 rules.today, violations);
  for (int i = 0; i < expectation.breaches_size(); ++i) {
    CheckNotFuture(absl::StrCat("expectation.breaches[", i, "].breached_on"),
                   expectation.breaches(i).breached_on(), rules.today,
                   violations);
  }
}

void Validate(const v1::Issue& issue, const RecordRules& rules,
              Violations& violations) {
  CheckNotBlank("issue.display_name", issue.display_name(), violations);
  CheckRange("issue.severity", issue.severity(), 1, 4, violations);
  CheckNotFuture("issue.opened_on", issue.opened_on(), rules.today, violations);
  CheckNotFuture("issue.closed_on", issue.closed_on(), rules.today, violations);
  CheckSpan("issue.closed_on", issue.opened_on(), issue.closed_on(),
            violations);
}

}  // namespace kam::account
