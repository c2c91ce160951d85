#pragma once

#include "services/team/account_evidence.h"

namespace kam::team {

// Adds what is shown and never scored: the team's health (S3-10), the aims of
// the skills programme (S3-09), buddies (S4-13) and account meetings (S4-16),
// of which the last two also give the advice BUDDY_MISSING and
// NO_ACCOUNT_MEETING. The facts must hold the skill coverage, the buddy pairs
// and the meetings.
void AddPanels(const AccountEvidence& evidence, v1::TeamFacts& facts);

}  // namespace kam::team
