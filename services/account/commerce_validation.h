#pragma once

#include "common/status/errors.h"
#include "kam/account/v1/commerce.pb.h"
#include "services/account/field_checks.h"

namespace kam::account {

// Each function notes what is wrong with a record beyond its form. The record
// carries its name.

// The days.
void Validate(const v1::Agreement& agreement, const RecordRules& rules,
              Violations& violations);

// The value must have the form that the measure asks for, and money must be of
// the reporting currency.
void Validate(const v1::Target& target, const RecordRules& rules,
              Violations& violations);

// The days.
void Validate(const v1::Offer& offer, const RecordRules& rules,
              Violations& violations);

// Approver, days, and a life no longer than the policy allows (reason
// EXCEPTION_TOO_LONG).
void Validate(const v1::StrategicException& exception, const RecordRules& rules,
              Violations& violations);

}  // namespace kam::account
