#pragma once

#include "absl/time/civil_time.h"
#include "kam/account/v1/account_facts.pb.h"
#include "kam/assessment/v1/contact_model.pb.h"
#include "kam/planning/v1/planning_facts.pb.h"
#include "kam/team/v1/team_facts.pb.h"

// Who meets whom, out of three services' facts (4.h.3).
namespace kam::assessment {

// Adds the customer's contacts and what took place. Of a contact's active
// periods the one that holds on `as_of` counts, else the latest.
void AddCustomerSide(const account::v1::AccountFacts& facts,
                     absl::CivilDay as_of, v1::ContactCoverageFacts* contacts);

// Adds those of us who are assigned or sponsor the account, each once, and the
// standing teams.
void AddOwnSide(const team::v1::TeamFacts& facts,
                v1::ContactCoverageFacts* contacts);

// Adds the levels that objectives need.
void AddObjectiveLevels(const planning::v1::PlanningFacts& facts,
                        v1::ContactCoverageFacts* contacts);

}  // namespace kam::assessment
