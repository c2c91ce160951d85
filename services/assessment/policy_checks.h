#pragma once

#include "common/status/errors.h"
#include "kam/assessment/v1/policy.pb.h"

namespace kam::assessment {

// Notes values of a complete policy that are at odds with one another: what a
// range of one field cannot tell. Paths begin with "policy.", the reason is
// INVALID_POLICY.
void CheckPolicy(const v1::Policy& policy, Violations& violations);

}  // namespace kam::assessment
