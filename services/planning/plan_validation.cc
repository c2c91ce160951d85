#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/resource/id.h"
#include "common/resource/reference.h"
#include "services/planning/plan.h"
#include "services/planning/plan_actions.h"
#include "services/planning/record_checks.h"

namespace kam::planning {
namespace {

constexpr int kLongestHorizonMonths = 240;

std::string At(const char* list, int index, const char* field = "") {
  return absl::StrCat("plan.", list, "[", index, "]", field);
}

// Walks one plan and notes what is wrong with it.
class Walk {
 public:
  Walk(const v1::Plan& plan, absl::CivilDay latest_day, Violations& violations)
      : plan_(plan),
        violations_(violations),
        checks_(plan.name(), latest_day, violations) {}

  // Whether the plan is small enough to look at each item.
  bool Sizes() {
    CheckSize("actions", plan_.actions());
    CheckSize("intentions", plan_.intentions());
    CheckSize("critical_success_factors", plan_.critical_success_factors());
    CheckSize("swot.strengths", plan_.swot().strengths());
    CheckSize("swot.weaknesses", plan_.swot().weaknesses());
    CheckSize("swot.opportunities", plan_.swot().opportunities());
    CheckSize("swot.threats", plan_.swot().threats());
    return violations_.empty();
  }

  void Horizon() {
    if (plan_.horizon_months() < 0 ||
        plan_.horizon_months() > kLongestHorizonMonths) {
      violations_.Add("plan.horizon_months", "must be 0 to 240",
                      "INVALID_HORIZON");
    }
  }

  void People() {
    for (int i = 0; i < plan_.co_authors_size(); ++i) {
      CheckPerson(At("co_authors", i), plan_.co_authors(i), checks_);
    }
    for (int i = 0; i < plan_.shared_with_size(); ++i) {
      checks_.Member(At("shared_with", i), plan_.shared_with(i));
    }
  }

  void Positioning() {
    const auto& objectives = plan_.positioning().objectives();
    for (int i = 0; i < objectives.size(); ++i) {
      checks_.AccountRecord(
          absl::StrCat("plan.positioning.objectives[", i, "]"), objectives[i],
          resource::kObjectivePattern);
    }
    checks_.AccountRecord("plan.profit_target", plan_.profit_target(),
                          resource::kTargetPattern);
    const v1::ValuePerception& value = plan_.value_perception();
    checks_.Member("plan.value_perception.owner", value.owner());
    checks_.NotFuture("plan.value_perception.noted_on", value.noted_on());
  }

  void Answers() {
    std::set<int> asked;
    for (int i = 0; i < plan_.answers_size(); ++i) {
      const v1::KamAnswer& answer = plan_.answers(i);
      CheckOnce(answer.question(), asked, At("answers", i, ".question"));
      checks_.NotFuture(At("answers", i, ".answered_on"), answer.answered_on());
      checks_.Member(At("answers", i, ".owner"), answer.owner());
    }
    asked.clear();
    for (int i = 0; i < plan_.intelligence_size(); ++i) {
      const v1::IntelligenceAnswer& answer = plan_.intelligence(i);
      CheckOnce(answer.question(), asked, At("intelligence", i, ".question"));
      checks_.NotFuture(At("intelligence", i, ".answered_on"),
                        answer.answered_on());
    }
  }

  void Ids() {
    CheckIds(plan_.swot().strengths(), "swot.strengths", items_);
    CheckIds(plan_.swot().weaknesses(), "swot.weaknesses", items_);
    CheckIds(plan_.swot().opportunities(), "swot.opportunities", items_);
    CheckIds(plan_.swot().threats(), "swot.threats", items_);
    CheckIds(plan_.intentions(), "intentions", intentions_);
    CheckIds(plan_.critical_success_factors(), "critical_success_factors",
             factors_);
    CheckIds(plan_.actions(), "actions", actions_);
  }

  // Requires Ids() before.
  void Actions() {
    for (int i = 0; i < plan_.actions_size(); ++i) {
      const v1::Action& action = plan_.actions(i);
      if (action.has_owner())
        CheckPerson(At("actions", i, ".owner"), action.owner(), checks_);
      checks_.NotBlank(At("actions", i, ".text"), action.text());
      CheckDue(action, At("actions", i, ".due_on"));
      CheckKnown(action.intention_ids(), intentions_,
                 At("actions", i, ".intention_ids"));
      CheckKnown(action.success_factor_ids(), factors_,
                 At("actions", i, ".success_factor_ids"));
      CheckClosing(action, At("actions", i, ".closed_on"));
      for (const std::string& name : action.addresses()) {
        checks_.InProgram(At("actions", i, ".addresses"), name);
      }
    }
  }

  void Reviews() {
    absl::CivilDay before = absl::CivilDay::min();
    for (int i = 0; i < plan_.reviews_size(); ++i) {
      const v1::Review& review = plan_.reviews(i);
      checks_.NotFuture(At("reviews", i, ".held_on"), review.held_on());
      checks_.Member(At("reviews", i, ".reviewer"), review.reviewer());
      const auto held = DayFromProto(review.held_on());
      if (!held.ok()) continue;
      if (*held < before) {
        violations_.Add(At("reviews", i, ".held_on"),
                        "must not be before the review above it",
                        "OUT_OF_ORDER");
      }
      before = *held;
    }
  }

 private:
  template <typename Items>
  void CheckSize(const char* list, const Items& items) {
    if (items.size() > kMostItems) {
      violations_.Add(absl::StrCat("plan.", list),
                      absl::StrCat("must have at most ", kMostItems,
                                   " items, not ", items.size()),
                      "TOO_MANY_ITEMS");
    }
  }

  // The day from which the plan plans bounds what is still to be done.
  void CheckDue(const v1::Action& action, const std::string& field) {
    const auto start = DayFromProto(plan_.starts_on());
    const auto due = DayFromProto(action.due_on());
    if (!IsOpen(action) || !start.ok() || !due.ok() || *due >= *start) return;
    violations_.Add(
        field,
        absl::StrCat("must not be before the plan starts, ", FormatDay(*start)),
        "DUE_BEFORE_PLAN");
  }

  void CheckOnce(int question, std::set<int>& asked, const std::string& field) {
    if (question != 0 && !asked.insert(question).second) {
      violations_.Add(field, "is answered twice", "DUPLICATE");
    }
  }

  void CheckClosing(const v1::Action& action, const std::string& field) {
    if (!action.has_closed_on()) return;
    checks_.NotFuture(field, action.closed_on());
    if (action.state() != v1::ACTION_STATE_DONE &&
        action.state() != v1::ACTION_STATE_CANCELLED) {
      violations_.Add(field, "belongs to actions that are done or given up",
                      "INVALID_STATE");
    }
  }

  template <typename Items>
  void CheckIds(const Items& items, const char* list,
                std::set<std::string>& ids) {
    for (int i = 0; i < items.size(); ++i) {
      const std::string& id = items[i].id();
      if (id.empty()) {
        violations_.Add(At(list, i, ".id"), "must be set", "MISSING_FIELD");
      } else if (!resource::CheckId(id).ok()) {
        violations_.Add(At(list, i, ".id"),
                        "must be 1 to 63 of a-z, 0-9 and inner hyphens",
                        "INVALID_ID");
      } else if (!ids.insert(id).second) {
        violations_.Add(At(list, i, ".id"), "is used twice", "DUPLICATE");
      }
    }
  }

  template <typename Ids>
  void CheckKnown(const Ids& ids, const std::set<std::string>& known,
                  const std::string& field) {
    for (int i = 0; i < ids.size(); ++i) {
      if (known.count(ids[i]) == 0) {
        violations_.Add(absl::StrCat(field, "[", i, "]"),
                        "names nothing in this plan", "INVALID_REFERENCE");
      }
    }
  }

  const v1::Plan& plan_;
  Violations& violations_;
  RecordChecks checks_;
  std::set<std::string> items_;
  std::set<std::string> intentions_;
  std::set<std::string> factors_;
  std::set<std::string> actions_;
};

}  // namespace

void ValidatePlan(const v1::Plan& plan, absl::CivilDay latest_day,
                  Violations& violations) {
  Walk walk(plan, latest_day, violations);
  if (!walk.Sizes()) return;
  walk.Horizon();
  walk.People();
  walk.Positioning();
  walk.Answers();
  walk.Ids();
  walk.Actions();
  walk.Reviews();
}

}  // namespace kam::planning
