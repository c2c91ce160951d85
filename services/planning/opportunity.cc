#include "services/planning/opportunity.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/status/status_macros.h"

namespace kam::planning {
namespace {

using v1::OPPORTUNITY_STAGE_CLOSED;
using v1::OPPORTUNITY_STAGE_CONTRACT_NEGOTIATION;
using v1::OPPORTUNITY_STAGE_EXPLOITATION;
using v1::OPPORTUNITY_STAGE_IMPLEMENTATION_DELIVERY;
using v1::OPPORTUNITY_STAGE_LOST;
using v1::OPPORTUNITY_STAGE_PRESALES;

constexpr char kOpportunityPattern[] =
    "programs/{program}/accounts/{account}/opportunities/{opportunity}";

enum class Move { kOn, kBack, kEnd, kIllegal };

Move Classify(v1::OpportunityStage from, v1::OpportunityStage to) {
  if (!IsOpen(from)) return Move::kIllegal;
  if (to == OPPORTUNITY_STAGE_LOST) {
    return from <= OPPORTUNITY_STAGE_CONTRACT_NEGOTIATION ? Move::kEnd
                                                          : Move::kIllegal;
  }
  if (to == OPPORTUNITY_STAGE_CLOSED) {
    return from >= OPPORTUNITY_STAGE_IMPLEMENTATION_DELIVERY ? Move::kEnd
                                                             : Move::kIllegal;
  }
  if (to == from + 1) return Move::kOn;
  if (to == from - 1) return Move::kBack;
  return Move::kIllegal;
}

v1::OpportunityOutcome OutcomeOf(v1::OpportunityStage stage) {
  if (stage == OPPORTUNITY_STAGE_LOST) return v1::OPPORTUNITY_OUTCOME_LOST;
  if (stage == OPPORTUNITY_STAGE_CLOSED) return v1::OPPORTUNITY_OUTCOME_WON;
  return v1::OPPORTUNITY_OUTCOME_UNSPECIFIED;
}

void SetStage(v1::OpportunityStage stage, v1::Opportunity& opportunity) {
  opportunity.set_stage(stage);
  opportunity.set_outcome(OutcomeOf(stage));
}

}  // namespace

void ValidateOpportunity(const v1::Opportunity& opportunity,
                         absl::CivilDay latest_day, Violations& violations) {
  RecordChecks checks(opportunity.name(), latest_day, violations);
  checks.NotBlank("opportunity.display_name", opportunity.display_name());
  checks.NotFuture("opportunity.opened_on", opportunity.opened_on());
  checks.AccountRecord("opportunity.follows", opportunity.follows(),
                       kOpportunityPattern);
  checks.Member("opportunity.owner", opportunity.owner());
  if (!opportunity.follows().empty() &&
      opportunity.follows() == opportunity.name()) {
    violations.Add("opportunity.follows", "must name another opportunity",
                   "INVALID_REFERENCE");
  }
}

void OpenOpportunity(absl::CivilDay today, v1::Opportunity& opportunity) {
  if (!opportunity.has_opened_on()) {
    *opportunity.mutable_opened_on() = ToProto(today);
  }
  SetStage(OPPORTUNITY_STAGE_PRESALES, opportunity);
  v1::StageMove* move = opportunity.add_stage_history();
  move->set_stage(OPPORTUNITY_STAGE_PRESALES);
  *move->mutable_moved_on() = opportunity.opened_on();
}

absl::Status CheckExploited(const v1::Opportunity& earlier) {
  const bool exploited =
      std::any_of(earlier.stage_history().begin(),
                  earlier.stage_history().end(), [](const v1::StageMove& one) {
                    return one.stage() == OPPORTUNITY_STAGE_EXPLOITATION;
                  });
  const bool now = earlier.stage() == OPPORTUNITY_STAGE_EXPLOITATION ||
                   (earlier.stage() == OPPORTUNITY_STAGE_CLOSED && exploited);
  if (now) return absl::OkStatus();
  return FailedPrecondition(
      "NOT_EXPLOITED",
      absl::StrCat("The opportunity ", earlier.name(),
                   " is not in exploitation; nothing can follow it yet."));
}

absl::Status MoveOpportunity(const v1::MoveOpportunityRequest& request,
                             const StepDays& days,
                             v1::Opportunity& opportunity) {
  const Move kind = Classify(opportunity.stage(), request.stage());
  if (kind == Move::kIllegal) {
    return MakeError(
        absl::StatusCode::kFailedPrecondition, "STAGE_SKIPPED",
        absl::StrCat("An opportunity moves one stage at a time: ",
                     v1::OpportunityStage_Name(opportunity.stage()),
                     " does not lead to ",
                     v1::OpportunityStage_Name(request.stage()), "."),
        {{"from", v1::OpportunityStage_Name(opportunity.stage())},
         {"to", v1::OpportunityStage_Name(request.stage())}});
  }
  if (kind == Move::kBack) RETURN_IF_ERROR(CheckReason(request.reason()));
  const google::type::Date& last =
      opportunity.stage_history().empty()
          ? opportunity.opened_on()
          : opportunity.stage_history().rbegin()->moved_on();
  v1::StageMove move;
  move.set_stage(request.stage());
  move.set_reason(request.reason());
  ASSIGN_OR_RETURN(*move.mutable_moved_on(),
                   StepDay(days, "moved_on", request.moved_on(), last));
  *opportunity.add_stage_history() = move;
  SetStage(request.stage(), opportunity);
  return absl::OkStatus();
}

bool IsOpen(v1::OpportunityStage stage) {
  return stage >= OPPORTUNITY_STAGE_PRESALES &&
         stage <= OPPORTUNITY_STAGE_EXPLOITATION;
}

v1::Opportunity OpportunityOn(v1::Opportunity opportunity, absl::CivilDay day) {
  auto& history = *opportunity.mutable_stage_history();
  while (history.size() > 1 && !IsBy(history.rbegin()->moved_on(), day)) {
    history.RemoveLast();
  }
  if (!history.empty()) SetStage(history.rbegin()->stage(), opportunity);
  return opportunity;
}

}  // namespace kam::planning
