#pragma once

#include "kam/account/v1/account_facts.pb.h"
#include "kam/assessment/v1/audit_model.pb.h"
#include "kam/planning/v1/planning_facts.pb.h"
#include "kam/team/v1/team_facts.pb.h"

namespace kam::assessment {

// What the other services know of an account; null where one did not answer.
struct AccountAnswers {
  const account::v1::AccountFacts* account = nullptr;
  const team::v1::TeamFacts* team = nullptr;
  const planning::v1::PlanningFacts* planning = nullptr;
};

// Fills in what only the other services' records tell of an audit:
//
//   interviewer_is_account_manager  an assignment in force on the audit's day,
//                                   whether or not it has ended since
//   already_logged                  the issue arose before the audit's day and
//                                   has another source than this audit; so
//                                   does what the audit itself states
//   followed_up                     an issue names the audit as its source, or
//                                   an action of the plan in force addresses it
//                                   or serves what it suggested; or a finding
//                                   of it was accepted as an issue
void LinkAudit(const AccountAnswers& answers, v1::AuditFact* audit);

}  // namespace kam::assessment
