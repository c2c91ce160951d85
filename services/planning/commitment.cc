#include "services/planning/commitment.h"

#include "absl/strings/str_cat.h"
#include "common/status/status_macros.h"

namespace kam::planning {
namespace {

using v1::COMMITMENT_STATE_ACCEPTED;
using v1::COMMITMENT_STATE_BLOCKED;
using v1::COMMITMENT_STATE_DELIVERED;
using v1::COMMITMENT_STATE_PROPOSED;
using v1::COMMITMENT_STATE_WITHDRAWN;

bool IsLegal(v1::CommitmentState from, v1::CommitmentState to) {
  switch (to) {
    case COMMITMENT_STATE_ACCEPTED:
      return from == COMMITMENT_STATE_PROPOSED ||
             from == COMMITMENT_STATE_BLOCKED;
    case COMMITMENT_STATE_DELIVERED:
      return from == COMMITMENT_STATE_ACCEPTED;
    case COMMITMENT_STATE_BLOCKED:
      return from == COMMITMENT_STATE_PROPOSED ||
             from == COMMITMENT_STATE_ACCEPTED;
    case COMMITMENT_STATE_WITHDRAWN:
      return from == COMMITMENT_STATE_PROPOSED ||
             from == COMMITMENT_STATE_ACCEPTED ||
             from == COMMITMENT_STATE_BLOCKED;
    default:
      return false;
  }
}

}  // namespace

void ValidateCommitment(const v1::Commitment& commitment,
                        absl::CivilDay latest_day, Violations& violations) {
  RecordChecks checks(commitment.name(), latest_day, violations);
  checks.NotBlank("commitment.display_name", commitment.display_name());
  checks.Department("commitment.department", commitment.department());
  checks.Member("commitment.promised_by", commitment.promised_by());
  checks.NotFuture("commitment.promised_on", commitment.promised_on());
  checks.NotBefore("commitment.due_on", commitment.due_on(),
                   commitment.promised_on());
}

void ProposeCommitment(v1::Commitment& commitment) {
  commitment.set_state(COMMITMENT_STATE_PROPOSED);
  v1::CommitmentMove* move = commitment.add_state_history();
  move->set_state(COMMITMENT_STATE_PROPOSED);
  *move->mutable_moved_on() = commitment.promised_on();
}

absl::Status MoveCommitment(v1::CommitmentState state,
                            const google::type::Date& moved_on,
                            const std::string& reason, const StepDays& days,
                            v1::Commitment& commitment) {
  if (state == COMMITMENT_STATE_BLOCKED) RETURN_IF_ERROR(CheckReason(reason));
  if (!IsLegal(commitment.state(), state)) {
    return MakeError(
        absl::StatusCode::kFailedPrecondition, "WRONG_STATE",
        absl::StrCat("The commitment ", commitment.name(), " cannot move from ",
                     v1::CommitmentState_Name(commitment.state()), " to ",
                     v1::CommitmentState_Name(state), "."),
        {{"from", v1::CommitmentState_Name(commitment.state())},
         {"to", v1::CommitmentState_Name(state)}});
  }
  const google::type::Date& last =
      commitment.state_history().empty()
          ? commitment.promised_on()
          : commitment.state_history().rbegin()->moved_on();
  v1::CommitmentMove move;
  move.set_state(state);
  move.set_reason(reason);
  ASSIGN_OR_RETURN(*move.mutable_moved_on(),
                   StepDay(days, "moved_on", moved_on, last));
  *commitment.add_state_history() = move;
  commitment.set_state(state);
  return absl::OkStatus();
}

bool IsOpen(const v1::Commitment& commitment) {
  return commitment.state() == COMMITMENT_STATE_PROPOSED ||
         commitment.state() == COMMITMENT_STATE_ACCEPTED;
}

v1::Commitment CommitmentOn(v1::Commitment commitment, absl::CivilDay day) {
  auto& history = *commitment.mutable_state_history();
  while (history.size() > 1 && !IsBy(history.rbegin()->moved_on(), day)) {
    history.RemoveLast();
  }
  if (!history.empty()) commitment.set_state(history.rbegin()->state());
  return commitment;
}

}  // namespace kam::planning
