#pragma once

#include "common/status/errors.h"
#include "kam/account/v1/service_quality.pb.h"
#include "services/account/field_checks.h"

namespace kam::account {

// Each function notes what is wrong with a record beyond its form. The record
// carries its name.

// The day and the number of the correction.
void Validate(const v1::IndexReading& reading, const RecordRules& rules,
              Violations& violations);

// The period and the counts: 0 <= conforming <= delivered.
void Validate(const v1::DeliveryConformance& conformance,
              const RecordRules& rules, Violations& violations);

// The days.
void Validate(const v1::Expectation& expectation, const RecordRules& rules,
              Violations& violations);

// Severity 1 to 4, and the days.
void Validate(const v1::Issue& issue, const RecordRules& rules,
              Violations& violations);

}  // namespace kam::account
