#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/resource/id.h"
#include "common/resource/name.h"
#include "common/resource/reference.h"
#include "services/planning/plan.h"

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
      : plan_(plan), latest_day_(latest_day), violations_(violations) {
    const auto program = resource::ProgramName::Of(plan.name());
    if (program.ok()) program_ = program->ToString();
    const size_t collection = plan.name().rfind("/plans/");
    if (collection != std::string::npos) {
      account_ = plan.name().substr(0, collection);
    }
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
      CheckPerson(plan_.co_authors(i), At("co_authors", i));
    }
    for (int i = 0; i < plan_.shared_with_size(); ++i) {
      CheckMember(plan_.shared_with(i), At("shared_with", i));
    }
  }

  void Positioning() {
    const auto& objectives = plan_.positioning().objectives();
    for (int i = 0; i < objectives.size(); ++i) {
      resource::CheckReference(
          objectives[i], resource::kObjectivePattern, account_,
          absl::StrCat("plan.positioning.objectives[", i, "]"), violations_);
    }
    if (!plan_.profit_target().empty()) {
      resource::CheckReference(plan_.profit_target(), resource::kTargetPattern,
                               account_, "plan.profit_target", violations_);
    }
  }

  void Answers() {
    std::set<int> asked;
    for (int i = 0; i < plan_.answers_size(); ++i) {
      const v1::KamAnswer& answer = plan_.answers(i);
      CheckOnce(answer.question(), asked, At("answers", i, ".question"));
      CheckNotFuture(answer.answered_on(), At("answers", i, ".answered_on"));
      if (!answer.owner().empty()) {
        CheckMember(answer.owner(), At("answers", i, ".owner"));
      }
    }
    asked.clear();
    for (int i = 0; i < plan_.intelligence_size(); ++i) {
      const v1::IntelligenceAnswer& answer = plan_.intelligence(i);
      CheckOnce(answer.question(), asked, At("intelligence", i, ".question"));
      CheckNotFuture(answer.answered_on(),
                     At("intelligence", i, ".answered_on"));
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
      if (action.has_owner()) {
        CheckPerson(action.owner(), At("actions", i, ".owner"));
      }
      CheckKnown(action.intention_ids(), intentions_,
                 At("actions", i, ".intention_ids"));
      CheckKnown(action.success_factor_ids(), factors_,
                 At("actions", i, ".success_factor_ids"));
      CheckClosing(action, At("actions", i, ".closed_on"));
      for (const std::string& name : action.addresses()) {
        const auto program = resource::ProgramName::Of(name);
        if (!program.ok() || program->ToString() != program_) {
          violations_.Add(At("actions", i, ".addresses"),
                          "must name resources of the same programme",
                          "INVALID_REFERENCE");
        }
      }
    }
  }

  void Reviews() {
    absl::CivilDay before = absl::CivilDay::min();
    for (int i = 0; i < plan_.reviews_size(); ++i) {
      const v1::Review& review = plan_.reviews(i);
      CheckNotFuture(review.held_on(), At("reviews", i, ".held_on"));
      if (!review.reviewer().empty()) {
        CheckMember(review.reviewer(), At("reviews", i, ".reviewer"));
      }
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
  void CheckMember(const std::string& name, const std::string& field) {
    resource::CheckReference(name, resource::kMemberPattern, program_, field,
                             violations_);
  }

  void CheckPerson(const v1::Person& person, const std::string& field) {
    switch (person.person_case()) {
      case v1::Person::kMember:
        CheckMember(person.member(), field + ".member");
        break;
      case v1::Person::kContact:
        resource::CheckReference(person.contact(), resource::kContactPattern,
                                 account_, field + ".contact", violations_);
        break;
      case v1::Person::PERSON_NOT_SET:
        violations_.Add(field, "must name a member or a contact",
                        "MISSING_FIELD");
    }
  }

  void CheckOnce(int question, std::set<int>& asked, const std::string& field) {
    if (question != 0 && !asked.insert(question).second) {
      violations_.Add(field, "is answered twice", "DUPLICATE");
    }
  }

  void CheckNotFuture(const google::type::Date& date,
                      const std::string& field) {
    const auto day = DayFromProto(date);
    if (day.ok() && *day > latest_day_) {
      violations_.Add(field, "must not be in the future", "FUTURE_DATE");
    }
  }

  void CheckClosing(const v1::Action& action, const std::string& field) {
    if (!action.has_closed_on()) return;
    CheckNotFuture(action.closed_on(), field);
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
  absl::CivilDay latest_day_;
  Violations& violations_;
  std::string program_;
  std::string account_;
  std::set<std::string> items_;
  std::set<std::string> intentions_;
  std::set<std::string> factors_;
  std::set<std::string> actions_;
};

}  // namespace

void ValidatePlan(const v1::Plan& plan, absl::CivilDay latest_day,
                  Violations& violations) {
  Walk walk(plan, latest_day, violations);
  walk.Horizon();
  walk.People();
  walk.Positioning();
  walk.Answers();
  walk.Ids();
  walk.Actions();
  walk.Reviews();
}

}  // namespace kam::planning
