#include "services/planning/requirement.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"

namespace kam::planning {

void ValidateRequirement(const v1::Requirement& requirement,
                         absl::CivilDay latest_day, Violations& violations) {
  RecordChecks checks(requirement.name(), latest_day, violations);
  checks.NotBlank("requirement.need", requirement.need());
  checks.Contact("requirement.source", requirement.source());
  checks.NotFuture("requirement.recorded_on", requirement.recorded_on());
  checks.Member("requirement.owner", requirement.owner());
}

absl::Status AcknowledgeRequirement(
    const v1::AcknowledgeRequirementRequest& request, const StepDays& days,
    v1::Requirement& requirement) {
  Violations violations;
  RecordChecks(requirement.name(), days.latest, violations)
      .Department("department", request.department());
  RETURN_IF_ERROR(violations.ToStatus());
  for (const v1::Acknowledgement& earlier : requirement.acknowledgements()) {
    if (earlier.department() != request.department()) continue;
    return FailedPrecondition(
        "ALREADY_ACKNOWLEDGED",
        absl::StrCat(request.department(), " has acknowledged ",
                     requirement.name(), " before."));
  }
  v1::Acknowledgement acknowledgement;
  acknowledgement.set_department(request.department());
  ASSIGN_OR_RETURN(*acknowledgement.mutable_acknowledged_on(),
                   StepDay(days, "acknowledged_on", request.acknowledged_on(),
                           requirement.recorded_on()));
  *requirement.add_acknowledgements() = acknowledgement;
  return absl::OkStatus();
}

absl::Status MeetRequirement(const v1::MeetRequirementRequest& request,
                             const StepDays& days,
                             v1::Requirement& requirement) {
  if (requirement.has_met_on()) {
    return FailedPrecondition(
        "ALREADY_MET",
        absl::StrCat("Something has met ", requirement.name(), " before."));
  }
  ASSIGN_OR_RETURN(
      *requirement.mutable_met_on(),
      StepDay(days, "met_on", request.met_on(), requirement.recorded_on()));
  requirement.set_solution(request.solution());
  return absl::OkStatus();
}

bool IsTraced(const v1::Requirement& requirement) {
  return !requirement.requirement().empty() && !requirement.owner().empty() &&
         !requirement.acknowledgements().empty() &&
         (requirement.has_met_on() || requirement.future());
}

v1::Requirement RequirementOn(v1::Requirement requirement, absl::CivilDay day) {
  if (!IsBy(requirement.met_on(), day)) {
    requirement.clear_met_on();
    requirement.clear_solution();
  }
  auto& acknowledgements = *requirement.mutable_acknowledgements();
  acknowledgements.erase(
      std::remove_if(acknowledgements.begin(), acknowledgements.end(),
                     [&](const v1::Acknowledgement& one) {
                       return !IsBy(one.acknowledged_on(), day);
                     }),
      acknowledgements.end());
  return requirement;
}

}  // namespace kam::planning
