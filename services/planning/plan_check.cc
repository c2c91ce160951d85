#include "services/planning/plan_check.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/ratio.h"
#include "common/base/tokens.h"
#include "services/planning/plan.h"
#include "services/planning/plan_actions.h"
#include "services/planning/positioning.h"
#include "services/planning/record_checks.h"

namespace kam::planning {
namespace {

// Makes the lines of one check's result.
class Sheet {
 public:
  // Begins the next check, in the order of the enum.
  void Begin() {
    line_ = result_.add_checks();
    line_->set_check(static_cast<v1::PlanCheck>(result_.checks_size()));
  }

  void Fail(const std::string& item, const std::string& detail) {
    v1::CheckFailure* failure = line_->add_failures();
    failure->set_item(item);
    failure->set_detail(detail);
  }

  // Ends the check: failed when anything was noted, else unknown or satisfied.
  void End(bool known = true) {
    if (line_->failures_size() > 0) {
      line_->set_outcome(v1::CHECK_OUTCOME_FAILED);
    } else if (known) {
      line_->set_outcome(v1::CHECK_OUTCOME_SATISFIED);
      result_.set_satisfied(result_.satisfied() + 1);
    } else {
      line_->set_outcome(v1::CHECK_OUTCOME_UNKNOWN);
      result_.set_unknown(result_.unknown() + 1);
    }
  }

  // A check that is one question.
  void Check(bool holds, const std::string& detail) {
    Begin();
    if (!holds) Fail("", detail);
    End();
  }

  v1::PlanCheckResult Result() {
    const int possible = result_.satisfied() + result_.unknown();
    result_.set_quality_bps(
        static_cast<int32_t>(*BasisPoints(result_.satisfied(), kPlanChecks)));
    result_.set_quality_ceiling_bps(
        static_cast<int32_t>(*BasisPoints(possible, kPlanChecks)));
    if (possible < kPlanChecks) {
      result_.set_validity(v1::PLAN_VALIDITY_NOT_VALID);
    } else if (result_.unknown() > 0) {
      result_.set_validity(v1::PLAN_VALIDITY_UNDETERMINED);
    } else {
      result_.set_validity(v1::PLAN_VALIDITY_VALID);
    }
    return result_;
  }

 private:
  v1::PlanCheckResult result_;
  v1::PlanCheckLine* line_ = nullptr;
};

bool IsBlank(absl::string_view text) {
  return absl::StripAsciiWhitespace(text).empty();
}

// Goes through the checks of one plan.
class Checker {
 public:
  Checker(const v1::Plan& plan, const v1::Roster* roster, absl::CivilDay day,
          const PlanningValues& values)
      : plan_(plan),
        day_(day),
        values_(values),
        has_roster_(roster != nullptr) {
    if (roster != nullptr) {
      manager_ = roster->key_account_manager();
      members_.insert(roster->members().begin(), roster->members().end());
      members_.insert(manager_);
    }
    for (const v1::Action& action : plan.actions()) {
      if (action.state() != v1::ACTION_STATE_CANCELLED)
        actions_.push_back(&action);
    }
  }

  v1::PlanCheckResult Run() {
    Swot();
    Intentions();
    Actions();
    SuccessFactors();
    Answers();
    sheet_.Check(!PositioningWords(plan_.positioning()).empty(),
                 "The plan does not say what our position is.");
    sheet_.Check(plan_.horizon_months() > 0,
                 "The plan does not say how far it looks ahead.");
    sheet_.Check(!plan_.profit_target().empty(),
                 "The plan names no profit target.");
    Reviewed();
    Shared();
    return sheet_.Result();
  }

 private:
  void Swot() {
    const v1::Swot& swot = plan_.swot();
    sheet_.Check(!swot.strengths().empty(), "No strength is named.");
    sheet_.Check(!swot.weaknesses().empty(), "No weakness is named.");
    sheet_.Check(!swot.opportunities().empty(), "No opportunity is named.");
    sheet_.Check(!swot.threats().empty(), "No threat is named.");
  }

  bool HasIntention(v1::IntentionCategory category) const {
    return std::any_of(
        plan_.intentions().begin(), plan_.intentions().end(),
        [&](const v1::Intention& one) { return one.category() == category; });
  }

  void Intentions() {
    sheet_.Check(HasIntention(v1::INTENTION_CATEGORY_ADD_VALUE),
                 "No intention adds value to the account.");
    sheet_.Check(HasIntention(v1::INTENTION_CATEGORY_IMPROVE_BUSINESS),
                 "No intention improves our own business.");
    sheet_.Check(HasIntention(v1::INTENTION_CATEGORY_DEVELOP_RELATIONSHIPS),
                 "No intention develops relationships.");
    sheet_.Begin();
    if (plan_.intentions().empty()) sheet_.Fail("", "There is no intention.");
    for (const std::string& id : IntentionsWithoutAction(plan_)) {
      sheet_.Fail(id, "No action serves this intention.");
    }
    sheet_.End();
  }

  void Actions() {
    sheet_.Begin();
    if (actions_.empty()) sheet_.Fail("", "There is no action.");
    for (const v1::Action* action : actions_) CheckAction(*action);
    sheet_.End(has_roster_);

    sheet_.Begin();
    const bool of_another =
        std::any_of(actions_.begin(), actions_.end(), [&](const auto* action) {
          const std::string& owner = OwnerName(action->owner());
          return !owner.empty() && owner != manager_;
        });
    if (actions_.empty()) {
      sheet_.Fail("", "There is no action.");
    } else if (has_roster_ && !of_another) {
      sheet_.Fail(manager_, "Every action is the key account manager's.");
    }
    sheet_.End(has_roster_);
  }

  void CheckAction(const v1::Action& action) {
    if (Tokens(action.text()).empty())
      sheet_.Fail(action.id(), "It does not say what is done.");
    if (!action.has_due_on())
      sheet_.Fail(action.id(), "It does not say by when.");
    const std::string& owner = OwnerName(action.owner());
    if (owner.empty()) {
      sheet_.Fail(action.id(), "Nobody owns it.");
    } else if (has_roster_ && action.owner().has_member() &&
               members_.count(owner) == 0) {
      sheet_.Fail(action.id(), absl::StrCat("Its owner ", owner,
                                            " is not on the account's team."));
    }
  }

  void SuccessFactors() {
    const bool any = !plan_.critical_success_factors().empty();
    sheet_.Check(any, "No critical success factor is named.");
    sheet_.Begin();
    if (!any) sheet_.Fail("", "There is no critical success factor.");
    for (const std::string& id : SuccessFactorsWithoutAction(plan_)) {
      sheet_.Fail(id, "No action serves this critical success factor.");
    }
    sheet_.End();
  }

  // The answer has to be of the day or earlier, and someone's.
  bool IsAnswered(v1::KamQuestion question) const {
    return std::any_of(plan_.answers().begin(), plan_.answers().end(),
                       [&](const v1::KamAnswer& answer) {
                         return answer.question() == question &&
                                !IsBlank(answer.text()) &&
                                !answer.owner().empty() &&
                                IsBy(answer.answered_on(), day_);
                       });
  }

  void Answers() {
    sheet_.Check(IsAnswered(v1::KAM_QUESTION_AFTER_THIS_DEAL),
                 "Our position after this deal is not answered.");
    sheet_.Check(IsAnswered(v1::KAM_QUESTION_LONG_TERM_GOAL),
                 "The long-term goal is not answered.");
    sheet_.Check(IsAnswered(v1::KAM_QUESTION_FIVE_YEARS_ON),
                 "The relationship in five years is not answered.");
  }

  void Reviewed() {
    const auto last = LastReviewed(plan_, day_);
    sheet_.Check(
        IsReviewed(plan_, day_, values_.plan_review_max_days),
        last.has_value()
            ? absl::StrCat("The last review was on ", FormatDay(*last), ".")
            : std::string("The plan was neither activated nor reviewed."));
  }

  // Who wrote the plan has it.
  void Shared() {
    std::set<std::string> has(plan_.shared_with().begin(),
                              plan_.shared_with().end());
    for (const v1::Person& author : plan_.co_authors()) {
      if (author.has_member()) has.insert(author.member());
    }
    sheet_.Begin();
    if (has.empty()) sheet_.Fail("", "The plan is shared with nobody.");
    for (const std::string& member : members_) {
      if (has.count(member) == 0)
        sheet_.Fail(member, "The plan is not shared with this member.");
    }
    sheet_.End(has_roster_);
  }

  const v1::Plan& plan_;
  const absl::CivilDay day_;
  const PlanningValues& values_;
  const bool has_roster_;
  std::string manager_;
  std::set<std::string> members_;
  std::vector<const v1::Action*> actions_;
  Sheet sheet_;
};

}  // namespace

v1::PlanCheckResult CheckPlan(const v1::Plan& plan, const v1::Roster* roster,
                              absl::CivilDay day,
                              const PlanningValues& values) {
  v1::PlanCheckResult result = Checker(plan, roster, day, values).Run();
  *result.mutable_as_of() = ToProto(day);
  result.set_policy_version(values.version);
  return result;
}

void ValidateRoster(const std::string& name, const v1::Roster& roster,
                    Violations& violations) {
  RecordChecks checks(name, absl::CivilDay::max(), violations);
  checks.Member("roster.key_account_manager", roster.key_account_manager());
  for (int i = 0; i < roster.members_size(); ++i) {
    checks.Member(absl::StrCat("roster.members[", i, "]"), roster.members(i));
  }
}

}  // namespace kam::planning
