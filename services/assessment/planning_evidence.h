#pragma once

#include "absl/time/civil_time.h"
#include "kam/account/v1/account_facts.pb.h"
#include "kam/assessment/v1/evidence_bundle.pb.h"
#include "kam/planning/v1/planning_facts.pb.h"

namespace kam::assessment {

// Adds what the planning service knows to every part of the bundle that reads
// it: initiatives, the plan and its actions, contributions, objectives and its
// pitfalls. What a contribution serves is an issue or an objective that the
// account service knows; `account` may be null.
void AddPlanningEvidence(const planning::v1::PlanningFacts& facts,
                         const account::v1::AccountFacts* account,
                         absl::CivilDay as_of, v1::EvidenceBundle* bundle);

}  // namespace kam::assessment
