#include "services/planning/development_objective.h"

#include "absl/strings/str_cat.h"
#include "common/base/ratio.h"
#include "common/resource/reference.h"
#include "services/planning/record_checks.h"

namespace kam::planning {

void ValidateObjective(const v1::DevelopmentObjective& objective,
                       absl::CivilDay latest_day, Violations& violations) {
  RecordChecks checks(objective.name(), latest_day, violations);
  checks.NotBlank("development_objective.display_name",
                  objective.display_name());
  checks.AccountRecord("development_objective.customer_objective",
                       objective.customer_objective(),
                       resource::kObjectivePattern);
  checks.Member("development_objective.owner", objective.owner());
  for (int i = 0; i < objective.evidence_size(); ++i) {
    checks.NotFuture(
        absl::StrCat("development_objective.evidence[", i, "].observed_on"),
        objective.evidence(i).observed_on());
  }
}

v1::ObjectiveAlignment AlignObjectives(
    const std::vector<v1::DevelopmentObjective>& objectives) {
  v1::ObjectiveAlignment alignment;
  for (const v1::DevelopmentObjective& objective : objectives) {
    if (objective.customer_objective().empty()) {
      alignment.add_unlinked(objective.name());
    } else {
      alignment.set_linked(alignment.linked() + 1);
    }
  }
  alignment.set_total(static_cast<int32_t>(objectives.size()));
  if (const auto bps = BasisPoints(alignment.linked(), alignment.total())) {
    alignment.set_alignment_bps(static_cast<int32_t>(*bps));
  }
  return alignment;
}

}  // namespace kam::planning
