#include "services/account/customer_validation.h"

namespace kam::account {

void Validate(const v1::Objective& objective, const RecordRules& rules,
              Violations& violations) {
  CheckNotBlank("objective.display_name", objective.display_name(), violations);
  CheckNotFuture("objective.recorded_on", objective.recorded_on(), rules.today,
                 violations);
  CheckSpan("objective.ended_on", objective.recorded_on(), objective.ended_on(),
            violations);
}

void Validate(const v1::Pressure& pressure, const RecordRules& rules,
              Violations& violations) {
  CheckNotBlank("pressure.display_name", pressure.display_name(), violations);
  CheckNotFuture("pressure.recorded_on", pressure.recorded_on(), rules.today,
                 violations);
  CheckSpan("pressure.ended_on", pressure.recorded_on(), pressure.ended_on(),
            violations);
}

void Validate(const v1::Disclosure& disclosure, const RecordRules& rules,
              Violations& violations) {
  CheckNotFuture("disclosure.disclosed_on", disclosure.disclosed_on(),
                 rules.today, violations);
}

void Validate(const v1::Integration& integration, const RecordRules&,
              Violations& violations) {
  CheckSpan("integration.ends_on", integration.starts_on(),
            integration.ends_on(), violations);
}

void Validate(const v1::ListCompleteness& completeness,
              const RecordRules& rules, Violations& violations) {
  CheckNotBlank("list_completeness.declared_by", completeness.declared_by(),
                violations);
  CheckNotFuture("list_completeness.declared_on", completeness.declared_on(),
                 rules.today, violations);
  CheckSpan("list_completeness.declared_on", completeness.complete_through(),
            completeness.declared_on(), violations);
}

}  // namespace kam::account
