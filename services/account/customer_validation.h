#pragma once

#include "common/status/errors.h"
#include "kam/account/v1/customer.pb.h"
#include "services/account/field_checks.h"

namespace kam::account {

// Each function notes what is wrong with a record beyond its form: blank texts,
// days in the future or reversed. The record carries its name.

void Validate(const v1::Objective& objective, const RecordRules& rules,
              Violations& violations);

void Validate(const v1::Pressure& pressure, const RecordRules& rules,
              Violations& violations);

void Validate(const v1::Disclosure& disclosure, const RecordRules& rules,
              Violations& violations);

void Validate(const v1::Integration& integration, const RecordRules& rules,
              Violations& violations);

// A list can be complete only up to the day on which that was said.
void Validate(const v1::ListCompleteness& completeness,
              const RecordRules& rules, Violations& violations);

}  // namespace kam::account
