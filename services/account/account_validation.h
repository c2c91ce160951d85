#pragma once

#include "common/status/errors.h"
#include "kam/account/v1/account.pb.h"
#include "kam/account/v1/program.pb.h"
#include "services/account/field_checks.h"

namespace kam::account {

// Each function notes what is wrong with a record beyond its form. The record
// carries its name.

// Currency, policies (reason INVALID_POLICY) and segmentations. Whether the
// time zone exists is for the caller to ask.
void Validate(const v1::Program& program, const RecordRules& rules,
              Violations& violations);

// External keys, hierarchy edges, divisions, shares and ratings, each for
// itself; what other accounts say is not looked at.
void Validate(const v1::Account& account, const RecordRules& rules,
              Violations& violations);

}  // namespace kam::account
