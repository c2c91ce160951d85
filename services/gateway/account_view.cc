#include "services/gateway/account_view.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "common/base/date.h"
#include "services/gateway/section_status.h"

namespace kam::gateway {
namespace {

constexpr int kLatestInteractions = 10;

// Whether something that ends on `end`, if at all, has not ended by `day`.
bool Lasts(bool has_end, const google::type::Date& end, absl::CivilDay day) {
  if (!has_end) return true;
  const auto last = DayFromProto(end);
  return !last.ok() || *last >= day;
}

v1::AccountSection MakeAccountSection(account::v1::AccountFacts& facts,
                                      absl::CivilDay day) {
  v1::AccountSection section;
  *section.mutable_status() = StatusOf(absl::OkStatus());
  *section.mutable_status()->mutable_store() = facts.store();
  if (!facts.account().designations().empty()) {
    *section.mutable_designation() = *facts.account().designations().rbegin();
  }
  section.mutable_account()->Swap(facts.mutable_account());
  section.set_key_account(facts.key_account());
  if (facts.has_classification()) {
    section.mutable_classification()->Swap(facts.mutable_classification());
  }
  if (facts.has_top_ranked()) section.set_top_ranked(facts.top_ranked());
  if (facts.has_profitability()) {
    section.mutable_profitability()->Swap(facts.mutable_profitability());
  }
  section.mutable_unavailable_reasons()->Swap(
      facts.mutable_unavailable_reasons());
  section.mutable_contacts()->Swap(facts.mutable_contacts());
  const int shown = std::min(facts.interactions_size(), kLatestInteractions);
  for (int i = 0; i < shown; ++i) {
    section.add_latest_interactions()->Swap(facts.mutable_interactions(i));
  }
  section.set_interaction_count(facts.interaction_count());
  for (account::v1::Agreement& agreement : *facts.mutable_agreements()) {
    if (agreement.auto_renews() ||
        Lasts(agreement.has_ends_on(), agreement.ends_on(), day)) {
      section.add_agreements()->Swap(&agreement);
    }
  }
  for (account::v1::Issue& issue : *facts.mutable_issues()) {
    if (Lasts(issue.has_closed_on(), issue.closed_on(), day + 1)) {
      section.add_open_issues()->Swap(&issue);
    }
  }
  section.mutable_objectives()->Swap(facts.mutable_objectives());
  section.mutable_pressures()->Swap(facts.mutable_pressures());
  section.mutable_targets()->Swap(facts.mutable_targets());
  return section;
}

v1::TeamSection MakeTeamSection(team::v1::TeamFacts& facts) {
  v1::TeamSection section;
  section.mutable_members()->Swap(facts.mutable_members());
  section.set_ever_assigned(facts.ever_assigned());
  section.set_accounts_of_lead(facts.accounts_of_lead());
  return section;
}

v1::PlanningSection MakePlanningSection(planning::v1::PlanningFacts& facts) {
  v1::PlanningSection section;
  section.set_draft_plans(facts.draft_plans());
  if (!facts.has_active_plan()) return section;
  std::map<std::string, const planning::v1::Action*> actions;
  for (const planning::v1::Action& action : facts.active_plan().actions()) {
    actions[action.id()] = &action;
  }
  for (const std::string& id : facts.overdue_action_ids()) {
    const auto found = actions.find(id);
    if (found != actions.end()) {
      *section.add_overdue_actions() = *found->second;
    }
  }
  section.mutable_plan()->Swap(facts.mutable_active_plan());
  if (facts.has_last_reviewed_on()) {
    section.mutable_last_reviewed_on()->Swap(facts.mutable_last_reviewed_on());
  }
  section.set_open_actions(facts.open_actions());
  if (facts.has_next_due_action()) {
    section.mutable_next_due_action()->Swap(facts.mutable_next_due_action());
  }
  return section;
}

v1::AssessmentSection MakeAssessmentSection(
    assessment::v1::AssessmentFacts& facts) {
  v1::AssessmentSection section;
  section.mutable_observations()->Swap(facts.mutable_observations());
  section.set_observations_truncated(facts.observations_truncated());
  return section;
}

// Fills `section` with what `make` takes out of the answer, or tells why it is
// empty.
template <typename SectionMessage, typename Facts>
void FillSection(std::optional<absl::StatusOr<Facts>>& answer,
                 SectionMessage (*make)(Facts&), SectionMessage& section) {
  if (!answer.has_value()) {
    *section.mutable_status() = NotRequested();
    return;
  }
  if (answer->ok()) {
    const type::v1::StoreRevision store = (*answer)->store();
    section = make(**answer);
    *section.mutable_status() = StatusOf(absl::OkStatus());
    *section.mutable_status()->mutable_store() = store;
  } else {
    *section.mutable_status() = StatusOf(answer->status());
  }
}

// Contacts are the account's, which always answers, so what it lacks does not
// exist. Of members only those assigned are known to have been looked for.
void AddUnresolved(v1::KeyAccountView& view) {
  std::set<std::string> contacts;
  for (const account::v1::Contact& contact : view.account().contacts()) {
    contacts.insert(contact.name());
  }
  std::set<std::string> unresolved;
  const auto check_contact = [&](const std::string& name) {
    if (!name.empty() && contacts.count(name) == 0) unresolved.insert(name);
  };
  for (const team::v1::AssignedMember& member : view.team().members()) {
    if (!member.resolved()) unresolved.insert(member.assignment().member());
  }
  for (const planning::v1::Person& author :
       view.planning().plan().co_authors()) {
    check_contact(author.contact());
  }
  for (const planning::v1::Action& action : view.planning().plan().actions()) {
    check_contact(action.owner().contact());
  }
  for (const assessment::v1::Observation& observation :
       view.assessment().observations()) {
    check_contact(observation.contact());
  }
  for (const std::string& name : unresolved) {
    view.add_unresolved_references(name);
  }
}

}  // namespace

absl::StatusOr<v1::KeyAccountView> AssembleAccountView(AccountAnswers answers) {
  if (!answers.account.ok()) return answers.account.status();
  v1::KeyAccountView view;
  view.set_name(answers.account->account().name());
  *view.mutable_as_of() = answers.account->as_of();
  const auto day = DayFromProto(view.as_of());
  *view.mutable_account() =
      MakeAccountSection(*answers.account, day.value_or(absl::CivilDay()));
  FillSection(answers.team, MakeTeamSection, *view.mutable_team());
  FillSection(answers.planning, MakePlanningSection, *view.mutable_planning());
  FillSection(answers.assessment, MakeAssessmentSection,
              *view.mutable_assessment());
  AddUnresolved(view);
  return view;
}

}  // namespace kam::gateway
