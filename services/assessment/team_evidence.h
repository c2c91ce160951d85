#pragma once

#include "kam/account/v1/account_facts.pb.h"
#include "kam/assessment/v1/evidence_bundle.pb.h"
#include "kam/team/v1/team_facts.pb.h"

namespace kam::assessment {

// Adds what the team service knows to every part of the bundle that reads it:
// who works on the account, leads and sponsors it, what they are called and
// did, roles, skills, alignment, pay and its pitfalls. When the sponsors met
// the customer stands in the account's interactions; `account` may be null.
void AddTeamEvidence(const team::v1::TeamFacts& facts,
                     const account::v1::AccountFacts* account,
                     v1::EvidenceBundle* bundle);

// Returns who leads an account: leads come first, else the first key account
// manager; null when nobody does.
const team::v1::AssignedMember* LeadOf(const team::v1::TeamFacts& facts);

// Returns pay as models read it, without the record behind it.
v1::PayFact PayOf(const team::v1::Pay& pay);

}  // namespace kam::assessment
