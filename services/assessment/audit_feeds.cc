#include "services/assessment/audit_feeds.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace kam::assessment {
namespace {

// What an answer to a question on the future could become.
constexpr std::pair<v1::AuditProposalKind, const char*> kFuture[] = {
    {v1::AUDIT_PROPOSAL_KIND_PRESSURE, "account"},
    {v1::AUDIT_PROPOSAL_KIND_PRESSURE, "account"},
    {v1::AUDIT_PROPOSAL_KIND_OBJECTIVE, "account"},
    {v1::AUDIT_PROPOSAL_KIND_OBJECTIVE, "account"},
    {v1::AUDIT_PROPOSAL_KIND_OPPORTUNITY, "planning"},
    {v1::AUDIT_PROPOSAL_KIND_OPPORTUNITY, "planning"},
    {v1::AUDIT_PROPOSAL_KIND_OPPORTUNITY, "planning"},
    {v1::AUDIT_PROPOSAL_KIND_OPPORTUNITY, "planning"},
};

void AddFeed(const Audit& audit, v1::Model model, const char* dimension,
             const std::string& value, v1::AuditResult& result) {
  v1::AuditFeed& feed = *result.add_feeds();
  feed.set_model(model);
  feed.set_dimension(dimension);
  feed.set_value(value);
  if (audit.fact->has_source()) *feed.mutable_source() = audit.fact->source();
}

}  // namespace

void AddFeeds(const Audit& audit, v1::AuditResult& result) {
  const std::string perception = PerceptionOf(audit).value;
  if (!perception.empty()) {
    AddFeed(audit, v1::MODEL_PHASES, "PERCEPTION", perception, result);
  }
  constexpr auto kIndicators = v1::MODEL_PARTNERSHIP_INDICATORS;
  if (audit.AnsweredIssues() && audit.fact->followed_up()) {
    AddFeed(audit, kIndicators, "feedback_open", "PRESENT", result);
  }
  if (audit.AnsweredIssues()) {
    AddFeed(audit, kIndicators, "no_nasty_surprises",
            audit.surprises > 0 ? "ABSENT" : "PRESENT", result);
  }
  const v1::AuditPosition position = audit.positions.Position();
  if (position == v1::AUDIT_POSITION_PARTNER ||
      position == v1::AUDIT_POSITION_SUPPLIER) {
    AddFeed(audit, kIndicators, "told_partner",
            position == v1::AUDIT_POSITION_PARTNER ? "PRESENT" : "ABSENT",
            result);
  }
}

void AddProposals(const Audit& audit, v1::AuditResult& result) {
  // By question, respondent and text.
  std::vector<std::pair<size_t, v1::AuditProposal>> proposals;
  auto add = [&](size_t number, v1::AuditProposalKind kind, const char* service,
                 const std::string& respondent, const std::string& text) {
    v1::AuditProposal proposal;
    proposal.set_kind(kind);
    proposal.set_service(service);
    proposal.set_question(std::string(kAuditQuestions[number]));
    proposal.set_respondent(respondent);
    proposal.set_text(text);
    if (audit.fact->has_source()) {
      *proposal.mutable_source() = audit.fact->source();
    }
    proposals.emplace_back(number, std::move(proposal));
  };
  for (const v1::AuditRespondent& respondent : audit.fact->respondents()) {
    for (const v1::AuditAnswer& answer : respondent.answers()) {
      const auto number = QuestionNumber(answer.question());
      if (!number.has_value()) continue;
      for (const v1::RaisedIssue& issue : answer.issues()) {
        if (issue.already_logged()) continue;
        add(*number, v1::AUDIT_PROPOSAL_KIND_ISSUE, "account",
            respondent.contact(),
            issue.text().empty() ? answer.text() : issue.text());
      }
      if (*number >= kFirstFuture &&
          answer.answer_case() == v1::AuditAnswer::kText) {
        const auto& [kind, service] = kFuture[*number - kFirstFuture];
        add(*number, kind, service, respondent.contact(), answer.text());
      }
    }
  }
  auto key = [](const std::pair<size_t, v1::AuditProposal>& one) {
    return std::tie(one.first, one.second.respondent(), one.second.text());
  };
  std::sort(proposals.begin(), proposals.end(),
            [&](const auto& a, const auto& b) { return key(a) < key(b); });
  for (auto& [number, proposal] : proposals) {
    *result.add_proposals() = std::move(proposal);
  }
}

}  // namespace kam::assessment
