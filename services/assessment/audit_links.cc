#include "services/assessment/audit_links.h"

#include <algorithm>
#include <set>
#include <string>

#include "services/assessment/fact_words.h"

namespace kam::assessment {
namespace {

bool WasManager(const team::v1::TeamFacts& facts, const std::string& member,
                const google::type::Date& on) {
  const auto day = DayFromProto(on);
  if (!day.ok()) return false;
  const auto manages = [&](const team::v1::Assignment& one) {
    return one.member() == member &&
           one.role() == team::v1::ASSIGNMENT_ROLE_KEY_ACCOUNT_MANAGER &&
           IsBy(one.starts_on(), *day) && !IsBy(one.ends_on(), *day - 1);
  };
  return std::any_of(facts.members().begin(), facts.members().end(),
                     [&](const team::v1::AssignedMember& one) {
                       return manages(one.assignment());
                     }) ||
         std::any_of(facts.former_managers().begin(),
                     facts.former_managers().end(), manages);
}

bool WasLogged(const account::v1::AccountFacts& facts,
               const v1::AuditFact& audit, const std::string& name) {
  const auto held = DayFromProto(audit.held_on());
  if (!held.ok() || name.empty()) return false;
  for (const account::v1::Issue& one : facts.issues()) {
    if (one.name() != name) continue;
    return one.source_audit() != audit.source().name() &&
           IsBy(one.opened_on(), *held - 1);
  }
  return false;
}

bool IsSourceOfIssue(const account::v1::AccountFacts& facts,
                     const std::string& audit) {
  return std::any_of(facts.issues().begin(), facts.issues().end(),
                     [&](const account::v1::Issue& one) {
                       return one.source_audit() == audit;
                     });
}

template <typename List>
bool HasName(const List& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// Whether an action addresses the audit, or serves an intention that the audit
// suggested.
bool IsInPlan(const planning::v1::Plan& plan, const std::string& audit) {
  std::set<std::string> suggested;
  for (const planning::v1::Intention& one : plan.intentions()) {
    if (one.suggested_by() == audit) suggested.insert(one.id());
  }
  return std::any_of(plan.actions().begin(), plan.actions().end(),
                     [&](const planning::v1::Action& one) {
                       return HasName(one.addresses(), audit) ||
                              std::any_of(one.intention_ids().begin(),
                                          one.intention_ids().end(),
                                          [&](const std::string& id) {
                                            return suggested.contains(id);
                                          });
                     });
}

}  // namespace

void LinkAudit(const AccountAnswers& answers, v1::AuditFact* audit) {
  const std::string& name = audit->source().name();
  if (answers.team != nullptr) {
    audit->set_interviewer_is_account_manager(
        WasManager(*answers.team, audit->interviewer(), audit->held_on()));
  }
  if (answers.planning != nullptr &&
      IsInPlan(answers.planning->active_plan(), name)) {
    audit->set_followed_up(true);
  }
  if (answers.account == nullptr) return;
  if (IsSourceOfIssue(*answers.account, name)) audit->set_followed_up(true);
  for (v1::AuditRespondent& respondent : *audit->mutable_respondents()) {
    for (v1::AuditAnswer& answer : *respondent.mutable_answers()) {
      for (v1::RaisedIssue& issue : *answer.mutable_issues()) {
        if (WasLogged(*answers.account, *audit, issue.issue())) {
          issue.set_already_logged(true);
        }
      }
    }
  }
}

}  // namespace kam::assessment
