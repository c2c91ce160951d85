#include "services/account/contact_validation.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/resource/reference.h"

namespace kam::account {
namespace {

constexpr int kMaxInfluence = 10;

// Notes ties that lead elsewhere, to the contact itself, or twice to one.
void CheckEdges(
    absl::string_view field, const v1::Contact& contact,
    const google::protobuf::RepeatedPtrField<v1::ContactEdge>& edges,
    Violations& violations) {
  std::set<std::string> seen;
  for (int i = 0; i < edges.size(); ++i) {
    const std::string path =
        absl::StrCat("contact.", field, "[", i, "].contact");
    const std::string& other = edges[i].contact();
    resource::CheckReference(other, resource::kContactPattern,
                             AccountOf(contact.name()), path, violations);
    if (other == contact.name()) {
      violations.Add(path, "must not be the contact itself");
    }
    if (!seen.insert(other).second) {
      violations.Add(path, "must not stand twice");
    }
  }
}

}  // namespace

void Validate(const v1::Contact& contact, const RecordRules&,
              Violations& violations) {
  CheckNotBlank("contact.display_name", contact.display_name(), violations);
  if (contact.has_influence()) {
    CheckRange("contact.influence", contact.influence(), 0, kMaxInfluence,
               violations);
  }
  if (!contact.reports_to().empty()) {
    resource::CheckReference(contact.reports_to(), resource::kContactPattern,
                             AccountOf(contact.name()), "contact.reports_to",
                             violations);
    if (contact.reports_to() == contact.name()) {
      violations.Add("contact.reports_to", "must not be the contact itself");
    }
  }
  for (int i = 0; i < contact.roles_size(); ++i) {
    CheckSpan(absl::StrCat("contact.roles[", i, "].ends_on"),
              contact.roles(i).starts_on(), contact.roles(i).ends_on(),
              violations);
  }
  for (int i = 0; i < contact.active_periods_size(); ++i) {
    CheckSpan(absl::StrCat("contact.active_periods[", i, "].ends_on"),
              contact.active_periods(i).starts_on(),
              contact.active_periods(i).ends_on(), violations);
  }
  CheckEdges("influences", contact, contact.influences(), violations);
  CheckEdges("conflicts", contact, contact.conflicts(), violations);
}

void Validate(const v1::Interaction& interaction, const RecordRules& rules,
              Violations& violations) {
  CheckNotFuture("interaction.happened_on", interaction.happened_on(),
                 rules.today, violations);
  const std::string account = AccountOf(interaction.name());
  std::set<std::string> seen;
  for (int i = 0; i < interaction.members_size(); ++i) {
    const std::string path = absl::StrCat("interaction.members[", i, "]");
    resource::CheckReference(interaction.members(i), resource::kMemberPattern,
                             ProgramOf(account), path, violations);
    if (!seen.insert(interaction.members(i)).second) {
      violations.Add(path, "must not stand twice");
    }
  }
  for (int i = 0; i < interaction.participants_size(); ++i) {
    const std::string path =
        absl::StrCat("interaction.participants[", i, "].contact");
    const std::string& contact = interaction.participants(i).contact();
    resource::CheckReference(contact, resource::kContactPattern, account, path,
                             violations);
    if (!seen.insert(contact).second) {
      violations.Add(path, "must not stand twice");
    }
  }
}

void CompleteParticipant(const v1::Contact& contact,
                         v1::Participant& participant) {
  if (participant.decision_level() == v1::DECISION_LEVEL_UNSPECIFIED) {
    participant.set_decision_level(contact.decision_level());
  }
  if (participant.function() == v1::CONTACT_FUNCTION_UNSPECIFIED) {
    participant.set_function(contact.function());
  }
  if (participant.seniority() == kam::type::v1::GRADE_UNSPECIFIED) {
    participant.set_seniority(contact.seniority());
  }
}

}  // namespace kam::account
