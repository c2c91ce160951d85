#include "services/planning/contribution.h"

#include "absl/strings/str_cat.h"
#include "common/resource/reference.h"
#include "common/status/status_macros.h"

namespace kam::planning {

void ValidateContribution(const v1::Contribution& contribution,
                          absl::CivilDay latest_day, Violations& violations) {
  RecordChecks checks(contribution.name(), latest_day, violations);
  checks.NotBlank("contribution.display_name", contribution.display_name());
  checks.AccountRecord("contribution.issue", contribution.issue(),
                       resource::kIssuePattern);
  checks.AccountRecord("contribution.objective", contribution.objective(),
                       resource::kObjectivePattern);
  if (contribution.issue().empty() && contribution.objective().empty()) {
    violations.Add("contribution", "must name an issue or an objective",
                   "MISSING_FIELD");
  }
  checks.AccountRecord("contribution.initiative", contribution.initiative(),
                       "programs/{program}/accounts/{account}/initiatives/"
                       "{initiative}");
  checks.NotFuture("contribution.delivered_on", contribution.delivered_on());
}

absl::Status CheckMayChange(const v1::Contribution& contribution) {
  if (!contribution.has_confirmed_on()) return absl::OkStatus();
  return FailedPrecondition(
      "CONTRIBUTION_CONFIRMED",
      absl::StrCat("The customer has confirmed ", contribution.name(),
                   "; it no longer changes. Record another one."));
}

absl::Status ConfirmContribution(const v1::ConfirmContributionRequest& request,
                                 const StepDays& days,
                                 v1::Contribution& contribution) {
  RETURN_IF_ERROR(CheckMayChange(contribution));
  Violations violations;
  RecordChecks(contribution.name(), days.latest, violations)
      .Contact("contact", request.contact());
  RETURN_IF_ERROR(violations.ToStatus());
  if (!contribution.has_delivered_on()) {
    return FailedPrecondition(
        "NOT_DELIVERED",
        absl::StrCat(contribution.name(),
                     " is not delivered; nothing can be confirmed yet."));
  }
  ASSIGN_OR_RETURN(*contribution.mutable_confirmed_on(),
                   StepDay(days, "confirmed_on", request.confirmed_on(),
                           contribution.delivered_on()));
  contribution.set_confirmed_by(request.contact());
  return absl::OkStatus();
}

v1::Contribution ContributionOn(v1::Contribution contribution,
                                absl::CivilDay day) {
  if (!IsBy(contribution.delivered_on(), day))
    contribution.clear_delivered_on();
  if (!IsBy(contribution.confirmed_on(), day)) {
    contribution.clear_confirmed_on();
    contribution.clear_confirmed_by();
  }
  return contribution;
}

}  // namespace kam::planning
