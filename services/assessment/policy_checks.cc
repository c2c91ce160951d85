#include "services/assessment/policy_checks.h"

#include "services/assessment/phase_scale.h"
#include "services/assessment/title_claims.h"

namespace kam::assessment {

void CheckPolicy(const v1::Policy& policy, Violations& violations) {
  CheckTitlePolicy(policy.titles(), violations);
  CheckPhasePolicy(policy.phases(), violations);
}

}  // namespace kam::assessment
