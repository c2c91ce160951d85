#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "kam/account/v1/account_facts.pb.h"
#include "kam/assessment/v1/assessment_facts.pb.h"
#include "kam/gateway/v1/key_account_view.pb.h"
#include "kam/planning/v1/planning_facts.pb.h"
#include "kam/team/v1/team_facts.pb.h"

namespace kam::gateway {

// What the four services answered about one account. A section that was not
// asked for is absent.
struct AccountAnswers {
  absl::StatusOr<account::v1::AccountFacts> account;
  std::optional<absl::StatusOr<team::v1::TeamFacts>> team;
  std::optional<absl::StatusOr<planning::v1::PlanningFacts>> planning;
  std::optional<absl::StatusOr<assessment::v1::AssessmentFacts>> assessment;
};

// Returns the joint view of the account. The error of the account service is
// the view's; any other service that failed leaves its section empty, with a
// status that tells how. `read_time` is left to the caller.
absl::StatusOr<v1::KeyAccountView> AssembleAccountView(AccountAnswers answers);

}  // namespace kam::gateway
