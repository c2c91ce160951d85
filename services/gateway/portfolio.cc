#include "services/gateway/portfolio.h"

#include <map>

#include "services/gateway/section_status.h"

namespace kam::gateway {
namespace {

// The lines of an answer by account; none when there is no answer.
template <typename Line, typename Facts>
std::map<std::string, const Line*> LinesOf(
    const std::optional<absl::StatusOr<Facts>>& answer) {
  std::map<std::string, const Line*> lines;
  if (!answer.has_value() || !answer->ok()) return lines;
  for (const Line& line : (*answer)->accounts()) {
    lines[line.account()] = &line;
  }
  return lines;
}

template <typename Facts>
v1::SectionStatus StatusOfAnswer(
    const std::optional<absl::StatusOr<Facts>>& answer) {
  if (!answer.has_value()) return NotRequested();
  v1::SectionStatus status = StatusOf(answer->status());
  if (answer->ok()) *status.mutable_store() = (*answer)->store();
  return status;
}

template <typename Line>
const Line* Find(const std::map<std::string, const Line*>& lines,
                 const std::string& account) {
  const auto found = lines.find(account);
  return found == lines.end() ? nullptr : found->second;
}

// The time of the state that a service answered from; null when it is not
// known.
template <typename Facts>
const google::protobuf::Timestamp* TimeOf(
    const std::optional<absl::StatusOr<Facts>>& answer) {
  const bool known =
      answer.has_value() && answer->ok() && (*answer)->has_read_time();
  return known ? &(*answer)->read_time() : nullptr;
}

}  // namespace

v1::ListKeyAccountsResponse AssemblePortfolio(
    const account::v1::ProgramFacts& facts,
    const std::vector<std::string>& accounts, const PortfolioAnswers& answers) {
  std::map<std::string, const account::v1::KeyAccountFact*> keys;
  for (const account::v1::KeyAccountFact& fact : facts.key_accounts()) {
    keys[fact.account()] = &fact;
  }
  const auto teams = LinesOf<team::v1::AccountTeamSummary>(answers.team);
  const auto plans =
      LinesOf<planning::v1::AccountPlanSummary>(answers.planning);
  const auto evidence =
      LinesOf<assessment::v1::AccountEvidenceSummary>(answers.assessment);
  v1::ListKeyAccountsResponse response;
  *response.mutable_as_of() = facts.as_of();
  *response.mutable_account_status() = StatusOf(absl::OkStatus());
  *response.mutable_account_status()->mutable_store() = facts.store();
  *response.mutable_team_status() = StatusOfAnswer(answers.team);
  *response.mutable_planning_status() = StatusOfAnswer(answers.planning);
  *response.mutable_assessment_status() = StatusOfAnswer(answers.assessment);
  for (const std::string& account : accounts) {
    v1::KeyAccountSummary* line = response.add_key_accounts();
    line->set_account(account);
    if (const auto* found = Find(keys, account)) {
      line->set_display_name(found->display_name());
      *line->mutable_designation() = found->designation();
      line->set_profitability(found->profitability());
    }
    if (const auto* found = Find(teams, account)) {
      *line->mutable_team() = *found;
    }
    if (const auto* found = Find(plans, account)) {
      *line->mutable_plan() = *found;
    }
    if (const auto* found = Find(evidence, account)) {
      *line->mutable_evidence() = *found;
    }
  }
  return response;
}

storage::v1::PortfolioPlace PlaceAfter(const storage::v1::PortfolioPlace& place,
                                       const std::string& last,
                                       const account::v1::ProgramFacts& facts,
                                       const PortfolioAnswers& answers) {
  storage::v1::PortfolioPlace next = place;
  next.set_after(last);
  *next.mutable_as_of() = facts.as_of();
  if (!place.has_account_read_time() && facts.has_read_time()) {
    *next.mutable_account_read_time() = facts.read_time();
  }
  const auto* team = TimeOf(answers.team);
  if (!place.has_team_read_time() && team != nullptr) {
    *next.mutable_team_read_time() = *team;
  }
  const auto* planning = TimeOf(answers.planning);
  if (!place.has_planning_read_time() && planning != nullptr) {
    *next.mutable_planning_read_time() = *planning;
  }
  const auto* assessment = TimeOf(answers.assessment);
  if (!place.has_assessment_read_time() && assessment != nullptr) {
    *next.mutable_assessment_read_time() = *assessment;
  }
  return next;
}

}  // namespace kam::gateway
