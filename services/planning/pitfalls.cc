#include "services/planning/pitfalls.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/date.h"
#include "services/planning/plan.h"
#include "services/planning/plan_actions.h"
#include "services/planning/positioning.h"

namespace kam::planning {
namespace {

using kam::type::v1::Flag;
using kam::type::v1::SEVERITY_VIOLATION;
using kam::type::v1::SEVERITY_WARN;

// Why the positioning is generic; empty when it is not.
std::vector<std::string> WhyGeneric(
    const v1::Plan& plan, const std::vector<std::string>& same_positioning,
    const PlanningValues& values) {
  std::vector<std::string> reasons;
  if (!same_positioning.empty()) {
    reasons.push_back(
        absl::StrCat("equals that of ", absl::StrJoin(same_positioning, ", ")));
  }
  const size_t words = PositioningWords(plan.positioning()).size();
  if (words < static_cast<size_t>(values.positioning_min_words)) {
    reasons.push_back(absl::StrCat("has ", words, " words"));
  }
  if (plan.positioning().objectives().empty()) {
    reasons.push_back("cites no objective of the customer's");
  }
  return reasons;
}

// Whether two or more actions are open and all are one person's.
bool IsLoneHero(const v1::Plan& plan) {
  std::set<std::string> owners;
  int open = 0;
  for (const v1::Action& action : plan.actions()) {
    if (!IsOpen(action)) continue;
    ++open;
    owners.insert(OwnerName(action.owner()));
  }
  return open >= 2 && owners.size() == 1;
}

}  // namespace

Flag MakeFlag(absl::string_view code, kam::type::v1::Severity severity,
              absl::string_view requirement_id, absl::string_view detail) {
  Flag flag;
  flag.set_code(std::string(code));
  flag.set_severity(severity);
  flag.set_requirement_id(std::string(requirement_id));
  flag.set_detail(std::string(detail));
  return flag;
}

std::vector<Flag> FindPlanPitfalls(
    const v1::Plan& plan, const std::vector<std::string>& same_positioning,
    absl::CivilDay day, const PlanningValues& values) {
  std::vector<Flag> flags;
  const std::vector<std::string> idle = SuccessFactorsWithoutAction(plan);
  if (!idle.empty()) {
    flags.push_back(MakeFlag(
        "CSF_WITHOUT_ACTION", SEVERITY_WARN, "S2-13",
        absl::StrCat("No action serves ", absl::StrJoin(idle, ", "), ".")));
  }
  const std::vector<std::string> generic =
      WhyGeneric(plan, same_positioning, values);
  if (!generic.empty()) {
    flags.push_back(MakeFlag(
        "GENERIC_POSITIONING", SEVERITY_WARN, "S0-17",
        absl::StrCat("The positioning ", absl::StrJoin(generic, ", "), ".")));
  }
  if (IsLoneHero(plan)) {
    flags.push_back(MakeFlag("LONE_HERO", SEVERITY_WARN, "S4-18",
                             "All open actions are one person's."));
  }
  if (plan.profit_target().empty()) {
    flags.push_back(MakeFlag("NO_PROFIT_TARGET", SEVERITY_VIOLATION, "S2-19",
                             "The plan names no profit target."));
  }
  if (plan.state() == v1::PLAN_STATE_ACTIVE &&
      !IsReviewed(plan, day, values.plan_review_max_days)) {
    flags.push_back(
        MakeFlag("STALE_PLAN", SEVERITY_WARN, "S2-14",
                 absl::StrCat("The plan was not reviewed for more than ",
                              values.plan_review_max_days, " days.")));
  }
  if (absl::StripAsciiWhitespace(plan.value_perception().text()).empty()) {
    flags.push_back(MakeFlag("VALUE_PERCEPTION_MISSING", SEVERITY_WARN, "S2-06",
                             "The plan does not say how the customer "
                             "perceives value."));
  }
  return flags;
}

Flag NoPlan() {
  return MakeFlag("NO_PLAN", SEVERITY_VIOLATION, "S2-12",
                  "No plan is in force.");
}

std::vector<Flag> FindUnacknowledged(
    const std::vector<v1::Requirement>& requirements) {
  std::vector<std::string> names;
  for (const v1::Requirement& requirement : requirements) {
    if (requirement.acknowledgements().empty())
      names.push_back(requirement.name());
  }
  if (names.empty()) return {};
  return {MakeFlag("REQUIREMENT_UNACKNOWLEDGED", SEVERITY_WARN, "S3-11",
                   absl::StrCat("No department has acknowledged ",
                                absl::StrJoin(names, ", "), "."))};
}

}  // namespace kam::planning
