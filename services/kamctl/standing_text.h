#pragma once

#include <ostream>
#include <string>

#include "kam/assessment/v1/standing.pb.h"
#include "kam/gateway/v1/comparison.pb.h"
#include "kam/gateway/v1/key_account_view.pb.h"
#include "services/kamctl/session.h"

// What the models said of an account, as people read it.
namespace kam::kamctl {

// Writes what the models last said, the last audit and what they point out; or
// that the account was not assessed.
void PrintStanding(const gateway::v1::AssessmentSection& section,
                   std::ostream& out);

// Returns the phase and its bounds, "2 to 4"; "" when it cannot be told.
std::string PhaseWords(const assessment::v1::StandingSummary& standing);

// Writes two accounts side by side.
void PrintComparison(const gateway::v1::CompareKeyAccountsResponse& both,
                     Session& session);

}  // namespace kam::kamctl
