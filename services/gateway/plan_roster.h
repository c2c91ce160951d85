#pragma once

#include <optional>

#include "kam/planning/v1/plan_check.pb.h"
#include "services/gateway/account_view.h"

namespace kam::gateway {

// Returns the question whether the account's plan is valid with the team that
// it has, where that is all that is open: planning has answered that no check
// fails and that some need a roster, and team has answered who leads the
// account. Nothing otherwise, since no roster would change whether it is valid.
// Day and read time are left to the caller.
std::optional<planning::v1::CheckPlanRequest> CheckWithRoster(
    const AccountAnswers& answers);

}  // namespace kam::gateway
