#include "services/assessment/program_policy.h"

#include "services/assessment/nested_violations.h"

namespace kam::assessment {

absl::StatusOr<ModelPolicy> ValuesOf(const v1::ProgramPolicy& policy) {
  v1::Policy values = policy.values();
  values.set_version(policy.version());
  return ModelPolicy::Resolve(values);
}

void ValidateProgramPolicy(const v1::ProgramPolicy& policy,
                           Violations& violations) {
  AddNested(ValuesOf(policy).status(), "policy", "policy.values", violations);
}

}  // namespace kam::assessment
