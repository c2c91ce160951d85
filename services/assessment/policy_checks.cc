#include "services/assessment/policy_checks.h"

#include "services/assessment/audit_model.h"
#include "services/assessment/contact_model.h"
#include "services/assessment/diagnosis_model.h"
#include "services/assessment/gap_model.h"
#include "services/assessment/hierarchy_model.h"
#include "services/assessment/phase_scale.h"
#include "services/assessment/readiness_model.h"
#include "services/assessment/scorecard_model.h"
#include "services/assessment/title_claims.h"

namespace kam::assessment {

void CheckPolicy(const v1::Policy& policy, Violations& violations) {
  CheckTitlePolicy(policy.titles(), violations);
  CheckPhasePolicy(policy.phases(), violations);
  CheckSellingLevelPolicy(policy.selling_level(), violations);
  CheckNextPhasePolicy(policy.next_phase(), violations);
  CheckReadinessPolicy(policy.readiness(), violations);
  CheckDiagnosisPolicy(policy.program_diagnosis(), violations);
  CheckHierarchyPolicy(policy.buy_sell_level(), violations);
  CheckScorecardPolicy(policy.partnership_indicators(), violations);
  CheckAuditPolicy(policy.customer_audit(), violations);
}

}  // namespace kam::assessment
