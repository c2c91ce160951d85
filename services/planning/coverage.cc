#include "services/planning/coverage.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "google/protobuf/descriptor.h"
#include "services/planning/list_completeness.h"
#include "services/planning/requirement.h"

namespace kam::planning {
namespace {

// The names of an enum's values without its prefix, for those in `present`;
// the others are absent when `complete`.
v1::Coverage OverEnum(const char* requirement_id,
                      const google::protobuf::EnumDescriptor* values,
                      size_t prefix, const std::set<int>& present,
                      bool complete) {
  v1::Coverage coverage;
  coverage.set_requirement_id(requirement_id);
  for (int i = 0; i < values->value_count(); ++i) {
    const auto* value = values->value(i);
    if (value->number() == 0) continue;
    std::string name = value->name().substr(prefix);
    if (present.count(value->number()) > 0) {
      coverage.add_present(std::move(name));
    } else if (complete) {
      coverage.add_absent(std::move(name));
    } else {
      coverage.add_unknown(std::move(name));
    }
  }
  return coverage;
}

bool ListIsComplete(const v1::PlanningFacts& facts, v1::PlanningList list,
                    absl::CivilDay day) {
  return IsComplete(
      {facts.list_completenesses().begin(), facts.list_completenesses().end()},
      list, day);
}

v1::Coverage Intelligence(const v1::PlanningFacts& facts, absl::CivilDay day) {
  std::set<int> answered;
  for (const auto& answer : facts.active_plan().intelligence()) {
    if (!absl::StripAsciiWhitespace(answer.text()).empty())
      answered.insert(answer.question());
  }
  const bool complete = facts.has_active_plan() ||
                        ListIsComplete(facts, v1::PLANNING_LIST_PLANS, day);
  return OverEnum("S3-06", v1::IntelligenceQuestion_descriptor(),
                  sizeof("INTELLIGENCE_QUESTION_") - 1, answered, complete);
}

v1::Coverage Trace(const v1::PlanningFacts& facts) {
  v1::Coverage coverage;
  coverage.set_requirement_id("S3-11");
  for (const v1::Requirement& requirement : facts.requirements()) {
    if (IsTraced(requirement)) {
      coverage.add_present(requirement.name());
    } else {
      coverage.add_absent(requirement.name());
    }
  }
  return coverage;
}

}  // namespace

std::vector<v1::Coverage> FindCoverage(const v1::PlanningFacts& facts,
                                       absl::CivilDay day) {
  std::set<int> aims;
  std::set<int> categories;
  for (const auto& objective : facts.development_objectives()) {
    aims.insert(objective.skills_aim());
    categories.insert(objective.category());
  }
  const bool complete =
      ListIsComplete(facts, v1::PLANNING_LIST_DEVELOPMENT_OBJECTIVES, day);
  return {Intelligence(facts, day),
          OverEnum("S3-09", v1::SkillsAim_descriptor(),
                   sizeof("SKILLS_AIM_") - 1, aims, complete),
          Trace(facts),
          OverEnum("S3-17", v1::ObjectiveCategory_descriptor(),
                   sizeof("OBJECTIVE_CATEGORY_") - 1, categories, complete)};
}

}  // namespace kam::planning
