#include "services/gateway/account_view.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "common/base/date.h"
#include "services/gateway/section_status.h"

namespace kam::gateway {
namespace {

constexpr int kLatestInteractions = 10;
constexpr char kNotAssessed[] = "NOT_ASSESSED";

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

// What is missing, out of all that the coverage tells.
v1::TeamGaps MakeTeamGaps(team::v1::SkillCoverage& coverage) {
  v1::TeamGaps gaps;
  gaps.set_status(coverage.status());
  gaps.set_value(coverage.value());
  gaps.set_ceiling(coverage.ceiling());
  gaps.set_areas(coverage.areas_size());
  gaps.set_covered_areas(coverage.covered_areas());
  gaps.set_covered_areas_ceiling(coverage.covered_areas_ceiling());
  for (team::v1::AreaCoverage& area : *coverage.mutable_areas()) {
    if (area.state() == team::v1::AREA_STATE_THIN ||
        area.state() == team::v1::AREA_STATE_GAP) {
      gaps.add_gaps()->Swap(&area);
    }
  }
  gaps.mutable_unknown_areas()->Swap(coverage.mutable_unknown());
  gaps.mutable_missing_roles()->Swap(coverage.mutable_missing_roles());
  gaps.mutable_flags()->Swap(coverage.mutable_flags());
  return gaps;
}

v1::TeamSection MakeTeamSection(team::v1::TeamFacts& facts) {
  v1::TeamSection section;
  section.mutable_members()->Swap(facts.mutable_members());
  section.set_ever_assigned(facts.ever_assigned());
  section.set_accounts_of_lead(facts.accounts_of_lead());
  section.set_team_form(facts.team_form());
  section.mutable_sponsors()->Swap(facts.mutable_sponsors());
  section.set_executive_sponsor(facts.executive_sponsor());
  *section.mutable_gaps() = MakeTeamGaps(*facts.mutable_skill_coverage());
  return section;
}

// Puts commitments in the order of their due dates, those without one last.
void SortByDue(
    google::protobuf::RepeatedPtrField<planning::v1::Commitment>& commitments) {
  const auto place = [](const planning::v1::Commitment& one) {
    return std::make_tuple(!one.has_due_on(), one.due_on().year(),
                           one.due_on().month(), one.due_on().day());
  };
  std::stable_sort(
      commitments.pointer_begin(), commitments.pointer_end(),
      [&](const auto* a, const auto* b) { return place(*a) < place(*b); });
}

// What we and the customer have taken on, as far as it goes on.
void AddUndertakings(planning::v1::PlanningFacts& facts,
                     v1::PlanningSection& section) {
  for (planning::v1::Initiative& one : *facts.mutable_initiatives()) {
    if (one.state() == planning::v1::INITIATIVE_STATE_COMPLETED ||
        one.state() == planning::v1::INITIATIVE_STATE_STOPPED) {
      section.set_ended_initiatives(section.ended_initiatives() + 1);
    } else {
      section.add_initiatives()->Swap(&one);
    }
  }
  for (planning::v1::Commitment& one : *facts.mutable_commitments()) {
    if (one.state() == planning::v1::COMMITMENT_STATE_PROPOSED ||
        one.state() == planning::v1::COMMITMENT_STATE_ACCEPTED) {
      section.add_open_commitments()->Swap(&one);
    } else if (one.state() == planning::v1::COMMITMENT_STATE_BLOCKED) {
      section.add_blocked_commitments()->Swap(&one);
    }
  }
  SortByDue(*section.mutable_open_commitments());
  SortByDue(*section.mutable_blocked_commitments());
  section.set_commitments_incomplete(facts.commitments_incomplete());
}

void AddPlan(planning::v1::PlanningFacts& facts, v1::PlanningSection& section) {
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
  section.mutable_plan_check()->Swap(facts.mutable_plan_check());
  section.mutable_plan_check()->clear_flags();
}

v1::PlanningSection MakePlanningSection(planning::v1::PlanningFacts& facts) {
  v1::PlanningSection section;
  section.set_draft_plans(facts.draft_plans());
  if (facts.has_active_plan()) AddPlan(facts, section);
  AddUndertakings(facts, section);
  return section;
}

v1::AssessmentSection MakeAssessmentSection(
    assessment::v1::AssessmentFacts& facts) {
  v1::AssessmentSection section;
  section.mutable_observations()->Swap(facts.mutable_observations());
  section.set_observations_truncated(facts.observations_truncated());
  if (facts.has_standing()) {
    section.mutable_standing()->Swap(facts.mutable_standing());
  } else {
    section.add_unavailable_reasons(kNotAssessed);
  }
  if (facts.has_program_standing()) {
    section.mutable_program_standing()->Swap(facts.mutable_program_standing());
  }
  if (!facts.audits().empty()) {
    const assessment::v1::Audit& audit = facts.audits(0);
    v1::LastAudit& last = *section.mutable_last_audit();
    last.set_audit(audit.name());
    *last.mutable_held_on() = audit.held_on();
    last.set_channel(audit.channel());
    last.set_interviewer(audit.interviewer());
    last.set_valid(audit.valid());
  }
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
// exist. Of members only those who are assigned or sponsor are known to have
// been looked for.
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
  for (const team::v1::SponsorOnDay& sponsor : view.team().sponsors()) {
    if (!sponsor.member().resolved()) {
      unresolved.insert(sponsor.sponsorship().member());
    }
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
