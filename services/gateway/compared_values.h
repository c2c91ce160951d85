#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kam/gateway/v1/key_account_view.pb.h"

// What a section says in words, for a comparison with another: always the same
// things in the same order; what is not known is empty.
namespace kam::gateway {

using SaidValues = std::vector<std::pair<std::string, std::string>>;

SaidValues ValuesOf(const v1::AccountSection& section);
SaidValues ValuesOf(const v1::TeamSection& section);
SaidValues ValuesOf(const v1::PlanningSection& section);
SaidValues ValuesOf(const v1::AssessmentSection& section);

}  // namespace kam::gateway
