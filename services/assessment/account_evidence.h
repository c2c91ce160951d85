#pragma once

#include "absl/time/civil_time.h"
#include "kam/account/v1/account_facts.pb.h"
#include "kam/assessment/v1/evidence_bundle.pb.h"

namespace kam::assessment {

// Adds what the account service knows to every part of the bundle that reads
// it: contacts, integrations, disclosures, targets, deliveries, readings,
// agreements, trade, issues, objectives, offers, losses and its pitfalls.
void AddAccountEvidence(const account::v1::AccountFacts& facts,
                        absl::CivilDay as_of, v1::EvidenceBundle* bundle);

}  // namespace kam::assessment
