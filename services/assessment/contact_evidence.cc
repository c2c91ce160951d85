#include "services/assessment/contact_evidence.h"

#include <set>
#include <string>

#include "services/assessment/fact_words.h"
#include "services/assessment/windows.h"

namespace kam::assessment {
namespace {

constexpr char kAccount[] = "account";
constexpr char kTeam[] = "team";

// The period that counts; null when the contact has none, and so always is.
const account::v1::ActivePeriod* PeriodOn(const account::v1::Contact& contact,
                                          absl::CivilDay as_of) {
  const account::v1::ActivePeriod* latest = nullptr;
  for (const account::v1::ActivePeriod& one : contact.active_periods()) {
    Violations noted;
    if (SpanOf(one.starts_on(), one.ends_on(), {}, noted).Holds(as_of)) {
      return &one;
    }
    const auto start = DayFromProto(one.starts_on());
    if (latest == nullptr ||
        (start.ok() && *start > DayOr(latest->starts_on(), absl::CivilDay())
                                    .value_or(absl::CivilDay()))) {
      latest = &one;
    }
  }
  return latest;
}

void AddContact(const account::v1::Contact& contact, absl::CivilDay as_of,
                v1::ContactFact* fact) {
  fact->set_contact(contact.name());
  fact->set_level(SameWord<v1::DecisionLevel>(contact.decision_level()));
  fact->set_function(SameWord<v1::ContactFunction>(contact.function()));
  fact->set_seniority(contact.seniority());
  if (contact.has_influence()) fact->set_influence(contact.influence());
  fact->set_support(SameWord<v1::ContactSupport>(contact.support()));
  const account::v1::ActivePeriod* period = PeriodOn(contact, as_of);
  if (period == nullptr) return;
  if (period->has_starts_on()) {
    *fact->mutable_starts_on() = period->starts_on();
  }
  if (period->has_ends_on()) *fact->mutable_ends_on() = period->ends_on();
}

v1::InteractionType TypeOf(account::v1::Interaction::Type type) {
  // Planning together is done in meetings.
  if (type == account::v1::Interaction::TYPE_JOINT_PLANNING) {
    return v1::INTERACTION_TYPE_MEETING;
  }
  const auto same = SameWord<v1::InteractionType>(type);
  return same == v1::INTERACTION_TYPE_UNSPECIFIED ? v1::INTERACTION_TYPE_OTHER
                                                  : same;
}

void AddInteraction(const account::v1::Interaction& interaction,
                    v1::InteractionFact* fact) {
  SetSource(kAccount, interaction.name(), fact);
  *fact->mutable_held_on() = interaction.happened_on();
  fact->set_type(TypeOf(interaction.type()));
  fact->set_two_way(interaction.two_way());
  *fact->mutable_members() = interaction.members();
  for (const account::v1::Participant& one : interaction.participants()) {
    v1::InteractionContact* contact = fact->add_contacts();
    contact->set_contact(one.contact());
    contact->set_level(SameWord<v1::DecisionLevel>(one.decision_level()));
    contact->set_function(SameWord<v1::ContactFunction>(one.function()));
  }
}

void AddMember(const std::string& name, const team::v1::Position& position,
               v1::TeamMemberFact* fact) {
  fact->set_member(name);
  fact->set_grade(position.grade());
  fact->set_function(WordOf(position.function()));
}

}  // namespace

void AddCustomerSide(const account::v1::AccountFacts& facts,
                     absl::CivilDay as_of, v1::ContactCoverageFacts* contacts) {
  for (const account::v1::Contact& one : facts.contacts()) {
    AddContact(one, as_of, contacts->add_contacts());
  }
  for (const account::v1::Interaction& one : facts.interactions()) {
    AddInteraction(one, contacts->add_interactions());
  }
}

void AddOwnSide(const team::v1::TeamFacts& facts,
                v1::ContactCoverageFacts* contacts) {
  std::set<std::string> added;
  for (const team::v1::AssignedMember& one : facts.members()) {
    if (!added.insert(one.assignment().member()).second) continue;
    AddMember(one.assignment().member(), one.position(),
              contacts->add_members());
  }
  for (const team::v1::SponsorOnDay& one : facts.sponsors()) {
    if (!added.insert(one.sponsorship().member()).second) continue;
    AddMember(one.sponsorship().member(), one.member().position(),
              contacts->add_members());
  }
  for (const team::v1::JointTeam& one : facts.joint_teams()) {
    v1::JointTeamFact* team = contacts->add_joint_teams();
    SetSource(kTeam, one.name(), team);
    *team->mutable_members() = one.members();
    *team->mutable_contacts() = one.contacts();
    SetSpan(one, team);
  }
}

void AddObjectiveLevels(const planning::v1::PlanningFacts& facts,
                        v1::ContactCoverageFacts* contacts) {
  for (const planning::v1::DevelopmentObjective& one :
       facts.development_objectives()) {
    const auto level = SameWord<v1::DecisionLevel>(one.required_level());
    if (level == v1::DECISION_LEVEL_UNSPECIFIED) continue;
    v1::ObjectiveLevelFact* objective = contacts->add_objectives();
    objective->set_objective(one.name());
    objective->set_required_level(level);
  }
}

}  // namespace kam::assessment
