#pragma once

#include "absl/status/statusor.h"
#include "common/status/errors.h"
#include "kam/assessment/v1/program_policy.pb.h"
#include "services/assessment/model_policy.h"

namespace kam::assessment {

// Notes what is wrong with the values of a policy: fields that are not known,
// out of their range or at odds with one another, each by its path under
// `policy.values`, reason INVALID_POLICY.
void ValidateProgramPolicy(const v1::ProgramPolicy& policy,
                           Violations& violations);

// Returns the values of a stored policy, the defaults among them; they bear the
// record's version. Errors as ModelPolicy::Resolve.
absl::StatusOr<ModelPolicy> ValuesOf(const v1::ProgramPolicy& policy);

}  // namespace kam::assessment
