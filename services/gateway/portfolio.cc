#include "services/gateway/portfolio.h"

#include <algorithm>
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

}  // namespace

PortfolioPage PageAfter(const account::v1::ProgramFacts& facts,
                        absl::string_view after, int size) {
  PortfolioPage page;
  for (const account::v1::KeyAccountFact& fact : facts.key_accounts()) {
    if (absl::string_view(fact.account()) > after) {
      page.key_accounts.push_back(fact);
    }
  }
  std::sort(
      page.key_accounts.begin(), page.key_accounts.end(),
      [](const auto& a, const auto& b) { return a.account() < b.account(); });
  if (static_cast<int>(page.key_accounts.size()) > size) {
    page.key_accounts.resize(size);
    page.next_after = page.key_accounts.back().account();
  }
  return page;
}

v1::ListKeyAccountsResponse AssemblePortfolio(
    const account::v1::ProgramFacts& facts, const PortfolioPage& page,
    const PortfolioAnswers& answers) {
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
  for (const account::v1::KeyAccountFact& fact : page.key_accounts) {
    v1::KeyAccountSummary* line = response.add_key_accounts();
    line->set_account(fact.account());
    line->set_display_name(fact.display_name());
    *line->mutable_designation() = fact.designation();
    if (const auto* found = Find(teams, fact.account())) {
      *line->mutable_team() = *found;
    }
    if (const auto* found = Find(plans, fact.account())) {
      *line->mutable_plan() = *found;
    }
    if (const auto* found = Find(evidence, fact.account())) {
      *line->mutable_evidence() = *found;
    }
  }
  return response;
}

}  // namespace kam::gateway
