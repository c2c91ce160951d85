#include "services/account/designation.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/date.h"
#include "common/resource/reference.h"
#include "common/status/errors.h"
#include "common/status/status_macros.h"
#include "services/account/explanation.h"

namespace kam::account {
namespace {

using State = v1::Designation::State;

// The days of a request, read.
struct Days {
  absl::CivilDay on;
  bool has_review = false;
  absl::CivilDay review_on;
};

bool NeedsApprover(State state) {
  return state == v1::Designation::STATE_DESIGNATED ||
         state == v1::Designation::STATE_RELEASED;
}

bool NeedsBasis(State state) {
  return state == v1::Designation::STATE_NOMINATED ||
         state == v1::Designation::STATE_DESIGNATED;
}

// Whether an account may go from one state to another. A review may confirm,
// and an account that was released may be proposed again.
bool IsMove(State from, State to) {
  switch (from) {
    case v1::Designation::STATE_UNSPECIFIED:
    case v1::Designation::STATE_RELEASED:
      return to == v1::Designation::STATE_NOMINATED;
    case v1::Designation::STATE_NOMINATED:
      return to == v1::Designation::STATE_DESIGNATED;
    case v1::Designation::STATE_DESIGNATED:
      return to == v1::Designation::STATE_UNDER_REVIEW;
    case v1::Designation::STATE_UNDER_REVIEW:
      return to == v1::Designation::STATE_RELEASED ||
             to == v1::Designation::STATE_DESIGNATED;
    default:
      return false;
  }
}

// Returns the state as people say it: "UNDER_REVIEW", "nothing".
std::string Say(State state) {
  if (state == v1::Designation::STATE_UNSPECIFIED) return "nothing";
  return v1::Designation::State_Name(state).substr(sizeof("STATE_") - 1);
}

// Returns `programs/{program}` of an account's name.
absl::string_view ProgramOf(absl::string_view account) {
  return account.substr(0, account.find("/accounts/"));
}

void CheckDecision(const v1::DesignateKeyAccountRequest& request,
                   Violations& violations) {
  const State state = request.state();
  if (state == v1::Designation::STATE_UNSPECIFIED ||
      !v1::Designation::State_IsValid(state)) {
    violations.Add("state", "must be one of the known states");
  }
  if (!v1::Designation::Basis_IsValid(request.basis())) {
    violations.Add("basis", "must be one of the known bases");
  } else if (NeedsBasis(state) &&
             request.basis() == v1::Designation::BASIS_UNSPECIFIED) {
    violations.Add("basis", "must say what the decision rests on");
  }
  if (absl::StripAsciiWhitespace(request.reason()).empty()) {
    violations.Add("reason", "must say why");
  }
  if (request.approver().empty()) {
    if (NeedsApprover(state)) {
      violations.Add("approver", "must name the member who approved it");
    }
  } else {
    resource::CheckReference(request.approver(), resource::kMemberPattern,
                             ProgramOf(request.name()), "approver", violations);
  }
  if (!kam::type::v1::Grade_IsValid(request.approver_grade())) {
    violations.Add("approver_grade", "must be one of the known grades");
  }
}

Days CheckDays(const v1::DesignateKeyAccountRequest& request,
               absl::CivilDay today, Violations& violations) {
  Days days;
  days.on = today;
  if (request.has_on()) {
    if (absl::StatusOr<absl::CivilDay> on = DayFromProto(request.on());
        !on.ok()) {
      violations.Add("on", "must be a day of the calendar");
    } else if (*on > today) {
      violations.Add("on", "must not be in the future");
    } else {
      days.on = *on;
    }
  }
  if (request.has_review_on()) {
    if (absl::StatusOr<absl::CivilDay> review =
            DayFromProto(request.review_on());
        !review.ok()) {
      violations.Add("review_on", "must be a day of the calendar");
    } else if (*review <= days.on) {
      violations.Add("review_on", "must be after the day of the decision");
    } else {
      days.has_review = true;
      days.review_on = *review;
    }
  } else if (request.state() == v1::Designation::STATE_DESIGNATED) {
    violations.Add("review_on", "must say when to look at it again");
  }
  return days;
}

absl::Status CheckMove(const v1::Designation* last,
                       const v1::DesignateKeyAccountRequest& request,
                       absl::CivilDay on, const SelectionValues& values) {
  const State from =
      last == nullptr ? v1::Designation::STATE_UNSPECIFIED : last->state();
  if (!IsMove(from, request.state())) {
    return FailedPrecondition(
        "WRONG_STATE",
        absl::StrCat("The designation cannot go from ", Say(from), " to ",
                     Say(request.state()),
                     "; it goes NOMINATED, DESIGNATED, UNDER_REVIEW, RELEASED "
                     "in steps."));
  }
  if (last != nullptr) {
    ASSIGN_OR_RETURN(const absl::CivilDay last_on, DayFromProto(last->on()));
    if (on < last_on) {
      return FailedPrecondition(
          "DESIGNATION_OUT_OF_ORDER",
          absl::StrCat("The last step was on ", FormatDay(last_on),
                       "; give that day or a later one."));
    }
  }
  const bool low =
      request.approver_grade() != kam::type::v1::GRADE_UNSPECIFIED &&
      request.approver_grade() < values.approver_grade;
  if (NeedsApprover(request.state()) && low) {
    return FailedPrecondition(
        "APPROVER_GRADE_TOO_LOW",
        absl::StrCat("The approver's grade is below ",
                     kam::type::v1::Grade_Name(values.approver_grade),
                     "; have it approved by one of that grade or above."));
  }
  return absl::OkStatus();
}

}  // namespace

const v1::Designation* DesignationOn(const DesignationHistory& history,
                                     absl::CivilDay day) {
  const v1::Designation* holds = nullptr;
  absl::CivilDay holds_on;
  for (const v1::Designation& step : history) {
    const absl::StatusOr<absl::CivilDay> on = DayFromProto(step.on());
    if (!on.ok() || *on > day) continue;
    if (holds == nullptr || *on >= holds_on) {
      holds = &step;
      holds_on = *on;
    }
  }
  return holds;
}

bool IsKeyAccount(const DesignationHistory& history, absl::CivilDay day) {
  const v1::Designation* holds = DesignationOn(history, day);
  return holds != nullptr &&
         (holds->state() == v1::Designation::STATE_DESIGNATED ||
          holds->state() == v1::Designation::STATE_UNDER_REVIEW);
}

absl::StatusOr<v1::Designation> NextDesignation(
    const DesignationHistory& history,
    const v1::DesignateKeyAccountRequest& request, absl::CivilDay today,
    const SelectionValues& values) {
  Violations violations;
  CheckDecision(request, violations);
  const Days days = CheckDays(request, today, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  const v1::Designation* last =
      history.empty() ? nullptr : &history.Get(history.size() - 1);
  RETURN_IF_ERROR(CheckMove(last, request, days.on, values));

  v1::Designation step;
  step.set_state(request.state());
  const bool keeps_basis =
      request.basis() == v1::Designation::BASIS_UNSPECIFIED && last != nullptr;
  step.set_basis(keeps_basis ? last->basis() : request.basis());
  step.set_reason(request.reason());
  step.set_approver(request.approver());
  step.set_approver_grade(request.approver_grade());
  *step.mutable_on() = ToProto(days.on);
  if (days.has_review) *step.mutable_review_on() = ToProto(days.review_on);
  return step;
}

v1::Explanation ExplainDesignation(const v1::Designation& step) {
  switch (step.state()) {
    case v1::Designation::STATE_NOMINATED:
      return Explain("S3-02",
                     "Proposed as a key account; it is not one until it is "
                     "designated.");
    case v1::Designation::STATE_DESIGNATED:
      return Explain("S3-02", "A key account by people's decision.");
    case v1::Designation::STATE_UNDER_REVIEW:
      return Explain("S3-02",
                     "Still a key account; its place is under review.");
    case v1::Designation::STATE_RELEASED:
      return Explain("S3-02",
                     "No longer a key account; its class follows from what "
                     "it buys.");
    default:
      return Explain("S3-02", "Never nominated.");
  }
}

}  // namespace kam::account
